namespace MLRegularization.Networks;

/// <summary>One epoch of a training run.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="BatchLoss">Mean loss of the batches as they were learned from: with noise, dropout and softened labels, before each step.</param>
/// <param name="TrainingLoss">Mean loss of training rows after the epoch, without noise; of the first <see cref="TrainingHistory.MeasuredRows"/> of them.</param>
/// <param name="ValidationLoss">The same of the validation rows; NaN where there are none.</param>
/// <param name="ValidationError">Share of validation rows whose most probable class is wrong; NaN without classes.</param>
/// <param name="LearningRate">The learning rate of its last step; NaN with L-BFGS, which has none.</param>
public sealed record EpochRecord(int Epoch, double BatchLoss, double TrainingLoss, double ValidationLoss, double ValidationError, double LearningRate)
{
    /// <summary>Validation less training loss: what was learned by heart.</summary>
    public double Gap => ValidationLoss - TrainingLoss;
}

/// <summary>Why a training run ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were run.</summary>
    AllEpochs,

    /// <summary>The metric had not improved for as many epochs as early stopping waits.</summary>
    EarlyStopping,

    /// <summary>It was told to stop after some epochs, to be continued.</summary>
    Paused,

    /// <summary>The loss was no longer a number; the best weights before that are kept.</summary>
    Diverged,

    /// <summary>The gradient was as good as 0 (full-batch optimisers).</summary>
    Converged,
}

/// <summary>The learning curves of a run.</summary>
/// <param name="Epochs">One record per epoch.</param>
/// <param name="BestEpoch">The epoch whose weights the model has; 0: the first weights.</param>
/// <param name="End">Why it ended.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochRecord> Epochs, int BestEpoch, TrainingEnd End)
{
    /// <summary>Training rows that the training loss is measured on, at most.</summary>
    public const int MeasuredRows = 4096;

    /// <summary>The record of the best epoch, or null.</summary>
    public EpochRecord? Best => BestEpoch > 0 ? Epochs[BestEpoch - 1] : null;
}
