namespace MLRegularization.Penalties;

/// <summary>
/// A convex penalty that is a sum over coordinates, bounds included: all that coordinate descent and the certificate ask of it.
/// A penalty knows coefficients and nothing of data.
/// </summary>
internal interface IPenalty : IJointPenalty
{
    /// <summary>hⱼ(b).</summary>
    double Value(int coordinate, double b);

    /// <summary>argmin over b of ½·curvature·b² − slope·b + hⱼ(b): the proximal step of a quadratic.</summary>
    double Minimize(int coordinate, double curvature, double slope);

    /// <summary>hⱼ*(z) = sup over b of z·b − hⱼ(b). A coordinate with nothing that holds it is given a box of half-width <paramref name="box"/>.</summary>
    double Conjugate(int coordinate, double z, double box);

    /// <summary>The largest t ≤ 1 for which hⱼ*(t·z) is finite.</summary>
    double DualScale(int coordinate, double z);

    /// <summary>Distance of the slope −∂loss/∂b from the subdifferential ∂hⱼ(b).</summary>
    double Violation(int coordinate, double b, double slope);

    double IJointPenalty.Value(ReadOnlySpan<double> beta)
    {
        double value = 0;
        for (int j = 0; j < beta.Length; j++)
            if (beta[j] != 0) value += Value(j, beta[j]);
        return value;
    }

    double IJointPenalty.Violations(ReadOnlySpan<double> beta, ReadOnlySpan<double> slopes, Span<double> violations)
    {
        double largest = 0;
        for (int j = 0; j < slopes.Length; j++)
        {
            double violation = Violation(j, beta[j], slopes[j]);
            if (violations.Length > 0) violations[j] = violation;
            largest = Math.Max(largest, violation);
        }
        return largest;
    }

    double IJointPenalty.DualScale(ReadOnlySpan<double> z)
    {
        double scale = 1;
        for (int j = 0; j < z.Length; j++) scale = Math.Min(scale, DualScale(j, z[j]));
        return scale;
    }

    double IJointPenalty.Conjugate(ReadOnlySpan<double> z, double t, ReadOnlySpan<double> beta)
    {
        double sum = 0;
        for (int j = 0; j < z.Length; j++) sum += Conjugate(j, t * z[j], 10 * Math.Max(1, Math.Abs(beta[j])));
        return sum;
    }
}

/// <summary>A penalty that is a quadratic between kinks: what exact active-set steps need.</summary>
internal interface IPiecewiseQuadraticPenalty : IPenalty
{
    /// <summary>Weight of ½b² before factors.</summary>
    double L2 { get; }

    /// <summary>The quadratic piece a coordinate lies on, or leaves zero into: hⱼ(b) = Slope·b + ½·Curvature·b² on [Lower, Upper].</summary>
    /// <param name="coordinate">The coordinate.</param>
    /// <param name="direction">Sign of the coordinate, or of the way it leaves zero.</param>
    Piece PieceAt(int coordinate, int direction);
}

/// <summary>One quadratic piece of a penalty.</summary>
internal readonly record struct Piece(double Slope, double Curvature, double Lower, double Upper);
