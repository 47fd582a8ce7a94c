namespace MLRegularization.Preparation;

/// <summary>Scaling by mean and standard deviation (1/n).</summary>
internal static class StandardScaling
{
    /// <summary>Centre and factor; the factor of a constant column is 0.</summary>
    public static (double Center, double Factor) Of(ReadOnlySpan<double> column, IReadOnlyList<int>? rows, double[]? weights)
    {
        (double mean, double deviation) = Moments(column, rows, weights);
        return (mean, deviation == 0 ? 0 : Math.Min(1 / deviation, double.MaxValue));
    }

    /// <summary>Weighted mean and standard deviation, in two passes; exactly 0 for a constant column, and 0 both for no rows.</summary>
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<double> column, IReadOnlyList<int>? rows, double[]? weights)
    {
        int length = rows?.Count ?? column.Length;
        double total = 0, mean = 0, least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int k = 0; k < length; k++)
        {
            int i = rows is null ? k : rows[k];
            double weight = weights?[i] ?? 1;
            if (weight <= 0) continue;
            total += weight;
            // Halves, so that the largest doubles do not overflow.
            mean += 2 * (weight / total * ((column[i] / 2) - (mean / 2)));
            (least, greatest) = (Math.Min(least, column[i]), Math.Max(greatest, column[i]));
        }
        if (total == 0) return (0, 0);
        if (least == greatest) return (least, 0);
        // Squares in units of the largest distance.
        double reach = Math.Max((greatest / 2) - (mean / 2), (mean / 2) - (least / 2)), squares = 0;
        for (int k = 0; k < length; k++)
        {
            int i = rows is null ? k : rows[k];
            double distance = ((column[i] / 2) - (mean / 2)) / reach;
            squares += (weights?[i] ?? 1) / total * distance * distance;
        }
        return (mean, 2 * reach * Math.Sqrt(squares));
    }
}
