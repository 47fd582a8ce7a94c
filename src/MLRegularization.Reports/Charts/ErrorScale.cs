using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The vertical scale of an error curve: linear, or logarithmic where one end of the path is so bad that the rest would be flat.</summary>
internal static class ErrorScale
{
    /// <summary>Errors that differ by more than this factor get a logarithmic scale.</summary>
    private const double LogFrom = 30;

    /// <summary>The scale that holds every finite error ± its standard error.</summary>
    /// <param name="means">The errors.</param>
    /// <param name="deviations">Their standard errors.</param>
    /// <param name="bottom">The lowest position.</param>
    /// <param name="top">The highest position.</param>
    /// <param name="others">Other errors to hold; on a logarithmic scale, which they do not bring about, down to a tenth of the smallest mean.</param>
    public static IScale Of(IReadOnlyList<double> means, IReadOnlyList<double> deviations, double bottom, double top, IReadOnlyList<double>? others = null)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity, least = double.PositiveInfinity, most = 0;
        for (int i = 0; i < means.Count; i++)
        {
            double mean = means[i], deviation = double.IsFinite(deviations[i]) ? deviations[i] : 0;
            if (!double.IsFinite(mean + deviation)) continue;
            low = Math.Min(low, mean - deviation);
            high = Math.Max(high, mean + deviation);
            if (mean > 0) least = Math.Min(least, mean);
            most = Math.Max(most, mean);
        }
        double[] more = [.. (others ?? []).Where(double.IsFinite)];
        if (most / least > LogFrom)
        {
            double lowest = more.Length > 0 ? Math.Clamp(more.Min(), least / 10, least) : least;
            return new LogScale(lowest / 1.5, Math.Max(most, high), bottom, top);
        }
        if (more.Length > 0) (low, high) = (Math.Min(low, more.Min()), Math.Max(high, more.Max()));
        double margin = high / 25 - low / 25;
        return new LinearScale(low - margin, high + margin, bottom, top);
    }

    /// <summary>Where the lower end of an error bar is; one that reaches 0 on a logarithmic scale ends at the bottom.</summary>
    public static double Lower(IScale scale, double mean, double deviation, double bottom) =>
        scale is LogScale && mean - deviation <= 0 ? bottom : scale.Map(mean - deviation);
}
