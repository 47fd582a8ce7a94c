using MLRegularization.Paths;

namespace MLRegularization.Tuning;

/// <summary>Runs the trials of a study on folds that are the same for all. Called from several threads at once; the same task gives the same outcome, whatever ran before and on any number of threads.</summary>
public interface IStudyRunner
{
    /// <summary>Where trials are judged, rising: epochs of a network, the last of them a whole run; of a path 1 alone.</summary>
    IReadOnlyList<int> Rungs { get; }

    /// <summary>What rungs are counted in, such as epochs.</summary>
    string RungUnit { get; }

    /// <summary>The folds, one division per repeat.</summary>
    IReadOnlyList<Folds> Folds { get; }

    /// <summary>A digest of the data and its folds, by which a study knows them again.</summary>
    string Data { get; }

    /// <summary>All else that scores depend on, as text.</summary>
    string Settings { get; }

    /// <summary>Runs a trial up to a rung.</summary>
    /// <param name="task">The trial.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">The setting cannot be fitted; the trial counts as failed.</exception>
    TrialOutcome Run(TrialTask task, CancellationToken cancellation);
}

/// <summary>One piece of work of a study.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Point">What is tried.</param>
/// <param name="Rung">The place in <see cref="IStudyRunner.Rungs"/> up to which it is run; those before were reached.</param>
/// <param name="Threads">Threads to use at most.</param>
/// <param name="Storage">Where it may leave what the next rung begins with.</param>
public sealed record TrialTask(int Number, SearchPoint Point, int Rung, int Threads, IStudyStorage Storage);
