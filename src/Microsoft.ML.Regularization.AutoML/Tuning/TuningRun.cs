using System.Globalization;
using Microsoft.ML.Runtime;
using MLRegularization.Networks;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>One search from pipeline to model.</summary>
internal static class TuningRun
{
    public static RegularizationTuningResult Run(IHostEnvironment environment, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions? options, NetworkTask task,
        Func<string, RegularizationMetric> standard, CancellationToken cancellation)
    {
        options ??= new RegularizationTuningOptions();
        options.Check();
        long started = options.Clock.GetTimestamp();
        using FitScope scope = new(environment.Register("TuneRegularization"), "tuning", cancellation);
        scope.CheckAlive();
        // At once: a file that cannot be written is told before rows are read.
        using JournalFile? journal = options.StudyFile is null ? null : new JournalFile(options.StudyFile);
        TuningPlan plan = Read(pipeline, data, options, task, standard, scope);
        StudyOptions search = new()
        {
            Trials = options.Trials ?? (options.Time is null ? plan.Usual : null),
            Time = options.Time is TimeSpan time ? Left(time, options.Clock.GetElapsedTime(started)) : null,
            Clock = options.Clock,
            Seed = (ulong)options.Seed,
            Threads = options.NumberOfThreads ?? 0,
        };
        RegularizationTrial Told(Trial trial) => new(trial, plan.MetricOf, plan.Trials.Describe(trial.Found));
        Study study = Study.Run(plan.Space, plan.Trials, search, journal, new Progress(scope.Channel, plan.MetricName, plan.MetricOf), scope.Cancellation);
        foreach (Trial failed in study.Trials.Where(t => t.State == TrialState.Failed)) scope.Channel.Warning(MessageSensitivity.None, $"Trial {failed.Number} ({failed.Words}) failed: {failed.Reason}");
        Trial best = study.Best ?? throw new InvalidOperationException(study.Trials.FirstOrDefault(t => t.State == TrialState.Failed)?.Reason is string reason
            ? $"None of {study.Trials.Count} trials could be run; the first said: {reason}"
            : "The time was up before a trial was judged; give more, or fewer folds.");
        RegularizationTuningResult result = new(Refit(plan, best, scope), [.. study.Trials.Select(Told)], Told(best), plan.MetricName, study, plan.Rows, TuningPage.Of(plan, options, best));
        scope.Channel.Info(MessageSensitivity.None, result.ToString());
        return result;
    }

    private static TuningPlan Read(IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions options, NetworkTask task, Func<string, RegularizationMetric> standard, FitScope scope)
    {
        using CancellationTokenSource deadline = options.Time is TimeSpan time ? new(time, options.Clock) : new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancellation, deadline.Token);
        try
        {
            return new TuningPlan(pipeline, data, options, task, standard, stop.Token);
        }
        catch (Exception e) when (stop.IsCancellationRequested)
        {
            // Estimators may have wrapped it.
            if (scope.Cancellation.IsCancellationRequested) throw new OperationCanceledException(e.Message, e, scope.Cancellation);
            throw new InvalidOperationException($"The time of {options.Time} was up before all rows were read and prepared; give more.", e);
        }
    }

    private static TimeSpan Left(TimeSpan time, TimeSpan elapsed) => time > elapsed ? time - elapsed : TimeSpan.FromTicks(1);

    private static ITransformer Refit(TuningPlan plan, Trial best, FitScope scope)
    {
        try
        {
            scope.CheckAlive();
            return plan.Refit(best.Point, best.Found, scope.Cancellation);
        }
        catch (Exception e) when (scope.Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, scope.Cancellation);
        }
    }

    // Told at once, on the thread that works: System.Progress posts to a context.
    private sealed class Progress(IChannel channel, string metric, Func<double, double> asMetric) : IProgress<StudyProgress>
    {
        private int told;

        public void Report(StudyProgress value)
        {
            if (value.Ended <= told) return;
            told = value.Ended;
            string of = value.Trials is int trials ? $" of {trials}" : "", best = value.Best is null ? "none complete yet"
                : string.Create(CultureInfo.InvariantCulture, $"best so far {metric} {asMetric(value.Best.Mean):G4} ± {value.Best.StandardError:G3} by {value.Best.Words}");
            channel.Info(MessageSensitivity.None, $"{value.Ended}{of} trials: {best}.");
        }
    }
}
