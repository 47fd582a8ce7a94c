namespace MLRegularization.Tuning;

/// <summary>How a study is run. A mutable bag: checked once, when a study starts.</summary>
public sealed class StudyOptions
{
    /// <summary>Trials in all, those of earlier sessions included; null: as many as the time allows. Default 30.</summary>
    public int? Trials { get; set; } = 30;

    /// <summary>Time of this session; what runs when it is up is cut off, counts as pruned and is run again when the study is continued. Null (default): no limit.</summary>
    public TimeSpan? Time { get; set; }

    /// <summary>Trials at a time; 0 (default): as many as threads. Results do not depend on it.</summary>
    public int Parallel { get; set; }

    /// <summary>Threads of all trials together; 0 (default): all cores.</summary>
    public int Threads { get; set; }

    /// <summary>Seed of the points. Default 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>
    /// Of the trials up to and with a trial that were judged at a rung, the best share 1/factor goes on to the next, at least one: successive halving (Jamieson and Talwalkar 2016) in the
    /// order of numbers, so that what is tried later changes nothing. At least 2; default 4. Runners with one rung have nothing to halve.
    /// </summary>
    public int Factor { get; set; } = 4;

    /// <summary>What tells the time. Default: the system.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>More than a timer can count.</summary>
    internal static TimeSpan LongestTime { get; } = TimeSpan.FromDays(49);

    internal void Check()
    {
        if (Trials is < 1) throw new ArgumentException($"The number of trials is {Trials}; give at least 1.");
        if (Time is TimeSpan time && !(time > TimeSpan.Zero)) throw new ArgumentException($"The time of a study is {time.TotalSeconds} s; give more than 0.");
        if (Time > LongestTime) throw new ArgumentException($"The time of a study is {Time.Value.TotalDays:F0} days; give at most {LongestTime.Days}, or none for no limit.");
        if (Trials is null && Time is null) throw new ArgumentException("A study has neither a number of trials nor a time; give one of them.");
        if (Parallel < 0) throw new ArgumentException($"The number of parallel trials is {Parallel}; give 0 for as many as threads, or more.");
        if (Threads < 0) throw new ArgumentException($"The number of threads is {Threads}; give 0 for all cores, or more.");
        if (Factor < 2) throw new ArgumentException($"The factor of successive halving is {Factor}; give at least 2.");
        if (Clock is null) throw new ArgumentException("The clock of a study is null; give TimeProvider.System.");
    }
}
