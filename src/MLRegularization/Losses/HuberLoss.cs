using System.Globalization;
using System.Runtime.Intrinsics;

namespace MLRegularization.Losses;

/// <summary>Huber's loss: ½ r² of the residual r = η − y up to |r| = δ, δ |r| − ½ δ² beyond (Huber 1964). δ is in units of y.</summary>
internal sealed class HuberLoss : ILoss
{
    private readonly Formula formula;

    /// <summary>Sets δ.</summary>
    /// <param name="delta">Residual size from which the loss is linear: positive and finite.</param>
    /// <exception cref="ArgumentException">δ is not positive and finite.</exception>
    public HuberLoss(double delta)
    {
        if (!(delta > 0 && double.IsFinite(delta)))
            throw new ArgumentException($"Delta of the Huber loss is {delta.ToString(CultureInfo.InvariantCulture)}; it must be positive and finite: give the size of a residual that is still ordinary.", nameof(delta));
        Delta = delta;
        formula = new Formula(delta);
    }

    /// <summary>Residual size from which the loss is linear.</summary>
    public double Delta { get; }

    public double CurvatureBound => 1;

    public double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Value(formula, eta, y, omega);

    public double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes)
        => RowSweep.Derivatives(formula, eta, y, omega, slopes, []);

    /// <summary>Fills slopes and curvatures, which are 0 on rows beyond δ; returns the value.</summary>
    public double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures)
        => RowSweep.Derivatives(formula, eta, y, omega, slopes, curvatures);

    public double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Conjugate(formula, slopes, y, omega);

    public void Mean(ReadOnlySpan<double> eta, Span<double> mean) => eta.CopyTo(mean);

    public double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => 0;

    /// <summary>The best constant: one of them, where a small δ leaves several.</summary>
    public NullModel Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset)
    {
        double[] response = y.ToArray();
        for (int i = 0; i < offset.Length; i++) response[i] -= offset[i];
        (double smallest, double largest) = InterceptSearch.Range(response, omega);
        return InterceptSearch.Run(this, smallest, largest, y, omega, offset);
    }

    public string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => null;

    public string? Warning(ReadOnlySpan<double> y) => null;

    private readonly struct Formula(double delta) : IRowFormula
    {
        public Vector512<double> Value(Vector512<double> eta, Vector512<double> y)
        {
            Vector512<double> r = eta - y, clamped = Clamp(r);
            return clamped * Vector512.FusedMultiplyAdd(clamped, Vector512.Create(-0.5), r);
        }

        public void Derivatives(Vector512<double> eta, Vector512<double> y, out Vector512<double> value, out Vector512<double> slope, out Vector512<double> curvature)
        {
            Vector512<double> r = eta - y;
            slope = Clamp(r);
            value = slope * Vector512.FusedMultiplyAdd(slope, Vector512.Create(-0.5), r);
            curvature = Vector512.Equals(r, slope) & Vector512<double>.One;
        }

        /// <summary>½ v² + vy for |v| ≤ δ; a rounding beyond counts as δ.</summary>
        public Vector512<double> Conjugate(Vector512<double> v, Vector512<double> y)
        {
            Vector512<double> outside = Vector512.GreaterThan(Vector512.Abs(v), Vector512.Create(delta * (1 + 1e-15)));
            return Vector512.ConditionalSelect(outside, Vector512.Create(double.PositiveInfinity), v * Vector512.FusedMultiplyAdd(v, Vector512.Create(0.5), y));
        }

        public Vector512<double> Mean(Vector512<double> eta) => eta;

        private Vector512<double> Clamp(Vector512<double> r) => Vector512.Min(Vector512.Max(r, Vector512.Create(-delta)), Vector512.Create(delta));
    }
}
