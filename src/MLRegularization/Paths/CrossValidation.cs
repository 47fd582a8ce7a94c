using System.Diagnostics;
using MLRegularization.Matrices;
using MLRegularization.Models;

namespace MLRegularization.Paths;

/// <summary>The cross-validated error of one path: what chooses λ.</summary>
public sealed class CrossValidationCurve
{
    internal CrossValidationCurve(RegularizationPath path, double[] meanError, double[] standardError, double[][] foldErrors, IReadOnlyList<double>? trainingError = null)
    {
        TrainingError = trainingError ?? [.. path.Points.Select(p => 2 * p.Loss)];
        Path = path;
        MeanError = meanError;
        StandardError = standardError;
        FoldErrors = foldErrors;
        MinIndex = Array.IndexOf(meanError, meanError.Min());
        double limit = meanError[MinIndex] + standardError[MinIndex];
        OneSeIndex = Array.FindIndex(meanError, e => e <= limit);
    }

    /// <summary>The path of all rows.</summary>
    public RegularizationPath Path { get; }

    /// <summary>
    /// Mean error on held-out rows for every λ of the path, weighted, over all folds and repeats: squared error, or for another loss the
    /// deviance, twice the loss above the smallest any model could have; or what <see cref="CrossValidationOptions.Measure"/> asks for.
    /// </summary>
    public IReadOnlyList<double> MeanError { get; }

    /// <summary>Standard error of <see cref="MeanError"/> over folds.</summary>
    public IReadOnlyList<double> StandardError { get; }

    /// <summary>The same error of the path of all rows on those rows themselves; NaN where it would have taken too long to work out.</summary>
    public IReadOnlyList<double> TrainingError { get; }

    /// <summary>Mean error by fold (repeat after repeat), then λ.</summary>
    public IReadOnlyList<IReadOnlyList<double>> FoldErrors { get; }

    /// <summary>Index of the λ with the smallest mean error.</summary>
    public int MinIndex { get; }

    /// <summary>Index of the largest λ within one standard error of the smallest mean error.</summary>
    public int OneSeIndex { get; }
}

/// <summary>One λ chosen from one curve.</summary>
/// <param name="Curve">The curve, and so α and the path.</param>
/// <param name="Index">Index of λ in the path.</param>
public readonly record struct Choice(CrossValidationCurve Curve, int Index)
{
    /// <summary>The chosen fit, on all rows.</summary>
    public PathPoint Point => Curve.Path.Points[Index];
}

/// <summary>A path cross-validated: errors for every λ, the choices, and models refitted on all rows.</summary>
public sealed class CrossValidation
{
    private readonly TrainingSet? data;
    private readonly CrossValidationOptions validation = new();
    private readonly PathOptions options = new();

    // By α, then repeat, then fold.
    private readonly FoldRunner.FoldFit[][][] fits = [];

    internal CrossValidation(IReadOnlyList<CrossValidationCurve> curves, IReadOnlyList<Folds> folds, IReadOnlyList<string> warnings)
    {
        Curves = curves;
        Folds = folds;
        Warnings = warnings;
    }

    private CrossValidation(IReadOnlyList<CrossValidationCurve> curves, IReadOnlyList<Folds> folds, IReadOnlyList<string> warnings, TrainingSet? data,
        PathOptions options, CrossValidationOptions validation, FoldRunner.FoldFit[][][] fits) : this(curves, folds, warnings)
    {
        this.data = data;
        this.options = options;
        this.validation = validation;
        this.fits = fits;
    }

    /// <summary>One curve per α, in the order given.</summary>
    public IReadOnlyList<CrossValidationCurve> Curves { get; }

    /// <summary>What was measured on rows held out.</summary>
    public CrossValidationMeasure Measure => validation.Measure;

    /// <summary>The folds used, one division per repeat.</summary>
    public IReadOnlyList<Folds> Folds { get; }

    /// <summary>Full sentences for what the user should know, those of the paths included.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Time spent on the paths of all rows, the one pass over the data included.</summary>
    public TimeSpan PathTime { get; private init; }

    /// <summary>Time spent on the folds.</summary>
    public TimeSpan CrossValidationTime { get; private init; }

