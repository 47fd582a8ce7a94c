using MLRegularization.Penalties;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>Walks a problem down its λ grid.</summary>
internal static class PathRunner
{
    private const int FewestStrengths = 5;
    private const double EnoughDeviance = 0.999;
    private const double SmallGain = 1e-5;

    /// <summary>Up to so many columns, rounded moments are measured once, at the last strength; with more also on the way there.</summary>
    private const int FewRoundedColumns = 512;

    /// <summary>The default grid: log-spaced from λmax down.</summary>
    public static double[] Grid(PathSettings settings, double lambdaMax, int rows, int columns)
    {
        if (settings.Lambdas is not null) return settings.Lambdas;
        if (lambdaMax <= 0) return [0];
        double ratio = settings.LambdaRatio ?? (rows > columns ? 1e-4 : 1e-2);
        int count = settings.LambdaCount;
        double[] grid = new double[count];
        for (int k = 0; k < count; k++) grid[k] = lambdaMax * Math.Pow(ratio, count == 1 ? 0 : (double)k / (count - 1));
        return grid;
    }

    /// <summary>Fits the grid, λ decreasing, each strength started from the one before.</summary>
    /// <param name="problem">The problem, at β = 0.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="grid">The strengths.</param>
    /// <param name="exactSteps">Whether active-set steps are used.</param>
    /// <param name="mayStop">Whether the path may end early.</param>
    /// <param name="measure">Where the problem is of rounded moments: measures the relative gap at a strength on the data, and corrects the problem by what it finds.</param>
    /// <param name="onPoint">Told of every point.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public static (List<PathPoint> Points, PathEnd End) Run(PathProblem problem, PathSettings settings, double[] grid, bool exactSteps, bool mayStop, Func<double, double>? measure, Action<int>? onPoint, CancellationToken cancellation)
    {
        IQuadratic quadratic = problem.Quadratic;
        QuadraticSolver solver = new(quadratic, exactSteps, settings.Threads);
        double square = problem.ResponseScale * problem.ResponseScale, before = 0;
        double nullSquares = NullSquares(quadratic);
        List<PathPoint> points = [];
        int measured = 0;
        PathEnd end = PathEnd.AllFitted;
        for (int k = 0; k < grid.Length; k++)
        {
            double lambda = grid[k];
            ElasticNet penalty = problem.Penalty(lambda);
            ElasticNet? screen = settings.Alpha > 0 && k > 0 && quadratic is ResidualQuadratic ? problem.Penalty(Math.Max(0, (2 * lambda) - grid[k - 1])) : null;
            Certificate c = solver.Solve(penalty, screen, 0.5 * nullSquares, settings.Tolerance, settings.MaxIterations, cancellation);
            (double intercept, int[] indices, double[] values) = problem.Unscale(quadratic.Beta);
            double squares = Math.Max(0, quadratic.ResidualProducts().Squares), explained = 1 - (squares / nullSquares);
            points.Add(new PathPoint(lambda, intercept, indices, values, 0.5 * squares * square, explained, c with { Objective = c.Objective * square })
            {
                Smoother = penalty.L2 > 0 ? () => SmootherTrace.Of(quadratic, penalty, indices) : null,
            });
            onPoint?.Invoke(k + 1);
            if (mayStop && k + 1 >= FewestStrengths && k + 1 < grid.Length)
            {
                if (explained > EnoughDeviance) end = PathEnd.DevianceExplained;
                else if (explained - before < SmallGain * explained) end = PathEnd.DevianceFlat;
            }
            bool last = k + 1 == grid.Length || end != PathEnd.AllFitted;
            if (measure is not null && (last || (quadratic.Count > FewRoundedColumns && k + 1 == grid.Length / 3)))
            {
                // Rounding grows with the distance from where it was last corrected, its weight as λ falls: no strength since then is worse than this one.
                double gap = measure(lambda);
                solver.Forget();
                for (; measured <= k; measured++) points[measured] = points[measured].WithGap(Math.Max(points[measured].Certificate.Gap, gap), settings.Tolerance);
            }
            if (last) break;
            before = explained;
        }
        return (points, end);
    }

    private static double NullSquares(IQuadratic quadratic)
    {
        double squares = quadratic.ResidualProducts().Response;
        for (int j = 0; j < quadratic.Count; j++)
            if (quadratic.Beta[j] != 0) return 1;
        return squares > 0 ? squares : 1;
    }
}
