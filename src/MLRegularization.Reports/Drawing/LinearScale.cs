namespace MLRegularization.Reports.Drawing;

/// <summary>Maps a range of values to a range of positions evenly. Works from the smallest to the largest double.</summary>
internal sealed class LinearScale : IScale
{
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;
    private readonly double size;

    /// <summary>A range of one value, or none, is widened.</summary>
    /// <param name="low">The value at <paramref name="from"/>.</param>
    /// <param name="high">The value at <paramref name="to"/>.</param>
    /// <param name="from">The first position.</param>
    /// <param name="to">The last position.</param>
    public LinearScale(double low, double high, double from, double to)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high) (low, high) = (0, 1);
        if (high / 2 - low / 2 <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            double margin = low == 0 ? 1 : Math.Abs(low) / 2;
            (low, high) = (low - margin, high + margin);
        }
        size = Math.Max(Math.Abs(low), Math.Abs(high));
        (this.low, this.high, this.from, this.to) = (low, high, from, to);
        int power = NumberText.Exponent(size);
        Exponent = power is >= 6 or < -3 ? 3 * (int)Math.Floor(power / 3.0) : 0;
    }

    /// <inheritdoc/>
    public int Exponent { get; }

    /// <inheritdoc/>
    public double Map(double value) => from + (to - from) * ((value / size - low / size) / (high / size - low / size));

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks(int about)
    {
        // In units of a power of ten near the size, so that nothing overflows.
        int power = NumberText.Exponent(size);
        double first = Scaled(low, -power), last = Scaled(high, -power);
        (double step, int decimals) = Step((last - first) / Math.Max(1, about));
        List<Tick> ticks = [];
        for (double k = Math.Ceiling(first / step - 1e-9); k <= Math.Floor(last / step + 1e-9); k++)
        {
            double value = k * step;
            double position = from + (to - from) * ((value - first) / (last - first));
            ticks.Add(new Tick(position, NumberText.Fixed(Scaled(value, power - Exponent), Math.Max(0, decimals - (power - Exponent)))));
        }
        return ticks;
    }

    /// <summary>The nice step (1, 2, 2.5 or 5 times a power of ten) nearest above a raw one, and its decimals.</summary>
    private static (double Step, int Decimals) Step(double raw)
    {
        int power = NumberText.Exponent(raw);
        double rest = Scaled(raw, -power);
        (double nice, int more) = rest <= 1 ? (1, 0) : rest <= 2 ? (2, 0) : rest <= 2.5 ? (2.5, 1) : rest <= 5 ? (5.0, 0) : (10.0, -1);
        return (Scaled(nice, power), more - power);
    }

    /// <summary>value · 10^power, in two steps where one would overflow; division by an exact power keeps decimals short.</summary>
    private static double Scaled(double value, int power) => power switch
    {
        > 300 => value * 1e300 * Math.Pow(10, power - 300),
        < -300 => value / 1e300 / Math.Pow(10, -power - 300),
        >= 0 => value * Math.Pow(10, power),
        _ => value / Math.Pow(10, -power),
    };
}
