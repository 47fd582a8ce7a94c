namespace MLRegularization.Networks.Schedules;

/// <summary>Rises in a straight line from 0 to where another schedule begins, which then has the rest of training.</summary>
/// <param name="Share">Share of training, 0 &lt; share &lt; 1; 0.05 is usual.</param>
/// <param name="Then">What follows; null: 1.</param>
public sealed record Warmup(double Share, Schedule? Then = null) : Schedule
{
    /// <inheritdoc/>
    public override double At(double progress) => progress < Share ? progress / Share * After(0) : After((progress - Share) / (1 - Share));

    /// <inheritdoc/>
    public override string Describe() => $"rising for {100 * Share:0.##} % of training, then {(Then ?? new Constant()).Describe()}";

    internal override string? Problem() =>
        Share is not (> 0 and < 1) ? $"The warm-up takes {Share} of training; that must be above 0 and below 1: 0.05 is usual."
        : Then is Warmup ? "A warm-up follows a warm-up; leave one of the two out."
        : Then?.Problem();

    private double After(double progress) => Then?.At(progress) ?? 1;
}
