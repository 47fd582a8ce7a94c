using System.Diagnostics;
using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Paths;

namespace MLRegularization.Comparisons;

/// <summary>
/// Models compared on the same folds by nested cross-validation: whatever a model chooses, learns or prepares, it does so on the training
/// rows of a fold alone, so that the rows held out tell how the whole procedure does on rows it has never seen.
/// </summary>
public sealed class Comparison
{
    /// <summary>A model whose non-zeros are so many times the fewest or less is as small.</summary>
    private const double AsSmall = 1.1;

    private Comparison(IReadOnlyList<ComparedModel> models, IReadOnlyList<ComparisonMetric> metrics, IReadOnlyList<Folds> folds, double testShare)
    {
        Models = models;
        Metrics = metrics;
        Folds = folds;
        TestShare = testShare;
        int lowest = Enumerable.Range(0, models.Count).MinBy(m => Error(models[m].TestMean()))!;
        // Of models that differ by rounding alone the first is the best.
        Best = Enumerable.Range(0, lowest).Where(m => Difference(m, lowest).Mean == 0).Append(lowest).First();
        ComparedModel best = models[Best];
        // The one-standard-error rule, on paired differences.
        int[] near = [.. Enumerable.Range(0, models.Count).Where(m => m == Best || (Difference(m, Best) is var d && Math.Abs(d.Mean) <= d.StandardError))];
        double fewest = near.Min(m => Size(models[m]));
        Recommended = Size(best) <= AsSmall * fewest ? Best
            : near.Where(m => Size(models[m]) <= AsSmall * fewest).MinBy(m => Error(models[m].TestMean()));
    }

    /// <summary>The models, in the order given.</summary>
    public IReadOnlyList<ComparedModel> Models { get; }

    /// <summary>What was measured; the first metric decides.</summary>
    public IReadOnlyList<ComparisonMetric> Metrics { get; }

    /// <summary>The outer folds, one division per repeat.</summary>
    public IReadOnlyList<Folds> Folds { get; }

    /// <summary>Test rows per training row, mean over folds.</summary>
    public double TestShare { get; }

    /// <summary>Index of the model with the best mean score on rows held out, the first of equals.</summary>
    public int Best { get; }

    /// <summary>Index of the smallest model whose difference to the best is within one corrected standard error.</summary>
    public int Recommended { get; }

    /// <summary>The difference of two models on rows held out, in units of the metric.</summary>
    public PairedDifference Difference(int model, int other, int metric = 0) => PairedDifference.Of(Models[model].Test[metric], Models[other].Test[metric], TestShare);

