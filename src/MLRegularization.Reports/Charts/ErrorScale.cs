using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The vertical scale of an error curve: linear, or logarithmic where one end of the path is so bad that the rest would be flat.</summary>
internal static class ErrorScale
{
    /// <summary>Errors that differ by more than this factor get a logarithmic scale.</summary>
    private const double LogFrom = 30;

    /// <summary>The scale that holds every finite error ± its standard error.</summary>
    public static IScale Of(IReadOnlyList<double> means, IReadOnlyList<double> deviations, double bottom, double top)
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
        if (most / least > LogFrom) return new LogScale(least / 1.5, Math.Max(most, high), bottom, top);
        double margin = high / 25 - low / 25;
        return new LinearScale(low - margin, high + margin, bottom, top);
    }

    /// <summary>Where the lower end of an error bar is; one that reaches 0 on a logarithmic scale ends at the bottom.</summary>
    public static double Lower(IScale scale, double mean, double deviation, double bottom) =>
        scale is LogScale && mean - deviation <= 0 ? bottom : scale.Map(mean - deviation);
}
