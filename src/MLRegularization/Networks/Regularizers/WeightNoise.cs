namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Gaussian noise on weights, new for each batch (Graves 2011; Murray and Edwards 1994): the batch goes up and down with w + noise, and the step changes w. Biases and
/// norms have none. A fitted model has none.
/// </summary>
/// <param name="Deviation">Its standard deviation ≥ 0, in units of the weights; those of a layer with d inputs begin at about 1/√d.</param>
public sealed record WeightNoise(double Deviation) : LayerRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"Gaussian noise of deviation {Deviation} on the weights{Where()}";

    internal override string? Problem() => Deviation >= 0 && double.IsFinite(Deviation) ? null : $"The deviation of weight noise is {Deviation}; it must be 0 or more: 0.01 to 0.1 are usual.";
}
