using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Means of columns in place of their missing values: of what the columns have themselves, or of the columns that were learned from.</summary>
/// <param name="learned">The latter, for rows held out; null: these are they.</param>
internal sealed class Means(IColumnMatrix? learned)
{
    private readonly double[] ones = Ones(learned?.Rows ?? 0);

    /// <summary>Fills a dense column.</summary>
    public void Fill(int column, Span<float> values)
    {
        double sum = 0;
        int missing = 0;
        foreach (float x in values)
        {
            if (float.IsNaN(x)) missing++;
            else sum += x;
        }
        if (missing == 0) return;
        float mean = (float)MeanOf(column, sum, values.Length - missing);
        foreach (ref float x in values)
            if (float.IsNaN(x)) x = mean;
    }

    /// <summary>Fills what is stored of a sparse column.</summary>
    public void Fill(int column, Span<double> stored, int zeros)
    {
        double sum = 0;
        int missing = 0;
        foreach (double x in stored)
        {
            if (double.IsNaN(x)) missing++;
            else sum += x;
        }
        if (missing == 0) return;
        double mean = MeanOf(column, sum, stored.Length + zeros - missing);
        foreach (ref double x in stored)
            if (double.IsNaN(x)) x = mean;
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private double MeanOf(int column, double sum, int present) => learned is null ? sum / Math.Max(present, 1) : learned.Dot(column, 0, ones) / Math.Max(learned.Rows, 1);
}
