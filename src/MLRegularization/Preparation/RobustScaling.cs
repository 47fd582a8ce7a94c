namespace MLRegularization.Preparation;

/// <summary>Scaling by quartiles, as RealMLP does (arXiv 2407.04491): centre the median, factor 1 / (upper quartile − lower quartile); where half of the numbers are equal, 2 / (largest − smallest); where all are, 0.</summary>
internal static class RobustScaling
{
    /// <summary>Centre and factor.</summary>
    public static (double Center, double Factor) Of(Quartiles q)
        => (q.Median, q.Upper > q.Lower ? Inverse(q.Upper, q.Lower, 1) : q.Greatest > q.Least ? Inverse(q.Greatest, q.Least, 2) : 0);

    // Neither the width of the widest column nor the inverse of the narrowest is infinite.
    private static double Inverse(double high, double low, double times) => Math.Min(times / 2 / ((high / 2) - (low / 2)), double.MaxValue);
}
