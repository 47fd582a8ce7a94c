using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Charts;

/// <summary>Parallel coordinates (Inselberg 1985): an axis for each thing that was searched and one for the metric, a line for every trial, tinted by rank.</summary>
internal static class ParallelKnobs
{
    private const int Wide = 9, Narrow = 4;

    /// <summary>Axes of knobs that a format has room for.</summary>
    public static int Room(ChartFormat format) => format.IsNarrow ? Narrow : Wide;

    /// <summary>Draws it in one format.</summary>
    public static string Draw(StudyView view, ChartFormat format)
    {
        double font = format.FontSize;
        // Their own order reads better than that of importance.
        Dimension[] chosen = [.. view.ByImportance.Take(Room(format))], knobs = [.. view.Varied.Where(chosen.Contains)];
        int rows = format.IsNarrow ? 3 : 2;
        LegendRow legend = new(Legend(view), format.Width, font);
        double top = legend.Height + (rows * (font + 4)) + 16, right = format.Width - (format.IsNarrow ? 44 : 60);
        PlotArea area = new(6, top, right, top + (format.IsNarrow ? 240 : 280));
        SvgWriter svg = new(format.Width, area.Bottom + (font * 1.8), "together-" + format.Key, "All that was searched together", Describe(view, knobs), format.Attributes);
        legend.Draw(svg, 0);
        double step = (area.Right - area.Left) / knobs.Length;
        KnobAxis[] axes = [.. knobs.Select(d => new KnobAxis(d, view.Compared.Where(t => t.Point.Find(d.Name) is not null).Select(t => t.Point.Find(d.Name)!.Value), area.Bottom - (d.Under is null ? 0 : 20), area.Top))];
        MetricScale y = new(view.Compared.Select(view.First), view.HigherIsBetter, area.Bottom, area.Top);
        Lines(svg, view, knobs, axes, y, area, step);
        for (int k = 0; k < knobs.Length; k++) svg.Line(area.Left + (k * step), area.Top - ((rows - 1 - (k % rows)) * (font + 4)) - 6, area.Left + (k * step), area.Top, "thin");
        for (int k = 0; k <= knobs.Length; k++)
        {
            double x = area.Left + (k * step), room = Math.Min(rows * step, format.Width) - 8;
            svg.Line(x, area.Top, x, area.Bottom, "axis");
            string name = k < knobs.Length ? knobs[k].Words : view.FirstTitle + y.Unit;
            bool last = k == knobs.Length;
            double baseline = area.Top - 10 - ((rows - 1 - (k % rows)) * (font + 4));
            if (last) svg.Text(format.Width, area.Bottom + (1.4 * font), TextMeasure.Truncate(name, format.Width - 8, font), "mute", Anchor.End, name);
            else svg.Text(x - 4, baseline, TextMeasure.Truncate(name, Math.Min(room, format.Width - x), font), "halo", Anchor.Start, knobs[k].Words);
            if (last)
                foreach (Tick tick in y.Scale.Ticks(5)) svg.Text(x + 8, tick.Position + (0.35 * font), tick.Text, "mute");
            else Ticks(svg, axes[k], knobs[k], area, x, step, font);
        }
        return svg.ToString();
    }

    private static void Lines(SvgWriter svg, StudyView view, Dimension[] knobs, KnobAxis[] axes, MetricScale y, PlotArea area, double step)
    {
        Spot[] Line(Trial trial) => [.. knobs.Select((d, k) => new Spot(area.Left + (k * step), trial.Point.Find(d.Name) is double value ? axes[k].IsCategorical ? axes[k].At(value, trial.Number) : axes[k].At(value) : area.Bottom)), new(area.Right, y.At(view.First(trial)))];
        IReadOnlyList<Trial> ranked = view.Compared;
        for (int rank = Math.Min(ranked.Count, StudyView.MostLines) - 1; rank > 0; rank--)
            if (ranked[rank] != view.Default) svg.Curve(Line(ranked[rank]), 4 * rank < ranked.Count ? "rank1" : 2 * rank < ranked.Count ? "rank2" : "rank3", view.Tip(ranked[rank]));
        if (view.Default is Trial standard && ranked.Contains(standard)) svg.Curve(Line(standard), "line s2", view.Tip(standard));
        svg.Curve(Line(ranked[0]), "line s1 best", view.Tip(ranked[0]));
    }

    private static void Ticks(SvgWriter svg, KnobAxis axis, Dimension knob, PlotArea area, double x, double step, double font)
    {
        List<Tick> ticks = [.. axis.Ends()];
        if (knob.Under is not null) ticks.Add(new Tick(area.Bottom, "off"));
        bool[] keep = LabelPlacement.Keep([.. ticks.Select(t => t.Position)], [.. ticks.Select(_ => font + 2)]);
        for (int k = 0; k < ticks.Count; k++)
        {
            svg.Line(x, ticks[k].Position, x + 4, ticks[k].Position, "axis");
            if (keep[k]) svg.Text(x + 7, Math.Clamp(ticks[k].Position + (0.35 * font), area.Top + (0.8 * font), area.Bottom), TextMeasure.Truncate(ticks[k].Text, step - 10, font), "halo", Anchor.Start, ticks[k].Text);
        }
    }

    private static List<(string, string, string)> Legend(StudyView view)
    {
        List<(string, string, string)> items = [(LegendRow.Line, "line s1", "best")];
        if (view.Default is Trial standard && view.Compared.Contains(standard)) items.Add((LegendRow.Line, "line s2", "defaults"));
        items.AddRange([(LegendRow.Line, "rank1", "best quarter"), (LegendRow.Line, "rank2", "second quarter"), (LegendRow.Line, "rank3", "others")]);
        return items;
    }

    private static string Describe(StudyView view, Dimension[] knobs) =>
        $"A line for each of {Math.Min(view.Compared.Count, StudyView.MostLines)} trials through its values of {string.Join(", ", knobs.Select(d => d.Words))}, to its {view.FirstTitle}. The best: {view.Compared[0].Words}.";
}
