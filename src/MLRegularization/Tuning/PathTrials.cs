using System.Globalization;
using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Tuning;

/// <summary>
/// Trials of linear models: one trial is one whole path per fold, all strengths at once, and its score that of the strength a rule chooses. All paths reach down to the same smallest
/// strength, <see cref="LinearSpace.SmallestRatio"/> of the lasso's λmax (1e-2 with more columns than rows), a ridge part of squared loss to that over the label's standard deviation; with more rows than columns no penalty at all is tried too.
/// </summary>
public sealed class PathTrials : IStudyRunner
{
    private static readonly int[] Whole = [1];
    private readonly TrainingSet data;
    private readonly PathOptions options;
    private readonly CrossValidationOptions validation;
    private readonly PathSelection rule;
    private readonly Lock gate = new();
    private CrossValidation? unpenalized;

    /// <summary>Takes what all trials share.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">All but the mixture; null: squared loss and the default grid.</param>
    /// <param name="validation">Folds and measure; null: 10 random folds and the deviance.</param>
    /// <param name="rule">The rule that chooses λ: smallest error, or one standard error.</param>
    /// <exception cref="ArgumentException">The data cannot be fitted or divided so, strengths are given, or the rule looks at no error on rows held out.</exception>
    public PathTrials(TrainingSet data, PathOptions? options = null, CrossValidationOptions? validation = null, PathSelection rule = PathSelection.LambdaMin)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (rule is not (PathSelection.LambdaMin or PathSelection.Lambda1Se))
            throw new ArgumentException($"The rule is {rule}, which looks at no error on rows held out, and by that trials are judged; give LambdaMin or Lambda1Se.", nameof(rule));
        if (options?.Lambdas is not null) throw new ArgumentException("Strengths are given, and a trial goes through a whole path; leave Lambdas out.", nameof(options));
        this.data = data;
        this.options = options?.Copy() ?? new PathOptions();
        this.rule = rule;
        PathSettings settings = PathSettings.From(this.options, data);
        PathSolver.CheckResponse(data, settings);
        validation ??= new CrossValidationOptions();
        this.validation = new CrossValidationOptions { Folds = CrossValidation.Divisions(data, settings, validation), Measure = validation.Measure, FoldTolerance = validation.FoldTolerance, FeaturesFor = validation.FeaturesFor };
        HeldOutMeasure.Check(validation.Measure, settings.Loss);
        using DataDigest digest = new();
        Data = digest.Add(data.Features).Add(data.Target).Add(data.Weights).Add(data.Offset).Add(string.Join('\n', data.FeatureNames))
            .Add(this.options.PenaltyFactors).Add(this.options.LowerBounds).Add(this.options.UpperBounds).Add(this.options.ClassWeights?.Of(data)).Add(Folds).ToString();
        Settings = string.Create(CultureInfo.InvariantCulture,
            $"paths of {this.options.Loss} loss{(this.options.Loss == LossKind.Huber ? $" with delta {this.options.HuberDelta}" : "")}, {this.options.LambdaCount} lambdas to {(this.options.LambdaRatio is double ratio ? $"{ratio}" : "the default ratio")}, {(this.options.StopEarly ? "" : "not ")}stopping early, {(this.options.Standardize ? "" : "not ")}standardised, {(this.options.Intercept ? "with" : "without")} intercept, tolerance {this.options.Tolerance}{(this.options.Grouped ? ", grouped" : "")}{(this.options.ClassWeights is null ? "" : $", {this.options.ClassWeights.Name} class weights")}; {validation.Measure} by {rule}{(validation.FeaturesFor is null ? "" : ", features learned in each fold")}");
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Rungs => Whole;

    /// <inheritdoc/>
    public string RungUnit => "path";

    /// <inheritdoc/>
    public IReadOnlyList<Folds> Folds => validation.Folds!;

    /// <inheritdoc/>
    public string Data { get; }

    /// <inheritdoc/>
    public string Settings { get; }

