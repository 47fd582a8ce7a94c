using System.Globalization;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Paths;
using MLRegularization.Solvers;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>
/// Trials of a linear trainer: one trial is one whole path per fold, and no penalty at all where rows are more than columns. The strengths are those of all rows, whatever the fold; the trial's
/// score is that of the strength that the trainer's rule chooses.
/// </summary>
internal sealed class ElasticNetTrials : ITunedTrials
{
    private static readonly int[] Whole = [1];
    private readonly IElasticNetTrainer trainer;
    private readonly PreparedRows data;
    private readonly RegularizationMetric? metric;
    private readonly Lock gate = new();
    private double[]? unpenalized;
    private bool asked;

    /// <summary>Takes what all trials share.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="pipeline">The pipeline it stands in.</param>
    /// <param name="data">The rows.</param>
    /// <param name="metric">What is measured; null: the trainer's measure.</param>
    public ElasticNetTrials(IElasticNetTrainer trainer, TunedPipeline pipeline, PreparedRows data, RegularizationMetric? metric)
    {
        (this.trainer, this.data, this.metric) = (trainer, data, metric);
        ElasticNetOptions options = trainer.Settings.Options;
        if (trainer.Settings.Selection is not (PathSelection.LambdaMin or PathSelection.Lambda1Se))
            throw new ArgumentException($"Selection is {trainer.Settings.Selection}, which looks at no error on rows held out, and by that trials are judged; choose LambdaMin or Lambda1Se.");
        if (trainer.Settings.IsGiven || options.Lambdas is not null)
            throw new ArgumentException($"{(options.Lambda is not null ? nameof(options.Lambda) : options.Lambdas is not null ? nameof(options.Lambdas) : nameof(options.LambdaRatioToMax))} is given, and a trial goes through a whole path; leave it null.");
        // What no path can be fitted to is no failure of every trial.
        PathSolver.CheckResponse(data.All.Set, PathSettings.From(trainer.Settings.PathFor(data.All), data.All.Set));
        Data = FoldDigest.Of(data);
        Settings = string.Create(CultureInfo.InvariantCulture,
            $"paths of {trainer.GetType().Name} after [{pipeline.Steps}], {options.LambdaCount} lambdas to {(options.LambdaRatio is double ratio ? $"{ratio}" : "the default ratio")}, {(options.StopEarly ? "" : "not ")}stopping early, {(options.Standardize ? "" : "not ")}standardised, {(options.Intercept ? "with" : "without")} intercept, tolerance {options.Tolerance}, {Named("factors", options.PenaltyFactors)}{Named("lower bounds", options.LowerBounds)}{Named("upper bounds", options.UpperBounds)}{(options is ElasticNetClassificationOptions classes ? $"{(classes.Grouped ? "grouped, " : "")}{classes.ClassWeights?.Name ?? "no"} class weights, " : "")}{metric?.Title ?? options.Measure.ToString()} by {options.Selection}");
    }

    public IReadOnlyList<int> Rungs => Whole;

    public string RungUnit => "path";

    public IReadOnlyList<Folds> Folds => data.Divisions;

    public string Data { get; }

    public string Settings { get; }

