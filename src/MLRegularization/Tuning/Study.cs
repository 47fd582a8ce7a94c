using MLRegularization.Comparisons;
using MLRegularization.Numerics;
using MLRegularization.Paths;

namespace MLRegularization.Tuning;

/// <summary>Why a study ended.</summary>
public enum StudyEnd
{
    /// <summary>As many trials as asked for were run.</summary>
    AllTrials,

    /// <summary>Every point of the space was tried.</summary>
    AllPoints,

    /// <summary>The time was up.</summary>
    TimeUp,
}

/// <summary>How far a study has come.</summary>
/// <param name="Ended">Trials that are over: complete, failed or given up.</param>
/// <param name="Trials">Trials in all; null: as many as the time allows.</param>
/// <param name="Best">The best complete trial so far, or null.</param>
/// <param name="Elapsed">Time since this session began.</param>
/// <param name="Limit">Time of this session; null: no limit.</param>
public sealed record StudyProgress(int Ended, int? Trials, Trial? Best, TimeSpan Elapsed, TimeSpan? Limit);

/// <summary>A search that was run: its trials in the order of their numbers, whatever the order in which they ended.</summary>
public sealed class Study
{
    internal Study()
    {
    }

    /// <summary>What was varied.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Seed of the points.</summary>
    public required ulong Seed { get; init; }

    /// <summary>All trials, by number; the first is the defaults.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }

    /// <summary>Where trials were judged, the last for a whole one.</summary>
    public required IReadOnlyList<int> Rungs { get; init; }

    /// <summary>What rungs are counted in, such as epochs.</summary>
    public required string RungUnit { get; init; }

    /// <summary>The folds of every trial, one division per repeat.</summary>
    public required IReadOnlyList<Folds> Folds { get; init; }

    /// <summary>Why it ended.</summary>
    public required StudyEnd End { get; init; }

    /// <summary>Trials that earlier sessions had brought to an end.</summary>
    public required int Continued { get; init; }

    /// <summary>Time of this session.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Test rows per training row, mean over folds.</summary>
    public double TestShare => Folds.SelectMany(d => Enumerable.Range(0, d.Count).Select(f => (double)d.HeldOutRows(f).Length / d.TrainingRows(f).Length)).Average();

    /// <summary>The trial of the defaults; null: the time was up before it was begun.</summary>
    public Trial? Default => Trials.Count > 0 ? Trials[0] : null;

    /// <summary>The complete trial with the smallest mean error, the first of equals; where none is complete, the same of those that got farthest. Null: no trial has an error.</summary>
    public Trial? Best => Ranked is [Trial best, ..] ? best : null;

    /// <summary>All trials with an error, the best first: complete ones before others, of those the farther ones first.</summary>
    public IReadOnlyList<Trial> Ranked => [.. Trials.Where(t => t.State != TrialState.Failed && !double.IsNaN(t.Mean)).OrderByDescending(t => t.Reached).ThenBy(t => t.Mean).ThenBy(t => t.Number)];

    /// <summary>
    /// By how much a complete trial's error is below that of the defaults, paired by fold, with the corrected resampled t-test; null where one of the two is not complete. The best of many trials looks
    /// better on the folds that chose it than it will be on new rows.
    /// </summary>
    public PairedDifference? Gain(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Default?.State == TrialState.Complete && trial.State == TrialState.Complete ? PairedDifference.Of(Default.Scores, trial.Scores, TestShare) : null;
    }

    /// <summary>A trial's error at the first rung, where all trials are judged and so can be compared; of one rung alone that of complete trials. NaN where it has none.</summary>
    public double FirstError(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (Rungs.Count == 1) return trial.State == TrialState.Complete ? trial.Mean : double.NaN;
        return trial.Curve is TrialCurve curve && curve.At.Count > 0 && curve.At[0] == Rungs[0] ? curve.Mean[0] : trial.Reached == Rungs[0] ? trial.Mean : double.NaN;
    }

    /// <summary>Runs a search, or continues it where the storage has some of it.</summary>
    /// <param name="space">What is varied.</param>
    /// <param name="runner">Runs the trials.</param>
    /// <param name="options">Budgets and threads; null: 30 trials on all cores.</param>
    /// <param name="storage">Where the study is kept; null: nowhere beyond this call.</param>
    /// <param name="progress">Told of every record.</param>
    /// <param name="cancellation">Stops within a second; what was recorded can be continued.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="StudyFileException">The storage has another study, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static Study Run(SearchSpace space, IStudyRunner runner, StudyOptions? options = null, IStudyStorage? storage = null, IProgress<StudyProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(runner);
        options ??= new StudyOptions();
        options.Check();
        storage ??= new MemoryStorage();
        TrialQueue queue = new(space, options.Seed, runner.Rungs.Count, options.Factor, options.Trials);
        queue.Restore(storage.Open(new StudyHeader(space, options.Seed, runner.Data, runner.Settings)));
        return new StudyRun(space, runner, options, storage, queue, progress).Run(Parallelism.Threads(options.Threads), cancellation);
    }
}
