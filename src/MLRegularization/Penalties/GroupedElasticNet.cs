namespace MLRegularization.Penalties;

/// <summary>
/// The elastic net of groups (Yuan and Lin 2006; Zou and Zhang 2009), with factors and bounds: hⱼ(b) = fⱼ (L1·‖b‖ + ½·L2·‖b‖²) on
/// [lⱼ, uⱼ]ᴷ for the K coordinates of a group. A factor of +∞ means a bound of 0 on both sides.
/// </summary>
/// <param name="l1">Weight of ‖b‖.</param>
/// <param name="l2">Weight of ½‖b‖².</param>
/// <param name="groups">Number of groups G.</param>
/// <param name="factors">Penalty factors, the first G of which count, or null for 1.</param>
/// <param name="lower">Lower bounds ≤ 0, the first G of which count, or null.</param>
/// <param name="upper">Upper bounds ≥ 0, the first G of which count, or null.</param>
internal sealed class GroupedElasticNet(double l1, double l2, int groups, double[]? factors, double[]? lower, double[]? upper) : IGroupPenalty
{
    private const double BoundSlack = 1e-10;

    public double Value(ReadOnlySpan<double> beta)
    {
        double value = 0;
        for (int j = 0; j < groups; j++)
        {
            double squares = 0;
            for (int c = j; c < beta.Length; c += groups) squares += beta[c] * beta[c];
            if (squares > 0) value += Factor(j) * ((l1 * Math.Sqrt(squares)) + (0.5 * l2 * squares));
        }
        return value;
    }

    public double Violations(ReadOnlySpan<double> beta, ReadOnlySpan<double> slopes, Span<double> violations)
    {
        double largest = 0;
        for (int j = 0; j < groups; j++)
        {
            double violation = Violation(j, Gather(beta, j), Gather(slopes, j));
            largest = Math.Max(largest, violation);
            for (int c = j; c < violations.Length; c += groups) violations[c] = violation;
        }
        return largest;
    }

    public double DualScale(ReadOnlySpan<double> z)
    {
        double scale = 1;
        for (int j = 0; j < groups; j++)
        {
            (double norm, double square) = Weights(j);
            // An unpenalised group is held by its box, one with a curvature by that, a coordinate with a bound by the bound.
            if (norm == 0 || square > 0) continue;
            double size = Size(Gather(z, j).Where(v => double.IsInfinity(v > 0 ? Upper(j) : Lower(j))));
            if (size > norm) scale = Math.Min(scale, norm / size);
        }
        return scale;
    }

    public double Conjugate(ReadOnlySpan<double> z, double t, ReadOnlySpan<double> beta)
    {
        double sum = 0;
        for (int j = 0; j < groups; j++)
        {
            double[] slopes = [.. Gather(z, j).Select(v => t * v)];
            (double norm, double square) = Weights(j);
            // What scaling by t left on the edge is within it.
            if (Size(slopes) <= norm * (1 + 1e-15)) continue;
            double box = square > 0 ? double.PositiveInfinity : 10 * Math.Max(1, Gather(beta, j).Max(Math.Abs));
            double[] b = Maximiser(slopes, norm, square, Math.Max(Lower(j), -box), Math.Min(Upper(j), box));
            double size = Size(b);
            sum += b.Zip(slopes, (v, s) => v * s).Sum() - (norm * size) - (0.5 * square * size * size);
        }
        return sum;
    }

    public double[] Minimize(int group, double curvature, double[] z)
    {
        (double norm, double square) = Weights(group);
        return Maximiser(z, norm, square + curvature, Lower(group), Upper(group));
    }

    public double Violation(int group, double[] b, double[] slopes)
    {
        (double norm, double square) = Weights(group);
        double low = Lower(group), high = Upper(group), size = Size(b), left = 0;
        for (int k = 0; k < b.Length; k++)
        {
            // Outside of its bounds by more than rounding nothing is right.
            if (b[k] < low - (BoundSlack * (1 + Math.Abs(low))) || b[k] > high + (BoundSlack * (1 + Math.Abs(high)))) return double.PositiveInfinity;
            double rest = slopes[k] - (square * b[k]) - (size > 0 ? norm * b[k] / size : 0);
            // A bound holds what pushes against it.
            if ((rest > 0 && b[k] >= high) || (rest < 0 && b[k] <= low)) continue;
            left += rest * rest;
        }
        return Math.Max(0, Math.Sqrt(left) - (size > 0 ? 0 : norm));
    }

    public (double Norm, double Square) Weights(int group) => (l1 * Factor(group), l2 * Factor(group));

    public (double Lower, double Upper) Bounds(int group) => (Lower(group), Upper(group));

    /// <summary>argmax over b in [low, high]ᴷ of z·b − norm·‖b‖ − ½·square·‖b‖².</summary>
    private static double[] Maximiser(double[] z, double norm, double square, double low, double high)
    {
        // b = clip(τz) with 1/τ = square + norm/‖b‖; what a bound of 0 holds does not count.
        double[] free = [.. z.Select(v => (v > 0 ? high : low) == 0 ? 0 : v)];
        double size = Size(free);
        if (size <= norm) return new double[z.Length];
        double unheld = square > 0 ? (1 - (norm / size)) / square : double.PositiveInfinity;
        double[] Clip(double tau) => [.. free.Select(v => v == 0 ? 0 : Math.Clamp(tau * v, low, high))];
        double SizeAt(double tau)
        {
            double squares = 0;
            foreach (double v in free) squares += v == 0 ? 0 : Math.Pow(Math.Clamp(tau * v, low, high), 2);
            return Math.Sqrt(squares);
        }
        if (square > 0 && Array.TrueForAll(free, v => unheld * v >= low && unheld * v <= high)) return Clip(unheld);
        // ‖clip(τz)‖ (1/τ − square) falls in τ from ‖z‖ to 0.
        double least = 0, most = square > 0 ? 1 / square : 1;
        while (square == 0 && SizeAt(most) / most > norm && most < 1e300) most *= 2;
        for (int step = 0; step < 100 && most - least > 1e-16 * most; step++)
        {
            double middle = 0.5 * (least + most);
            if (SizeAt(middle) * ((1 / middle) - square) > norm) least = middle;
            else most = middle;
        }
        return Clip(most);
    }

    private double[] Gather(ReadOnlySpan<double> values, int group)
    {
        double[] own = new double[values.Length / groups];
        for (int k = 0; k < own.Length; k++) own[k] = values[(k * groups) + group];
        return own;
    }

    private static double Size(IEnumerable<double> values)
    {
        double squares = 0;
        foreach (double v in values) squares += v * v;
        return Math.Sqrt(squares);
    }

    private double Factor(int j) => factors is null ? 1 : double.IsPositiveInfinity(factors[j]) ? 0 : factors[j];

    private double Lower(int j) => factors is not null && double.IsPositiveInfinity(factors[j]) ? 0 : lower is null ? double.NegativeInfinity : lower[j];

    private double Upper(int j) => factors is not null && double.IsPositiveInfinity(factors[j]) ? 0 : upper is null ? double.PositiveInfinity : upper[j];
}
