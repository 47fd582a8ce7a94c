using MLRegularization.Matrices;

namespace MLRegularization.Cli.Data;

/// <summary>The weighted standard deviation (1/W) of one column.</summary>
internal static class ColumnSpread
{
    /// <summary>Of one feature.</summary>
    public static double Of(TrainingSet set, int column)
    {
        double[] values = new double[set.Rows];
        set.Features.CopyCentered(column, 0, 0, values);
        return Of(values, set.Weights);
    }

    /// <summary>Of values; scaled by the largest first, so that neither 1e300 overflows nor 1e-300 vanishes.</summary>
    public static double Of(double[] values, double[]? weights)
    {
        double size = 0, total = 0, mean = 0, variance = 0;
        foreach (double value in values) size = Math.Max(size, Math.Abs(value));
        if (size == 0) return 0;
        for (int i = 0; i < values.Length; i++) total += weights?[i] ?? 1;
        for (int i = 0; i < values.Length; i++) mean += (weights?[i] ?? 1) / total * (values[i] / size);
        for (int i = 0; i < values.Length; i++) variance += (weights?[i] ?? 1) / total * Math.Pow(values[i] / size - mean, 2);
        return Math.Sqrt(variance) * size;
    }
}
