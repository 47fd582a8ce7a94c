using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Charts;

/// <summary>The metric of every trial over its number, and the best of those that were complete so far.</summary>
internal static class SearchProgress
{
    private static readonly int[] Round = [1, 2, 5];

    /// <summary>Draws it in one format.</summary>
    public static string Draw(StudyView view, ChartFormat format)
    {
        Study study = view.Study;
        double font = format.FontSize;
        LegendRow legend = new(Legend(view), format.Width, font);
        double top = (1.5 * font) + legend.Height + 10;
        PlotArea area = new(format.IsNarrow ? 50 : 62, top, format.Width - 12, top + (format.IsNarrow ? 190 : 220));
        Trial[] failed = [.. study.Trials.Where(t => t.State == TrialState.Failed)];
        SvgWriter svg = new(format.Width, area.Bottom + (3.6 * font), "progress-" + format.Key, "Progress of the search", Describe(view), format.Attributes);
        // Failures have a line of their own at the bottom.
        MetricScale y = new(view.Ranked.Select(view.Metric), view.HigherIsBetter, area.Bottom - (failed.Length > 0 ? 16 : 0), area.Top);
        LinearScale x = new(0, study.Trials.Count - 1, area.Left + 10, area.Right - 10);
        legend.Draw(svg, 0);
        Axes.Vertical(svg, area, y.Scale, view.Title, font, 5, top - 12);
        int step = Enumerable.Range(0, 27).Select(k => Round[k % 3] * (int)Math.Pow(10, k / 3)).First(s => study.Trials.Count / s <= (format.IsNarrow ? 5 : 10));
        Axes.Horizontal(svg, area, [.. Enumerable.Range(0, (study.Trials.Count + step - 1) / step).Select(k => new Tick(x.Map(k * step), NumberText.Count(k * step)))], "trial", font);
        svg.Curve(Steps(view, n => x.Map(n), y), "line s1");
        Trial[] pruned = [.. study.Trials.Where(t => t.State == TrialState.Pruned && double.IsFinite(t.Mean))], complete = [.. study.Trials.Where(t => t.State == TrialState.Complete)];
        Spot At(Trial trial) => new(x.Map(trial.Number), y.At(view.Metric(trial)));
        if (study.Trials.Count > StudyView.MostDots)
        {
            svg.Dots(pruned.Select(At), "dots lesser");
            svg.Dots(complete.Select(At), "dots many");
        }
        else
        {
            foreach (Trial trial in pruned) svg.Dot(At(trial).X, At(trial).Y, 3, "open", view.Tip(trial));
            foreach (Trial trial in complete) svg.Dot(At(trial).X, At(trial).Y, 3.4, trial == view.Default ? "f2" : "f1", view.Tip(trial));
        }
        foreach (Trial trial in failed.Take(StudyView.MostLines)) LegendRow.DrawCross(svg, x.Map(trial.Number), area.Bottom - 8, "cross", $"trial {trial.Number} failed: {trial.Reason}");
        if (view.Best is Trial best) svg.Dot(x.Map(best.Number), y.At(view.Metric(best)), 6, "ring chosen", view.Tip(best));
        return svg.ToString();
    }

    private static List<(string, string, string)> Legend(StudyView view)
    {
        List<(string, string, string)> items = [];
        if (view.Count(TrialState.Complete) > 0) items.Add((LegendRow.Dot, "f1", view.IsHalved ? "complete" : "trial"));
        if (view.Default?.State == TrialState.Complete) items.Add((LegendRow.Dot, "f2", "defaults"));
        if (view.Ranked.Any(t => t.State == TrialState.Pruned)) items.Add((LegendRow.Dot, "open", "given up"));
        if (view.Count(TrialState.Failed) > 0) items.Add((LegendRow.Cross, "cross", "failed"));
        if (view.Count(TrialState.Complete) > 1) items.Add((LegendRow.Line, "line s1", "best so far"));
        return items;
    }

    private static List<Spot> Steps(StudyView view, Func<int, double> x, MetricScale y)
    {
        List<Spot> steps = [];
        double least = double.PositiveInfinity;
        foreach (Trial trial in view.Study.Trials.Where(t => t.State == TrialState.Complete && t.Mean < double.PositiveInfinity))
        {
            if (!(trial.Mean < least)) continue;
            if (steps.Count > 0) steps.Add(new(x(trial.Number), steps[^1].Y));
            steps.Add(new(x(trial.Number), y.At(view.Metric(trial))));
            least = trial.Mean;
        }
        if (steps.Count > 0) steps.Add(new(x(view.Study.Trials.Count - 1), steps[^1].Y));
        return steps;
    }

    private static string Describe(StudyView view) =>
        $"{view.Input.Metric} of {view.Study.Trials.Count} trials in the order in which they were tried. {view.Count(TrialState.Complete)} complete, {view.Count(TrialState.Pruned)} given up, {view.Count(TrialState.Failed)} failed."
        + (view.Best is Trial best ? $" Best: {view.Tip(best)}." : "");
}
