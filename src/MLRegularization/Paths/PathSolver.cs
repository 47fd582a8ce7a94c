using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>Fits a whole regularization path.</summary>
public static class PathSolver
{
    /// <summary>Up to so many columns, rounded moments are measured once, at the last strength; with more also on the way there.</summary>
    private const int FewRoundedColumns = 512;

    /// <summary>Squares of larger responses overflow.</summary>
    internal const double LargestTarget = 1e150;

    /// <summary>Explained deviance from which classes count as separated.</summary>
    private const double Separated = 0.99;

    /// <summary>Fits every λ of the path, each with its certificate.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">What to fit; null: the lasso with its default grid.</param>
    /// <param name="progress">Told of every λ.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message names it, its value, the limit and the remedy.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static RegularizationPath Fit(TrainingSet data, PathOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        PathSettings settings = PathSettings.From(options ?? new PathOptions(), data);
        CheckResponse(data, settings);
        data = settings.Weighted(data);
        double[]? factors = ExtremeFactors(data, settings, cancellation);
        return factors is null
            ? FitOrdinary(data, settings, progress, cancellation)
            : FitOrdinary(Scaled(data, factors), settings.ForScaled(factors), progress, cancellation).Rescaled(factors);
    }

    /// <summary>Fits every λ of the path to rows that streamed past, each with its certificate.</summary>
    /// <param name="rows">What was gathered of them.</param>
    /// <param name="options">What to fit, of squared loss; null: the lasso with its default grid.</param>
    /// <param name="progress">Told of every λ.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">An option is out of range, or asks for what only rows can give; the message names it, its value, the limit and the remedy.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static RegularizationPath Fit(SufficientStatistics rows, PathOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        StreamedProblem problem = StreamedProblem.Of(rows, options ?? new PathOptions(), cancellation);
        return problem.OnOriginalScale(problem.Fit(problem.Settings.Alpha, progress, cancellation));
    }

    /// <summary>What columns of extreme size are to be multiplied by; null where there are none.</summary>
    internal static double[]? ExtremeFactors(TrainingSet data, PathSettings settings, CancellationToken cancellation)
    {
        double[]? factors = ScaledColumns.FactorsFor(data.Features, settings.Threads, cancellation);
        if (factors is null || settings.Standardize) return factors;
        int first = Array.FindIndex(factors, f => f != 1);
        throw new ArgumentException($"Column '{data.FeatureNames[first]}' holds values beyond 1e100 or all within 1e-100 of zero, which only standardised columns can; standardise, or change its unit.");
    }

    /// <summary>The data with columns multiplied by factors.</summary>
    internal static TrainingSet Scaled(TrainingSet data, double[] factors)
        => new(new ScaledColumns(data.Features, factors), data.Target, data.Weights, data.Offset, data.FeatureNames);

    /// <summary>Fits data of ordinary size.</summary>
    internal static RegularizationPath FitOrdinary(TrainingSet data, PathSettings settings, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        double[]? centres = FarCentres(data, settings, cancellation);
        return centres is null ? FitNear(data, settings, progress, cancellation) : FitNear(Recentred(data, centres), settings with { Start = settings.Start?.ForRecentred(centres) }, progress, cancellation).Recentred(centres);
    }

    /// <summary>What is to be taken off columns far from zero; null where there are none.</summary>
    internal static double[]? FarCentres(TrainingSet data, PathSettings settings, CancellationToken cancellation)
        => !settings.Intercept || data.Features is RecentredColumns ? null : RecentredColumns.CentresFor(data.Features, settings.Threads, cancellation);

    /// <summary>The data with centres taken off columns.</summary>
    internal static TrainingSet Recentred(TrainingSet data, double[] centres)
        => new(RecentredColumns.Of(data.Features, centres), data.Target, data.Weights, data.Offset, data.FeatureNames);

    private static RegularizationPath FitNear(TrainingSet data, PathSettings settings, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        if (settings.Start?.IsTooFull(settings.Alpha, data.Rows) ?? false) settings = settings with { Start = null };
        if (settings.Loss is not null) return Fit(data, settings, GeneralizedProblem.Of(data, settings, [], cancellation), SolverKind.ProximalNewton, progress, cancellation);
        bool gram = ProblemBuilder.UsesGram(settings, data.Rows, data.Columns);
        if (RidgeDirect.Applies(settings, data)) return RidgeDirect.Fit(data, settings, false, progress, cancellation).Path;
        if (!gram) return Fit(data, settings, ProblemBuilder.FromData(data, settings), SolverKind.Residual, progress, cancellation);
        RegularizationPath FitGram(PathSettings own)
            => Fit(data, own, ProblemBuilder.FromMoments(ProblemBuilder.Gather(data, own, null, 1, cancellation)[0], own), SolverKind.Gram, progress, cancellation);
        if (!ProblemBuilder.MayUseSinglePrecision(data, settings)) return FitGram(settings);
        RegularizationPath path = FitGram(settings with { SinglePrecision = true });
        return IsConverged(path) ? path : FitGram(settings);
    }

    /// <summary>Whether every strength reached its gap.</summary>
    internal static bool IsConverged(RegularizationPath path) => path.Points.All(p => p.Certificate.Reason == StopReason.Converged);

    /// <summary>Fits a problem that was already made.</summary>
    internal static RegularizationPath Fit(TrainingSet data, PathSettings settings, IPathProblem problem, SolverKind kind, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        double lambdaMax = problem.LambdaMax(cancellation);
        double[] grid = PathRunner.Grid(settings, lambdaMax, data.Rows, data.Columns);
        (List<PathPoint> points, PathEnd end) = PathRunner.Run(problem, settings, grid, settings.StopEarly && settings.Lambdas is null,
            kind == SolverKind.Gram && settings.SinglePrecision ? new MeasureGap(lambda => ((PathProblem)problem).MeasureGap(data, lambda, cancellation), data.Columns > FewRoundedColumns) : null,
            k => progress?.Report(new FitProgress("fitting the path", k, grid.Length)), cancellation);
        return Result(data, settings, lambdaMax, points, end, kind);
    }

    /// <summary>Puts a path together with its warnings.</summary>
    internal static RegularizationPath Result(TrainingSet data, PathSettings settings, double lambdaMax, List<PathPoint> points, PathEnd end, SolverKind kind)
    {
        double nullLoss = settings.Loss is ILoss loss ? GeneralizedProblem.Null(data, settings, loss).Value : NullSquares(data, settings);
        List<string> warnings = [.. ProblemBuilder.Warnings(ProblemBuilder.ConstantColumns(data), data.Columns)];
        if (settings.Loss?.Warning(data.Target) is string unusual) warnings.Add(unusual);
        if (ExposureCheck.Warning(data, settings) is string unlikely) warnings.Add(unlikely);
        warnings.AddRange(Warnings(points, settings));
        return new RegularizationPath(settings.Alpha, lambdaMax, points, data.FeatureNames, data.Rows, nullLoss, end, kind, warnings);
    }

    /// <summary>Sentences on fitted points.</summary>
    internal static IEnumerable<string> Warnings(List<PathPoint> points, PathSettings settings)
    {
        int open = points.Count(p => p.Certificate.Reason != StopReason.Converged);
        PathPoint? worst = open > 0 ? points.MaxBy(p => p.Certificate.Gap) : null;
        if (SeparatedAt(points, settings, worst) is PathPoint separated)
            yield return $"At lambda {separated.Lambda:G4} the features tell the classes apart all but perfectly ({100 * separated.ExplainedDeviance:0.##} % of the deviance is explained): without more of a penalty the best coefficients are infinite, and those reported are where the search ended; use larger lambdas.";
        if (worst is not null)
            yield return $"{open} of {points.Count} strengths stopped before the gap reached {settings.Tolerance:G2}: the worst is {worst.Certificate.Gap:G2} at lambda {worst.Lambda:G4}; raise the iteration limit or the tolerance, standardise, or use larger lambdas.";
    }

    // The loss of separated classes falls to 0 along coefficients that grow without end: the gap closes long before they do.
    private static PathPoint? SeparatedAt(List<PathPoint> points, PathSettings settings, PathPoint? worst)
    {
        if (settings.Loss is not (LogisticLoss or MultinomialLoss)) return null;
        if (worst?.ExplainedDeviance > Separated) return worst;
        bool unpenalized = settings.Factors?.Contains(0) ?? false;
        return points.Find(p => (p.Lambda == 0 || unpenalized) && 1 - p.ExplainedDeviance <= settings.Tolerance);
    }

    private static double NullSquares(TrainingSet data, PathSettings settings)
    {
        double[] response = ProblemBuilder.Response(data);
        double total = data.Weights?.Sum() ?? data.Rows, mean = 0, nullLoss = 0;
        for (int i = 0; settings.Intercept && i < response.Length; i++) mean += (data.Weights?[i] ?? 1) * response[i] / total;
        for (int i = 0; i < response.Length; i++) nullLoss += (data.Weights?[i] ?? 1) * 0.5 * (response[i] - mean) * (response[i] - mean) / total;
        return nullLoss;
    }

    /// <summary>Refuses a response from which nothing can be learned.</summary>
    internal static void CheckResponse(TrainingSet data, PathSettings settings)
    {
        double[] y = data.Target;
        int outputs = settings.Loss?.Outputs ?? 1;
        if (data.Offset is not null && data.Offset.Length != data.Rows * outputs)
            throw new ArgumentException($"The offset has {data.Offset.Length} values for {data.Rows} rows{(outputs > 1 ? $" and {outputs} classes" : "")}; give one per row{(outputs > 1 ? " and class, class after class" : "")}.");
        if (settings.Loss?.Problem(y, data.Weights ?? []) is string problem) throw new ArgumentException(problem);
        ExposureCheck.Refuse(data, settings);
        if (y.Length < 2) throw new ArgumentException("The table has 1 row; give at least 2.");
        int extreme = Array.FindIndex(y, v => Math.Abs(v) > LargestTarget);
        if (extreme >= 0) throw new ArgumentException($"The label of row {extreme + 1} is {y[extreme]}; squares of labels beyond {LargestTarget:G1} overflow: change the label's unit.");
        if (data.Offset is null && Array.TrueForAll(y, v => v == y[0])) throw new ArgumentException($"The label is constant ({y[0]}) in all {y.Length} rows: there is nothing to learn; check that it is the right column.");
    }
}