    /// <inheritdoc/>
    public TrialOutcome Run(TrialTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        CrossValidationCurve curve = Walk(task.Point, task.Threads, cancellation).Curves[0];
        List<PathPoint> points = [.. curve.Path.Points];
        List<double> mean = [.. curve.MeanError], error = [.. curve.StandardError];
        if (Unpenalized(task.Threads, cancellation) is CrossValidationCurve none)
        {
            points.Add(none.Path.Points[0]);
            mean.Add(none.MeanError[0]);
            error.Add(none.StandardError[0]);
        }
        int least = mean.IndexOf(mean.Min()), chosen = rule == PathSelection.LambdaMin ? least : mean.FindIndex(m => m <= mean[least] + error[least]);
        bool isNone = chosen == curve.Path.Points.Count;
        CrossValidationCurve own = isNone ? Unpenalized(task.Threads, cancellation)! : curve;
        return new TrialOutcome([.. own.FoldErrors.Select(f => f[isNone ? 0 : chosen])], mean[chosen], error[chosen])
        {
            Curve = new TrialCurve([.. points.Select(p => p.Lambda)], mean, error, chosen, curve.Path.LambdaMax),
            Found = [("lambda", points[chosen].Lambda), ("lambdaRatio", points[chosen].Lambda / curve.Path.LambdaMax), ("nonZeros", points[chosen].NonZeros)],
        };
    }

    /// <summary>About what <see cref="Refit"/> of a trial takes that was run on one thread, for <see cref="StudyOptions.TimeAfter"/>: the same work, on more threads.</summary>
    /// <param name="trial">A trial of this runner.</param>
    /// <param name="threads">Threads; 0: all cores.</param>
    public static TimeSpan RefitTime(Trial trial, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return TimeSpan.FromSeconds(trial.Seconds / Parallelism.Threads(threads));
    }

    /// <summary>The model of a trial: its path fitted to all rows, with its cross-validation, and the place of the strength that was chosen.</summary>
    /// <param name="trial">A complete trial of this runner.</param>
    /// <param name="threads">Threads; 0: all cores.</param>
    /// <param name="cancellation">Stops within a second.</param>
    public (CrossValidation Validation, Choice Choice) Refit(Trial trial, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.Curve is not TrialCurve curve) throw new ArgumentException($"Trial {trial.Number} was not run to its end; refit one that is complete.", nameof(trial));
        bool none = curve.At[curve.Chosen] == 0;
        CrossValidation run = none ? WithoutPenalty(threads, cancellation) : Walk(trial.Point, threads, cancellation);
        return (run, new Choice(run.Curves[0], none ? 0 : curve.Chosen));
    }

    private CrossValidation Walk(SearchPoint point, int threads, CancellationToken cancellation)
    {
        PathOptions own = LinearSpace.ToOptions(point, options);
        own.Threads = threads;
        TrialPath.Reach(own, data);
        return CrossValidation.Run(data, own, validation, null, cancellation);
    }

    // The same for all mixtures; null where columns are too many, or the search for it did not end.
    private CrossValidationCurve? Unpenalized(int threads, CancellationToken cancellation)
    {
        int fewest = Folds.Min(d => Enumerable.Range(0, d.Count).Min(f => d.TrainingRows(f).Count(i => (data.Weights?[i] ?? 1) > 0)));
        if (fewest <= data.Columns + 1) return null;
        lock (gate)
        {
            unpenalized ??= WithoutPenalty(threads, cancellation);
            CrossValidationCurve curve = unpenalized.Curves[0];
            return curve.Path.Points[0].Certificate.Reason == StopReason.Converged && double.IsFinite(curve.MeanError[0]) ? curve : null;
        }
    }

    private CrossValidation WithoutPenalty(int threads, CancellationToken cancellation)
    {
        PathOptions own = options.Copy();
        own.Threads = threads;
        TrialPath.Unpenalize(own);
        return CrossValidation.Run(data, own, validation, null, cancellation);
    }
}
