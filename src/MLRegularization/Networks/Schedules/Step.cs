namespace MLRegularization.Networks.Schedules;

/// <summary>Multiplied by a factor every so often: factor^⌊t / every⌋.</summary>
/// <param name="Every">Share of training between two steps, 0 &lt; every &lt; 1.</param>
/// <param name="Factor">From 0 to 1. Default 0.1.</param>
public sealed record Step(double Every, double Factor = 0.1) : Schedule
{
    // t is a quotient of integers: 0.3 / 0.1 is 3.
    /// <inheritdoc/>
    public override double At(double progress) => Math.Pow(Factor, Math.Floor((progress / Every) + 1e-9));

    /// <inheritdoc/>
    public override string Describe() => $"times {Factor} after each {100 * Every:0.##} % of training";

    internal override string? Problem() =>
        Every is not (> 0 and < 1) ? $"The schedule's steps are {Every} of training apart; that must be above 0 and below 1: 0.3 gives three steps."
        : Factor is >= 0 and <= 1 ? null : $"The schedule's factor is {Factor}; it must be from 0 to 1: 0.1 is usual.";
}
