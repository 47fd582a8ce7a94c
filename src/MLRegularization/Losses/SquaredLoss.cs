using System.Runtime.Intrinsics;

namespace MLRegularization.Losses;

/// <summary>Squared loss ½ (y − η)².</summary>
internal sealed class SquaredLoss : ILoss
{
    public double CurvatureBound => 1;

    public double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Value(default(Formula), eta, y, omega);

    public double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes)
        => RowSweep.Derivatives(default(Formula), eta, y, omega, slopes, []);

    public double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures)
        => RowSweep.Derivatives(default(Formula), eta, y, omega, slopes, curvatures);

    public double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => RowSweep.Conjugate(default(Formula), slopes, y, omega);

    public void Mean(ReadOnlySpan<double> eta, Span<double> mean) => eta.CopyTo(mean);

    public double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => 0;

    public NullModel Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset)
    {
        double intercept = InterceptSearch.Mean(y, omega) - (offset.Length > 0 ? InterceptSearch.Mean(offset, omega) : 0);
        return InterceptSearch.At(this, intercept, y, omega, offset);
    }

    public string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => null;

    private readonly struct Formula : IRowFormula
    {
        public Vector512<double> Value(Vector512<double> eta, Vector512<double> y) => Vector512.Create(0.5) * (eta - y) * (eta - y);

        public void Derivatives(Vector512<double> eta, Vector512<double> y, out Vector512<double> value, out Vector512<double> slope, out Vector512<double> curvature)
        {
            slope = eta - y;
            value = Vector512.Create(0.5) * slope * slope;
            curvature = Vector512<double>.One;
        }

        public Vector512<double> Conjugate(Vector512<double> v, Vector512<double> y) => v * Vector512.FusedMultiplyAdd(v, Vector512.Create(0.5), y);

        public Vector512<double> Mean(Vector512<double> eta) => eta;
    }
}
