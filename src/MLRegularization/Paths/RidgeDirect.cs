using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>
/// Ridge (α = 0, no bounds, equal factors) by one decomposition for every λ: of the Gram matrix where rows outnumber columns, else of
/// the n × n kernel of rows. Exact leave-one-out errors come from the same decomposition.
/// </summary>
internal static class RidgeDirect
{
    /// <summary>Whether the direct solver serves.</summary>
    public static bool Applies(PathSettings settings, TrainingSet data)
    {
        bool possible = settings.Alpha == 0 && settings.Lower is null && settings.Upper is null && settings.Factors is null
            && (settings.Lambdas is null || settings.Lambdas[^1] > 0) && Math.Min(data.Rows, data.Columns) <= 6000;
        return possible && (settings.Solver == SolverKind.Direct || (settings.Solver == SolverKind.Automatic && data.Columns > 64));
    }

    /// <summary>The path, and for each λ (and row) the leave-one-out residuals where they are asked for.</summary>
    public static (RegularizationPath Path, double[][] LeaveOneOut) Fit(TrainingSet data, PathSettings settings, bool leaveOneOut, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        using RidgeSystem system = data.Rows > data.Columns ? RidgeGram.Of(data, settings, cancellation) : RidgeKernel.Of(data, settings, cancellation);
        double lambdaMax = system.Problem.LambdaMax(cancellation);
        double[] grid = PathRunner.Grid(settings, lambdaMax, data.Rows, data.Columns);
        RidgeFit[] fits = system.Solve(grid, settings.Threads, cancellation);
        PathPoint[] points = Points(system, settings, grid, fits, cancellation);
        (int count, PathEnd end) = leaveOneOut || !settings.StopEarly || settings.Lambdas is not null ? (points.Length, PathEnd.AllFitted) : End(points);
        for (int k = 0; k < count; k++) progress?.Report(new FitProgress("fitting the path", k + 1, grid.Length));
        double[][] errors = leaveOneOut ? RidgeLeaveOneOut.Residuals(system, fits, grid, settings.Intercept, settings.Threads, cancellation) : [];
        return (PathSolver.Result(data, settings, lambdaMax, [.. points[..count]], end, SolverKind.Direct), errors);
    }

    private static PathPoint[] Points(RidgeSystem system, PathSettings settings, double[] grid, RidgeFit[] fits, CancellationToken cancellation)
    {
        PathProblem problem = system.Problem;
        Tridiagonal t = system.T;
        double square = problem.ResponseScale * problem.ResponseScale, nullSquares = problem.Quadratic.ResidualProducts().Response;
        if (nullSquares <= 0) nullSquares = 1;
        PathPoint[] points = new PathPoint[grid.Length];
        Parallelism.For(grid.Length, settings.Threads, k =>
        {
            double lambda = grid[k], relative = fits[k].Gap / (0.5 * nullSquares);
            (double intercept, int[] indices, double[] values) = problem.Unscale(fits[k].Beta);
            StopReason reason = relative <= settings.Tolerance ? StopReason.Converged : StopReason.PrecisionLimit;
            points[k] = new PathPoint(lambda, [intercept], indices, values, 0.5 * fits[k].Squares * square, 1 - (fits[k].Squares / nullSquares),
                new Certificate(fits[k].Primal * square, relative, fits[k].Violation, 1, reason))
            {
                Smoother = () => t.SmootherTrace(lambda),
            };
        }, cancellation);
        return points;
    }

    // Where a default path stops.
    private static (int Count, PathEnd End) End(PathPoint[] points)
    {
        for (int k = 4; k + 1 < points.Length; k++)
        {
            double explained = points[k].ExplainedDeviance;
            if (explained > 0.999) return (k + 1, PathEnd.DevianceExplained);
            if (explained - points[k - 1].ExplainedDeviance < 1e-5 * explained) return (k + 1, PathEnd.DevianceFlat);
        }
        return (points.Length, PathEnd.AllFitted);
    }
}
