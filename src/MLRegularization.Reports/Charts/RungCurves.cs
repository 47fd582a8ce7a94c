using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Charts;

/// <summary>The metric at every rung, a line for every trial as far as it got: successive halving.</summary>
internal static class RungCurves
{
    /// <summary>Draws it in one format.</summary>
    public static string Draw(StudyView view, ChartFormat format)
    {
        double font = format.FontSize;
        Study study = view.Study;
        Trial[] judged = [.. view.Ranked.Where(t => t.Curve is not null).Take(StudyView.MostLines).Concat(view.Default is { Curve: not null } own ? [own] : []).Distinct()];
        LegendRow legend = new(Legend(view), format.Width, font);
        double top = legend.Height + (1.5 * font) + 10;
        PlotArea area = new(format.IsNarrow ? 50 : 62, top, format.Width - 24, top + (format.IsNarrow ? 240 : 300));
        SvgWriter svg = new(format.Width, area.Bottom + (3.6 * font), "rungs-" + format.Key, $"{view.Input.Metric} over {study.RungUnit}", Describe(view), format.Attributes);
        MetricScale y = new(judged.SelectMany(t => t.Curve!.Mean).Select(view.Metric), view.HigherIsBetter, area.Bottom, area.Top);
        LogScale x = new(study.Rungs[0], study.Rungs[^1], area.Left + 14, area.Right - 8);
        legend.Draw(svg, 0);
        Axes.Vertical(svg, area, y.Scale, view.Title, font, 5, top - 12);
        Axes.Horizontal(svg, area, [.. study.Rungs.Select(r => new Tick(x.Map(r), NumberText.Count(r)))], $"{study.RungUnit} after which trials were judged", font);
        foreach (int rung in study.Rungs) svg.Line(x.Map(rung), area.Top, x.Map(rung), area.Bottom, "grid");
        foreach (Trial trial in judged.Reverse().OrderBy(t => t == view.Best ? 3 : t == view.Default ? 2 : t.State == TrialState.Complete ? 1 : 0)) Line(svg, view, trial, x, y);
        return svg.ToString();
    }

    private static void Line(SvgWriter svg, StudyView view, Trial trial, LogScale x, MetricScale y)
    {
        Spot[] spots = [.. trial.Curve!.At.Zip(trial.Curve.Mean).Where(p => double.IsFinite(p.Second)).Select(p => new Spot(x.Map(p.First), y.At(view.Metric(p.Second))))];
        if (spots.Length == 0) return;
        bool special = trial == view.Best || trial == view.Default, complete = trial.State == TrialState.Complete;
        string line = trial == view.Best ? "line s1" : trial == view.Default ? "line s2" : complete ? "kept" : "thin", dot = trial == view.Best ? "f1" : trial == view.Default ? "f2" : complete ? "f1" : "open";
        svg.Curve(spots, line, view.Tip(trial));
        svg.Dot(spots[^1].X, spots[^1].Y, special ? 4 : complete ? 3 : 2.4, dot, view.Tip(trial));
        if (trial == view.Best) svg.Dot(spots[^1].X, spots[^1].Y, 6.5, "ring chosen", view.Tip(trial));
    }

    private static List<(string, string, string)> Legend(StudyView view)
    {
        List<(string, string, string)> items = [];
        if (view.Best?.Curve is not null) items.Add((LegendRow.Line, "line s1", "best"));
        if (view.Default?.Curve is not null) items.Add((LegendRow.Line, "line s2", "defaults"));
        if (view.Ranked.Any(t => t.State == TrialState.Complete && t != view.Best && t != view.Default)) items.Add((LegendRow.Line, "kept", "went on to the end"));
        if (view.Ranked.Any(t => t.State == TrialState.Pruned)) items.Add((LegendRow.Dot, "open", "given up"));
        return items;
    }

    private static string Describe(StudyView view) =>
        $"{view.Input.Metric} of {view.Ranked.Count} trials at {string.Join(", ", view.Study.Rungs)} {view.Study.RungUnit}; {string.Join(", ", view.Study.Rungs.Select(r => $"{view.Ranked.Count(t => t.Reached >= r)} got to {r}"))}."
        + (view.Best is Trial best ? $" Best: {view.Tip(best)}." : "");
}
