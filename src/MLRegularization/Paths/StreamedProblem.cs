using MLRegularization.Matrices;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>
/// The problem of rows that streamed past: moments in place of the rows. With an intercept they count as those of columns less their references, near
/// the means, so that the products of a mean and a coefficient, however large, cost no digit of an error; results are taken back at the end.
/// </summary>
internal sealed class StreamedProblem
{
    private readonly SufficientStatistics rows;
    private readonly double[] reference;
    private readonly Moments total;
    private readonly bool differences;

    private StreamedProblem(SufficientStatistics rows, PathSettings settings, CancellationToken cancellation)
    {
        (this.rows, Settings, differences) = (rows, settings, settings.Intercept);
        Parts = rows.Parts(cancellation);
        reference = Parts[0][0].Reference;
        if (differences) Parts = [.. Parts.Select(repeat => repeat.Select(m => m.OfDifferences()).ToArray())];
        total = Moments.Total(Parts[0]);
        if (total.Rows < 2) throw new ArgumentException("1 row was added; give at least 2.");
        if (total.ResponseSquares == 0) throw new ArgumentException($"The label is constant ({total.ResponseReference}) in all {total.Rows} rows: there is nothing to learn; check that it is the right column.");
    }

    /// <summary>The checked options.</summary>
    public PathSettings Settings { get; }

    /// <summary>The moments of every fold, by repeat.</summary>
    public Moments[][] Parts { get; }

    /// <summary>Checks options, and that moments serve them.</summary>
    public static StreamedProblem Of(SufficientStatistics rows, PathOptions options, CancellationToken cancellation) => new(rows, Check(rows, options), cancellation);

    /// <summary>The checked options.</summary>
    public static PathSettings Check(SufficientStatistics rows, PathOptions options)
    {
        if (options.Loss != LossKind.Squared) throw new ArgumentException($"The loss is {options.Loss}; of rows that streamed past only squared loss can be fitted: give a TrainingSet.");
        if (options.Solver is not (SolverKind.Automatic or SolverKind.Gram))
            throw new ArgumentException($"The solver is {options.Solver}, which reads rows; rows that streamed past are fitted by their Gram matrix: choose the automatic solver, or give a TrainingSet.");
        return PathSettings.From(options, rows.FeatureNames, []);
    }

    /// <summary>The path of all rows, to be taken back by <see cref="OnOriginalScale"/>.</summary>
    public RegularizationPath Fit(double alpha, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        PathSettings settings = Settings with { Alpha = alpha };
        int p = rows.Columns;
        PathProblem problem = ProblemBuilder.FromMoments(total, settings);
        double lambdaMax = problem.LambdaMax(cancellation);
        double[] grid = PathRunner.Grid(settings, lambdaMax, total.Rows, p);
        (List<PathPoint> points, PathEnd end) = PathRunner.Run(problem, settings, grid, settings.StopEarly && settings.Lambdas is null, null,
            k => progress?.Report(new FitProgress("fitting the path", k, grid.Length)), cancellation);
        double shift = total.ResponseSum / total.Weight;
        double nullSquares = settings.Intercept ? (total.ResponseSquares / total.Weight) - (shift * shift) : total.ResponseSquaresAboutZero;
        // A column that does not vary never leaves its reference.
        List<(string Name, double Value)> constant = [.. Enumerable.Range(0, p).Where(j => total[j, j] == 0).Select(j => (rows.FeatureNames[j], reference[j]))];
        string[] warnings = [.. ProblemBuilder.Warnings(constant, p), .. PathSolver.Warnings(points, settings)];
        return new RegularizationPath(alpha, lambdaMax, points, rows.FeatureNames, total.Rows, 0.5 * nullSquares, end, SolverKind.Gram, warnings);
    }

    /// <summary>A path of the columns as they came.</summary>
    public RegularizationPath OnOriginalScale(RegularizationPath path) => differences ? path.Recentred(reference) : path;
}
