using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>How residuals on rows held out are spread: a histogram with bins after Freedman and Diaconis (1981).</summary>
internal static class ResidualHistogram
{
    private const double Width = 440;
    private const double FontSize = 13;

    /// <summary>Draws it.</summary>
    public static string Draw(string label, HeldOutErrors errors)
    {
        (double low, double high, int[] counts) = Bins(errors);
        PlotArea area = new(50, 34, Width - 12, 224);
        LinearScale x = new(low, high, area.Left, area.Right);
        LinearScale y = new(0, counts.Max() * 1.05, area.Bottom, area.Top);
        SvgWriter svg = new(Width, area.Bottom + 3.6 * FontSize, "residuals", "Residuals",
            $"Histogram of {errors.Rows.Length} residuals, observed minus predicted. Median {NumberText.Short(errors.Quantile(0.5))}, middle half from {NumberText.Short(errors.Quantile(0.25))} to {NumberText.Short(errors.Quantile(0.75))}, all from {NumberText.Short(errors.Quantile(0))} to {NumberText.Short(errors.Quantile(1))}.");
        Axes.Vertical(svg, area, y, "Rows", FontSize, 4, FontSize);
        double step = area.Width / counts.Length;
        for (int k = 0; k < counts.Length; k++)
            if (counts[k] > 0) svg.Box(area.Left + k * step + 0.5, y.Map(counts[k]), step - 1, area.Bottom - y.Map(counts[k]), "f6", $"{counts[k]} rows");
        if (low < 0 && high > 0) svg.Line(x.Map(0), area.Top, x.Map(0), area.Bottom, "equal");
        Axes.Horizontal(svg, area, x, $"residual, observed − predicted {label}", FontSize, 6);
        return svg.ToString();
    }

    /// <summary>Bins from the smallest residual to the largest; at least 1, at most 60.</summary>
    private static (double Low, double High, int[] Counts) Bins(HeldOutErrors errors)
    {
        double low = errors.Sorted[0], high = errors.Sorted[^1];
        double width = 2 * (errors.Quantile(0.75) - errors.Quantile(0.25)) / Math.Cbrt(errors.Sorted.Length);
        double ratio = (high / 2 - low / 2) / (width / 2);
        int bins = width > 0 && double.IsFinite(ratio) ? (int)Math.Clamp(Math.Ceiling(ratio), 1, 60) : high > low ? 10 : 1;
        if (high <= low) (low, high) = low == 0 ? (-1, 1) : (low - Math.Abs(low) / 2, high + Math.Abs(high) / 2);
        int[] counts = new int[bins];
        foreach (double r in errors.Sorted) counts[Math.Clamp((int)((r / 2 - low / 2) / (high / 2 - low / 2) * bins), 0, bins - 1)]++;
        return (low, high, counts);
    }
}
