using MLRegularization.Models;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Preparation;

namespace MLRegularization.Networks;

/// <summary>
/// Defaults of a training run, as data with a versioned name: a later and better set gets a new name, so a run can be repeated with a later program. Options that are given
/// replace those of the preset one by one.
/// </summary>
public sealed record MlpPreset
{
    /// <summary>RealMLP's tuned defaults (Holzmüller and others 2024, arXiv 2407.04491), without its numerical embeddings and, for regression, at the rate that they give without them: the default.</summary>
    public static MlpPreset RealMlp { get; } = new()
    {
        Name = "realmlp-1",
        Regression = RealMlpNetwork(Activation.Mish),
        Classification = RealMlpNetwork(Activation.Selu) with { Regularization = RealMlpNetwork(Activation.Selu).Regularization.With(new LabelSmoothing(0.1)) },
        Optimizer = new Adam(Beta2: 0.95),
        RegressionRate = 0.07,
        ClassificationRate = 0.04,
        RateSchedule = new CosLog4(),
        Epochs = 256,
        BatchSize = 256,
        Inputs = new NetworkInputOptions(),
    };

    /// <summary>What a first network usually is: 3 × 256 ReLU, Adam at 0.001, inputs standardised, nothing that regularises but the best epoch.</summary>
    public static MlpPreset Plain { get; } = new()
    {
        Name = "plain-1",
        Regression = NetworkSpec.Of(Activation.Relu, 256, 256, 256) with { Initialization = Initialization.UniformByInputs },
        Classification = NetworkSpec.Of(Activation.Relu, 256, 256, 256) with { Initialization = Initialization.UniformByInputs },
        Optimizer = new Adam(),
        RegressionRate = 0.001,
        ClassificationRate = 0.001,
        RateSchedule = new Constant(),
        Epochs = 256,
        BatchSize = 256,
        Inputs = new NetworkInputOptions { Scaling = ScalingKind.Standard, SmoothClip = false },
    };

    /// <summary>All presets.</summary>
    public static IReadOnlyList<MlpPreset> All { get; } = [RealMlp, Plain];

    /// <summary>Its name with its version.</summary>
    public required string Name { get; init; }

    /// <summary>The network for regression and counts.</summary>
    public required NetworkSpec Regression { get; init; }

    /// <summary>The network for classes.</summary>
    public required NetworkSpec Classification { get; init; }

    /// <summary>The optimiser.</summary>
    public required StepOptimizer Optimizer { get; init; }

    /// <summary>The highest learning rate for regression.</summary>
    public required double RegressionRate { get; init; }

    /// <summary>The highest learning rate for classes and counts.</summary>
    public required double ClassificationRate { get; init; }

    /// <summary>The shape of the learning rate over the run.</summary>
    public required Schedule RateSchedule { get; init; }

    /// <summary>Epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Most rows of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How columns become inputs.</summary>
    public required NetworkInputOptions Inputs { get; init; }

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static MlpPreset Named(string name)
        => All.FirstOrDefault(p => p.Name == name) ?? throw new ArgumentException($"There is no preset '{name}'; give one of {string.Join(", ", All.Select(p => p.Name))}.", nameof(name));

    /// <summary>The network of a task.</summary>
    public NetworkSpec NetworkFor(NetworkTask task) => task.HasClasses() ? Classification : Regression;

    /// <summary>The learning rate of a task.</summary>
    public double RateFor(NetworkTask task) => task == NetworkTask.Regression ? RegressionRate : ClassificationRate;

    private static NetworkSpec RealMlpNetwork(Activation activation) => NetworkSpec.Of(activation, 256, 256, 256) with
    {
        Initialization = Initialization.NeuralTangent,
        BiasRate = 0.1,
        Regularization = [new InputScaling(6), new Dropout(0.15) { Schedule = new FlatCos() }, new WeightDecay(0.02, new FlatCos())],
    };
}