    /// <summary>Fits the paths on all rows and on every fold's training rows, and scores them on the rows held out.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">The path; null: the lasso with its default grid.</param>
    /// <param name="validation">The folds; null: 10 random ones.</param>
    /// <param name="progress">Told of every path and fold.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the data cannot be divided so.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static CrossValidation Run(TrainingSet data, PathOptions? options = null, CrossValidationOptions? validation = null,
        IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PathOptions();
        validation ??= new CrossValidationOptions();
        if (validation.FoldTolerance is double loose && !(loose > 0 && loose < 1))
            throw new ArgumentException($"The tolerance of folds is {loose}; it must lie between 0 and 1, both excluded (default 1000 times the path's).");
        PathSettings settings = PathSettings.From(options, data) with { FoldTolerance = validation.FoldTolerance, Start = null };
        double[]? factors = PathSolver.ExtremeFactors(data, settings, cancellation);
        if (factors is not null)
            return Run(PathSolver.Scaled(data, factors), options, settings.ForScaled(factors), validation.With(features => new ScaledColumns(features, factors)), progress, cancellation).Converted(p => p.Rescaled(factors));
        double[]? centres = PathSolver.FarCentres(data, settings, cancellation);
        if (centres is not null)
            return Run(PathSolver.Recentred(data, centres), options, settings, validation.With(features => RecentredColumns.Of(features, centres)), progress, cancellation).Converted(p => p.Recentred(centres));
        if (validation.FeaturesFor is null && settings.Loss is null && ProblemBuilder.UsesGram(settings, data.Rows, data.Columns) && ProblemBuilder.MayUseSinglePrecision(data, settings))
        {
            CrossValidation fast = Run(data, options, settings with { SinglePrecision = true }, validation, progress, cancellation);
            if (fast.Curves.All(c => PathSolver.IsConverged(c.Path))) return fast;
        }
        return Run(data, options, settings, validation, progress, cancellation);
    }

    /// <summary>The same of rows that streamed past, on the folds they were gathered in. There are no out-of-fold predictions.</summary>
    /// <param name="rows">What was gathered of them.</param>
    /// <param name="options">The path, of squared loss; null: the lasso with its default grid.</param>
    /// <param name="validation">What is measured, and the α values; number of folds, repeats and seed are those of the rows whatever it says.</param>
    /// <param name="progress">Told of every path and fold.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">An option is out of range or asks for what only rows can give, or the rows were gathered without folds.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static CrossValidation Run(SufficientStatistics rows, PathOptions? options = null, CrossValidationOptions? validation = null,
        IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (options, validation) = (options ?? new PathOptions(), validation ?? new CrossValidationOptions());
        PathSettings settings = StreamedProblem.Check(rows, options);
        HeldOutMeasure.Check(validation.Measure, settings.Loss);
        if (rows.FoldCount == 0) throw new ArgumentException("The rows were gathered without folds; say how many before the first row is added, or fit the path alone.");
        if (validation.Folds is not null || validation.FeaturesFor is not null)
            throw new ArgumentException("Folds or features of their own were given for rows that streamed past, whose folds were fixed as they came; leave both out, or give a TrainingSet.");
        double[] alphas = AlphasOf(settings, validation);
        long start = Stopwatch.GetTimestamp();
        StreamedProblem problem = StreamedProblem.Of(rows, options, cancellation);
        TimeSpan pathTime = Stopwatch.GetElapsedTime(start), foldTime = TimeSpan.Zero;
        Folds division = Paths.Folds.OfStreamedRows(rows.FoldCount);
        List<CrossValidationCurve> curves = [];
        int done = 0, steps = alphas.Length * rows.Repeats * rows.FoldCount;
        void OnFold() => progress?.Report(new FitProgress("cross-validating", Interlocked.Increment(ref done), steps));
        foreach (double alpha in alphas)
        {
            start = Stopwatch.GetTimestamp();
            RegularizationPath path = problem.Fit(alpha, progress, cancellation);
            pathTime += Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            double[] grid = [.. path.Points.Select(p => p.Lambda)];
            FoldRunner.FoldFit[][] byRepeat = [.. problem.Parts.Select(parts => FoldRunner.FromMoments(parts, division, settings with { Alpha = alpha }, grid, OnFold, cancellation))];
            foldTime += Stopwatch.GetElapsedTime(start);
            curves.Add(Curve(path, validation.Measure, byRepeat, [.. path.Points.Select(p => 2 * p.Loss)]));
        }
        CrossValidationOptions used = new() { FoldCount = rows.FoldCount, Repeats = rows.Repeats, Seed = rows.Seed, Measure = validation.Measure, Alphas = validation.Alphas };
        return new CrossValidation(curves, [.. Enumerable.Repeat(division, rows.Repeats)], WarningsOf(curves, options), null, options, used, []) { PathTime = pathTime, CrossValidationTime = foldTime }
            .Converted(problem.OnOriginalScale);
    }

    private static CrossValidation Run(TrainingSet data, PathOptions options, PathSettings settings, CrossValidationOptions validation,
        IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        PathSolver.CheckResponse(data, settings);
        HeldOutMeasure.Check(validation.Measure, settings.Loss);
        IReadOnlyList<Folds> divisions = Divisions(data, settings, validation);
        foreach (Folds division in divisions) FoldRunner.CheckResponses(data, division, settings);
        double[] alphas = AlphasOf(settings, validation);

        bool gram = ProblemBuilder.UsesGram(settings, data.Rows, data.Columns), shared = gram && settings.Loss is null && validation.FeaturesFor is null;
        long start = Stopwatch.GetTimestamp();
        Moments[][] parts = shared ? [.. divisions.Select(d => ProblemBuilder.Gather(data, settings, [.. d.FoldOf.Select(f => f + d.FirstPart)], d.Count + d.FirstPart, cancellation))] : [];
        Moments? total = shared ? Moments.Total(parts[0]) : null;
        TimeSpan pathTime = Stopwatch.GetElapsedTime(start), foldTime = TimeSpan.Zero;

        TrainingSet weighted = settings.Weighted(data);
        List<CrossValidationCurve> curves = [];
        List<FoldRunner.FoldFit[][]> fits = [];
        int done = 0, steps = alphas.Length * divisions.Sum(d => d.Count);
        void OnFold() => progress?.Report(new FitProgress("cross-validating", Interlocked.Increment(ref done), steps));
        foreach (double alpha in alphas)
        {
            PathSettings own = settings with { Alpha = alpha };
            start = Stopwatch.GetTimestamp();
            RegularizationPath path = total is null
                ? PathSolver.FitOrdinary(weighted, own with { FoldTolerance = null }, progress, cancellation)
                : PathSolver.Fit(data, own, ProblemBuilder.FromMoments(total, own), SolverKind.Gram, progress, cancellation);
            pathTime += Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            double[] grid = [.. path.Points.Select(p => p.Lambda)];
            FoldRunner.FoldFit[][] byRepeat = [.. divisions.Select((d, r) => shared
                ? FoldRunner.FromMoments(parts[r], d, own, grid, OnFold, cancellation)
                : FoldRunner.FromData(data, d, own, validation.Measure, path.Points, validation.FeaturesFor, OnFold, cancellation))];
            foldTime += Stopwatch.GetElapsedTime(start);
            curves.Add(Curve(path, validation.Measure, byRepeat, TrainingErrors.Of(weighted, path, own, validation.Measure, cancellation)));
            fits.Add(byRepeat);
        }
        return new CrossValidation(curves, divisions, WarningsOf(curves, options), data, options, validation, [.. fits]) { PathTime = pathTime, CrossValidationTime = foldTime };
    }

    private static double[] AlphasOf(PathSettings settings, CrossValidationOptions validation)
    {
        double[] alphas = validation.Alphas is null ? [settings.Alpha] : [.. validation.Alphas.Distinct()];
        if (alphas.Length == 0) throw new ArgumentException("The list of alphas is empty; give at least one between 0 and 1.");
        foreach (double alpha in alphas)
            if (!(alpha >= 0 && alpha <= 1)) throw new ArgumentException($"Alpha is {alpha}; it must lie between 0 (ridge) and 1 (lasso).");
        return alphas;
    }

    private static List<string> WarningsOf(List<CrossValidationCurve> curves, PathOptions options)
    {
        List<string> warnings = [.. curves.SelectMany(c => c.Path.Warnings).Distinct()];
        CrossValidationCurve best = curves.MinBy(c => c.MeanError[c.MinIndex])!;
        if (best.Path.Points.Count > 1 && best.MinIndex == best.Path.Points.Count - 1 && best.Path.End == PathEnd.AllFitted)
            warnings.Add($"The smallest error is at the end of the grid, lambda {best.Path.Points[^1].Lambda:G4}: less regularisation may be better still; {(options.Lambdas is null ? "lower the lambda ratio" : "give smaller ones")}.");
        if (best.Path.Points.Count > 1 && best.MinIndex == 0)
            warnings.Add($"The smallest error is at the start of the grid, lambda {best.Path.Points[0].Lambda:G4}: on rows held out no model beat the strongest penalty; the features may say nothing about the label.");
        return warnings;
    }

    /// <summary>The λ (and α) that a rule chooses.</summary>
    public Choice Select(PathSelection rule)
    {
        CrossValidationCurve best = Curves.MinBy(c => c.MeanError[c.MinIndex])!;
        if (rule == PathSelection.LambdaMin) return new Choice(best, best.MinIndex);
        if (rule == PathSelection.Lambda1Se) return new Choice(best, best.OneSeIndex);
        return Curves.SelectMany(c => Enumerable.Range(0, c.Path.Points.Count).Select(k => new Choice(c, k))).MinBy(choice => Criterion(choice, rule));
    }

    /// <summary>The model a rule chooses, fitted on all rows.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="label">Name of the label, kept in the model.</param>
    /// <param name="classes">For logistic and multinomial loss the names of the classes coded 0, 1, …; null: those numbers.</param>
    public LinearModel Model(PathSelection rule = PathSelection.LambdaMin, string label = "", IReadOnlyList<string>? classes = null)
    {
        Choice choice = Select(rule);
        PathPoint point = choice.Point;
        RegularizationPath path = choice.Curve.Path;
        string name = rule switch { PathSelection.LambdaMin => "min", PathSelection.Lambda1Se => "1se", PathSelection.Aic => "aic", PathSelection.Bic => "bic", _ => "ebic" };
        TrainingFacts facts = new(options.Loss switch { LossKind.Logistic => "binary", LossKind.Multinomial => "multiclass", LossKind.Poisson => "count", _ => "regression" }, label, path.Rows, path.Alpha, point.Lambda, path.LambdaMax, name, options.Standardize, point.Loss, path.NullLoss,
            choice.Curve.MeanError[choice.Index], choice.Curve.StandardError[choice.Index], Folds[0].Count, validation.Seed, point.Certificate)
        {
            ExplainedDeviance = point.ExplainedDeviance,
            Loss = options.Loss.ToString().ToLowerInvariant(),
            Measure = validation.Measure.ToString().ToLowerInvariant(),
            Classes = options.Loss == LossKind.Logistic ? classes ?? ["0", "1"]
                : options.Loss == LossKind.Multinomial ? classes ?? [.. Enumerable.Range(0, point.Intercepts.Count).Select(k => k.ToString(System.Globalization.CultureInfo.InvariantCulture))] : [],
            Grouped = options.Grouped,
            ClassWeighting = options.ClassWeights?.Name ?? "none",
            ClassWeights = data is null ? [] : options.ClassWeights?.Of(data) ?? [],
        };
        return new LinearModel(path.FeatureNames, point.ToDense(path.FeatureNames.Count), point.Intercepts, facts);
    }

    /// <summary>Predictions (means of the response; for several classes probabilities, class after class) for each row from the folds that held it out, averaged over repeats; NaN where no fold did.</summary>
    public double[] OutOfFoldPredictions(Choice choice)
    {
        if (data is null) throw new InvalidOperationException("This cross-validation has no rows to predict: it was read from a file, or of rows that streamed past; cross-validate a TrainingSet.");
        int alpha = Curves.ToList().IndexOf(choice.Curve);
        int[] counts = new int[data.Rows];
        Losses.ILoss? loss = PathSettings.From(options, data).Loss;
        double[] sums = new double[data.Rows * (loss?.Outputs ?? 1)];
        for (int r = 0; r < Folds.Count; r++)
            for (int fold = 0; fold < Folds[r].Count; fold++)
            {
                double[] predicted = fits[alpha][r][fold].Points[choice.Index].LinearPredictor(validation.FeaturesFor?.Invoke(Folds[r].TrainingRows(fold)) ?? data.Features, data.Offset);
                loss?.Mean(predicted, predicted);
                foreach (int i in Folds[r].HeldOutRows(fold))
                {
                    for (int at = i; at < sums.Length; at += data.Rows) sums[at] += predicted[at];
                    counts[i]++;
                }
            }
        for (int i = 0; i < sums.Length; i++) sums[i] = counts[i % data.Rows] == 0 ? double.NaN : sums[i] / counts[i % data.Rows];
        return sums;
    }

    // The curves for columns as they were before the engine multiplied or shifted them; the folds keep them, as the data do.
    private CrossValidation Converted(Func<RegularizationPath, RegularizationPath> convert) => new(
        [.. Curves.Select(c => new CrossValidationCurve(convert(c.Path), [.. c.MeanError], [.. c.StandardError], [.. c.FoldErrors.Select(e => e.ToArray())], c.TrainingError))],
        Folds, Warnings, data, options, validation, fits)
    {
        PathTime = PathTime,
        CrossValidationTime = CrossValidationTime,
    };

    // n log(MSE) + penalty · df, or the deviance (but for a constant) in place of n log(MSE); the intercept counts as one for every model alike.
    private double Criterion(Choice choice, PathSelection rule)
    {
        double n = choice.Curve.Path.Rows, p = choice.Curve.Path.FeatureNames.Count, df = choice.Point.DegreesOfFreedom;
        double price = rule switch { PathSelection.Aic => 2, PathSelection.Bic => Math.Log(n), _ => Math.Log(n) + Math.Log(Math.Max(p, 1)) };
        if (options.Loss != LossKind.Squared) return (2 * n * choice.Point.Loss) + (price * df);
        return (n * Math.Log(Math.Max(2 * choice.Point.Loss, double.Epsilon))) + (price * df);
    }

    /// <summary>The divisions that options mean for some data.</summary>
    internal static List<Folds> Divisions(TrainingSet data, PathSettings settings, CrossValidationOptions validation)
    {
        if (validation.Folds is not null)
        {
            foreach (Folds given in validation.Folds)
                if (given.FoldOf.Count != data.Rows) throw new ArgumentException($"The folds were made for {given.FoldOf.Count} rows, the table has {data.Rows}; make them from this table.");
            return validation.Folds.Count > 0 ? [.. validation.Folds] : throw new ArgumentException("The list of folds is empty; give one division per repeat, or none at all for random folds.");
        }
        if (validation.Repeats < 1) throw new ArgumentException($"The number of repeats is {validation.Repeats}; give at least 1.");
        int[]? classes = settings.Loss is Losses.LogisticLoss or Losses.MultinomialLoss ? [.. data.Target.Select(y => (int)y)] : null;
        return [.. Enumerable.Range(0, validation.Repeats).Select(r => validation.Seed + (ulong)r)
            .Select(seed => classes is null ? Paths.Folds.Random(data.Rows, validation.FoldCount, seed) : Paths.Folds.Stratified(classes, validation.FoldCount, seed))];
    }

    private static CrossValidationCurve Curve(RegularizationPath path, CrossValidationMeasure measure, FoldRunner.FoldFit[][] byRepeat, double[] trainingErrors)
    {
        int count = path.Points.Count;
        double[] mean = new double[count], error = new double[count];
        foreach (FoldRunner.FoldFit[] all in byRepeat)
        {
            // An AUC needs rows of both classes.
            FoldRunner.FoldFit[] folds = measure == CrossValidationMeasure.Auc ? [.. all.Where(f => !f.Errors.Any(double.IsNaN))] : all;
            if (folds.Length < 2) throw new ArgumentException($"{folds.Length} of {all.Length} folds hold out rows of both classes, and the AUC needs at least 2 that do; use fewer folds, or another measure.");
            double total = folds.Sum(f => f.Weight);
            int counting = folds.Count(f => f.Weight > 0);
            if (counting < 2) throw new ArgumentException($"Only {counting} of {folds.Length} folds holds out rows with a positive weight; make folds that each have some.");
            for (int k = 0; k < count; k++)
            {
                double m = folds.Sum(f => f.Weight * f.Errors[k]) / total;
                double v = folds.Sum(f => f.Weight * (f.Errors[k] - m) * (f.Errors[k] - m)) / total;
                mean[k] += m / byRepeat.Length;
                error[k] += Math.Sqrt(v / (counting - 1)) / byRepeat.Length;
            }
        }
        return new CrossValidationCurve(path, mean, error, [.. byRepeat.SelectMany(f => f).Select(f => f.Errors)], trainingErrors);
    }
}
