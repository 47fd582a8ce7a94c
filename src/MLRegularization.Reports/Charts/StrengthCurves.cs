using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Charts;

/// <summary>The metric over λ/λmax, a line for every trial: the best with its standard error and its choice, the defaults, and the others thin.</summary>
internal static class StrengthCurves
{
    /// <summary>Draws it in one format.</summary>
    public static string Draw(StudyView view, ChartFormat format)
    {
        double font = format.FontSize;
        Trial best = view.Curves[0];
        Trial? standard = view.Default is Trial own && view.Curves.Contains(own) ? own : null;
        Trial[] drawn = [.. view.Curves.Take(StudyView.MostLines)];
        List<(string, string, string)> items = [(LegendRow.Line, "line s1", $"best: {best.Words}")];
        if (standard is not null) items.Add((LegendRow.Line, "line s2", $"defaults: {standard.Words}"));
        if (drawn.Length > items.Count) items.Add((LegendRow.Line, "thin", "others"));
        LegendRow legend = new([.. items.Select(i => (i.Item1, i.Item2, TextMeasure.Truncate(i.Item3, format.Width - 40, font)))], format.Width, font);
        double top = legend.Height + (3.2 * font) + 8;
        PlotArea area = new(format.IsNarrow ? 50 : 62, top, format.Width - 24, top + (format.IsNarrow ? 240 : 300));
        SvgWriter svg = new(format.Width, area.Bottom + (3.6 * font), "strengths-" + format.Key, $"{view.Input.Metric} over strengths", Describe(view), format.Attributes);
        RatioAxis x = new([.. drawn.Append(standard ?? best).SelectMany(t => t.Curve!.Ratios)], area.Left + 8, area.Right);
        TrialCurve curve = best.Curve!;
        double Error(int i) => double.IsFinite(curve.StandardError[i]) ? curve.StandardError[i] : 0;
        // The model of constants, with which the best path begins, is what errors are measured against.
        double[] always = [curve.Mean[0], curve.Mean[curve.Chosen] - Error(curve.Chosen), curve.Mean[curve.Chosen] + Error(curve.Chosen)];
        MetricScale y = new(drawn.Append(standard ?? best).SelectMany(t => t.Curve!.Mean).Select(view.Metric), view.HigherIsBetter, area.Bottom, area.Top, always.Select(view.Metric));
        legend.Draw(svg, 0);
        Axes.Vertical(svg, area, y.Scale, view.Title, font, 5, legend.Height + font);
        Axes.Horizontal(svg, area, x.Ticks(font), format.IsNarrow ? "λ/λmax (log scale), weaker →" : "λ as a ratio to λmax (log scale), weaker →", font);

        int[] shown = [.. Enumerable.Range(0, curve.At.Count).Where(i => curve.At[i] > 0 && double.IsFinite(curve.Mean[i]))];
        Spot Edge(int i, int sign) => new(x.At(curve.Ratios[i]), y.At(view.Metric(curve.Mean[i] + (sign * Error(i)))));
        svg.Curve([.. Polyline.Simplify([.. shown.Select(i => Edge(i, 1))]), .. Polyline.Simplify([.. shown.Reverse().Select(i => Edge(i, -1))])], "spread", closed: true);
        foreach (Trial trial in drawn.Reverse())
            if (trial != best && trial != standard) svg.Curve(Line(view, trial, x, y), "thin", $"{trial.Words}, {view.Tip(trial)}");
        if (standard is not null) svg.Curve(Line(view, standard, x, y), "line s2", $"{standard.Words}, {view.Tip(standard)}");
        svg.Curve(Line(view, best, x, y), "line s1", $"{best.Words}, {view.Tip(best)}");
        Unpenalized(svg, view, x, y);
        Chosen(svg, view, area, x, y, font);
        return svg.ToString();
    }

    private static List<Spot> Line(StudyView view, Trial trial, RatioAxis x, MetricScale y)
    {
        TrialCurve curve = trial.Curve!;
        IReadOnlyList<double> ratios = curve.Ratios;
        return Polyline.Simplify([.. Enumerable.Range(0, ratios.Count).Where(i => ratios[i] > 0 && double.IsFinite(curve.Mean[i])).Select(i => new Spot(x.At(ratios[i]), y.At(view.Metric(curve.Mean[i]))))], 0.4);
    }

    // No penalty is the same for all mixtures.
    private static void Unpenalized(SvgWriter svg, StudyView view, RatioAxis x, MetricScale y)
    {
        if (view.Curves.Select(t => t.Curve!).FirstOrDefault(c => c.At[^1] == 0) is not TrialCurve curve || !double.IsFinite(curve.Mean[^1])) return;
        double error = double.IsFinite(curve.StandardError[^1]) ? curve.StandardError[^1] : 0;
        svg.Line(x.At(0), y.At(view.Metric(curve.Mean[^1] - error)), x.At(0), y.At(view.Metric(curve.Mean[^1] + error)), "bar");
        svg.Dot(x.At(0), y.At(view.Metric(curve.Mean[^1])), 4, "f6", $"no penalty: {NumberText.Short(view.Metric(curve.Mean[^1]), 4)} ± {NumberText.Short(error, 2)}");
    }

    private static void Chosen(SvgWriter svg, StudyView view, PlotArea area, RatioAxis x, MetricScale y, double font)
    {
        TrialCurve curve = view.Curves[0].Curve!;
        double at = x.At(curve.Ratios[curve.Chosen]);
        string text = curve.At[curve.Chosen] > 0 ? $"λ {NumberText.Short(curve.At[curve.Chosen])}, chosen" : "no penalty, chosen";
        double half = TextMeasure.Width(text, font) * 1.12 / 2;
        svg.Line(at, area.Top - 2, at, area.Bottom, "mark chosen");
        svg.Text(Math.Clamp(at, half, svg.Width - half), area.Top - 8, text, "strong", Anchor.Middle);
        svg.Dot(at, y.At(view.Metric(curve.Mean[curve.Chosen])), 5, "ring chosen", text);
    }

    private static string Describe(StudyView view)
    {
        TrialCurve curve = view.Curves[0].Curve!;
        return $"{view.Input.Metric} on rows held out over strengths, a line for each of {view.Curves.Count} {(view.Curves.Count == 1 ? "trial" : "trials")}. The best is {view.Curves[0].Words}, {NumberText.Short(view.Metric(curve.Mean[curve.Chosen]), 4)} ± {NumberText.Short(curve.StandardError[curve.Chosen], 2)} at "
            + (curve.At[curve.Chosen] > 0 ? $"λ {NumberText.Short(curve.At[curve.Chosen])}, {NumberText.Short(curve.Ratios[curve.Chosen])} of λmax." : "no penalty.");
    }
}
