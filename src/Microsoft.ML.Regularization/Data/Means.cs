namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Means of columns in place of their missing values.</summary>
internal static class Means
{
    /// <summary>Fills a dense column.</summary>
    public static void Fill(Span<float> column)
    {
        double sum = 0;
        int missing = 0;
        foreach (float x in column)
        {
            if (float.IsNaN(x)) missing++;
            else sum += x;
        }
        if (missing == 0) return;
        float mean = (float)(sum / Math.Max(column.Length - missing, 1));
        foreach (ref float x in column)
            if (float.IsNaN(x)) x = mean;
    }

    /// <summary>Fills what is stored of a sparse column.</summary>
    public static void Fill(Span<double> stored, int zeros)
    {
        double sum = 0;
        int missing = 0;
        foreach (double x in stored)
        {
            if (double.IsNaN(x)) missing++;
            else sum += x;
        }
        if (missing == 0) return;
        double mean = sum / Math.Max(stored.Length + zeros - missing, 1);
        foreach (ref double x in stored)
            if (double.IsNaN(x)) x = mean;
    }
}
