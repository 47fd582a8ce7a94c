namespace MLRegularization.Networks.Schedules;

/// <summary>From 1 down to a floor along half a cosine (Loshchilov and Hutter 2017, without restarts): floor + (1 − floor) ½ (1 + cos πt).</summary>
/// <param name="Floor">Where it ends, from 0 to 1. Default 0.</param>
public sealed record Cosine(double Floor = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(double progress) => Floor + ((1 - Floor) * HalfCosine(progress));

    /// <inheritdoc/>
    public override string Describe() => $"falling along half a cosine{(Floor > 0 ? $" to {Floor}" : "")}";

    internal override string? Problem() => Floor is >= 0 and <= 1 ? null : $"The cosine schedule ends at {Floor}; that must be from 0 to 1, a share of where it begins.";
}
