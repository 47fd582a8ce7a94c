namespace MLRegularization.Networks.Schedules;

/// <summary>
/// One cycle (Smith and Topin 2019), along half cosines as PyTorch's <c>OneCycleLR</c>: up from a share of the top to 1, then down to nearly 0.
/// </summary>
/// <param name="Rise">Share of training on the way up, 0 &lt; rise &lt; 1. Default 0.3.</param>
/// <param name="First">Where it begins, from 0 to 1. Default 0.04.</param>
/// <param name="Last">Where it ends, from 0 to 1. Default 4e-6.</param>
public sealed record OneCycle(double Rise = 0.3, double First = 0.04, double Last = 4e-6) : Schedule
{
    /// <inheritdoc/>
    public override double At(double progress) => progress < Rise
        ? 1 - ((1 - First) * HalfCosine(progress / Rise))
        : Last + ((1 - Last) * HalfCosine((progress - Rise) / (1 - Rise)));

    /// <inheritdoc/>
    public override string Describe() => $"one cycle: rising from {First} for {100 * Rise:0.##} % of training, then falling to {Last}";

    internal override string? Problem() =>
        Rise is not (> 0 and < 1) ? $"The one-cycle schedule rises for {Rise} of training; that must be above 0 and below 1: 0.3 is usual."
        : First is not (>= 0 and <= 1) ? $"The one-cycle schedule begins at {First}; that must be from 0 to 1: 0.04 is usual."
        : Last is >= 0 and <= 1 ? null : $"The one-cycle schedule ends at {Last}; that must be from 0 to 1: 4e-6 is usual.";
}
