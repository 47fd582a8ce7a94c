namespace MLRegularization.Networks.Regularizers;

/// <summary>One learnable factor per input, 1 at the beginning, before the first layer: the network can turn inputs down that do not help (RealMLP's scaling layer; Holzmüller and others 2024).</summary>
public sealed record InputScaling : Regularizer
{
    /// <inheritdoc/>
    public override string Describe() => "a learned factor for each input";
}
