using System.Diagnostics;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Networks;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace MLRegularization.Cli.Commands;

/// <summary>A search with the model that it chose.</summary>
internal sealed record SweepOutcome
{
    private KnobImportance? importance;

    public required TrainingTable Table { get; init; }
    public required Study Study { get; init; }

    /// <summary>The trial whose setting was fitted to all rows.</summary>
    public required Trial Best { get; init; }

    /// <summary>What was measured, as <see cref="TaskWords"/> names it.</summary>
    public required string Measure { get; init; }

    /// <summary>The linear model of the best trial; null: it is a network.</summary>
    public FitOutcome? Linear { get; init; }

    /// <summary>The network of the best trial; null: it is a linear model.</summary>
    public MlpFit? Network { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public required TimeSpan RefitTime { get; init; }

    /// <summary>How much each knob matters.</summary>
    public KnobImportance Importance => importance ??= KnobImportance.Of(Study);

    /// <summary>Searches linear models.</summary>
    public static SweepOutcome OfPaths(TrainingTable table, SweepRequest request, PathRequest path, ValidationRequest validation, IStudyStorage storage, ProgressDisplay display, CancellationToken cancellation)
    {
        PathOptions pathOptions = path.ToOptions(table);
        CrossValidationOptions folds = validation.ToOptions(table, []);
        PathTrials trials = EngineCall.Do(() => new PathTrials(table.Set, pathOptions, folds, request.Rule));
        string measure = folds.Measure.ToString().ToLowerInvariant();
        Study study = Search(LinearSpace.Paths(request.Alphas), trials, request, trial => PathTrials.RefitTime(trial, request.Threads), table, measure, storage, display, cancellation);
        Trial best = Chosen(study);
        long started = Stopwatch.GetTimestamp();
        FitOutcome fit = EngineCall.Do(() =>
        {
            (CrossValidation run, Choice choice) = trials.Refit(best, request.Threads, cancellation);
            return FitOutcome.Of(table, LinearSpace.ToOptions(best.Point, pathOptions), validation.Seed, run, choice, request.Rule == PathSelection.LambdaMin ? "min" : "1se", run.Warnings, cancellation);
        });
        return new SweepOutcome { Table = table, Study = study, Best = best, Measure = measure, Linear = fit, Warnings = fit.Warnings, RefitTime = Stopwatch.GetElapsedTime(started) };
    }

    /// <summary>Searches networks.</summary>
    public static SweepOutcome OfNetworks(TrainingTable table, SweepRequest request, NetworkRequest network, TextRequest texts, Func<SearchSpace, SearchSpace> free, IStudyStorage storage, ProgressDisplay display, CancellationToken cancellation)
    {
        NetworkTask task = table.Task switch { "binary" => NetworkTask.Binary, "multiclass" => NetworkTask.Multiclass, "count" => NetworkTask.Count, _ => NetworkTask.Regression };
        CrossValidationOptions validation = network.Validation.ToOptions(table, []);
        // Epochs are chosen by what the search measures.
        network = network with { Metric = validation.Measure == CrossValidationMeasure.Accuracy ? NetworkMetric.Error : NetworkMetric.Loss };
        Folds folds = validation.Folds is null ? EngineCall.Do(() => Folds.Random(table.Rows, network.Validation.Folds, network.Validation.Seed)) : validation.Folds[0];
        EpochRows.Check(table, folds);
        MlpData data = EngineCall.Do(() => EpochRows.Divided(table.Features is not null ? MlpData.Of(table.Features, table.Target, table.Weights) : MlpData.Of(table.Set), table).Named(table.Label, table.Classes));
        NetworkTrials trials = EngineCall.Do(() => new NetworkTrials(data, task, network.ToOptions(table, texts, task), folds, validation.Measure));
        string measure = validation.Measure.ToString().ToLowerInvariant();
        Study study = Search(free(trials.Space(request.SearchLayers)), trials, request, trials.RefitTime, table, measure, storage, display, cancellation);
        Trial best = Chosen(study);
        long started = Stopwatch.GetTimestamp();
        MlpFit fit = EngineCall.Do(() => trials.Refit(best, request.Threads, null, cancellation));
        if (fit.History.BestEpoch == 0) throw new UserError($"The best setting ({best.Words}) diverged in its first epoch on all rows, so there is no model; give a --learning-rate to search without it.");
        return new SweepOutcome { Table = table, Study = study, Best = best, Measure = measure, Network = fit, Warnings = [.. table.Warnings, .. fit.Warnings], RefitTime = Stopwatch.GetElapsedTime(started) };
    }

    private static Study Search(SearchSpace space, IStudyRunner runner, SweepRequest request, Func<Trial, TimeSpan> refit, TrainingTable table, string measure, IStudyStorage storage, ProgressDisplay display, CancellationToken cancellation)
    {
        try
        {
            return EngineCall.Do(() => Study.Run(space, runner, request.ToOptions(refit), storage, new Progress(display, table.Task, measure), cancellation));
        }
        catch (OperationCanceledException) when (request.Study is not null)
        {
            throw new UserError($"Stopped before the end; what was tried is kept in '{request.Study}', and the same command continues it.");
        }
    }

    private static Trial Chosen(Study study)
    {
        if (study.Best is Trial best) return best;
        Trial[] failed = [.. study.Trials.Where(t => t.State == TrialState.Failed)];
        throw new UserError(failed.Length > 0 ? $"None of {Show.Count(study.Trials.Count, "trial")} could be run: {char.ToLowerInvariant(failed[0].Reason![0])}{failed[0].Reason![1..].TrimEnd('.')}." : "The time was up before a trial was judged; give more --time.");
    }

    private sealed class Progress(IProgress<FitProgress> display, string task, string measure) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value)
        {
            string best = value.Best is Trial trial ? $", best {TaskWords.Measured(task, measure).ToLowerInvariant()} {Show.Short(TaskWords.Value(measure, trial.Mean))}" : "";
            double share = Math.Max(value.Trials is int all ? (double)value.Ended / all : 0, value.Limit is TimeSpan limit ? value.Elapsed / limit : 0);
            display.Report(new FitProgress($"{Show.Count(value.Ended, "trial")}{(value.Trials is int most ? $" of {most}" : "")}{best}", (int)(1000 * Math.Min(1, share)), 1000));
        }
    }
}
