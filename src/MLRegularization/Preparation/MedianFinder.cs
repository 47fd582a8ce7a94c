namespace MLRegularization.Preparation;

/// <summary>Medians in linear time by Hoare's selection; one scratch array serves all columns.</summary>
internal sealed class MedianFinder
{
    private double[] scratch = [];

    /// <summary>The median of the numbers that are not NaN, the mean of the two middle ones where their count is even; 0 where there are none.</summary>
    /// <param name="values">One number per row.</param>
    /// <param name="rows">The rows that count; null: all.</param>
    public double Of(ReadOnlySpan<double> values, IReadOnlyList<int>? rows)
    {
        int length = rows?.Count ?? values.Length, count = 0;
        if (scratch.Length < length) scratch = new double[length];
        for (int k = 0; k < length; k++)
        {
            double value = values[rows is null ? k : rows[k]];
            if (!double.IsNaN(value)) scratch[count++] = value;
        }
        if (count == 0) return 0;
        Span<double> known = scratch.AsSpan(0, count);
        double upper = Select(known, count / 2);
        if (count % 2 == 1) return upper;
        double lower = double.NegativeInfinity;
        foreach (double value in known[..(count / 2)]) lower = Math.Max(lower, value);
        return lower / 2 + upper / 2;
    }

    /// <summary>Puts the k-th smallest number in its place, smaller ones before and larger ones after it.</summary>
    internal static double Select(Span<double> x, int k)
    {
        int low = 0, high = x.Length - 1;
        for (int rounds = 0; low < high; rounds++)
        {
            if (rounds == 100)
            {
                x[low..(high + 1)].Sort(); // an unlucky order of pivots
                break;
            }
            double a = x[low], b = x[low + (high - low) / 2], c = x[high];
            double pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            int i = low, j = high;
            while (i <= j)
            {
                while (x[i] < pivot) i++;
                while (x[j] > pivot) j--;
                if (i > j) break;
                (x[i], x[j]) = (x[j], x[i]);
                i++;
                j--;
            }
            if (k <= j) high = j;
            else if (k >= i) low = i;
            else break;
        }
        return x[k];
    }
}
