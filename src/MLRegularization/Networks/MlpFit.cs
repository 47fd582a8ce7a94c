using MLRegularization.Models;

namespace MLRegularization.Networks;

/// <summary>What came of a training run: the model with the weights of the best epoch, and all that is told about the run.</summary>
public sealed class MlpFit
{
    internal MlpFit(NetworkWeights weights) => Weights = weights;

    /// <summary>The model.</summary>
    public required NetworkModel Model { get; init; }

    /// <summary>The learning curves. Losses of a regression are half squared errors of the standardised target.</summary>
    public required TrainingHistory History { get; init; }

    /// <summary>The model's weights as they were learned, before norms were multiplied in.</summary>
    internal NetworkWeights Weights { get; }

    /// <summary>Where the run stands, to be saved and continued.</summary>
    public required MlpCheckpoint Checkpoint { get; init; }

    /// <summary>The rows that chose the epoch, ascending; empty: those of a table of their own, or none.</summary>
    public required IReadOnlyList<int> ValidationRows { get; init; }

    /// <summary>The loss of the best constant on the training rows, in the unit of the learning curves.</summary>
    public required double NullLoss { get; init; }

    /// <summary>What the user should know, one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
