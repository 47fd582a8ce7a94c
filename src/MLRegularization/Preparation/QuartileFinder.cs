using System.Numerics.Tensors;

namespace MLRegularization.Preparation;

/// <summary>Smallest number, quartiles and largest of a column.</summary>
internal readonly record struct Quartiles(double Least, double Lower, double Median, double Upper, double Greatest);

/// <summary>
/// Quartiles by linear interpolation between neighbours in order, the way of NumPy, R (type 7) and RealMLP; one scratch array serves all columns.
/// Weights count as repeated rows, the smallest weight as one row: so their scale does not matter.
/// </summary>
internal sealed class QuartileFinder
{
    private double[] values = [], weights = [];

    /// <summary>The quartiles of the numbers that are not NaN and have weight; all 0 where there are none.</summary>
    /// <param name="column">One number per row.</param>
    /// <param name="rows">The rows that count; null: all.</param>
    /// <param name="rowWeights">One weight ≥ 0 per row of the column; null: all 1.</param>
    public Quartiles Of(ReadOnlySpan<double> column, IReadOnlyList<int>? rows, double[]? rowWeights)
    {
        int length = rows?.Count ?? column.Length, count = 0;
        if (values.Length < length) (values, weights) = (new double[length], new double[length]);
        for (int k = 0; k < length; k++)
        {
            int i = rows is null ? k : rows[k];
            if (double.IsNaN(column[i]) || rowWeights?[i] <= 0) continue;
            weights[count] = rowWeights?[i] ?? 1;
            values[count++] = column[i];
        }
        if (count == 0) return default;
        return rowWeights is null ? Plain(values.AsSpan(0, count)) : Weighted(values.AsSpan(0, count), weights.AsSpan(0, count));
    }

    private static Quartiles Plain(Span<double> x)
    {
        // The median first: then smaller numbers are before it and larger ones after it, and each half is searched alone.
        int middle = (x.Length - 1) / 2;
        double median = At(x, 0, x.Length, 0.5), lower = At(x, 0, middle + 1, 0.25), upper = At(x, middle, x.Length, 0.75);
        return new(TensorPrimitives.Min<double>(x[..(middle + 1)]), lower, median, upper, TensorPrimitives.Max<double>(x[middle..]));

        static double At(Span<double> x, int first, int end, double share)
        {
            double place = (x.Length - 1) * share;
            int k = (int)place;
            double low = MedianFinder.Select(x[first..end], k - first);
            return place == k ? low : Between(low, TensorPrimitives.Min<double>(x[(k + 1)..]), place - k);
        }
    }

    private static Quartiles Weighted(Span<double> x, Span<double> weight)
    {
        x.Sort(weight);
        // Rows before and with each: weights in units of the smallest.
        double unit = TensorPrimitives.Min<double>(weight), sum = 0;
        foreach (ref double w in weight)
        {
            double times = w / unit, whole = Math.Round(times);
            w = sum += Math.Abs(times - whole) <= 1e-9 * whole ? whole : times;
        }
        return new(x[0], At(x, weight, 0.25), At(x, weight, 0.5), At(x, weight, 0.75), x[^1]);

        static double At(Span<double> x, Span<double> cumulative, double share)
        {
            double place = (cumulative[^1] - 1) * share, k = Math.Floor(place);
            double low = Nth(x, cumulative, k);
            return place == k ? low : Between(low, Nth(x, cumulative, k + 1), place - k);
        }

        static double Nth(Span<double> x, Span<double> cumulative, double k)
        {
            int at = cumulative.BinarySearch(k);
            return x[Math.Min(at < 0 ? ~at : at + 1, x.Length - 1)];
        }
    }

    // Exact where both are the same, and without overflow.
    private static double Between(double low, double high, double share) => low == high ? low : ((1 - share) * low) + (share * high);
}
