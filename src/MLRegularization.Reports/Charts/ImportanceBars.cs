using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Charts;

/// <summary>How much each thing that was searched matters, as bars.</summary>
internal static class ImportanceBars
{
    /// <summary>Bars drawn at most.</summary>
    public const int Most = 12;

    /// <summary>Draws it in one format.</summary>
    public static string Draw(StudyView view, ChartFormat format)
    {
        KnobShare[] bars = [.. view.Importance.Knobs.Take(Most)];
        double font = format.FontSize, row = font + 11, top = 2.2 * font;
        double names = Math.Min(format.IsNarrow ? 150 : 260, bars.Max(b => TextMeasure.Width(b.Words, font))), values = bars.Max(b => TextMeasure.Width(Text(b.Share), font)) + 10;
        LinearScale x = new(0, bars.Max(b => b.Share), names + 10, Math.Min(format.Width, names + 420 + values) - values);
        SvgWriter svg = new(format.Width, top + (bars.Length * row) + 8, "importance-" + format.Key, "What matters", string.Join(", ", bars.Select(b => $"{b.Words} {Text(b.Share)}{(b.IsBeyondChance ? "" : " (by chance)")}")) + ".", format.Attributes);
        svg.Text(0, font, TextMeasure.Truncate(format.IsNarrow ? "share of the variance, by itself" : $"share of the variance of the error{view.After} that each explains by itself", format.Width, font), "mute");
        for (int i = 0; i < bars.Length; i++)
        {
            double middle = top + ((i + 0.5) * row), baseline = middle + (0.35 * font), end = x.Map(bars[i].Share);
            string tip = $"{bars[i].Words}: {Text(bars[i].Share)}";
            svg.Text(names, baseline, TextMeasure.Truncate(bars[i].Words, names, font), bars[i].IsBeyondChance ? "" : "mute", Anchor.End, tip);
            svg.Box(x.Map(0), middle - (0.32 * row), Math.Max(1, end - x.Map(0)), 0.64 * row, bars[i].IsBeyondChance ? "f1" : "idle", tip);
            svg.Text(end + 6, baseline, Text(bars[i].Share), "mute");
        }
        svg.Line(x.Map(0), top - 2, x.Map(0), top + (bars.Length * row) + 2, "zero");
        return svg.ToString();
    }

    /// <summary>A share as a percentage.</summary>
    public static string Text(double share) => share is > 0 and < 0.01 ? "< 1 %" : share is > 0.99 and < 1 ? "> 99 %" : NumberText.Fixed(100 * share, 0) + "\u00A0%";
}
