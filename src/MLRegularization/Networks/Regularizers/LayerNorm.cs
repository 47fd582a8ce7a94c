namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Layer norm of a hidden layer's sums, before the activation (Ba and others 2016): γ (z − mean) / √(variance + ε) + β with mean and variance of the
/// row's own units, in training as in a fitted model.
/// </summary>
/// <param name="Epsilon">ε &gt; 0. Default 1e-5.</param>
public sealed record LayerNorm(double Epsilon = 1e-5) : LayerRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"layer norm of the hidden sums{Where()}";

    internal override bool IsSmooth => true;

    internal override bool MeansOutputs => false;

    internal override string? Problem() => Epsilon > 0 && double.IsFinite(Epsilon) ? null : $"The ε of layer norm is {Epsilon}; it must be above 0: 1e-5 is usual.";
}
