using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Losses;

/// <summary>Logistic loss log(1 + e^η) − yη of labels y in {0, 1}.</summary>
internal sealed class LogisticLoss : ILoss
{
    /// <summary>Log-odds that stand for certainty: 1 − mean is 6e-16.</summary>
    public const double LargestLogOdds = 35;

    public double CurvatureBound => 0.25;

    public double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Value(default(Formula), eta, y, omega);

    public double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes)
        => RowSweep.Derivatives(default(Formula), eta, y, omega, slopes, []);

    public double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures)
        => RowSweep.Derivatives(default(Formula), eta, y, omega, slopes, curvatures);

    public double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Conjugate(default(Formula), slopes, y, omega);

    public void Mean(ReadOnlySpan<double> eta, Span<double> mean) => RowSweep.Mean(default(Formula), eta, mean);

    public double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => -RowSweep.Conjugate(default(Formula), [], y, omega);

    /// <summary>The best constant. With one class only it would be infinite: then the nearest that puts every row at log-odds of at least 35 is returned.</summary>
    public NullModel Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset)
    {
        double mean = InterceptSearch.Mean(y, omega), rest = InterceptSearch.Mean(y, omega, complement: true);
        (double smallest, double largest) = InterceptSearch.Range(offset, omega);
        if (mean <= 0) return InterceptSearch.At(this, -LargestLogOdds - largest, y, omega, offset);
        if (rest <= 0) return InterceptSearch.At(this, LargestLogOdds - smallest, y, omega, offset);
        double logOdds = Math.Log(mean / rest);
        if (smallest == largest) return InterceptSearch.At(this, logOdds - smallest, y, omega, offset);
        return InterceptSearch.Run(this, logOdds - largest, logOdds - smallest, y, omega, offset);
    }

    public string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega)
    {
        int zeros = 0, ones = 0;
        for (int i = 0; i < y.Length; i++)
        {
            if (y[i] is not (0 or 1)) return $"The label of row {i + 1} is {y[i]}; a binary label must be 0 or 1: recode the two classes.";
            if (omega.Length > 0 && omega[i] == 0) continue;
            if (y[i] == 0) zeros++;
            else ones++;
        }
        if (zeros > 0 && ones > 0) return null;
        return $"All {zeros + ones} labels with weight are {(ones > 0 ? 1 : 0)}; a binary model needs both classes: add rows of the other.";
    }

    private readonly struct Formula : IRowFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Value(Vector512<double> eta, Vector512<double> y)
        {
            Vector512<double> e = VectorMath.Exp(-Vector512.Abs(eta));
            return Value(eta, y, e);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Derivatives(Vector512<double> eta, Vector512<double> y, out Vector512<double> value, out Vector512<double> slope, out Vector512<double> curvature)
        {
            // e = exp(−|η|) never overflows; the smaller of mean and 1 − mean is e / (1 + e) without cancellation.
            Vector512<double> e = VectorMath.Exp(-Vector512.Abs(eta)), one = Vector512<double>.One;
            Vector512<double> larger = one / (one + e), smaller = e * larger;
            value = Value(eta, y, e);
            slope = Vector512.ConditionalSelect(Vector512.GreaterThan(eta, Vector512<double>.Zero), one - y - smaller, smaller - y);
            curvature = smaller * larger;
        }

        /// <summary>m log m + (1 − m) log(1 − m) with m the smaller of mean and 1 − mean.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Conjugate(Vector512<double> v, Vector512<double> y)
        {
            Vector512<double> m = Vector512.Min(v + y, Vector512<double>.One - y - v);
            // A rounding outside of [0, 1] counts as the edge.
            Vector512<double> outside = Vector512.LessThan(m, Vector512.Create(-1e-15));
            m = Vector512.Max(m, Vector512<double>.Zero);
            Vector512<double> log = VectorMath.Log(Vector512.Max(m, Vector512.Create(1e-300)));
            Vector512<double> entropy = (m * log) + ((Vector512<double>.One - m) * VectorMath.LogOnePlus(-m));
            return Vector512.ConditionalSelect(outside, Vector512.Create(double.PositiveInfinity), entropy);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Mean(Vector512<double> eta)
        {
            Vector512<double> e = VectorMath.Exp(-Vector512.Abs(eta)), larger = Vector512<double>.One / (Vector512<double>.One + e);
            return Vector512.ConditionalSelect(Vector512.GreaterThan(eta, Vector512<double>.Zero), larger, e * larger);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<double> Value(Vector512<double> eta, Vector512<double> y, Vector512<double> e)
        {
            // max(η, 0) − yη is exactly 0 where the sign is right, and log(1 + e) is left.
            Vector512<double> positive = Vector512.GreaterThan(eta, Vector512<double>.Zero);
            return (eta * Vector512.ConditionalSelect(positive, Vector512<double>.One - y, -y)) + VectorMath.LogOnePlusUnit(e);
        }
    }
}
