using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The words that raise the prediction, or those that lower it, as bars; the two pictures of a column share their scale.</summary>
internal static class WordBars
{
    /// <summary>Bars drawn at most.</summary>
    public const int Most = 20;

    private const double Width = 440;
    private const double FontSize = 13;
    private const double Row = FontSize + 10;

    /// <summary>Draws it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The words, largest effect first.</param>
    /// <param name="title">What they do.</param>
    /// <param name="beside">The words of the picture beside it.</param>
    /// <param name="id">A name unique in the page.</param>
    public static string Draw(Report report, IReadOnlyList<KeptWord> words, string title, IReadOnlyList<KeptWord> beside, string id)
    {
        KeptWord[] bars = [.. words.Take(Most)];
        string[] values = [.. bars.Select(b => NumberText.Short(b.Effect))];
        KeptWord[] both = [.. bars, .. beside.Take(Most)];
        double nameRoom = Math.Min(170, both.Max(b => TextMeasure.Width(b.Text, FontSize)));
        double valueRoom = both.Max(b => TextMeasure.Width(NumberText.Short(b.Effect), FontSize)) + 10, top = 2.4 * FontSize;
        LinearScale x = new(0, both.Max(b => Math.Abs(b.Effect)), nameRoom + 10, Width - valueRoom);
        SvgWriter svg = new(Width, top + bars.Length * Row + 8, id, title,
            $"{report.Effects.Axis}. {string.Join(", ", bars.Select((b, i) => $"{TextMeasure.Truncate(b.Text, 40, 1)} {values[i]}"))}.");
        svg.Text(0, FontSize, TextMeasure.Truncate(title, Width, FontSize), "strong", tip: title);
        for (int i = 0; i < bars.Length; i++)
        {
            double middle = top + (i + 0.5) * Row, baseline = middle + 0.35 * FontSize, end = x.Map(Math.Abs(bars[i].Effect));
            string tip = $"{bars[i].Text}: {values[i]}";
            svg.Text(nameRoom, baseline, TextMeasure.Truncate(bars[i].Text, nameRoom, FontSize), "", Anchor.End, tip);
            svg.Box(x.Map(0), middle - 0.32 * Row, Math.Max(1, end - x.Map(0)), 0.64 * Row, bars[i].Effect < 0 ? "f2" : "f1", tip);
            svg.Text(end + 6, baseline, values[i], "mute");
        }
        svg.Line(x.Map(0), top - 2, x.Map(0), top + bars.Length * Row + 2, "zero");
        return svg.ToString();
    }
}
