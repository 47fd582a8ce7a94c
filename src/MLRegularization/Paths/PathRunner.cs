using MLRegularization.Penalties;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>Walks a problem down its λ grid.</summary>
internal static class PathRunner
{
    private const int FewestStrengths = 5;
    private const double EnoughDeviance = 0.999;
    private const double SmallGain = 1e-5;

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
    /// <param name="onPoint">Told of every point.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public static (List<PathPoint> Points, PathEnd End) Run(PathProblem problem, PathSettings settings, double[] grid, bool exactSteps, bool mayStop, Action<int>? onPoint, CancellationToken cancellation)
    {
        IQuadratic quadratic = problem.Quadratic;
        QuadraticSolver solver = new(quadratic, exactSteps, settings.Threads);
        double square = problem.ResponseScale * problem.ResponseScale, before = 0;
        double nullSquares = NullSquares(quadratic);
        List<PathPoint> points = [];
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
            if (mayStop && k + 1 >= Math.Min(FewestStrengths, grid.Length))
            {
                if (explained > EnoughDeviance) return (points, k + 1 < grid.Length ? PathEnd.DevianceExplained : PathEnd.AllFitted);
                if (explained - before < SmallGain * explained) return (points, k + 1 < grid.Length ? PathEnd.DevianceFlat : PathEnd.AllFitted);
            }
            before = explained;
        }
        return (points, PathEnd.AllFitted);
    }

    private static double NullSquares(IQuadratic quadratic)
    {
        double squares = quadratic.ResidualProducts().Response;
        for (int j = 0; j < quadratic.Count; j++)
            if (quadratic.Beta[j] != 0) return 1;
        return squares > 0 ? squares : 1;
    }
}
