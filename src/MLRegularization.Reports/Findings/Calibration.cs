namespace MLRegularization.Reports.Findings;

/// <summary>Rows of like probability: how often something was predicted and how often it was found.</summary>
/// <param name="Rows">Rows in the group.</param>
/// <param name="Predicted">Mean probability.</param>
/// <param name="Observed">Share of rows in which it was found.</param>
/// <param name="Low">Lower end of the share's 95 % interval (Wilson 1927).</param>
/// <param name="High">Upper end.</param>
internal readonly record struct CalibrationGroup(int Rows, double Predicted, double Observed, double Low, double High);

/// <summary>How far probabilities can be taken at their word: rows in groups by probability.</summary>
internal static class Calibration
{
    private const int MostGroups = 10;
    private const double Normal95 = 1.959963984540054;

    /// <summary>Groups of about equal weight by probability, ascending; equal probabilities stay together.</summary>
    /// <param name="probability">By row.</param>
    /// <param name="found">Whether the row is what the probability is of.</param>
    /// <param name="w">Weights by row.</param>
    public static IReadOnlyList<CalibrationGroup> Groups(double[] probability, bool[] found, double[] w)
    {
        int[] order = [.. Enumerable.Range(0, w.Length).OrderBy(i => probability[i])];
        int count = Math.Clamp(w.Length / 10, 1, MostGroups);
        List<CalibrationGroup> groups = [];
        double seen = 0, total = w.Sum();
        for (int from = 0, at = 0; at < order.Length; at++)
        {
            seen += w[order[at]];
            bool last = at == order.Length - 1;
            if (!last && (seen < total * (groups.Count + 1) / count * (1 - 1e-12) || probability[order[at + 1]] == probability[order[at]])) continue;
            groups.Add(Group(order.AsSpan(from, at + 1 - from), probability, found, w));
            from = at + 1;
        }
        return groups;
    }

    private static CalibrationGroup Group(ReadOnlySpan<int> rows, double[] probability, bool[] found, double[] w)
    {
        double sum = 0, squares = 0, predicted = 0, observed = 0;
        foreach (int i in rows)
        {
            sum += w[i];
            squares += w[i] * w[i];
            predicted += w[i] * probability[i];
            if (found[i]) observed += w[i];
        }
        double n = sum * sum / squares, share = observed / sum, z2 = Normal95 * Normal95;
        double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = Normal95 / (1 + z2 / n) * Math.Sqrt(share * (1 - share) / n + z2 / (4 * n * n));
        return new CalibrationGroup(rows.Length, predicted / sum, share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
