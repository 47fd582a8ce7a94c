namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Stochastic depth (Huang and others 2016): in training a row skips a hidden layer that has a skip connection, alone its input goes on. Of L such layers the l-th
/// from the inputs is skipped with probability rate · l / L; where it is not, its share is divided by the probability of staying, so that a fitted model,
/// which skips nothing, needs no factors.
/// </summary>
/// <param name="Rate">Probability at the last of these layers, 0 ≤ rate &lt; 1.</param>
public sealed record StochasticDepth(double Rate) : Regularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"stochastic depth: rows skip layers with a probability that grows to {100 * Rate:0.##} % with depth";

    internal override string? Problem() => Rate is >= 0 and < 1 ? null : $"The rate of stochastic depth is {Rate}; it must be from 0 to below 1: give the share of rows that skip the last hidden layer.";
}
