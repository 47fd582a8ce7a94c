using MLRegularization.Numerics;

namespace MLRegularization.Diagnosis;

/// <summary>Groups of columns that are linked by large correlations.</summary>
internal static class CorrelatedGroups
{
    /// <summary>The groups: connected by pairs that correlate beyond a threshold and beyond chance.</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="count">Number of columns.</param>
    /// <param name="rows">Rows of positive weight.</param>
    /// <param name="correlation">Of two columns, the first before the second.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked at every column.</param>
    /// <returns>Each group's columns, the two that correlate most first, with their correlation; the closest group first.</returns>
    public static List<(int[] Columns, double Correlation)> Of(double threshold, int count, int rows, Func<int, int, double> correlation, int threads, CancellationToken cancellation)
    {
        List<(int First, double Value)>[] links = new List<(int, double)>[count];
        Parallelism.For(count, threads, j =>
        {
            links[j] = [];
            for (int i = 0; i < j; i++)
            {
                double r = correlation(i, j);
                if (Math.Abs(r) > threshold && Chance.IsExcluded(1 - Math.Min(1, r * r), rows, count, 1)) links[j].Add((i, Math.Clamp(r, -1, 1)));
            }
        }, cancellation);

        int[] group = [.. Enumerable.Range(0, count)];
        int Root(int j)
        {
            while (group[j] != j) j = group[j] = group[group[j]];
            return j;
        }
        Dictionary<int, (int First, int Second, double Value)> closest = [];
        for (int j = 0; j < count; j++)
            foreach ((int i, _) in links[j]) group[Root(j)] = Root(i);
        for (int j = 0; j < count; j++)
            foreach ((int i, double r) in links[j])
                if (!closest.TryGetValue(Root(j), out (int, int, double Value) so) || Math.Abs(r) > Math.Abs(so.Value)) closest[Root(j)] = (i, j, r);
        ILookup<int, int> members = Enumerable.Range(0, count).ToLookup(Root);
        return [.. closest.OrderByDescending(c => Math.Abs(c.Value.Value)).ThenBy(c => c.Value.First)
            .Select(c => ((int[])[c.Value.First, c.Value.Second, .. members[c.Key].Where(j => j != c.Value.First && j != c.Value.Second)], c.Value.Value))];
    }
}