    /// <summary>A comparison of models that were fitted and scored elsewhere, all on the same folds.</summary>
    /// <param name="models">The models, with a score for every metric and fold.</param>
    /// <param name="metrics">What was measured; the first decides.</param>
    /// <param name="folds">The folds, one division per repeat.</param>
    /// <exception cref="ArgumentException">There is no model or no metric, or a model's scores are not one for each metric and fold.</exception>
    public static Comparison Of(IReadOnlyList<ComparedModel> models, IReadOnlyList<ComparisonMetric> metrics, IReadOnlyList<Folds> folds)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(folds);
        if (models.Count == 0 || metrics.Count == 0) throw new ArgumentException($"There are {models.Count} models and {metrics.Count} metrics; give at least one of each.");
        int count = folds.Sum(f => f.Count);
        foreach (ComparedModel model in models)
        {
            if (model.Test.Count != metrics.Count || model.Training.Count != metrics.Count || model.Test.Concat(model.Training).Any(s => s.Count != count))
                throw new ArgumentException($"The scores of the model '{model.Name}' are not those of {metrics.Count} metrics on {count} folds; give one for each metric and fold, NaN where there is none.", nameof(models));
        }
        return new Comparison([.. models], [.. metrics], [.. folds], folds.SelectMany(f => Enumerable.Range(0, f.Count).Select(k => (double)f.HeldOutRows(k).Length / f.TrainingRows(k).Length)).Average());
    }

    /// <summary>Compares models.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="candidates">The models.</param>
    /// <param name="metrics">What is measured; the first decides which model is best.</param>
    /// <param name="score">Scores some rows by every metric, given predictions of all rows and those rows.</param>
    /// <param name="options">The folds; null: 10 random ones.</param>
    /// <param name="progress">Told of every fit.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the data cannot be divided or fitted so.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static Comparison Run(TrainingSet data, IReadOnlyList<ICandidate> candidates, IReadOnlyList<ComparisonMetric> metrics, Func<double[], int[], double[]> score,
        ComparisonOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(score);
        options ??= new ComparisonOptions();
        if (candidates.Count == 0 || metrics.Count == 0) throw new ArgumentException($"There are {candidates.Count} models and {metrics.Count} metrics; give at least one of each.");
        if (options.Repeats < 1) throw new ArgumentException($"The number of repeats is {options.Repeats}; give at least 1.");
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        Folds[] divisions = [.. Enumerable.Range(0, options.Repeats).Select(r => options.Plan.Divide(all, options.FoldCount, options.Seed + (ulong)r))];
        (Folds Division, int Fold)[] folds = [.. divisions.SelectMany(d => Enumerable.Range(0, d.Count).Select(f => (d, f)))];

        CandidateFit[][] fits = Table<CandidateFit>(candidates.Count, folds.Length);
        TimeSpan[][] times = Table<TimeSpan>(candidates.Count, folds.Length);
        double[][][] test = [.. candidates.Select(_ => Table<double>(metrics.Count, folds.Length))], training = [.. candidates.Select(_ => Table<double>(metrics.Count, folds.Length))];
        int threads = Parallelism.Threads(options.Threads), done = 0, steps = candidates.Count * folds.Length;
        progress?.Report(new FitProgress("comparing", 0, steps));
        Parallelism.For(folds.Length, threads, k =>
        {
            (Folds division, int fold) = folds[k];
            int[] trainingRows = division.TrainingRows(fold), heldOut = division.HeldOutRows(fold);
            Of(fold, () =>
            {
                CandidateTask task = Task(data, options, trainingRows, options.Seed + (ulong)(options.Repeats + k), Math.Max(1, threads / folds.Length));
                for (int c = 0; c < candidates.Count; c++)
                {
                    long started = Stopwatch.GetTimestamp();
                    fits[c][k] = candidates[c].Fit(task, cancellation);
                    times[c][k] = Stopwatch.GetElapsedTime(started);
                    Write(score(fits[c][k].Predictions, heldOut), test[c], k);
                    Write(score(fits[c][k].Predictions, trainingRows), training[c], k);
                    fits[c][k] = fits[c][k] with { Predictions = [] };
                    progress?.Report(new FitProgress("comparing", Interlocked.Increment(ref done), steps));
                }
            });
        }, cancellation);

        ComparedModel[] models = [.. candidates.Select((candidate, c) => new ComparedModel(candidate, divisions[0].Count, test[c], training[c], fits[c], times[c]))];
        double share = folds.Average(f => (double)f.Division.HeldOutRows(f.Fold).Length / f.Division.TrainingRows(f.Fold).Length);
        return new Comparison(models, [.. metrics], divisions, share);
    }

    // A model without coefficients to count is taken for larger than every one that has them.
    private static double Size(ComparedModel model) => double.IsNaN(model.MeanNonZeros) ? double.PositiveInfinity : model.MeanNonZeros;

    private double Error(double score) => double.IsNaN(score) ? double.PositiveInfinity : Metrics[0].LargerIsBetter ? -score : score;

    // The rows held out have no label here: nothing that is fitted can know it.
    private static CandidateTask Task(TrainingSet data, ComparisonOptions options, int[] trainingRows, ulong seed, int threads)
    {
        IColumnMatrix features = options.FeaturesFor?.Invoke(trainingRows) ?? data.Features;
        double[]? Of(double[]? values) => values is null ? null : [.. trainingRows.Select(i => values[i])];
        int most = options.Plan.MostFolds(trainingRows);
        if (most < 2) throw new ArgumentException("its training rows cannot be divided into folds again, on which strengths are chosen; give more folds, groups or times.");
        return new CandidateTask
        {
            Training = new TrainingSet(features.SelectRows(trainingRows), Of(data.Target)!, Of(data.Weights), Of(data.Offset), data.FeatureNames),
            TrainingRows = trainingRows,
            Features = features,
            Offset = data.Offset,
            Plan = options.Plan,
            InnerFolds = options.Plan.Divide(trainingRows, Math.Min(most, options.InnerFoldCount ?? options.FoldCount), seed),
            InnerFeaturesFor = options.FeaturesFor is null ? null : rows => options.FeaturesFor([.. rows.Select(i => trainingRows[i])]).SelectRows(trainingRows),
            Seed = seed,
            Threads = threads,
        };
    }

    private static void Of(int fold, Action fit)
    {
        try
        {
            fit();
        }
        catch (ArgumentException e) when (e is not ArgumentNullException)
        {
            throw new ArgumentException($"Fold {fold + 1} of the comparison cannot be fitted: {char.ToLowerInvariant(e.Message[0])}{e.Message[1..]}", e);
        }
    }

    private static T[][] Table<T>(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new T[columns])];

    private static void Write(double[] scores, double[][] target, int fold)
    {
        for (int m = 0; m < target.Length; m++) target[m][fold] = scores[m];
    }
}
