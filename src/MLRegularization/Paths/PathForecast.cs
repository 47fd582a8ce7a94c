using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>
/// Where the coefficients of the next strength are likely to be: moved on as those of a guide move, the path of all rows for a fold's,
/// else as they moved over the last strength, which on a logarithmic grid they nearly go on doing.
/// </summary>
/// <param name="guide">Fitted points of nearly the same problem, or none.</param>
internal sealed class PathForecast(IReadOnlyList<PathPoint> guide)
{
    /// <summary>Nothing is foretold over more of the last step between strengths than this.</summary>
    private const double MostReach = 1.5;

    private double? earlier; // the strength before the last
    private double[] start = [], startIntercepts = []; // where the last strength began

    /// <summary>The step from the present point, the answer at the last strength; null where nothing is known.</summary>
    /// <param name="lambda">The next strength.</param>
    /// <param name="last">The last one, or null.</param>
    /// <param name="state">The present point.</param>
    public ModelStep? Next(double lambda, double? last, LossState state)
    {
        ModelStep? step = null;
        if (last is double from && lambda < from)
        {
            int at = -1;
            for (int k = 1; k < guide.Count && at < 0; k++)
                if (guide[k].Lambda == lambda && guide[k - 1].Lambda == from) at = k;
            if (at > 0) step = Guided(guide[at - 1], guide[at], state);
            else if (earlier is double first && first > from && lambda > 0 && Math.Log(from / lambda) <= MostReach * Math.Log(first / from)) step = GoingOn(Math.Log(from / lambda) / Math.Log(first / from), state);
        }
        (earlier, start, startIntercepts) = (last, [.. state.Beta], [.. state.Intercepts]);
        return step;
    }

    private static ModelStep Guided(PathPoint from, PathPoint to, LossState state)
    {
        int columns = state.Scale.Scales.Length;
        double[] change = to.ToDense(columns), before = from.ToDense(columns);
        for (int c = 0; c < change.Length; c++) change[c] = state.Scale.Constant[c % columns] ? 0 : (change[c] - before[c]) * state.Scale.Scales[c % columns];
        int[] moving = [.. Enumerable.Range(0, change.Length).Where(c => change[c] != 0)];
        return new ModelStep(moving, [.. moving.Select(c => change[c])], [.. to.Intercepts.Zip(from.Intercepts, (b, a) => b - a)]);
    }

    private ModelStep GoingOn(double reach, LossState state)
    {
        int[] moving = [.. Enumerable.Range(0, start.Length).Where(c => state.Beta[c] != 0 && state.Beta[c] != start[c])];
        return new ModelStep(moving, [.. moving.Select(c => reach * (state.Beta[c] - start[c]))], [.. state.Intercepts.Select((b, k) => reach * (b - startIntercepts[k]))]);
    }
}
