using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Losses;

/// <summary>Poisson loss e^η − yη of counts y ≥ 0; +∞ from η = 709.8 on.</summary>
internal sealed class PoissonLoss : ILoss
{
    /// <summary>Logarithm of the smallest rate that stands for none.</summary>
    public const double SmallestLogRate = -35;

    public double CurvatureBound => double.PositiveInfinity;

    public double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Value(default(Formula), eta, y, omega);

    public double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes)
        => RowSweep.Derivatives(default(Formula), eta, y, omega, slopes, []);

    public double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures)
        => RowSweep.Derivatives(default(Formula), eta, y, omega, slopes, curvatures);

    public double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Conjugate(default(Formula), slopes, y, omega);

    public void Mean(ReadOnlySpan<double> eta, Span<double> mean) => RowSweep.Mean(default(Formula), eta, mean);

    public double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => -RowSweep.Conjugate(default(Formula), [], y, omega);

    /// <summary>The best constant. With no counts it would be −∞: then the largest that puts every row's log rate at −35 or below is returned.</summary>
    public NullModel Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset)
    {
        double mean = InterceptSearch.Mean(y, omega);
        (_, double largest) = InterceptSearch.Range(offset, omega);
        if (mean <= 0) return InterceptSearch.At(this, SmallestLogRate - largest, y, omega, offset);
        double exposure = 0; // relative to e^largest, which may overflow
        for (int i = 0; i < offset.Length; i++)
        {
            double w = omega.Length > 0 ? omega[i] : 1.0 / y.Length;
            if (w > 0) exposure += w * Math.Exp(offset[i] - largest);
        }
        double intercept = Math.Log(mean) - largest - (offset.Length > 0 ? Math.Log(exposure) : 0);
        return InterceptSearch.At(this, intercept, y, omega, offset);
    }

    public string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega)
    {
        bool any = false;
        for (int i = 0; i < y.Length; i++)
        {
            if (!(y[i] >= 0 && double.IsFinite(y[i]))) return $"The count of row {i + 1} is {y[i].ToString(CultureInfo.InvariantCulture)}; counts must be finite and 0 or more: correct or drop the row.";
            any |= y[i] > 0 && (omega.Length == 0 || omega[i] > 0);
        }
        return any ? null : "All counts with weight are 0; a count model needs at least one positive: add rows that have one.";
    }

    public string? Warning(ReadOnlySpan<double> y)
    {
        for (int i = 0; i < y.Length; i++)
            if (y[i] != Math.Floor(y[i])) return $"The count of row {i + 1} is {y[i].ToString(CultureInfo.InvariantCulture)}, not a whole number; it is used as it is: for rates give counts, and log exposure as offset.";
        return null;
    }

    private readonly struct Formula : IRowFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Value(Vector512<double> eta, Vector512<double> y) => VectorMath.Exp(eta) - (y * eta);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Derivatives(Vector512<double> eta, Vector512<double> y, out Vector512<double> value, out Vector512<double> slope, out Vector512<double> curvature)
        {
            curvature = VectorMath.Exp(eta);
            value = curvature - (y * eta);
            slope = curvature - y;
        }

        /// <summary>μ log μ − μ at the mean μ = v + y.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Conjugate(Vector512<double> v, Vector512<double> y)
        {
            Vector512<double> mean = v + y, one = Vector512<double>.One;
            // A rounding below 0 counts as 0.
            Vector512<double> outside = Vector512.LessThan(mean, Vector512.Create(-1e-15) * (one + y));
            mean = Vector512.Max(mean, Vector512<double>.Zero);
            Vector512<double> log = VectorMath.Log(Vector512.Max(mean, Vector512.Create(1e-300)));
            return Vector512.ConditionalSelect(outside, Vector512.Create(double.PositiveInfinity), mean * (log - one));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Mean(Vector512<double> eta) => VectorMath.Exp(eta);
    }
}
