using System.Diagnostics;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Commands;

/// <summary>A comparison with all that is told about it.</summary>
internal sealed record CompareOutcome
{
    public required TrainingTable Table { get; init; }
    public required Comparison Comparison { get; init; }

    /// <summary>The models' names as typed, in the comparison's order.</summary>
    public required string[] Names { get; init; }

    /// <summary>The metrics' names in JSON, in the comparison's order: the first decides.</summary>
    public required string[] Keys { get; init; }

    /// <summary>Folds inside at most.</summary>
    public required int InnerFolds { get; init; }
    public required ValidationRequest Validation { get; init; }
    public required IReadOnlyList<string> Verdict { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What was left out, and how to have it; null: nothing.</summary>
    public required string? Note { get; init; }

    /// <summary>Whether some model chose a strength, or an epoch.</summary>
    public required bool ChoseStrengths { get; init; }
    public required bool ChoseEpochs { get; init; }
    public required TimeSpan Time { get; init; }

    /// <summary>Compares.</summary>
    public static CompareOutcome Of(TrainingTable table, CompareRequest request, PathRequest path, ValidationRequest validation, IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        PathOptions pathOptions = path.ToOptions(table);
        CrossValidationOptions folds = validation.ToOptions(table, []);
        if (table.Fold is not null && folds.Folds![0].Count < 3)
            throw new UserError($"Column '{table.Fold.Name}', which --fold-column names, has 2 values; strengths are chosen on the folds left when one is held out, so give a column with at least 3.");
        request = request.For(table, path, folds.Folds?.Sum(f => f.Count) ?? validation.Folds * validation.Repeats);
        if (folds.Folds is not null && request.ChoosesStrengths) ClassFolds.CheckInner(table, folds.Folds);
        Metrics Measure(double[] predictions, int[] rows)
        {
            double[] Of(double[] values) => [.. rows.Select(i => values[i])];
            return Metrics.Of(table.Task, Of(table.Set.Target), [.. predictions.Chunk(table.Set.Rows).SelectMany(Of)], table.Set.Weights is null ? null : Of(table.Set.Weights));
        }
        Metric[] metrics = Ordered(Metrics.Of(table.Task, table.Set.Target, new double[table.Set.Rows * (table.Task == "multiclass" ? table.Classes.Count : 1)], null).Values, folds.Measure);
        string[] keys = [.. metrics.Select(m => m.Key)];
        double[] Score(double[] predictions, int[] rows)
        {
            Metrics measured = Measure(predictions, rows);
            return [.. keys.Select(key => measured.Values.First(m => m.Key == key).Value)];
        }
        ComparisonOptions options = new()
        {
            Plan = ValidationRequest.PlanFor(table),
            FoldCount = validation.Folds,
            InnerFoldCount = request.InnerFolds,
            Repeats = validation.Repeats,
            Seed = validation.Seed,
            FeaturesFor = table.FeaturesFor,
            Threads = path.Threads,
        };
        long started = Stopwatch.GetTimestamp();
        Comparison comparison = EngineCall.Do(() => Comparison.Run(table.Set, request.ToCandidates(table, pathOptions, validation.Rule, folds.Measure),
            [.. metrics.Select(m => new ComparisonMetric(InSentence(m.Name), IsSuccess(m.Key)))], Score, options, progress, cancellation));
        int all = comparison.Models[0].Times.Count;
        return new CompareOutcome
        {
            Table = table,
            Comparison = comparison,
            Names = request.Models,
            Keys = keys,
            InnerFolds = request.InnerFolds ?? comparison.Folds[0].Count,
            Validation = validation,
            Verdict = MLRegularization.Comparisons.Verdict.Of(comparison),
            Note = request.Note,
            ChoseStrengths = request.ChoosesStrengths,
            ChoseEpochs = request.HasNetworks,
            Warnings = [.. table.Warnings, .. Ignored(request, path), .. comparison.Models.SelectMany(m => m.Remarks.Select(r => $"{Show.Capital(m.Name)}{(r.Folds < all ? $", {r.Folds} of {all} folds" : "")}: {r.Sentence}"))],
            Time = Stopwatch.GetElapsedTime(started),
        };
    }

    private static string[] Ignored(CompareRequest request, PathRequest path) => request.HasNetworks && path.HoldsCoefficients
        ? ["Penalty factors and bounds hold for linear models alone; the networks see every feature and are free."] : [];

    /// <summary>The metric that goes with what cross-validation measures comes first: it decides which model is best.</summary>
    private static Metric[] Ordered(IReadOnlyList<Metric> metrics, CrossValidationMeasure measure)
    {
        string[] wanted = measure switch
        {
            CrossValidationMeasure.Auc => ["auc"],
            CrossValidationMeasure.Accuracy => ["accuracy"],
            CrossValidationMeasure.SquaredError => ["brier", "rmse", "logLoss"],
            _ => ["logLoss", "deviance", "rmse"],
        };
        Metric first = wanted.Select(key => metrics.FirstOrDefault(m => m.Key == key)).First(m => m is not null)!;
        return [first, .. metrics.Where(m => m != first)];
    }

    private static bool IsSuccess(string key) => key is "auc" or "accuracy" or "balancedAccuracy" or "r2";

    /// <summary>A metric's name inside a sentence: abbreviations and people keep their capitals.</summary>
    private static string InSentence(string name) => name.Length > 1 && char.IsLower(name[1]) && name != "Brier score" ? Show.JsonName(name) : name;
}
