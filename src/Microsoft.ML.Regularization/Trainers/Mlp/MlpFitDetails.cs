using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>How a multilayer perceptron came about: learning curves, what they show, and what was warned of. They live as long as the model and are not saved with it.</summary>
public sealed class MlpFitDetails
{
    private readonly MlpFit fit;

    internal MlpFitDetails(MlpFit fit, LearningVerdict verdict, IReadOnlyList<string> warnings)
    {
        this.fit = fit;
        Verdict = verdict;
        Warnings = warnings;
    }

    /// <summary>The losses after every epoch, the epoch whose weights the model has, and why training ended. Losses of a regression are half squared errors of the standardised label.</summary>
    public TrainingHistory History => fit.History;

    /// <summary>What the learning curves show, and what to turn, in one sentence.</summary>
    public LearningVerdict Verdict { get; }

    /// <summary>The loss of the best constant on the training rows, in the unit of the learning curves.</summary>
    public double NullLoss => fit.NullLoss;

    /// <summary>The training rows that chose the epoch, counted from 0 among those that were read; empty where validation data were given, or none.</summary>
    public IReadOnlyList<int> ValidationRows => fit.ValidationRows;

    /// <summary>Full sentences for what the user should know. They went to the host's channel too.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Rows read, those that chose the epoch included.</summary>
    public int Rows { get; internal init; }

    /// <summary>Rows left out because their label is missing.</summary>
    public int UnlabelledRows { get; internal init; }

    /// <summary>Rows left out because a feature is missing.</summary>
    public int IncompleteRows { get; internal init; }

    /// <summary>In a few words: rows, epochs, verdict.</summary>
    public override string ToString() => $"{Rows} rows, epoch {History.BestEpoch} of {History.Epochs.Count} kept. {Verdict.Sentence}";
}
