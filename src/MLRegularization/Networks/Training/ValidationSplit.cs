using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>
/// Holds rows out for the choice of the epoch: whole groups, the latest rows, or a share of every class or of every stretch of the sorted target, drawn by a seed. Every class
/// keeps a row to learn from.
/// </summary>
internal static class ValidationSplit
{
    /// <summary>The rows held out, ascending.</summary>
    /// <param name="data">The table.</param>
    /// <param name="rows">The rows to divide.</param>
    /// <param name="classes">Whether targets are codes of classes.</param>
    /// <param name="share">The share held out, 0 &lt; share &lt; 1.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentException">There is one group or time, or some class would have no row to learn from.</exception>
    public static int[] HeldOut(MlpData data, int[] rows, bool classes, double share, ulong seed)
    {
        double ClassOf(int row) => classes ? data.Target[row] : 0;
        return data.Groups is not null ? WholeGroups(data.Groups, rows, ClassOf, share, seed)
            : data.Times is not null ? Latest(data, data.Times, rows, ClassOf, share)
            : Stratified(rows, data.Target, classes, share, seed);
    }

    private static int[] Stratified(int[] rows, double[] labels, bool classes, double share, ulong seed)
    {
        RandomStream random = new(seed);
        int[] shuffled = [.. rows];
        random.Shuffle(shuffled);
        // A stable sort: rows with equal labels stay in random order.
        int[] sorted = [.. shuffled.OrderBy(i => labels[i])];
        if (classes) return [.. sorted.GroupBy(i => labels[i]).SelectMany(g => g.Take(Math.Min((int)Math.Round(g.Count() * share), g.Count() - 1))).Order()];
        int count = Math.Clamp((int)Math.Round(sorted.Length * share), 1, sorted.Length - 1);
        List<int> heldOut = [];
        for (int k = 0; k < count; k++)
        {
            int first = (int)((long)sorted.Length * k / count), end = (int)((long)sorted.Length * (k + 1) / count);
            heldOut.Add(sorted[first + random.NextBelow(end - first)]);
        }
        heldOut.Sort();
        return [.. heldOut];
    }

    // Groups in random order, each where it brings the number of rows nearer to the share; the smallest where none does.
    private static int[] WholeGroups(IReadOnlyList<int> groups, int[] rows, Func<int, double> classOf, double share, ulong seed)
    {
        int[][] members = [.. rows.GroupBy(i => groups[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        if (members.Length < 2)
            throw new ArgumentException($"All {rows.Length} rows to learn from are of one group, and the epoch is chosen on another one; give rows of more groups, or rows for validation.");
        int[] order = [.. Enumerable.Range(0, members.Length)];
        new RandomStream(seed).Shuffle(order);
        Dictionary<double, int> left = rows.CountBy(classOf).ToDictionary();
        List<int> heldOut = [];
        bool LeavesEveryClass(int[] group) => group.CountBy(classOf).All(own => own.Value < left[own.Key]);
        void HoldOut(int[] group)
        {
            heldOut.AddRange(group);
            foreach ((double code, int count) in group.CountBy(classOf)) left[code] -= count;
        }
        foreach (int[] group in order.Select(g => members[g]))
            if (group.Length < 2 * ((rows.Length * share) - heldOut.Count) && LeavesEveryClass(group)) HoldOut(group);
        if (heldOut.Count == 0)
            HoldOut(members.Where(LeavesEveryClass).MinBy(g => g.Length)
                ?? throw new ArgumentException($"Each of {members.Length} groups has all rows of some class, and a group that chooses the epoch teaches nothing; give rows of every class in two groups, or rows for validation."));
        heldOut.Sort();
        return [.. heldOut];
    }

    // Cut between two times, as near to the share as every class allows.
    private static int[] Latest(MlpData data, IReadOnlyList<double> times, int[] rows, Func<int, double> classOf, double share)
    {
        int[] sorted = [.. rows.OrderBy(i => times[i])];
        int[] cuts = [.. Enumerable.Range(1, sorted.Length - 1).Where(k => times[sorted[k]] != times[sorted[k - 1]])];
        if (cuts.Length == 0)
            throw new ArgumentException($"All {rows.Length} rows to learn from are of one time, and the epoch is chosen on later ones; give rows of more times, or rows for validation.");
        int last = sorted.DistinctBy(classOf).Last(), known = Array.IndexOf(sorted, last) + 1;
        if (cuts[^1] < known)
        {
            string name = data.Classes.Count > 0 ? $"'{data.Classes[(int)classOf(last)]}'" : $"{classOf(last)}";
            throw new ArgumentException($"Class {name} begins with the latest of the rows to learn from, on which the epoch is chosen; give earlier rows of it, leave the class out, or give rows for validation.");
        }
        int cut = cuts.Where(k => k >= known).MinBy(k => Math.Abs(k - (sorted.Length * (1 - share))));
        return [.. sorted[cut..].Order()];
    }
}
