using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>Observed responses against predictions on rows held out, both on one scale, with the line of equality.</summary>
internal static class PredictionScatter
{
    /// <summary>Points drawn at most.</summary>
    public const int Most = 2000;

    private const double Width = 440;
    private const double FontSize = 13;

    /// <summary>Draws it.</summary>
    /// <param name="label">What is predicted.</param>
    /// <param name="errors">The rows.</param>
    /// <param name="counts">Their deviance where they are counts.</param>
    public static string Draw(string label, HeldOutErrors errors, HeldOutCounts? counts)
    {
        const double top = 34, bottom = 34 + Width - 70;
        double low = Math.Min(errors.Observed.Min(), errors.Predicted.Min()), high = Math.Max(errors.Observed.Max(), errors.Predicted.Max());
        double margin = high / 40 - low / 40;
        LinearScale y = new(low - margin, high + margin, bottom, top);
        PlotArea area = new(Math.Max(58, 10 + y.Ticks(6).Select(t => TextMeasure.Width(t.Text, FontSize)).DefaultIfEmpty().Max()), top, Width - 12, bottom);
        LinearScale x = new(low - margin, high + margin, area.Left, area.Right);
        int[] drawn = Thin(errors);
        SvgWriter svg = new(Width, area.Bottom + 3.6 * FontSize, "scatter", "Observed against predicted",
            $"{drawn.Length} points around the line of equality; {(counts is not null ? $"deviance {NumberText.Short(counts.Deviance)}, explained {NumberText.Percent(counts.Explained)}" : $"R² {NumberText.Short(errors.RSquared)}, root mean squared error {NumberText.Short(errors.RootMeanSquare)}")}. Predictions range from {NumberText.Short(errors.Predicted.Min())} to {NumberText.Short(errors.Predicted.Max())}, observations from {NumberText.Short(errors.Observed.Min())} to {NumberText.Short(errors.Observed.Max())}.");
        Axes.Vertical(svg, area, y, "Observed " + label, FontSize, 6, FontSize);
        Axes.Horizontal(svg, area, x, "predicted " + label, FontSize, 6);
        svg.Line(x.Map(low), y.Map(low), x.Map(high), y.Map(high), "equal");
        svg.Dots(drawn.Select(i => new Spot(x.Map(errors.Predicted[i]), y.Map(errors.Observed[i]))), drawn.Length > 500 ? "dots many" : "dots");
        return svg.ToString();
    }

    /// <summary>Every point, or 2 000 evenly spread over the order of predictions, both extremes among them. The same ones every time.</summary>
    public static int[] Thin(HeldOutErrors errors)
    {
        int n = errors.Rows.Length;
        if (n <= Most) return [.. Enumerable.Range(0, n)];
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => errors.Predicted[i]).ThenBy(i => errors.Observed[i])];
        return [.. Enumerable.Range(0, Most).Select(k => order[(int)((long)k * (n - 1) / (Most - 1))])];
    }
}
