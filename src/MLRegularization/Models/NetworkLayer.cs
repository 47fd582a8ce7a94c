namespace MLRegularization.Models;

/// <summary>How a layer's input comes back at its end.</summary>
public enum SkipConnection
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>It is added as it is; the layer has as many outputs as inputs.</summary>
    Identity,

    /// <summary>It is added after a linear map of its own, without bias.</summary>
    Projection,
}

/// <summary>The norm between a layer's sums and its activation: (z − mean of the row) / √(variance of the row + ε), times scale, plus shift.</summary>
/// <param name="Scale">One factor per unit.</param>
/// <param name="Shift">One number per unit.</param>
/// <param name="Epsilon">ε.</param>
public sealed record RowNorm(IReadOnlyList<float> Scale, IReadOnlyList<float> Shift, double Epsilon);

/// <summary>One layer of a fitted network, for inference: activation(norm(xW + b)), and the skip connection added. Batch norms and input scales are multiplied into weights; dropout and noise are gone.</summary>
public sealed class NetworkLayer
{
    /// <summary>Checks shapes and wraps.</summary>
    /// <param name="inputs">Numbers per row that come in.</param>
    /// <param name="weights">Inputs × outputs, row after row.</param>
    /// <param name="bias">One number per output.</param>
    /// <param name="activation">Applied to the sums.</param>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public NetworkLayer(int inputs, IReadOnlyList<float> weights, IReadOnlyList<float> bias, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (inputs < 1 || bias.Count < 1 || weights.Count != (long)inputs * bias.Count)
            throw new ArgumentException($"A layer of {inputs} inputs and {bias.Count} outputs has {weights.Count} weights; it needs one for each pair.", nameof(weights));
        Inputs = inputs;
        Weights = weights;
        Bias = bias;
        Activation = activation;
    }

    /// <summary>Numbers per row that come in.</summary>
    public int Inputs { get; }

    /// <summary>Numbers per row that go out.</summary>
    public int Outputs => Bias.Count;

    /// <summary>Inputs × outputs, row after row.</summary>
    public IReadOnlyList<float> Weights { get; }

    /// <summary>One number per output.</summary>
    public IReadOnlyList<float> Bias { get; }

    /// <summary>Applied to the sums, after the norm.</summary>
    public Activation Activation { get; }

    /// <summary>The norm of the sums; null: none.</summary>
    public RowNorm? Norm { get; init; }

    /// <summary>How the input comes back at the end.</summary>
    public SkipConnection Skip { get; init; }

    /// <summary>The linear map of <see cref="SkipConnection.Projection"/>, inputs × outputs, row after row; else empty.</summary>
    public IReadOnlyList<float> Projection { get; init; } = [];
}

/// <summary>The learned numbers of a categorical column: a row for each code.</summary>
/// <param name="Codes">Codes, from 0.</param>
/// <param name="Width">Numbers per code.</param>
/// <param name="Values">Codes × width, row after row.</param>
public sealed record EmbeddingTable(int Codes, int Width, IReadOnlyList<float> Values);