    public TrialOutcome Run(TrialTask task, CancellationToken cancellation)
    {
        data.Cancellation = cancellation;
        RegularizationPath path = PathSolver.Fit(data.All.Set, Grid(task), null, cancellation);
        double[] lambdas = [.. path.Points.Select(p => p.Lambda)], weights = new double[data.FoldCount];
        double[][] errors = [.. lambdas.Select(_ => new double[weights.Length])];
        for (int fold = 0; fold < weights.Length; fold++)
        {
            FoldRows rows = data.Fold(fold);
            PathOptions own = Options(task, rows.Training);
            (own.Lambdas, own.StopEarly) = (lambdas, false);
            double[] along = Errors(rows, PathSolver.Fit(rows.Training.Set, own, null, cancellation), own);
            for (int k = 0; k < lambdas.Length; k++) errors[k][fold] = along[k];
            weights[fold] = rows.Weight;
        }
        List<TrialOutcome> outcomes = [.. errors.Select(e => TrialOutcome.Of(e, weights))];
        if (Unpenalized(task, cancellation) is double[] none) outcomes.Add(TrialOutcome.Of(none, weights));
        TrialOutcome least = outcomes.MinBy(o => o.Mean)!;
        int chosen = trainer.Settings.Selection == PathSelection.LambdaMin ? outcomes.IndexOf(least) : outcomes.FindIndex(o => o.Mean <= least.Mean + least.StandardError);
        double[] at = [.. lambdas, .. outcomes.Count > lambdas.Length ? [0.0] : Array.Empty<double>()];
        int nonZeros = chosen < lambdas.Length ? path.Points[chosen].NonZeros : data.All.Columns * Math.Max(1, path.Points[0].Intercepts.Count);
        return outcomes[chosen] with
        {
            Curve = new TrialCurve(at, [.. outcomes.Select(o => o.Mean)], [.. outcomes.Select(o => o.StandardError)], chosen, path.LambdaMax),
            Found = [("lambda", at[chosen]), ("lambdaRatio", at[chosen] / path.LambdaMax), ("nonZeros", nonZeros)],
        };
    }

    public IEstimator<ITransformer> TrainerOf(SearchPoint point, IReadOnlyList<(string Name, double Value)> found, CancellationToken cancellation = default) => trainer.With(own =>
    {
        (own.Alpha, own.Alphas) = (point.Find(LinearSpace.Mixture) ?? own.Alpha, null);
        own.Lambda = found.First(f => f.Name == "lambda").Value;
    }, cancellation);

    public string Describe(IReadOnlyList<(string Name, double Value)> found)
    {
        if (found.Count == 0) return "";
        double Value(string name) => found.First(f => f.Name == name).Value;
        string strength = Value("lambda") == 0 ? "no penalty" : string.Create(CultureInfo.InvariantCulture, $"λ {Value("lambda"):G3} ({Value("lambdaRatio"):G3} of λmax)");
        return string.Create(CultureInfo.InvariantCulture, $"{strength}, {Value("nonZeros")} coefficients");
    }

    private PathOptions Options(TrialTask task, TrainingRows rows)
    {
        PathOptions own = trainer.Settings.PathFor(rows);
        own.Alpha = task.Point.Find(LinearSpace.Mixture) ?? own.Alpha;
        own.Threads = task.Threads;
        return own;
    }

    private PathOptions Grid(TrialTask task)
    {
        PathOptions own = Options(task, data.All);
        own.LambdaRatio = trainer.Settings.Options.LambdaRatio;
        TrialPath.Reach(own, data.All.Set);
        return own;
    }

    private double[] Errors(FoldRows rows, RegularizationPath path, PathOptions options)
    {
        if (metric is null) return ValidationErrors.Of(path, rows.Held.Set, options, trainer.Settings.Measure);
        return [.. path.Points.Select(p => metric.ErrorOf(() => trainer.TransformerOf(p, rows.Training, rows.TrainingView.Schema).Transform(rows.HeldView)))];
    }

    // The same for all mixtures; null where columns are too many, or the search for it did not end.
    private double[]? Unpenalized(TrialTask task, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (asked) return unpenalized;
            double[] errors = new double[data.FoldCount];
            bool isSolved = true;
            for (int fold = 0; fold < errors.Length && isSolved; fold++)
            {
                FoldRows rows = data.Fold(fold);
                isSolved = rows.Training.Set.Rows > rows.Training.Columns + 1;
                if (!isSolved) break;
                PathOptions own = Options(task, rows.Training);
                TrialPath.Unpenalize(own);
                RegularizationPath path = PathSolver.Fit(rows.Training.Set, own, null, cancellation);
                isSolved = path.Points[0].Certificate.Reason == StopReason.Converged;
                if (isSolved) errors[fold] = Errors(rows, path, own)[0];
            }
            (asked, unpenalized) = (true, isSolved ? errors : null);
            return unpenalized;
        }
    }

    private static string Named(string what, IReadOnlyDictionary<string, double>? values)
        => values is null ? "" : $"{what} {string.Join(" ", values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}")))}, ";
}
