using MLRegularization.Models;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A fitted multilayer perceptron with the preparation of its features and label.</summary>
public sealed class MlpModelParameters
{
    internal MlpModelParameters(NetworkModel network, NetworkTask task, MlpFit fit, MlpFitDetails details)
    {
        Network = network;
        Task = task;
        Fit = fit;
        Details = details;
    }

    /// <summary>The network: layers, scaling, facts. Immutable and safe for any number of threads.</summary>
    public NetworkModel Network { get; }

    /// <summary>What it predicts.</summary>
    public NetworkTask Task { get; }

    /// <summary>How it came about.</summary>
    public MlpFitDetails Details { get; }

    /// <summary>In a few words: task, size.</summary>
    public override string ToString() => $"{Task} network, {string.Join(" → ", Network.Layers.Select(layer => layer.Inputs).Append(Network.Layers[^1].Outputs))}, {Network.Parameters} weights";

    /// <summary>What the engine gave back, of the classes that had rows.</summary>
    internal MlpFit Fit { get; }
}
