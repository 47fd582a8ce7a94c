namespace MLRegularization.Networks.Schedules;

/// <summary>1 throughout.</summary>
public sealed record Constant : Schedule
{
    /// <inheritdoc/>
    public override double At(double progress) => 1;

    /// <inheritdoc/>
    public override string Describe() => "constant";
}
