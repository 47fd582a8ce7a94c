namespace MLRegularization.Tuning;

/// <summary>Where a study is kept. Records are only ever added; a record that <see cref="Append"/> has taken is there after a crash. Calls come from several threads, those of <see cref="Append"/> one at a time.</summary>
public interface IStudyStorage
{
    /// <summary>Opens the study, or begins it where there is none.</summary>
    /// <returns>What was recorded, in order.</returns>
    /// <exception cref="StudyFileException">It is another study, of other data or another space, or cannot be read.</exception>
    IReadOnlyList<StudyRecord> Open(StudyHeader header);

    /// <summary>Adds a record.</summary>
    void Append(StudyRecord record);

    /// <summary>What a part of an unfinished trial, such as a fold, left; null: nothing.</summary>
    byte[]? LoadCheckpoint(int trial, int part);

    /// <summary>Keeps where a part of a trial stands, in place of what it left before.</summary>
    void SaveCheckpoint(int trial, int part, byte[] state);

    /// <summary>Forgets what a finished trial left.</summary>
    void DropCheckpoints(int trial);
}

/// <summary>By what a study is known again.</summary>
/// <param name="Space">What is varied.</param>
/// <param name="Seed">Seed of all that is random.</param>
/// <param name="Data">Digest of data and folds.</param>
/// <param name="Settings">All else that scores depend on.</param>
public sealed record StudyHeader(SearchSpace Space, ulong Seed, string Data, string Settings);

/// <summary>One thing that happened: a trial was judged at a rung (it has an outcome), failed (it has a reason) or was cut off by the time (neither).</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The place of the rung.</param>
/// <param name="Point">What was tried.</param>
/// <param name="Seconds">Time that it took.</param>
/// <param name="Outcome">What was found; null: nothing.</param>
/// <param name="Reason">Why it failed; null: it did not.</param>
public sealed record StudyRecord(int Trial, int Rung, SearchPoint Point, double Seconds, TrialOutcome? Outcome, string? Reason);

/// <summary>A study cannot be kept or continued: one sentence says why, and what helps.</summary>
public sealed class StudyFileException : Exception
{
    /// <summary>With a sentence.</summary>
    public StudyFileException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what lies behind it.</summary>
    public StudyFileException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a sentence.</summary>
    public StudyFileException()
    {
    }
}
