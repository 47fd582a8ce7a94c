using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>Holds rows out for the choice of the epoch: a share of every class, or of every stretch of the sorted target, drawn by a seed. Every class keeps a row to learn from.</summary>
internal static class ValidationSplit
{
    /// <summary>The rows held out, ascending.</summary>
    /// <param name="rows">The rows to divide.</param>
    /// <param name="labels">The label of each row of the table.</param>
    /// <param name="classes">Whether labels are codes of classes.</param>
    /// <param name="share">The share held out, 0 &lt; share &lt; 1.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static int[] HeldOut(int[] rows, double[] labels, bool classes, double share, ulong seed)
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
}
