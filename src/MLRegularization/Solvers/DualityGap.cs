using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// The Fenchel duality gap of squared loss and a separable penalty at the scaled residual θ = t·r: primal − dual bounds how far the
/// objective is above its minimum. A coordinate that nothing holds (no penalty, no bound) counts as held in a box ten times its size.
/// </summary>
internal static class DualityGap
{
    /// <summary>The primal objective, the gap and the largest violation, in the quadratic's own units.</summary>
    public static (double Primal, double Gap, double Violation) Evaluate(IQuadratic quadratic, IJointPenalty penalty, ReadOnlySpan<double> slopes)
    {
        (double squares, double response) = quadratic.ResidualProducts();
        return Evaluate(squares, response, quadratic.Beta, penalty, slopes);
    }

    /// <summary>The same from ‖r‖², r·y, β and the slopes.</summary>
    public static (double Primal, double Gap, double Violation) Evaluate(double squares, double response, ReadOnlySpan<double> beta, IJointPenalty penalty, ReadOnlySpan<double> slopes)
    {
        double t = penalty.DualScale(slopes), primal = (0.5 * squares) + penalty.Value(beta);
        double dual = (t * response) - (0.5 * t * t * squares) - penalty.Conjugate(slopes, t, beta);
        return (primal, Math.Abs(primal - dual), penalty.Violations(beta, slopes, []));
    }
}
