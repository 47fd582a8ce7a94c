using MLRegularization.Comparisons;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>Compared models, one line each: the score on rows held out with its standard error, that on training rows, and the gap between them.</summary>
internal static class ComparisonChart
{
    /// <summary>A model that is so many times farther from the best than the null model is cut off at the edge.</summary>
    private const double Far = 2.5;

    /// <summary>The best stands in bold letters, which are so much wider.</summary>
    private const double Bold = 1.12;

    /// <summary>Draws it in one format.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="label">What is predicted.</param>
    /// <param name="format">The format.</param>
    /// <param name="id">What ids in the page begin with.</param>
    public static string Draw(Comparison comparison, string label, ChartFormat format, string id = "models")
    {
        ComparisonMetric metric = comparison.Metrics[0];
        double font = format.FontSize, row = format.IsNarrow ? 30 : 34, top = (format.IsNarrow ? 4.4 : 2.6) * font;
        string[] values = [.. comparison.Models.Select(m => format.IsNarrow ? NumberText.Short(m.TestMean()) : $"{NumberText.Short(m.TestMean(), 4)} ± {NumberText.Short(m.StandardError(), 2)}")];
        double names = comparison.Models.Max(m => TextMeasure.Width(m.Name, font)) * Bold, room = values.Max(v => TextMeasure.Width(v, font)) * Bold;
        PlotArea area = new(names + 14, top, format.Width - room - 12, top + (comparison.Models.Count * row));
        (double low, double high) = Range(comparison);
        LinearScale x = new(low, high, area.Left, area.Right);
        SvgWriter svg = new(format.Width, area.Bottom + (3.6 * font), id + "-" + format.Key, "Models compared", Describe(comparison), format.Attributes);
        Legend(svg, format);
        foreach (Tick tick in x.Ticks(format.IsNarrow ? 4 : 8)) svg.Line(tick.Position, area.Top, tick.Position, area.Bottom, "grid");
        Axes.Horizontal(svg, area, x, $"{metric.Name} of {label}, {(metric.LargerIsBetter ? "more" : "less")} is better", font, format.IsNarrow ? 4 : 8);
        for (int m = 0; m < comparison.Models.Count; m++)
        {
            ComparedModel model = comparison.Models[m];
            double y = area.Top + ((m + 0.5) * row), baseline = y + (0.35 * font), test = model.TestMean(), training = model.TrainingMean();
            double error = double.IsFinite(model.StandardError()) ? model.StandardError() : 0;
            string tip = $"{model.Name}: {NumberText.Short(test, 4)} ± {NumberText.Short(error, 2)} on rows held out, {NumberText.Short(training, 4)} on training rows";
            string style = m == comparison.Best ? "strong" : "";
            svg.Text(names, baseline, model.Name, style, Anchor.End, tip);
            svg.Text(format.Width, baseline, values[m], m == comparison.Best ? "strong" : "mute", Anchor.End);
            double At(double value) => Math.Clamp(x.Map(double.IsFinite(value) ? value : value > 0 ? high : low), area.Left, area.Right);
            svg.Line(At(training), y, At(test), y, "between");
            svg.Line(At(test - error), y, At(test + error), y, "error");
            svg.Dot(At(training), y, 4.5, "trained", tip);
            if (test > high || double.IsPositiveInfinity(test)) svg.Text(area.Right, baseline, "›", "strong", Anchor.End, tip);
            else if (test < low || !double.IsFinite(test)) svg.Text(area.Left, baseline, "‹", "strong", Anchor.Start, tip);
            else svg.Dot(At(test), y, 5, "f1", tip);
        }
        return svg.ToString();
    }

    private static void Legend(SvgWriter svg, ChartFormat format)
    {
        double font = format.FontSize, y = font;
        const string held = "rows held out ± standard error", trained = "rows trained on";
        svg.Line(0, y - (0.35 * font), 22, y - (0.35 * font), "error");
        svg.Dot(11, y - (0.35 * font), 5, "f1");
        svg.Text(28, y, held, "mute");
        double left = format.IsNarrow ? 11 : 28 + TextMeasure.Width(held, font) + 24, line = format.IsNarrow ? y + (1.5 * font) : y;
        svg.Dot(left, line - (0.35 * font), 4.5, "trained");
        svg.Text(format.IsNarrow ? 28 : left + 12, line, trained, "mute");
    }

    // Everything but models so far off that the others could not be told apart.
    private static (double Low, double High) Range(Comparison comparison)
    {
        double best = comparison.Models[comparison.Best].TestMean();
        double[] empty = [.. comparison.Models.Where(m => m.Kind == CandidateKind.Null && double.IsFinite(m.TestMean())).Select(m => Math.Abs(m.TestMean() - best))];
        double most = empty.Length > 0 && empty[0] > 0 ? Far * empty[0] : double.PositiveInfinity;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (ComparedModel model in comparison.Models)
        {
            double test = model.TestMean(), error = double.IsFinite(model.StandardError()) ? model.StandardError() : 0;
            bool near = Math.Abs(test - best) <= most;
            double[] shown = [.. near ? [test - error, test + error] : Array.Empty<double>(), .. near || Math.Abs(model.TrainingMean() - best) <= most ? [model.TrainingMean()] : Array.Empty<double>()];
            foreach (double value in shown.Where(double.IsFinite)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }
        double margin = (high / 30) - (low / 30);
        return (low - margin, high + margin);
    }

    private static string Describe(Comparison comparison) =>
        $"{comparison.Metrics[0].Name} of each model. {string.Join("; ", comparison.Models.Select(m => $"{m.Name}: {NumberText.Short(m.TestMean(), 4)} ± {NumberText.Short(m.StandardError(), 2)} on rows held out, {NumberText.Short(m.TrainingMean(), 4)} on training rows"))}. Best: {comparison.Models[comparison.Best].Name}.";
}
