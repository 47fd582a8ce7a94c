using MLRegularization.Matrices;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Preparation;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// Options of the trainers of multilayer perceptrons. A mutable bag, which the trainer checks and copies when it is made. What is null is taken from the preset:
/// of realmlp-1 three hidden layers of 256 units, dropout 0.15, weight decay 0.02, 256 epochs of batches of 256 rows.
/// </summary>
public sealed class RegularizedMlpOptions
{
    /// <summary>The label's column: Single for regression, Boolean for two classes, a key for several. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The features' column: a vector of Single, categories one-hot. Default "Features".</summary>
    public string FeatureColumnName { get; set; } = "Features";

    /// <summary>A column of row weights ≥ 0, Single; null (default): all 1.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>A column of groups, a key, a number or text; rows of one group never teach and choose the epoch both. Null (default): none.</summary>
    public string? SamplingKeyColumnName { get; set; }

    /// <summary>A column of times, a number or DateTime; the latest rows choose the epoch. Null (default): none.</summary>
    public string? TimeColumnName { get; set; }

    /// <summary>Where defaults come from: a name of <see cref="MlpPreset.All"/>. Default realmlp-1.</summary>
    public string Preset { get; set; } = MlpPreset.RealMlp.Name;

    /// <summary>Units of each hidden layer, 1 to 65 536, with the preset's activation; empty: none, a linear model. Null (default): the preset's.</summary>
    public IReadOnlyList<int>? HiddenLayers { get; set; }

    /// <summary>The whole network, in place of <see cref="HiddenLayers"/>: widths, activations, first weights. Null (default): the preset's.</summary>
    public NetworkSpec? Network { get; set; }

    /// <summary>Share of hidden units dropped in training, from 0 (none) to below 1, on the preset's schedule. Null (default): the preset's.</summary>
    public double? Dropout { get; set; }

    /// <summary>Decoupled weight decay ≥ 0 per unit of learning rate, 0 for none, on the preset's schedule. Null (default): the preset's.</summary>
    public double? WeightDecay { get; set; }

    /// <summary>Strength ≥ 0 of the L1 penalty of weights, which makes some exactly zero. Null (default): the preset's, none.</summary>
    public double? L1 { get; set; }

    /// <summary>Everything that regularises, in place of the preset's and of <see cref="Dropout"/>, <see cref="WeightDecay"/> and <see cref="L1"/>. Null (default): those.</summary>
    public RegularizationSpec? Regularization { get; set; }

    /// <summary>The optimiser; with <see cref="Lbfgs"/> every iteration is an epoch on all rows. Null (default): the preset's.</summary>
    public Optimizer? Optimizer { get; set; }

    /// <summary>The highest learning rate, above 0. Null (default): the preset's for the task.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The shape of the learning rate over the run. Null (default): the preset's.</summary>
    public Schedule? RateSchedule { get; set; }

    /// <summary>Gradient clipping. Null (default): none.</summary>
    public GradientClip? Clip { get; set; }

    /// <summary>Epochs, 1 to 1 000 000. Null (default): the preset's.</summary>
    public int? NumberOfEpochs { get; set; }

    /// <summary>Most rows of a batch, from 1. Null (default): the preset's.</summary>
    public int? BatchSize { get; set; }

    /// <summary>How numbers are scaled; it counts for every slot of the features. Null (default): the preset's, by median and middle half, bent smoothly to within ±3.</summary>
    public NetworkInputOptions? Inputs { get; set; }

    /// <summary>Whether a regression learns the standardised label and keeps scores within its range. Default true.</summary>
    public bool ScaleLabel { get; set; } = true;

    /// <summary>What the epoch is chosen by. Null (default): the share of wrong classes, or the loss where there are none. Choose the loss where probabilities count: label smoothing of the preset is then left out.</summary>
    public NetworkMetric? Metric { get; set; }

    /// <summary>Weights of classes, which multiply those of rows. Null (default): all 1.</summary>
    public ClassWeights? ClassWeights { get; set; }

    /// <summary>The share of rows, of each class or along the sorted label, that choose the epoch where Fit is given no validation data; 0: none. Default 0.2.</summary>
    public double ValidationShare { get; set; } = 0.2;

    /// <summary>What is done with rows that have a feature missing. Default: the fit stops.</summary>
    public MissingFeatures MissingFeatures { get; set; }

    /// <summary>Seed of first weights, batches, noise and the rows that choose the epoch. Null (default): drawn from the context, whose seed then decides.</summary>
    public int? Seed { get; set; }

    /// <summary>Threads at most. Null (default): all cores. The model has the same bits for every number.</summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>A copy that shares no list with these options.</summary>
    internal RegularizedMlpOptions Copy()
    {
        RegularizedMlpOptions copy = (RegularizedMlpOptions)MemberwiseClone();
        copy.HiddenLayers = HiddenLayers?.ToArray();
        return copy;
    }
}
