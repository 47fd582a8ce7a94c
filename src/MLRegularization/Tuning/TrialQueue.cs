namespace MLRegularization.Tuning;

/// <summary>
/// Which piece of work comes next: successive halving in the order of trial numbers. Whether a trial goes on depends on the trials before it alone, so it is the same whatever runs
/// beside it, however often the study was stopped, and however many trials follow. Not safe for several threads.
/// </summary>
internal sealed class TrialQueue(SearchSpace space, ulong seed, int rungs, int factor, int? limit)
{
    private readonly List<Line> lines = [];

    /// <summary>Where one trial stands.</summary>
    public sealed class Line(int number, SearchPoint point)
    {
        public int Number => number;

        public SearchPoint Point => point;

        /// <summary>What was found at each rung so far.</summary>
        public List<TrialOutcome> Outcomes { get; } = [];

        public string? Failure { get; set; }

        /// <summary>Whether it was not among the best at its last rung.</summary>
        public bool Pruned { get; set; }

        public bool Running { get; set; }

        /// <summary>Whether its checkpoints are gone.</summary>
        public bool Forgotten { get; set; }

        public double Seconds { get; set; }
    }

    /// <summary>All trials that were begun, by number.</summary>
    public IReadOnlyList<Line> Lines => lines;

    /// <summary>Trials in all; null: no limit.</summary>
    public int? Limit => limit is int most ? Math.Min(most, space.Size ?? int.MaxValue) : space.Size;

    /// <summary>Whether every point of the space is among the trials.</summary>
    public bool IsExhausted => lines.Count == space.Size;

    /// <summary>Whether something is left to run.</summary>
    public bool HasMore => lines.Count < (Limit ?? int.MaxValue) || lines.Any(l => !IsOver(l));

    public bool IsOver(Line line) => line.Failure is not null || line.Pruned || line.Outcomes.Count == rungs;

    /// <summary>Takes up what earlier sessions recorded; what the time cut off is to be run again.</summary>
    /// <exception cref="StudyFileException">Records contradict each other or the space.</exception>
    public void Restore(IReadOnlyList<StudyRecord> records)
    {
        foreach (StudyRecord record in records)
        {
            if (record.Trial < 0 || record.Trial >= (space.Size ?? int.MaxValue)) throw Damaged(record, "there is no such trial");
            while (lines.Count <= record.Trial) lines.Add(new Line(lines.Count, space.Point(seed, lines.Count)));
            Line line = lines[record.Trial];
            if (!line.Point.Equals(record.Point)) throw Damaged(record, "its parameters are not those of that trial");
            line.Seconds += record.Outcome is null && record.Reason is null ? 0 : record.Seconds;
            if (record.Outcome is null && record.Reason is null) continue;
            if (record.Rung != line.Outcomes.Count || record.Rung >= rungs || line.Failure is not null) throw Damaged(record, $"rung {line.Outcomes.Count} was to come");
            if (record.Outcome is not null) line.Outcomes.Add(record.Outcome);
            line.Failure = record.Reason;
        }
        foreach (Line line in lines) IsPromoted(line);
    }

    /// <summary>The next trial to run, at the rung after its outcomes; null: none now. Trials that were begun come first.</summary>
    public Line? Next()
    {
        foreach (Line line in lines)
            if (!line.Running && !IsOver(line) && IsPromoted(line) == true) return Begin(line);
        if (lines.Count >= (Limit ?? int.MaxValue)) return null;
        lines.Add(new Line(lines.Count, space.Point(seed, lines.Count)));
        return Begin(lines[^1]);
    }

    private static Line Begin(Line line)
    {
        line.Running = true;
        return line;
    }

    // Null: a trial before it must be judged first.
    private bool? IsPromoted(Line line)
    {
        if (IsOver(line)) return false;
        if (line.Outcomes.Count == 0) return true;
        int rung = line.Outcomes.Count - 1, judged = 1, better = 0;
        foreach (Line other in lines.Take(line.Number))
        {
            if (other.Outcomes.Count > rung)
            {
                judged++;
                if (!(other.Outcomes[rung].Mean > line.Outcomes[rung].Mean)) better++;
            }
            else if (!IsOver(other)) return null;
        }
        line.Pruned = better >= (judged + factor - 1) / factor;
        return !line.Pruned;
    }

    private static StudyFileException Damaged(StudyRecord record, string why) => new($"The study's record of trial {record.Trial}, rung {record.Rung}, does not fit to those before it: {why}; begin a new study.");
}
