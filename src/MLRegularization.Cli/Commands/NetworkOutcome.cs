using System.Diagnostics;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Commands;

/// <summary>A trained network with all that is told about it.</summary>
internal sealed record NetworkOutcome
{
    public required TrainingTable Table { get; init; }
    public required NetworkTask Task { get; init; }
    public required MlpOptions Options { get; init; }

    /// <summary>The run whose model is kept, on all rows but those that chose its epoch.</summary>
    public required MlpFit Fit { get; init; }
    public required LearningVerdict Verdict { get; init; }

    /// <summary>Predictions of every row by the network that was not trained on its fold; NaN where no fold held it out.</summary>
    public required double[] OutOfFold { get; init; }
    public required int Folds { get; init; }

    /// <summary>On rows held out.</summary>
    public required Metrics CrossValidated { get; init; }

    /// <summary>On all rows, by the model that is kept.</summary>
    public required Metrics Training { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public required TimeSpan FitTime { get; init; }
    public required TimeSpan CrossValidationTime { get; init; }

    /// <summary>Trains on every fold, then on all rows.</summary>
    public static NetworkOutcome Of(TrainingTable table, NetworkRequest request, TextRequest texts, IProgress<FitProgress> progress, CancellationToken cancellation)
    {
        NetworkTask task = table.Task switch { "binary" => NetworkTask.Binary, "multiclass" => NetworkTask.Multiclass, "count" => NetworkTask.Count, _ => NetworkTask.Regression };
        MlpOptions options = request.ToOptions(table, texts, task);
        int epochs = options.Epochs ?? request.Preset.Epochs;
        IReadOnlyList<Folds>? given = request.Validation.ToOptions(table, []).Folds;
        Folds folds = given is null ? EngineCall.Do(() => Paths.Folds.Random(table.Rows, request.Validation.Folds, request.Validation.Seed)) : given[0];
        EpochRows.Check(table, folds);
        // Rows of weight 0 are as good as absent.
        MlpFit Train(Func<int, bool>? learns, int run)
        {
            double[]? weights = learns is null ? table.Weights : [.. Enumerable.Range(0, table.Rows).Select(i => learns(i) ? table.Weights?[i] ?? 1 : 0)];
            MlpData data = table.Features is not null ? MlpData.Of(table.Features, table.Target, weights) : MlpData.Of(table.Set.WithWeights(weights));
            MlpFit trained = EngineCall.Do(() => new MlpTrainer(options).Fit(EpochRows.Divided(data, table).Named(table.Label, table.Classes), task, progress: new Epochs(progress, run, folds.Count + 1, epochs), cancellation: cancellation));
            return trained.History.BestEpoch > 0 ? trained
                : throw new UserError($"Training diverged in its first epoch: the loss was no longer a number, so there is no model; give a --learning-rate below {Output.Show.Short(options.LearningRate ?? request.Preset.RateFor(task))}, or weaker penalties.");
        }
        long started = Stopwatch.GetTimestamp();
        int outputs = table.Task == "multiclass" ? table.Classes.Count : 1, n = table.Rows;
        double[] outOfFold = [.. Enumerable.Repeat(double.NaN, n * outputs)];
        for (int fold = 0; fold < folds.Count; fold++)
        {
            int[] rows = folds.HeldOutRows(fold);
            if (rows.Length == 0) continue;
            NetworkModel model = Train(i => folds.Trains(fold, i), fold).Model;
            double[] heldOut = EngineCall.Do(() => table.Features is not null ? model.Predict(table.Features.SelectRows(rows)) : model.Predict(table.Set.Features.SelectRows(rows)));
            for (int p = 0; p < heldOut.Length; p++) outOfFold[(p / rows.Length * n) + rows[p % rows.Length]] = heldOut[p];
        }
        TimeSpan validationTime = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        MlpFit fit = Train(null, folds.Count);
        return new NetworkOutcome
        {
            Table = table,
            Task = task,
            Options = options,
            Fit = fit,
            Verdict = LearningVerdict.Of(fit.History, fit.NullLoss, options.Regularization),
            OutOfFold = outOfFold,
            Folds = folds.Count,
            CrossValidated = Metrics.Of(table.Task, table.Target, outOfFold, table.Weights),
            Training = Metrics.Of(table.Task, table.Target, EngineCall.Do(() => table.Features is not null ? fit.Model.Predict(table.Features) : fit.Model.Predict(table.Set.Features)), table.Weights),
            Warnings = [.. table.Warnings, .. fit.Warnings],
            FitTime = Stopwatch.GetElapsedTime(started),
            CrossValidationTime = validationTime,
        };
    }

    private sealed class Epochs(IProgress<FitProgress> display, int run, int runs, int epochs) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value) => display.Report(new FitProgress(run + 1 < runs ? $"training on fold {run + 1} of {runs - 1}" : "training on all rows", (run * epochs) + value.Epoch, runs * epochs));
    }
}
