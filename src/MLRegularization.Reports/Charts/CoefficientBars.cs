using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The chosen coefficients as horizontal bars, largest effect first.</summary>
internal static class CoefficientBars
{
    /// <summary>Bars drawn at most.</summary>
    public const int Most = 30;

    /// <summary>Draws it in one format.</summary>
    /// <param name="report">The report.</param>
    /// <param name="ranked">The features in the model with their effects, largest first.</param>
    /// <param name="format">The format.</param>
    public static string Draw(Report report, IReadOnlyList<(int Column, double Effect)> ranked, ChartFormat format)
    {
        (int Column, double Effect)[] bars = [.. ranked.Take(Most)];
        double row = format.FontSize + 11, top = 2.4 * format.FontSize;
        double nameRoom = Math.Min(format.IsNarrow ? 112 : 260, bars.Max(b => TextMeasure.Width(report.Names[b.Column], format.FontSize)));
        double low = Math.Min(0, bars.Min(b => b.Effect)), high = Math.Max(0, bars.Max(b => b.Effect));
        string[] values = [.. bars.Select(b => NumberText.Short(b.Effect))];
        double valueRoom = values.Max(v => TextMeasure.Width(v, format.FontSize)) + 10;
        PlotArea area = new(nameRoom + 10 + (low < 0 ? valueRoom : 0), top, format.Width - (high > 0 ? valueRoom : 4), top + bars.Length * row);
        LinearScale x = new(low, high, area.Left, area.Right);

        string description = $"{report.Effects.Axis}. {string.Join(", ", bars.Take(8).Select((b, i) => $"{TextMeasure.Truncate(report.Names[b.Column], 40, 1)} {values[i]}"))}.";
        SvgWriter svg = new(format.Width, area.Bottom + 8, "bars-" + format.Key, "Coefficients by size", description, format.Attributes);
        svg.Text(0, format.FontSize, TextMeasure.Truncate(format.IsNarrow ? report.Effects.Short : report.Effects.Axis, format.Width, format.FontSize), "mute", tip: report.Effects.Axis);
        for (int i = 0; i < bars.Length; i++)
        {
            double middle = area.Top + (i + 0.5) * row, baseline = middle + 0.35 * format.FontSize;
            double zero = x.Map(0), end = x.Map(bars[i].Effect);
            string name = report.Names[bars[i].Column];
            string tip = $"{name}: {values[i]}";
            svg.Text(nameRoom, baseline, TextMeasure.Truncate(name, nameRoom, format.FontSize), "", Anchor.End, tip);
            svg.Box(Math.Min(zero, end), middle - 0.32 * row, Math.Max(1, Math.Abs(end - zero)), 0.64 * row, bars[i].Effect < 0 ? "f2" : "f1", tip);
            svg.Text(bars[i].Effect < 0 ? end - 6 : end + 6, baseline, values[i], "mute", bars[i].Effect < 0 ? Anchor.End : Anchor.Start);
        }
        svg.Line(x.Map(0), area.Top - 2, x.Map(0), area.Bottom + 2, "zero");
        return svg.ToString();
    }
}
