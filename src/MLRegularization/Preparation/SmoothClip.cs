namespace MLRegularization.Preparation;

/// <summary>
/// The smooth clip z / √(1 + (z/3)²) of RealMLP (Holzmüller and others 2024, arXiv 2407.04491): near 0 it changes nothing, and no number leaves ±3, however far out it was.
/// It keeps order, so it has an inverse.
/// </summary>
public static class SmoothClip
{
    /// <summary>What no clipped number goes beyond.</summary>
    public const double Limit = 3;

    // Beyond this the clipped number is the limit to double precision, and squares would overflow long after.
    private const double Far = 1e9;

    /// <summary>The clipped number; of an infinite one the limit.</summary>
    public static double Of(double value) => Math.Abs(value) > Far ? Math.CopySign(Limit, value) : value / Math.Sqrt(1 + (value / Limit * (value / Limit)));

    /// <summary>The number before it was clipped; infinite at the limit and beyond.</summary>
    public static double Inverse(double clipped)
        => Math.Abs(clipped) >= Limit ? Math.CopySign(double.PositiveInfinity, clipped) : clipped / Math.Sqrt(1 - (clipped / Limit * (clipped / Limit)));
}
