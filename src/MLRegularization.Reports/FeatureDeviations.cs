using MLRegularization.Matrices;

namespace MLRegularization.Reports;

/// <summary>The spread of every feature: what makes coefficients comparable in a picture.</summary>
public static class FeatureDeviations
{
    /// <summary>The weighted standard deviation (1/W) of every column.</summary>
    /// <param name="data">The training rows.</param>
    public static double[] Of(TrainingSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double[] weights = data.Weights ?? Enumerable.Repeat(1.0, data.Rows).ToArray();
        double total = weights.Sum();
        double[] column = new double[data.Rows];
        double[] deviations = new double[data.Columns];
        for (int j = 0; j < deviations.Length; j++)
        {
            if (data.Features is SparseColumns sparse)
            {
                deviations[j] = Deviation(sparse.RowsOf(j), sparse.ValuesOf(j), weights, total);
                continue;
            }
            data.Features.CopyCentered(j, 0, 0, column);
            deviations[j] = Deviation(column, weights, total);
        }
        return deviations;
    }

    /// <summary>Scaled by the largest value first, so that neither 1e300 overflows nor 1e-300 vanishes.</summary>
    private static double Deviation(double[] column, double[] weights, double total)
    {
        double size = 0;
        foreach (double x in column) size = Math.Max(size, Math.Abs(x));
        if (size == 0) return 0;
        double mean = 0;
        for (int i = 0; i < column.Length; i++) mean += weights[i] / total * (column[i] / size);
        double variance = 0;
        for (int i = 0; i < column.Length; i++) variance += weights[i] / total * Math.Pow(column[i] / size - mean, 2);
        return Math.Sqrt(variance) * size;
    }

    // Rows that are not stored are zeros.
    private static double Deviation(ReadOnlySpan<int> rows, ReadOnlySpan<double> values, double[] weights, double total)
    {
        double size = 0, mean = 0, stored = 0, variance = 0;
        foreach (double x in values) size = Math.Max(size, Math.Abs(x));
        if (size == 0) return 0;
        for (int k = 0; k < rows.Length; k++)
        {
            mean += weights[rows[k]] / total * (values[k] / size);
            stored += weights[rows[k]] / total;
        }
        for (int k = 0; k < rows.Length; k++) variance += weights[rows[k]] / total * Math.Pow(values[k] / size - mean, 2);
        return Math.Sqrt(variance + Math.Max(0, 1 - stored) * mean * mean) * size;
    }
}
