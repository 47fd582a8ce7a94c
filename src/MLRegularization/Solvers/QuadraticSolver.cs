using MLRegularization.Penalties;

namespace MLRegularization.Solvers;

/// <summary>
/// One λ after another on one quadratic, each started from the last: active-set steps on screened coordinates, coordinate descent
/// where those give up, all coordinates checked at the end. Its state is what a warm start needs.
/// </summary>
/// <param name="quadratic">The loss; its β is the state.</param>
/// <param name="exactSteps">Whether active-set steps are used, or coordinate descent alone.</param>
/// <param name="threads">Threads at most.</param>
internal sealed class QuadraticSolver(IQuadratic quadratic, bool exactSteps, int threads)
{
    /// <summary>Times that exact steps are repeated for what rounding left.</summary>
    private const int MostRefinements = 2;

    private readonly ActiveSet activeSet = new(quadratic, threads);
    private readonly double[] slopes = new double[quadratic.Count];
    private bool slopesKnown;

    /// <summary>The slopes at the present solution.</summary>
    public ReadOnlySpan<double> Slopes => slopes;

    /// <summary>To be called when the quadratic was changed from outside.</summary>
    public void Forget() => slopesKnown = false;

    /// <summary>Solves at one λ to a relative gap.</summary>
    /// <param name="penalty">The penalty at this λ.</param>
    /// <param name="screen">The penalty at a screening strength, 2λ − λ before: coordinates whose slopes it holds at zero are not looked at first (Tibshirani et al. 2012). Null: no screening.</param>
    /// <param name="nullLoss">What the gap is relative to.</param>
    /// <param name="tolerance">Relative gap to reach.</param>
    /// <param name="limit">Iterations at most.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public Certificate Solve(ElasticNet penalty, ElasticNet? screen, double nullLoss, double tolerance, int limit, CancellationToken cancellation)
    {
        int iterations = 0;
        double violationTarget = 1e-10 * Math.Sqrt(2 * nullLoss), bestGap = double.PositiveInfinity;
        bool[] candidate = new bool[quadratic.Count];
        if (!slopesKnown) quadratic.AllSlopes(slopes);
        for (int j = 0; j < candidate.Length; j++)
            candidate[j] = screen is null || quadratic.Beta[j] != 0 || screen.Violation(j, 0, slopes[j]) > 0;
        int stalled = 0, refined = 0;
        while (true)
        {
            int[] candidates = [.. Enumerable.Range(0, candidate.Length).Where(j => candidate[j])];
            bool solved = exactSteps && activeSet.Solve(penalty, penalty.L2, candidates, slopes, violationTarget, Math.Min(limit, 1000), ref iterations, cancellation);
            if (!solved)
            {
                new CoordinateDescent(quadratic).Solve(penalty, candidates, violationTarget, exactSteps && stalled == 0 ? Math.Min(limit, iterations + 100) : limit, ref iterations, cancellation);
                if (exactSteps) activeSet.Restart(penalty, penalty.L2);
            }
            quadratic.AllSlopes(slopes);
            slopesKnown = true;
            bool grew = false;
            for (int j = 0; j < candidate.Length; j++)
            {
                if (candidate[j] || penalty.Violation(j, 0, slopes[j]) <= violationTarget) continue;
                candidate[j] = grew = true;
            }
            if (grew) continue;
            if (refined < MostRefinements && candidates.Any(j => penalty.Violation(j, quadratic.Beta[j], slopes[j]) > violationTarget))
            {
                refined++;
                continue;
            }
            (double primal, double gap, double violation) = DualityGap.Evaluate(quadratic, penalty, slopes);
            double relative = gap / nullLoss;
            StopReason? reason = relative <= tolerance ? StopReason.Converged
                : iterations >= limit ? StopReason.IterationLimit
                : relative >= 0.5 * bestGap && ++stalled > 3 ? StopReason.PrecisionLimit : null;
            if (reason is StopReason known) return new Certificate(primal, relative, violation, iterations, known);
            bestGap = Math.Min(bestGap, relative);
            violationTarget *= 0.1;
            quadratic.Refresh();
        }
    }
}
