using MLRegularization.Losses;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Schedules;

namespace MLRegularization.Networks.Training;

/// <summary>All that a training run needs to know, checked.</summary>
internal sealed record TrainingSettings
{
    public required NetworkSpec Spec { get; init; }

    /// <summary>The columns that get an embedding.</summary>
    public IReadOnlyList<CategoricalInput> Categories { get; init; } = [];

    /// <summary>What the biases of the outputs begin with, the best constants; empty: as the initialisation says.</summary>
    public IReadOnlyList<double> FirstOutputs { get; init; } = [];
    public required ILoss Loss { get; init; }
    public required Optimizer Optimizer { get; init; }

    /// <summary>Clips gradients; null: nobody does.</summary>
    public GradientClip? Clip { get; init; }

    /// <summary>The highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The share of it over the run.</summary>
    public required Schedule RateSchedule { get; init; }

    public required int Epochs { get; init; }
    public required int BatchSize { get; init; }
    public required NetworkMetric Metric { get; init; }
    public required ulong Seed { get; init; }
    public required int Threads { get; init; }

    /// <summary>Weights to begin with; null: as the initialisation says.</summary>
    public NetworkWeights? Start { get; init; }

    /// <summary>Pause after this many epochs, to be continued; null: run through.</summary>
    public int? PauseAfter { get; init; }
}
