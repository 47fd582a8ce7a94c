using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    public static double Of(double value)
    {
        double near = Math.Clamp(value, -Far, Far);
        return near / Math.Sqrt(1 + (near / Limit * (near / Limit)));
    }

    /// <summary>Clips numbers in place, to the same bits.</summary>
    internal static void Apply(Span<double> values)
    {
        TensorPrimitives.Clamp(values, -Far, Far, values);
        Vector512<double> one = Vector512.Create(1.0), limit = Vector512.Create(Limit);
        Span<Vector512<double>> vectors = MemoryMarshal.Cast<double, Vector512<double>>(values);
        foreach (ref Vector512<double> z in vectors) z /= Vector512.Sqrt(one + (z / limit * (z / limit)));
        foreach (ref double z in values[(vectors.Length * Vector512<double>.Count)..]) z = Of(z);
    }

    /// <summary>The number before it was clipped; infinite at the limit and beyond.</summary>
    public static double Inverse(double clipped)
        => Math.Abs(clipped) >= Limit ? Math.CopySign(double.PositiveInfinity, clipped) : clipped / Math.Sqrt(1 - (clipped / Limit * (clipped / Limit)));
}
