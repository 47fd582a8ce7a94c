namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Batch norm of a hidden layer's sums, before the activation (Ioffe and Szegedy 2015): γ (z − mean) / √(variance + ε) + β with mean and variance
/// of the batch's rows. A fitted model uses running ones instead: r ← (1 − momentum) r + momentum · the batch's, the variance divided by n − 1. A
/// batch of one row gives β and leaves the running ones alone. The layer's own bias is left out; β is in its place.
/// </summary>
/// <param name="Momentum">How much a batch counts in the running statistics, 0 &lt; momentum ≤ 1. Default 0.1.</param>
/// <param name="Epsilon">ε &gt; 0. Default 1e-5.</param>
public sealed record BatchNorm(double Momentum = 0.1, double Epsilon = 1e-5) : LayerRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"batch norm of the hidden sums{Where()}, running statistics with momentum {Momentum}";

    internal override bool IsSmooth => true;

    internal override bool MeansOutputs => false;

    internal override string? Problem() =>
        Momentum is not (> 0 and <= 1) ? $"The momentum of batch norm is {Momentum}; it must be above 0 and at most 1: 0.1 is usual."
        : Epsilon > 0 && double.IsFinite(Epsilon) ? null : $"The ε of batch norm is {Epsilon}; it must be above 0: 1e-5 is usual.";
}
