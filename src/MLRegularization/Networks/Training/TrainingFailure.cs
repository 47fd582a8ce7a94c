using System.Globalization;
using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>Finds the layer where numbers ceased to be numbers, and says what helps.</summary>
internal static class TrainingFailure
{
    /// <summary>One sentence on a network whose last step gave a loss that is no number.</summary>
    public static string Sentence(Network network, int epoch, double rate, int bestEpoch)
    {
        string where = Broken(network) is string tensor ? $"'{tensor}' was the first to overflow" : "the outputs were the first to overflow";
        string kept = bestEpoch > 0 ? $"the weights of epoch {bestEpoch}, the best, are kept" : "the first weights are kept";
        return string.Create(CultureInfo.InvariantCulture,
            $"Training stopped in epoch {epoch}: the loss was no longer a number, and {where}; lower the learning rate ({rate:G4}), clip gradients, or scale inputs and target; {kept}.");
    }

    private static unsafe string? Broken(Network network)
    {
        foreach (ParameterTensor tensor in network.Parameters.Tensors)
            if (FiniteCheck.FirstNonFinite(network.Parameters.Values.Span(tensor.Start, tensor.Length)) >= 0) return tensor.Name;
        foreach (Layer layer in network.Layers)
            for (int p = 0; p < layer.Output.Values.Count; p++)
                if (FiniteCheck.FirstNonFinite(new ReadOnlySpan<float>(layer.Output.Values.At(p, 0), network.Pass.Rows * FloatPanels.Width)) >= 0)
                    return network.Parameters.Tensors.LastOrDefault(t => t.Columns == layer.Output.Width)?.Name;
        return null;
    }
}
