namespace MLRegularization.Networks.Regularizers;

/// <summary>One learnable factor per input, 1 at the beginning, before the first layer: the network can turn inputs down that do not help (RealMLP's scaling layer; Holzmüller and others 2024).</summary>
/// <param name="RateFactor">The learning rate of the factors, in learning rates. Default 1.</param>
public sealed record InputScaling(double RateFactor = 1) : Regularizer
{
    /// <inheritdoc/>
    public override string Describe() => "a learned factor for each input";

    internal override bool IsSmooth => true;

    internal override string? Problem() => RateFactor >= 0 && double.IsFinite(RateFactor) ? null : $"The rate factor of learned input scales is {RateFactor}; it must be 0 or more and finite: 1 is usual.";
}
