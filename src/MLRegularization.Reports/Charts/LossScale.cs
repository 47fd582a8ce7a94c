using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The vertical scale of learning curves: logarithmic where losses differ by more than 10 times, else linear.</summary>
internal static class LossScale
{
    private const double LogFrom = 10;

    /// <summary>The scale that holds all finite losses. On a logarithmic one a loss of 0 has its place at the bottom.</summary>
    public static IScale Of(IEnumerable<double> losses, double bottom, double top)
    {
        double[] all = [.. losses.Where(double.IsFinite)];
        if (all.Length == 0) return new LinearScale(0, 1, bottom, top);
        double low = all.Min(), high = all.Max(), least = all.Where(l => l > 0).DefaultIfEmpty(double.NaN).Min();
        if (low >= 0 && high / least > LogFrom) return new LogScale(least / 1.25, high < 1e300 ? high * 1.25 : high, bottom, top);
        double margin = (high / 25) - (low / 25);
        return new LinearScale(low >= 0 ? Math.Max(0, low - margin) : low - margin, high + margin, bottom, top);
    }

    /// <summary>Where a loss is, within the picture.</summary>
    public static double Map(IScale scale, double loss, PlotArea area) =>
        scale is LogScale && loss <= 0 ? area.Bottom : Math.Clamp(scale.Map(loss), area.Top, area.Bottom);
}
