using MLRegularization.Networks.Schedules;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Inverted dropout of hidden units (Srivastava and others 2014): in training every unit of every row is 0 with the given probability, and what is
/// left is divided by 1 − rate. A fitted model has no mode: it never drops.
/// </summary>
/// <param name="Rate">Probability, 0 ≤ rate &lt; 1.</param>
public sealed record Dropout(double Rate) : LayerRegularizer
{
    /// <summary>What the rate is multiplied by over training; null: 1.</summary>
    public Schedule? Schedule { get; init; }

    /// <inheritdoc/>
    public override string Describe() => $"dropout of {100 * Rate:0.##} % of the hidden units{Where()}{(Schedule is null ? "" : $", {Schedule.Describe()}")}";

    internal override bool MeansOutputs => false;

    /// <summary>The rate at a point of training.</summary>
    internal double RateAt(double progress) => Rate * (Schedule?.At(progress) ?? 1);

    internal override string? Problem() => Rate is >= 0 and < 1 ? Schedule?.Problem() : $"The dropout rate is {Rate}; it must be from 0 to below 1: give the share of units to drop.";
}
