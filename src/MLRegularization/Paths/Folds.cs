using MLRegularization.Numerics;

namespace MLRegularization.Paths;

/// <summary>A division of rows into held-out parts. Every maker gives the same folds for the same arguments on every machine.</summary>
public sealed class Folds
{
    private readonly int[] foldOf;

    private Folds(int[] foldOf, int count, bool timeOrdered)
    {
        this.foldOf = foldOf;
        Count = count;
        TimeOrdered = timeOrdered;
        FirstPart = timeOrdered || foldOf.Contains(-1) ? 1 : 0;
    }

    /// <summary>Number of folds K.</summary>
    public int Count { get; }

    /// <summary>Whether a fold is trained on earlier rows only.</summary>
    public bool TimeOrdered { get; }

    /// <summary>The fold 0 … K−1 that holds each row out; −1: never held out (the first stretch of time-ordered folds, and rows kept by <see cref="Keeping"/>). Empty for rows that streamed past.</summary>
    public IReadOnlyList<int> FoldOf => foldOf;

    /// <summary>Where rows are gathered by part, the part of fold 0: part 0 is of rows never held out, if there may be any.</summary>
    internal int FirstPart { get; }

    /// <summary>Whether a row is trained on in a fold.</summary>
    public bool Trains(int fold, int row) => TimeOrdered ? foldOf[row] < fold : foldOf[row] != fold;

    /// <summary>The rows a fold is trained on, ascending.</summary>
    public int[] TrainingRows(int fold) => [.. Enumerable.Range(0, foldOf.Length).Where(i => Trains(fold, i))];

