namespace MLRegularization.Networks.Schedules;

/// <summary>Four cosine cycles, each twice as long as the one before: ½ (1 − cos(2π log₂(1 + 15t))) (Holzmüller and others 2024). It begins and ends at 0.</summary>
public sealed record CosLog4 : Schedule
{
    /// <inheritdoc/>
    public override double At(double progress) => 0.5 * (1 - Math.Cos(2 * Math.PI * Math.Log2(1 + (15 * progress))));

    /// <inheritdoc/>
    public override string Describe() => "four cosine cycles, each twice as long as the one before";
}
