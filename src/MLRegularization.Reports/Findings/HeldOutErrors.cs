namespace MLRegularization.Reports.Findings;

/// <summary>How far predictions on rows held out are from what was observed, against a model that always predicts the mean.</summary>
internal sealed class HeldOutErrors
{
    private readonly double[] residuals;

    /// <summary>Rows without a finite prediction are left out.</summary>
    public HeldOutErrors(double[] target, double[] predicted, double[]? weights)
    {
        Rows = [.. Enumerable.Range(0, Math.Min(target.Length, predicted.Length)).Where(i => double.IsFinite(target[i]) && double.IsFinite(predicted[i]) && (weights is null || weights[i] > 0))];
        Observed = [.. Rows.Select(i => target[i])];
        Predicted = [.. Rows.Select(i => predicted[i])];
        residuals = [.. Observed.Zip(Predicted, (y, f) => y - f)];
        double[] w = [.. Rows.Select(i => weights?[i] ?? 1)];
        double total = w.Sum();

        // Sums of squares are taken in units of the largest value: 1e300² is no number.
        double size = Math.Max(Largest(Observed), Largest(Predicted));
        if (size == 0) size = 1;
        double mean = 0, square = 0, null2 = 0, absolute = 0;
        for (int i = 0; i < Rows.Length; i++) mean += w[i] / total * (Observed[i] / size);
        for (int i = 0; i < Rows.Length; i++)
        {
            double r = Observed[i] / size - Predicted[i] / size;
            square += w[i] / total * r * r;
            null2 += w[i] / total * Math.Pow(Observed[i] / size - mean, 2);
            absolute += w[i] / total * Math.Abs(r);
        }
        RootMeanSquare = Math.Sqrt(square) * size;
        NullRootMeanSquare = Math.Sqrt(null2) * size;
        MeanAbsolute = absolute * size;
        RSquared = Rows.Length > 1 && null2 > 0 ? 1 - square / null2 : double.NaN;
        Array.Sort(Sorted = [.. residuals]);
    }

    /// <summary>The rows that have a prediction, ascending.</summary>
    public int[] Rows { get; }

    /// <summary>Their responses.</summary>
    public double[] Observed { get; }

    /// <summary>Their predictions.</summary>
    public double[] Predicted { get; }

    /// <summary>Observed minus predicted, row by row.</summary>
    public IReadOnlyList<double> Residuals => residuals;

    /// <summary>The residuals, ascending.</summary>
    public double[] Sorted { get; }

    /// <summary>√ mean squared residual, in units of the label.</summary>
    public double RootMeanSquare { get; }

    /// <summary>The same of always predicting the mean.</summary>
    public double NullRootMeanSquare { get; }

    /// <summary>Mean size of a residual.</summary>
    public double MeanAbsolute { get; }

    /// <summary>1 − squared error / squared error of the mean; NaN for a constant label.</summary>
    public double RSquared { get; }

    /// <summary>The residual below which a share of all lie, interpolated.</summary>
    public double Quantile(double share)
    {
        if (Sorted.Length == 0) return double.NaN;
        double at = share * (Sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, Sorted.Length - 1);
        return Sorted[below] * (1 - (at - below)) + Sorted[above] * (at - below);
    }

    private static double Largest(double[] values) => values.Length == 0 ? 0 : values.Max(Math.Abs);
}
