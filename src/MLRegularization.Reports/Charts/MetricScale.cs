using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The scale of a metric: from the best to the worst, but no farther than Tukey's outer fence, so that a few that went wrong do not make the rest flat; those stand at the edge. Logarithmic for errors that differ by more than 30 times.</summary>
internal sealed class MetricScale
{
    private const double Fence = 3, Fewest = 4, LogFrom = 30, LogMargin = 1.1;
    private readonly double low;
    private readonly double high;

    /// <summary>Spans the finite ones of some metrics.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    /// <param name="from">The position of the least.</param>
    /// <param name="to">The position of the most.</param>
    /// <param name="always">Metrics that the scale reaches to in any case.</param>
    public MetricScale(IEnumerable<double> metrics, bool higherIsBetter, double from, double to, params IEnumerable<double> always)
    {
        double[] sorted = [.. metrics.Where(double.IsFinite).Order()];
        (low, high) = sorted.Length > 0 ? (sorted[0], sorted[^1]) : (0, 1);
        if (sorted.Length >= Fewest)
        {
            double lower = sorted[sorted.Length / 4], upper = sorted[3 * sorted.Length / 4], reach = Fence * (upper - lower);
            if (reach > 0 && higherIsBetter) low = sorted.First(m => m >= lower - reach);
            else if (reach > 0) high = sorted.Last(m => m <= upper + reach);
        }
        foreach (double metric in always.Where(double.IsFinite)) (low, high) = (Math.Min(low, metric), Math.Max(high, metric));
        if (!higherIsBetter && low > 0 && high / LogFrom > low && high < double.MaxValue / LogMargin)
        {
            Scale = new LogScale(low / LogMargin, high * LogMargin, from, to);
            return;
        }
        double margin = (high / 25) - (low / 25);
        Scale = new LinearScale(low - margin, high + margin, from, to);
    }

    /// <summary>The scale itself.</summary>
    public IScale Scale { get; }

    /// <summary>What its ticks leave out, to be said behind its name.</summary>
    public string Unit => Scale is LogScale ? ", log scale" : Scale.Exponent == 0 ? "" : $", ×{NumberText.PowerOfTen(Scale.Exponent)}";

    /// <summary>Whether a metric is beyond the scale.</summary>
    public bool IsOff(double metric) => !(metric >= low && metric <= high);

    /// <summary>Where a metric is, at the edge if it is beyond.</summary>
    public double At(double metric) => Scale.Map(double.IsNaN(metric) ? low : Math.Clamp(metric, low, high));
}
