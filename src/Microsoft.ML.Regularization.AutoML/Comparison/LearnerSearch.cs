using System.Runtime.ExceptionServices;
using Microsoft.ML.Trainers.Regularization.Tuning;
using MLRegularization.Comparisons;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What a search for a learner's best setting came to.</summary>
/// <param name="Trainer">The learner with that setting.</param>
/// <param name="Point">The setting.</param>
/// <param name="Tried">Settings that were judged, at least by a part of what a whole fit takes.</param>
/// <param name="Remark">What to know of the search, or null.</param>
internal sealed record LearnerSearch(IEstimator<ITransformer> Trainer, SearchPoint Point, int Tried, string? Remark)
{
    /// <summary>A learner none of whose first settings can be fitted is not asked for all of them.</summary>
    private const int HopelessAfter = 5;

    /// <summary>Settings that are tried where neither their number nor a time is given.</summary>
    public const int Usual = 10;

    /// <summary>Searches by a study that is forgotten.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="trials">Its trials on the inner folds.</param>
    /// <param name="options">The budget.</param>
    /// <param name="seed">Seed of the settings.</param>
    /// <param name="cancellation">Stops within the learner.</param>
    public static LearnerSearch Run(ComparisonLearner learner, ITunedTrials trials, RegularizationComparisonOptions options, ulong seed, CancellationToken cancellation)
    {
        SearchPoint defaults = learner.Space.First[0];
        if (!learner.IsOurs && (learner.Space.Size == 1 || options.Trials == 1)) return new LearnerSearch(trials.TrainerOf(defaults, [], cancellation), defaults, 1, null);
        StudyOptions budget = new()
        {
            Trials = options.Trials ?? (options.Time is null ? Usual : null), Time = options.Time, Clock = options.Clock,
            Seed = seed, Threads = options.NumberOfThreads, Parallel = options.NumberOfThreads,
        };
        LearnerTrials? plain = trials as LearnerTrials;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Study study;
        try
        {
            study = Study.Run(learner.Space, trials, budget, progress: new Watch(p =>
            {
                if (plain?.Fault is { } fault && p.Best is null && (p.Ended >= HopelessAfter || LearnerFault.IsMissing(fault))) stop.Cancel();
            }), cancellation: stop.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            ExceptionDispatchInfo.Throw(plain!.Fault!);
            throw;
        }
        Trial? best = study.Best;
        int failed = study.Trials.Count(t => t.State == TrialState.Failed), tried = study.Ranked.Count;
        if (best is null && failed > 0) throw plain?.Fault ?? new InvalidOperationException(study.Trials.First(t => t.State == TrialState.Failed).Reason);
        if (best is null && learner is { IsOurs: true, Family: CandidateFamily.Linear }) throw new InvalidOperationException($"the time of {ComparisonWords.Number(options.Time!.Value.TotalSeconds)} s was up before a path was fitted; give more");
        return best is null ? new LearnerSearch(trials.TrainerOf(defaults, [], cancellation), defaults, 0, "the time was up before a setting was judged, so its defaults were fitted")
            : new LearnerSearch(trials.TrainerOf(best.Point, best.Found, cancellation), best.Point, tried, failed > 0 ? $"{failed} of {failed + tried} settings could not be fitted" : null);
    }

    // Told at once, on the thread that works: System.Progress posts to a context.
    private sealed class Watch(Action<StudyProgress> tell) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => tell(value);
    }
}
