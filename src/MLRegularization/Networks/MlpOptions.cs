using MLRegularization.Matrices;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Preparation;

namespace MLRegularization.Networks;

/// <summary>What a user may say of a training run; what is null is taken from the preset.</summary>
public sealed class MlpOptions
{
    /// <summary>Where defaults come from: a name of <see cref="MlpPreset.All"/>. Default: realmlp-1.</summary>
    public string Preset { get; set; } = MlpPreset.RealMlp.Name;

    /// <summary>The layers, and how weights begin; its regularisation counts unless <see cref="Regularization"/> is given.</summary>
    public NetworkSpec? Network { get; set; }

    /// <summary>Everything that regularises, in place of the preset's or the network's.</summary>
    public RegularizationSpec? Regularization { get; set; }

    /// <summary>The optimiser; with <see cref="Lbfgs"/> every iteration is an epoch on all rows, its MostIterations the default of <see cref="Epochs"/>, and there is neither learning rate nor batch.</summary>
    public Optimizer? Optimizer { get; set; }

    /// <summary>The highest learning rate, &gt; 0.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The shape of the learning rate over the run.</summary>
    public Schedule? RateSchedule { get; set; }

    /// <summary>Gradient clipping; null: none.</summary>
    public GradientClip? Clip { get; set; }

    /// <summary>Epochs, from 1.</summary>
    public int? Epochs { get; set; }

    /// <summary>Most rows of a batch, from 1; batches are of nearly equal size, and one larger than the data is all of it.</summary>
    public int? BatchSize { get; set; }

    /// <summary>How columns become inputs.</summary>
    public NetworkInputOptions? Inputs { get; set; }

    /// <summary>Whether a regression learns the standardised target and keeps predictions within its range. Default: yes.</summary>
    public bool ScaleTarget { get; set; } = true;

    /// <summary>What the best epoch is chosen by. Default: the share of wrong classes, where there are classes; the loss elsewhere. With the loss, label smoothing of the preset is left out.</summary>
    public NetworkMetric? Metric { get; set; }

    /// <summary>Weights of classes, learned on the training rows, by which those of rows are multiplied, of validation rows too; null: none. Probabilities are then those of rows so weighted.</summary>
    public ClassWeights? ClassWeights { get; set; }

    /// <summary>The share of rows that choose the epoch where no validation table is given: of each class or along the sorted target, in whole groups or the latest ones where the data has groups or times; 0: none, and the last epoch is kept. Default 0.2.</summary>
    public double ValidationShare { get; set; } = 0.2;

    /// <summary>Seed of all that is random. Default 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Threads; 0 (default): all cores. Results do not depend on it.</summary>
    public int Threads { get; set; }

    /// <summary>Stop after this many epochs, to be continued from the fit's checkpoint; null: run through.</summary>
    public int? PauseAfter { get; set; }

    /// <summary>The same again, to be changed apart.</summary>
    internal MlpOptions Copy() => (MlpOptions)MemberwiseClone();
}
