using MLRegularization.Matrices;

namespace MLRegularization.Cli.Data;

/// <summary>The weighted standard deviation (1/W) of one feature.</summary>
internal static class ColumnSpread
{
    /// <summary>Of one column; scaled by its largest value first, so that neither 1e300 overflows nor 1e-300 vanishes.</summary>
    public static double Of(TrainingSet set, int column)
    {
        double[] values = new double[set.Rows];
        set.Features.CopyCentered(column, 0, 0, values);
        double size = 0, total = 0, mean = 0, variance = 0;
        foreach (double value in values) size = Math.Max(size, Math.Abs(value));
        if (size == 0) return 0;
        for (int i = 0; i < values.Length; i++) total += set.Weights?[i] ?? 1;
        for (int i = 0; i < values.Length; i++) mean += (set.Weights?[i] ?? 1) / total * (values[i] / size);
        for (int i = 0; i < values.Length; i++) variance += (set.Weights?[i] ?? 1) / total * Math.Pow(values[i] / size - mean, 2);
        return Math.Sqrt(variance) * size;
    }
}
