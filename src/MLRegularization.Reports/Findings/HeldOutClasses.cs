using MLRegularization.Models;

namespace MLRegularization.Reports.Findings;

/// <summary>How well probabilities on rows held out tell two classes apart, and how far they can be taken at their word.</summary>
internal sealed class HeldOutClasses
{
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
        Groups = Calibration.Groups(Probability, Positive, w);
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
}
