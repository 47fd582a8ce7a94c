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
        using FitScope scope = new(environment.Register("TuneRegularization"), "tuning");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(scope.Cancellation, cancellation);
        TuningPlan plan = new(pipeline, data, options, task, standard);
        StudyOptions search = new()
        {
            Trials = options.Trials ?? (options.Time is null ? plan.Usual : null),
            Time = options.Time,
            Seed = (ulong)options.Seed,
            Threads = options.NumberOfThreads ?? 0,
        };
        RegularizationTrial Told(Trial trial) => new(trial, plan.MetricOf, plan.Trials.Describe(trial.Found));
        using JournalFile? journal = options.StudyFile is null ? null : new JournalFile(options.StudyFile);
        Study study = Study.Run(plan.Space, plan.Trials, search, journal, new Progress(scope.Channel, plan.MetricName, plan.MetricOf), stop.Token);
        foreach (Trial failed in study.Trials.Where(t => t.State == TrialState.Failed)) scope.Channel.Warning(MessageSensitivity.None, $"Trial {failed.Number} ({failed.Words}) failed: {failed.Reason}");
        Trial best = study.Best ?? throw new InvalidOperationException(study.Trials.FirstOrDefault(t => t.State == TrialState.Failed)?.Reason is string reason
            ? $"None of {study.Trials.Count} trials could be run; the first said: {reason}"
            : "The time was up before a trial was judged; give more, or fewer folds.");
        stop.Token.ThrowIfCancellationRequested();
        RegularizationTuningResult result = new(plan.Refit(best.Point, best.Found), [.. study.Trials.Select(Told)], Told(best), plan.MetricName, study, TuningPage.Of(plan, options, best));
        scope.Channel.Info(MessageSensitivity.None, result.ToString());
        return result;
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
