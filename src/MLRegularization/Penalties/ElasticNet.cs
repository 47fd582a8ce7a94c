namespace MLRegularization.Penalties;

/// <summary>
/// The elastic net with factors and bounds: hⱼ(b) = fⱼ (L1·|b| + ½·L2·b²) on [lⱼ, uⱼ]. Lasso and ridge are L2 = 0 and L1 = 0.
/// A factor of +∞ means a bound of 0 on both sides.
/// </summary>
/// <param name="l1">Weight of |b|.</param>
/// <param name="l2">Weight of ½b².</param>
/// <param name="factors">Penalty factors, or null for 1.</param>
/// <param name="lower">Lower bounds ≤ 0, or null.</param>
/// <param name="upper">Upper bounds ≥ 0, or null.</param>
internal sealed class ElasticNet(double l1, double l2, double[]? factors, double[]? lower, double[]? upper) : IPiecewiseQuadraticPenalty
{
    private const double BoundSlack = 1e-10;

    public double L2 => l2;

    public double Value(int coordinate, double b) => b == 0 ? 0 : Factor(coordinate) * ((l1 * Math.Abs(b)) + (0.5 * l2 * b * b));

    public double Minimize(int coordinate, double curvature, double slope)
    {
        double f = Factor(coordinate), a = l1 * f, h = curvature + (l2 * f);
        if (h <= 0) return 0;
        double b = slope > a ? (slope - a) / h : slope < -a ? (slope + a) / h : 0;
        return Math.Clamp(b, Lower(coordinate), Upper(coordinate));
    }

    public double Conjugate(int coordinate, double z, double box)
    {
        double f = Factor(coordinate), a = l1 * f, d = l2 * f;
        double low = Lower(coordinate), high = Upper(coordinate);
        double excess = z > a ? z - a : z < -a ? z + a : 0;
        if (excess == 0) return 0;
        double limit = excess > 0 ? high : -low, size = Math.Abs(excess);
        if (d > 0 && size / d < limit) return 0.5 * size * size / d;
        if (double.IsPositiveInfinity(limit)) limit = box;
        return (size * limit) - (0.5 * d * limit * limit);
    }

    public double DualScale(int coordinate, double z)
    {
        double f = Factor(coordinate), a = l1 * f, size = Math.Abs(z);
        // An unpenalised coordinate is held by its box, one with a curvature or a bound by that.
        if (size <= a || a == 0 || l2 * f > 0) return 1;
        return double.IsInfinity(z > 0 ? Upper(coordinate) : Lower(coordinate)) ? a / size : 1;
    }

    public double Violation(int coordinate, double b, double slope)
    {
        double f = Factor(coordinate), a = l1 * f, low = Lower(coordinate), high = Upper(coordinate);
        double below, above; // the subdifferential is [below, above]
        // Outside of its bounds by more than rounding nothing is right.
        if (b < low - (BoundSlack * (1 + Math.Abs(low))) || b > high + (BoundSlack * (1 + Math.Abs(high)))) return double.PositiveInfinity;
        if (b == 0) (below, above) = (-a, a);
        else below = above = (a * Math.Sign(b)) + (l2 * f * b);
        if (b <= low) below = double.NegativeInfinity;
        if (b >= high) above = double.PositiveInfinity;
        return Math.Max(0, Math.Max(below - slope, slope - above));
    }

    public Piece PieceAt(int coordinate, int direction)
    {
        double f = Factor(coordinate), a = l1 * f, low = Lower(coordinate), high = Upper(coordinate);
        if (a == 0) return new Piece(0, l2 * f, low, high);
        return direction > 0 ? new Piece(a, l2 * f, Math.Max(0, low), high) : new Piece(-a, l2 * f, low, Math.Min(0, high));
    }

    private double Factor(int j) => factors is null ? 1 : double.IsPositiveInfinity(factors[j]) ? 0 : factors[j];

    private double Lower(int j) => factors is not null && double.IsPositiveInfinity(factors[j]) ? 0 : lower is null ? double.NegativeInfinity : lower[j];

    private double Upper(int j) => factors is not null && double.IsPositiveInfinity(factors[j]) ? 0 : upper is null ? double.PositiveInfinity : upper[j];
}