    /// <summary>The rows a fold holds out, ascending.</summary>
    public int[] HeldOutRows(int fold) => [.. Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] == fold)];

    /// <summary>Random folds of sizes that differ by one at most.</summary>
    public static Folds Random(int rows, int count, ulong seed = 1)
    {
        CheckCount(rows, count, "rows");
        int[] order = [.. Enumerable.Range(0, rows)];
        new RandomStream(seed).Shuffle(order);
        int[] foldOf = new int[rows];
        for (int k = 0; k < rows; k++) foldOf[order[k]] = k % count;
        return new Folds(foldOf, count, false);
    }

    /// <summary>Random folds in which every class is spread as evenly as it can be.</summary>
    /// <param name="classes">The class of each row, any integers.</param>
    /// <param name="count">Number of folds.</param>
    /// <param name="seed">Seed.</param>
    public static Folds Stratified(IReadOnlyList<int> classes, int count, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(classes);
        CheckCount(classes.Count, count, "rows");
        RandomStream random = new(seed);
        int[] foldOf = new int[classes.Count];
        int next = 0;
        foreach (IGrouping<int, int> rows in Enumerable.Range(0, classes.Count).GroupBy(i => classes[i]).OrderBy(g => g.Key))
        {
            int[] order = [.. rows];
            random.Shuffle(order);
            foreach (int row in order) foldOf[row] = next++ % count;
        }
        return new Folds(foldOf, count, false);
    }

    /// <summary>Folds that never split a group; the largest groups are dealt first, each to the smallest fold.</summary>
    /// <param name="groups">The group of each row, any integers.</param>
    /// <param name="count">Number of folds.</param>
    /// <param name="seed">Seed; decides between groups of equal size.</param>
    public static Folds Grouped(IReadOnlyList<int> groups, int count, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        int[][] members = [.. Enumerable.Range(0, groups.Count).GroupBy(i => groups[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        CheckCount(members.Length, count, "groups");
        int[] order = [.. Enumerable.Range(0, members.Length)];
        new RandomStream(seed).Shuffle(order);
        int[] foldOf = new int[groups.Count];
        int[] sizes = new int[count];
        foreach (int group in order.OrderByDescending(g => members[g].Length))
        {
            int smallest = Array.IndexOf(sizes, sizes.Min());
            foreach (int row in members[group]) foldOf[row] = smallest;
            sizes[smallest] += members[group].Length;
        }
        return new Folds(foldOf, count, false);
    }

    /// <summary>
    /// Time-ordered folds: rows in order of time are cut into K+1 stretches; fold k holds stretch k+1 out and is trained on all before it.
    /// Rows of equal time are never split.
    /// </summary>
    public static Folds ByTime(IReadOnlyList<double> times, int count)
    {
        ArgumentNullException.ThrowIfNull(times);
        int stretches = times.Distinct().Count() - 1;
        if (count >= 2 && stretches < count)
            throw new ArgumentException($"There {(stretches == 0 ? "is 1 distinct time" : $"are {stretches + 1} distinct times")} for {count} folds and the rows before the first; {(stretches < 2 ? "give rows of at least 3 times" : $"give at most {stretches} folds")}.", nameof(count));
        CheckCount(stretches, count, "times");
        int[] order = [.. Enumerable.Range(0, times.Count).OrderBy(i => times[i])];
        int[] foldOf = new int[times.Count];
        double[] distinct = [.. times.Distinct().Order()];
        // By rows where possible; ties and the need for a stretch each decide the cut.
        int stretch = 0;
        for (int k = 0, seen = -1; k < order.Length; k++)
        {
            bool newTime = k == 0 || times[order[k]] != times[order[k - 1]];
            if (newTime)
            {
                seen++;
                int timesLeft = distinct.Length - seen, stretchesLeft = count - stretch;
                bool startsStretch = k > 0 && stretch < count && (k >= (long)times.Count * (stretch + 1) / (count + 1) || timesLeft <= stretchesLeft);
                if (startsStretch) stretch++;
            }
            foldOf[order[k]] = stretch - 1;
        }
        return new Folds(foldOf, count, true);
    }

    /// <summary>Folds given by the user: rows with the same value are held out together.</summary>
    /// <param name="labels">A fold's name for each row, any integers; at least two different ones.</param>
    public static Folds Given(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        int[] distinct = [.. labels.Distinct().Order()];
        if (distinct.Length < 2) throw new ArgumentException($"The given folds have {distinct.Length} different value; give at least 2.", nameof(labels));
        return new Folds([.. labels.Select(l => Array.BinarySearch(distinct, l))], distinct.Length, false);
    }

    /// <summary>The same folds but for some rows, such as the only one of a class: every fold is trained on those, none holds them out.</summary>
    /// <param name="rows">Numbers of rows.</param>
    /// <exception cref="InvalidOperationException">The folds are ordered by time.</exception>
    public Folds Keeping(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (TimeOrdered) throw new InvalidOperationException("The folds are ordered by time and are trained on earlier rows only; rows can be kept in training in other folds.");
        int[] kept = [.. foldOf];
        foreach (int row in rows) kept[row] = -1;
        return new Folds(kept, Count, false);
    }

    /// <summary>
    /// Random folds by a hash of each row's number, which rows that stream past have too (see <see cref="SufficientStatistics"/>). Their sizes differ as
    /// chance has it.
    /// </summary>
    public static Folds Hashed(int rows, int count, ulong seed = 1)
    {
        CheckCount(rows, count, "rows");
        return new Folds([.. Enumerable.Range(0, rows).Select(i => Hash((ulong)i, count, seed))], count, false);
    }

    /// <summary>The same by a hash of each row's group, so that no group is split. With few groups some folds may be empty: use <see cref="Grouped"/> where rows are at hand.</summary>
    public static Folds Hashed(IReadOnlyList<ulong> groups, int count, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        CheckCount(groups.Count, count, "rows");
        return new Folds([.. groups.Select(g => Hash(g, count, seed))], count, false);
    }

    /// <summary>Folds of rows that nobody kept: their number alone is known.</summary>
    internal static Folds OfStreamedRows(int count) => new([], count, false);

    /// <summary>The fold of a row's or group's number.</summary>
    internal static int Hash(ulong key, int count, ulong seed) => (int)Math.BigMul(CounterNoise.RowKey(CounterNoise.PlaceKey(seed, 0, count), (long)key), (ulong)count, out _);

    private static void CheckCount(int available, int count, string what)
    {
        if (count < 2) throw new ArgumentOutOfRangeException(nameof(count), $"{count} folds were asked for; give at least 2.");
        if (available < count) throw new ArgumentException(available < 2 ? $"There is {available} {what[..^1]} for {count} folds; give at least 2 {what}." : $"There are {available} {what} for {count} folds; give at most {available} folds.", nameof(count));
    }
}
