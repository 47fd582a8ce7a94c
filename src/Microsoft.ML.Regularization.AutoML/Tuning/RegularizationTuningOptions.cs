using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>How a pipeline is tuned. A mutable bag: checked once, when tuning begins. Folds, groups, time, the rule that chooses λ and all else are the trainer's own options.</summary>
public sealed class RegularizationTuningOptions
{
    /// <summary>Trials in all, those of earlier sessions of a study included; null (default): 6 whole paths of linear models, 30 networks, or as many as <see cref="Time"/> allows.</summary>
    public int? Trials { get; set; }

    /// <summary>
    /// Time of this session, from the call on, reading included; what runs when it is up is cut off within a second, and run again when a study file is continued. The fit of the best setting to all rows
    /// comes after it: of a linear trainer less than a path, of a network about a whole trial divided by the folds. Null (default): no limit.
    /// </summary>
    public TimeSpan? Time { get; set; }

    /// <summary>A journal of the search, JSON lines: with the same file a search that was stopped or killed goes on where it was. Null (default): none.</summary>
    public string? StudyFile { get; set; }

    /// <summary>Seed of what is tried, and of folds and networks whose trainer has no seed of its own: that of the context is not looked at, so that a study goes on in another process. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Folds, at least 2; null (default): those of a linear trainer, 5 of a network. Classes are divided alike.</summary>
    public int? FoldCount { get; set; }

    /// <summary>What trials are judged by, and strengths and epochs chosen by; null (default): the measure of a linear trainer, of a network the squared error or the log-loss.</summary>
    public RegularizationMetric? Metric { get; set; }

    /// <summary>What is tried; null (default): for linear trainers the mixtures 1, 0.5, 0.9, 0.1, 0.95, 0 and then any, for networks the whole cocktail of regularisers.</summary>
    public MLRegularization.Tuning.SearchSpace? Space { get; set; }

    /// <summary>Threads at most; null (default): all cores. Results do not depend on it.</summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>What tells the time.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    internal void Check()
    {
        if (Trials is < 1) throw new ArgumentException($"Trials is {Trials}; it must be at least 1, or null for the usual number.");
        if (Time is TimeSpan time && (time <= TimeSpan.Zero || time > StudyOptions.LongestTime))
            throw new ArgumentException($"Time is {time}; it must be more than 0 and at most {StudyOptions.LongestTime.Days} days, or null for no limit.");
        if (FoldCount is < 2) throw new ArgumentException($"FoldCount is {FoldCount}; it must be at least 2.");
        if (NumberOfThreads is < 1) throw new ArgumentException($"NumberOfThreads is {NumberOfThreads}; it must be at least 1, or null for all cores.");
        if (Metric is { Evaluate: null }) throw new ArgumentException($"Metric '{Metric.Name}' has nothing that evaluates; give a function of the scored rows.");
        if (Metric is not null && string.IsNullOrWhiteSpace(Metric.Name)) throw new ArgumentException("Metric has no name; give one, by which a study knows it again.");
        if (StudyFile is not null && string.IsNullOrWhiteSpace(StudyFile)) throw new ArgumentException("StudyFile is empty; name a file, or leave it null.");
    }
}
