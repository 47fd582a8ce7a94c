namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// An exponential moving average of the weights after all steps, corrected for its start: weights of k steps ago count decayᵏ, and all shares add
/// up to 1 from the first step on.
/// </summary>
/// <param name="Decay">0 ≤ decay &lt; 1; about the last 1 / (1 − decay) steps count. Default 0.999.</param>
public sealed record Ema(double Decay = 0.999) : WeightAveraging
{
    /// <inheritdoc/>
    public override string Describe() => $"a moving average of the weights, about {1 / (1 - Decay):0} steps long";

    internal override bool EveryStep => true;

    internal override string? Problem() => Decay is >= 0 and < 1 ? null : $"The decay of the averaged weights is {Decay}; it must be from 0 to below 1: 0.999 is usual.";

    internal override double Share(long count) => (1 - Decay) / (1 - Math.Pow(Decay, count));

    internal override bool Begins(double progress) => true;
}
