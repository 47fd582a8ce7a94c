using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>
/// The vertical scale of learning curves: logarithmic where losses of rows held out differ by more than 10 times, else linear. Losses of training rows decide
/// only where there are no others: a network that learns them by heart goes on towards 0, and would make the rest flat.
/// </summary>
internal static class LossScale
{
    private const double LogFrom = 10, Below = 100;

    /// <summary>The scale that holds all finite losses; a logarithmic one those of training rows down to a hundredth of the others, and below that at its bottom.</summary>
    /// <param name="heldOut">Losses of rows held out.</param>
    /// <param name="others">Losses of training rows, and what else is drawn.</param>
    /// <param name="bottom">The lowest position.</param>
    /// <param name="top">The highest position.</param>
    public static IScale Of(IEnumerable<double> heldOut, IEnumerable<double> others, double bottom, double top)
    {
        double[] rest = [.. others.Where(double.IsFinite)], leading = [.. heldOut.Where(double.IsFinite)];
        if (leading.Length == 0) leading = rest;
        double[] all = [.. leading, .. rest];
        if (all.Length == 0) return new LinearScale(0, 1, bottom, top);
        double low = all.Min(), high = all.Max(), least = Least(leading);
        if (low >= 0 && leading.Max() / least > LogFrom) return new LogScale(Math.Max(Least(all), least / Below) / 1.25, high < 1e300 ? high * 1.25 : high, bottom, top);
        double margin = (high / 25) - (low / 25);
        return new LinearScale(low >= 0 ? Math.Max(0, low - margin) : low - margin, high + margin, bottom, top);
    }

    /// <summary>Where a loss is, within the picture.</summary>
    public static double Map(IScale scale, double loss, PlotArea area) =>
        scale is LogScale && loss <= 0 ? area.Bottom : Math.Clamp(scale.Map(loss), area.Top, area.Bottom);

    private static double Least(double[] losses) => losses.Where(l => l > 0).DefaultIfEmpty(double.NaN).Min();
}
