namespace MLRegularization.Reports.Drawing;

/// <summary>
/// Puts labels along a line as near to where they belong as they can be without touching:
/// min Σ (cᵢ − wᵢ)² subject to order and spacing, which is isotonic regression, solved by pooling adjacent violators.
/// </summary>
internal static class LabelPlacement
{
    /// <summary>The centres of labels, in the order given; sizes shrink evenly where all together do not fit.</summary>
    /// <param name="wanted">Where each label's centre belongs.</param>
    /// <param name="sizes">How much room each label takes, gaps included.</param>
    /// <param name="low">Where room begins.</param>
    /// <param name="high">Where room ends.</param>
    public static double[] Spread(IReadOnlyList<double> wanted, IReadOnlyList<double> sizes, double low, double high)
    {
        int n = wanted.Count;
        double[] centres = new double[n];
        if (n == 0) return centres;
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => wanted[i])];
        double shrink = Math.Min(1, (high - low) / Math.Max(1e-9, sizes.Sum()));

        // With dᵢ = cᵢ − room taken before i, spacing becomes d₀ ≤ d₁ ≤ …
        double[] before = new double[n];
        for (int k = 0; k < n; k++) before[k] = (k == 0 ? 0 : before[k - 1] + shrink * sizes[order[k - 1]] / 2) + shrink * sizes[order[k]] / 2;
        Stack<(double Sum, int Count)> pools = new();
        for (int k = 0; k < n; k++)
        {
            (double Sum, int Count) pool = (wanted[order[k]] - before[k], 1);
            while (pools.Count > 0 && pools.Peek().Sum / pools.Peek().Count >= pool.Sum / pool.Count)
            {
                (double Sum, int Count) left = pools.Pop();
                pool = (left.Sum + pool.Sum, left.Count + pool.Count);
            }
            pools.Push(pool);
        }
        double last = high - shrink * sizes[order[^1]] / 2 - before[^1];
        int at = 0;
        foreach ((double sum, int count) in pools.Reverse())
            for (int k = 0; k < count; k++, at++) centres[order[at]] = Math.Clamp(sum / count, low, Math.Max(low, last)) + before[at];
        return centres;
    }

    /// <summary>Which of several labels to keep so that none touches another, the first ones given first.</summary>
    /// <param name="centres">Where each label's centre is.</param>
    /// <param name="sizes">How much room each takes, gaps included.</param>
    public static bool[] Keep(IReadOnlyList<double> centres, IReadOnlyList<double> sizes)
    {
        bool[] keep = new bool[centres.Count];
        for (int i = 0; i < keep.Length; i++)
        {
            keep[i] = true;
            for (int k = 0; k < i && keep[i]; k++)
                if (keep[k] && Math.Abs(centres[i] - centres[k]) < (sizes[i] + sizes[k]) / 2) keep[i] = false;
        }
        return keep;
    }
}
