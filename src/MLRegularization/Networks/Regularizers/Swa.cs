namespace MLRegularization.Networks.Regularizers;

/// <summary>Stochastic weight averaging (Izmailov and others 2018): the mean of the weights at the ends of epochs, from some point of training on. It wants a learning rate that stays high enough to move about.</summary>
/// <param name="From">Share of training before the first weights that count, from 0 to below 1. Default 0.75.</param>
public sealed record Swa(double From = 0.75) : WeightAveraging
{
    /// <inheritdoc/>
    public override string Describe() => $"the mean of the weights at the ends of epochs, from {100 * From:0.##} % of training on";

    internal override bool EveryStep => false;

    internal override string? Problem() => From is >= 0 and < 1 ? null : $"Weight averaging begins at {From} of training; that must be from 0 to below 1: 0.75 is usual.";

    internal override double Share(long count) => 1.0 / count;

    internal override bool Begins(double progress) => progress >= From;
}
