using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// The Fenchel duality gap of squared loss and a separable penalty at the scaled residual θ = t·r: primal − dual bounds how far the
/// objective is above its minimum. A coordinate that nothing holds (no penalty, no bound) counts as held in a box ten times its size.
/// </summary>
internal static class DualityGap
{
    /// <summary>The primal objective, the gap and the largest violation, in the quadratic's own units.</summary>
    public static (double Primal, double Gap, double Violation) Evaluate(IQuadratic quadratic, IPenalty penalty, ReadOnlySpan<double> slopes)
    {
        (double squares, double response) = quadratic.ResidualProducts();
        return Evaluate(squares, response, quadratic.Beta, penalty, slopes);
    }

    /// <summary>The same from ‖r‖², r·y, β and the slopes.</summary>
    public static (double Primal, double Gap, double Violation) Evaluate(double squares, double response, ReadOnlySpan<double> beta, IPenalty penalty, ReadOnlySpan<double> slopes)
    {
        double value = 0, violation = 0, t = 1;
        for (int j = 0; j < slopes.Length; j++)
        {
            double b = beta[j];
            if (b != 0) value += penalty.Value(j, b);
            violation = Math.Max(violation, penalty.Violation(j, b, slopes[j]));
            t = Math.Min(t, penalty.DualScale(j, slopes[j]));
        }
        double conjugates = 0;
        for (int j = 0; j < slopes.Length; j++)
            conjugates += penalty.Conjugate(j, t * slopes[j], 10 * Math.Max(1, Math.Abs(beta[j])));
        double primal = (0.5 * squares) + value;
        double dual = (t * response) - (0.5 * t * t * squares) - conjugates;
        return (primal, Math.Abs(primal - dual), violation);
    }
}
