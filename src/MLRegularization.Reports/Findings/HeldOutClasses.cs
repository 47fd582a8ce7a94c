using MLRegularization.Models;

namespace MLRegularization.Reports.Findings;

/// <summary>Rows of like probability: how often the positive class was predicted and how often it was found.</summary>
/// <param name="Rows">Rows in the group.</param>
/// <param name="Predicted">Mean probability.</param>
/// <param name="Observed">Share of the positive class.</param>
/// <param name="Low">Lower end of the share's 95 % interval (Wilson 1927).</param>
/// <param name="High">Upper end.</param>
internal readonly record struct CalibrationGroup(int Rows, double Predicted, double Observed, double Low, double High);

/// <summary>How well probabilities on rows held out tell two classes apart, and how far they can be taken at their word.</summary>
internal sealed class HeldOutClasses
{
    private const int MostGroups = 10;
    private const double Normal95 = 1.959963984540054;

    /// <summary>Rows without a probability, and rows of weight 0, are left out.</summary>
    /// <param name="target">0 or 1 by row.</param>
    /// <param name="probability">Of the class coded 1.</param>
    /// <param name="weights">Weights by row; null: all 1.</param>
    public HeldOutClasses(double[] target, double[] probability, double[]? weights)
    {
        Rows = [.. Enumerable.Range(0, Math.Min(target.Length, probability.Length)).Where(i => double.IsFinite(probability[i]) && (weights is null || weights[i] > 0))];
        Positive = [.. Rows.Select(i => target[i] > 0.5)];
        Probability = [.. Rows.Select(i => probability[i])];
        double[] w = [.. Rows.Select(i => weights?[i] ?? 1)];
        double total = w.Sum(), right = 0, positive = 0;
        for (int i = 0; i < w.Length; i++)
        {
            bool called = Probability[i] > 0.5;
            Confusion[Positive[i] ? 1 : 0, called ? 1 : 0]++;
            if (called == Positive[i]) right += w[i] / total;
            if (Positive[i]) positive += w[i] / total;
        }
        Accuracy = right;
        PositiveShare = positive;
        Roc = RocCurve.Of([.. Positive.Select(p => p ? 1.0 : 0)], Probability, w);
        Groups = Rows.Length == 0 ? [] : GroupsOf(w, total);
    }

    /// <summary>The rows that have a probability, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>Whether each is of the positive class.</summary>
    public bool[] Positive { get; }

    /// <summary>Its probability of that.</summary>
    public double[] Probability { get; }

    /// <summary>Rows by class found (0 or 1), then class predicted.</summary>
    public int[,] Confusion { get; } = new int[2, 2];

    /// <summary>Weighted share of rows whose likelier class is the right one.</summary>
    public double Accuracy { get; }

    /// <summary>Weighted share of the positive class.</summary>
    public double PositiveShare { get; }

    /// <summary>The accuracy of always naming the commoner class.</summary>
    public double NullAccuracy => Math.Max(PositiveShare, 1 - PositiveShare);

    /// <summary>The ROC curve and its area.</summary>
    public RocCurve Roc { get; }

    /// <summary>Groups of about equal weight by probability, ascending; equal probabilities stay together.</summary>
    public IReadOnlyList<CalibrationGroup> Groups { get; }

    private List<CalibrationGroup> GroupsOf(double[] w, double total)
    {
        int[] order = [.. Enumerable.Range(0, w.Length).OrderBy(i => Probability[i])];
        int count = Math.Clamp(w.Length / 10, 1, MostGroups);
        List<CalibrationGroup> groups = [];
        double seen = 0;
        for (int from = 0, at = 0; at < order.Length; at++)
        {
            seen += w[order[at]];
            bool last = at == order.Length - 1;
            if (!last && (seen < total * (groups.Count + 1) / count * (1 - 1e-12) || Probability[order[at + 1]] == Probability[order[at]])) continue;
            groups.Add(Group(order.AsSpan(from, at + 1 - from), w));
            from = at + 1;
        }
        return groups;
    }

    private CalibrationGroup Group(ReadOnlySpan<int> rows, double[] w)
    {
        double sum = 0, squares = 0, predicted = 0, observed = 0;
        foreach (int i in rows)
        {
            sum += w[i];
            squares += w[i] * w[i];
            predicted += w[i] * Probability[i];
            if (Positive[i]) observed += w[i];
        }
        double n = sum * sum / squares, share = observed / sum, z2 = Normal95 * Normal95;
        double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = Normal95 / (1 + z2 / n) * Math.Sqrt(share * (1 - share) / n + z2 / (4 * n * n));
        return new CalibrationGroup(rows.Length, predicted / sum, share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
