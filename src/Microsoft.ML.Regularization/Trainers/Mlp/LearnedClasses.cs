using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Models;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A network of the classes that have rows, and one of all classes of the key: the others get a probability of 0.</summary>
/// <param name="keys">The classes.</param>
internal sealed class LearnedClasses(ClassKeys keys)
{
    /// <summary>A logarithm of probability that is 0 beside any other.</summary>
    private const float Never = -1e30f;

    private readonly IReadOnlyList<string> names = keys.Names;
    private readonly int[] present = keys.Present;

    /// <summary>Refuses an activation of the outputs that no class without rows can have a probability of 0 with.</summary>
    /// <exception cref="ArgumentException">It is one.</exception>
    public void Check(Activation outputs)
    {
        if (present.Length < names.Count && outputs != Activation.Identity)
            throw new ArgumentException($"{names.Count - present.Length} of the {names.Count} classes in the label column '{keys.Column}' have no rows to learn from, and so a probability of 0, which outputs with the activation {outputs} cannot say; leave OutputActivation out, or values without rows out of the key.");
    }

    /// <summary>A network of all classes, from one of those that have rows.</summary>
    public NetworkModel Complete(NetworkModel model)
    {
        if (present.Length == names.Count) return model;
        NetworkLayer last = model.Layers[^1];
        float[] weights = new float[last.Inputs * names.Count], bias = new float[names.Count];
        Array.Fill(bias, Never);
        for (int k = 0; k < present.Length; k++)
        {
            bias[present[k]] = last.Bias[k];
            for (int i = 0; i < last.Inputs; i++) weights[(i * names.Count) + present[k]] = last.Weights[(i * present.Length) + k];
        }
        NetworkLayer all = new(last.Inputs, weights, bias, Activation.Identity);
        return new NetworkModel(model.Encoding, model.Embeddings, [.. model.Layers.SkipLast(1), all], model.Target, model.Facts with { Classes = names });
    }
}
