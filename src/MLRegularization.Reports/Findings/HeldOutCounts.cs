namespace MLRegularization.Reports.Findings;

/// <summary>The Poisson deviance of expected counts on rows held out, against always predicting the mean count.</summary>
internal sealed class HeldOutCounts
{
    /// <summary>Rows without an expected count, and rows of weight 0, are left out.</summary>
    public HeldOutCounts(double[] target, double[] expected, double[]? weights)
    {
        int[] rows = [.. Enumerable.Range(0, Math.Min(target.Length, expected.Length)).Where(i => double.IsFinite(expected[i]) && (weights is null || weights[i] > 0))];
        double total = rows.Sum(i => weights?[i] ?? 1), mean = rows.Sum(i => (weights?[i] ?? 1) / total * target[i]);
        foreach (int i in rows)
        {
            double share = (weights?[i] ?? 1) / total;
            Deviance += share * Of(target[i], expected[i]);
            NullDeviance += share * Of(target[i], mean);
        }
    }

    /// <summary>Mean deviance of the predictions.</summary>
    public double Deviance { get; }

    /// <summary>Mean deviance of the mean count.</summary>
    public double NullDeviance { get; }

    /// <summary>The share of that which is explained; NaN where there is none.</summary>
    public double Explained => NullDeviance > 0 ? 1 - Deviance / NullDeviance : double.NaN;

    private static double Of(double y, double mean) => 2 * (mean - y + (y > 0 ? y * (Math.Log(y) - Math.Log(mean)) : 0));
}
