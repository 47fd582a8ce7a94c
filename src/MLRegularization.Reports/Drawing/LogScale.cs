namespace MLRegularization.Reports.Drawing;

/// <summary>Maps a range of positive values to a range of positions evenly in the logarithm.</summary>
internal sealed class LogScale : IScale
{
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;

    /// <summary>A range of one value is widened to twice and half of it; one that is not positive becomes 0.1 … 10.</summary>
    /// <param name="low">The smallest value, at <paramref name="from"/>.</param>
    /// <param name="high">The largest value, at <paramref name="to"/>.</param>
    /// <param name="from">The first position; may be right of or below the last.</param>
    /// <param name="to">The last position.</param>
    public LogScale(double low, double high, double from, double to)
    {
        if (!(low > 0) || !double.IsFinite(high) || low > high) (low, high) = (0.1, 10);
        (this.low, this.high) = (Math.Log10(low), Math.Log10(high));
        if (this.high - this.low < 1e-6) (this.low, this.high) = (this.low - 0.301, this.high + 0.301);
        (this.from, this.to) = (from, to);
    }

    /// <inheritdoc/>
    public int Exponent => 0;

    /// <inheritdoc/>
    public double Map(double value) => At(Math.Log10(value));

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks(int about)
    {
        double decades = high - low;
        if (decades < 0.7) return Between(about);
        int[] digits = 3 * decades <= 1.3 * about ? [1, 2, 5] : 2 * decades <= 1.2 * about ? [1, 3] : [1];
        int every = digits.Length > 1 ? 1 : Math.Max(1, (int)Math.Round(decades / Math.Max(1, about)));
        List<Tick> ticks = [];
        for (int power = (int)Math.Floor(low); power <= Math.Floor(high + 1e-9); power++)
        {
            if (power % every != 0) continue;
            foreach (int digit in digits)
            {
                double at = power + Math.Log10(digit);
                if (at >= low - 1e-9 && at <= high + 1e-9) ticks.Add(new Tick(At(at), Text(digit, power)));
            }
        }
        return ticks;
    }

    /// <summary>Over less than a decade or so, round values as on a linear axis.</summary>
    private List<Tick> Between(int about)
    {
        int power = (int)Math.Floor(high);
        double first = Math.Pow(10, low - power), last = Math.Pow(10, high - power);
        double raw = (last - first) / Math.Max(1, about);
        double ten = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = ten * (raw / ten <= 1 ? 1 : raw / ten <= 2 ? 2 : raw / ten <= 5 ? 5 : 10);
        List<Tick> ticks = [];
        for (double k = Math.Ceiling(first / step - 1e-9); k <= Math.Floor(last / step + 1e-9); k++)
            ticks.Add(new Tick(At(Math.Log10(k * step) + power), Trim(k * step, power)));
        return ticks;
    }

    private double At(double logarithm) => from + (to - from) * ((logarithm - low) / (high - low));

    private static string Text(int digit, int power) =>
        power is >= -4 and <= 5 ? NumberText.Fixed(digit * Math.Pow(10, power), Math.Max(0, -power))
        : digit == 1 ? NumberText.PowerOfTen(power) : $"{digit}×{NumberText.PowerOfTen(power)}";

    private static string Trim(double mantissa, int power)
    {
        string text = NumberText.Short(mantissa * Math.Pow(10, Math.Clamp(power, -300, 300)), 4);
        if (text.Contains('.', StringComparison.Ordinal) && !text.Contains('×', StringComparison.Ordinal)) text = text.TrimEnd('0').TrimEnd('.');
        return text;
    }
}
