namespace MLRegularization.Models;

/// <summary>
/// How well scores order two classes: for every threshold the share of the first class and of the second one that score above it.
/// Rows whose score is NaN and rows of weight 0 do not count.
/// </summary>
public sealed class RocCurve
{
    private RocCurve(double[] falsePositiveRates, double[] truePositiveRates, double area)
    {
        FalsePositiveRates = falsePositiveRates;
        TruePositiveRates = truePositiveRates;
        Area = area;
    }

    /// <summary>Share of the first class above each threshold, from 0 to 1; one value per different score, and the 0.</summary>
    public IReadOnlyList<double> FalsePositiveRates { get; }

    /// <summary>Share of the second class above the same thresholds.</summary>
    public IReadOnlyList<double> TruePositiveRates { get; }

    /// <summary>
    /// The area under the curve (AUC): the probability that a row of the second class scores above one of the first, ties counting half.
    /// NaN where a class is absent.
    /// </summary>
    public double Area { get; }

    /// <summary>The curve of scores.</summary>
    /// <param name="target">0 for the first class, 1 for the second, by row.</param>
    /// <param name="scores">A score by row, larger for the second class.</param>
    /// <param name="weights">Weights by row; null: all 1.</param>
    public static RocCurve Of(IReadOnlyList<double> target, IReadOnlyList<double> scores, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(scores);
        if (target.Count != scores.Count || (weights is not null && weights.Count != target.Count))
            throw new ArgumentException($"There are {scores.Count} scores for {target.Count} rows; give one score, and one weight if any, per row.", nameof(scores));
        int[] order = [.. Enumerable.Range(0, target.Count).Where(i => !double.IsNaN(scores[i]) && (weights is null || weights[i] > 0)).OrderByDescending(i => scores[i])];
        List<double> falses = [0], trues = [0];
        double negatives = 0, positives = 0, area = 0;
        for (int k = 0; k < order.Length;)
        {
            double score = scores[order[k]], negative = 0, positive = 0;
            for (; k < order.Length && scores[order[k]] == score; k++)
            {
                double weight = weights?[order[k]] ?? 1;
                if (target[order[k]] > 0.5) positive += weight;
                else negative += weight;
            }
            area += negative * (positives + (positive / 2));
            falses.Add(negatives += negative);
            trues.Add(positives += positive);
        }
        double[] Rates(List<double> sums, double total) => [.. sums.Select(s => total > 0 ? s / total : 0)];
        return new RocCurve(Rates(falses, negatives), Rates(trues, positives), negatives > 0 && positives > 0 ? area / negatives / positives : double.NaN);
    }
}
