using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>One of several pictures of a path, drawn alike so that they can be compared.</summary>
/// <param name="Id">Short name, unique in the page.</param>
/// <param name="Name">What it is of.</param>
/// <param name="Axis">Title of the vertical axis.</param>
/// <param name="Low">Where that begins.</param>
/// <param name="High">Where that ends.</param>
/// <param name="Features">The features that have a hue, the same in all pictures.</param>
internal sealed record PathPanel(string Id, string Name, string Axis, double Low, double High, IReadOnlyList<int> Features);

/// <summary>The coefficient path: every feature's effect as the penalty weakens.</summary>
internal static class PathChart
{
    /// <summary>Hues told apart by most colour-blind readers; neighbouring labels never share one.</summary>
    private const int Hues = 6;

    /// <summary>Draws it in one format; as one of several where a panel is given.</summary>
    public static string Draw(Report report, PathLines lines, ChartFormat format, PathPanel? panel = null)
    {
        StrengthPlot plot = new(report, format, panel is not null ? 200 : format.IsNarrow ? 270 : 340, 2);
        PlotArea area = plot.Area;
        double[] x = plot.Axis.Positions();
        SvgWriter svg = new(format.Width, plot.Height, "path-" + panel?.Id + format.Key.Replace(' ', '-'), panel is null ? "Coefficient path" : $"Coefficient path of {panel.Name}", Describe(report, lines, panel), format.Attributes);

        (double low, double high) = panel is null ? lines.Extent() : (panel.Low, panel.High);
        double margin = low == high ? 1 : high / 30 - low / 30;
        LinearScale y = new(low - margin, high + margin, area.Bottom, area.Top);
        Axes.Vertical(svg, area, y, panel?.Axis ?? Title(report, format.IsNarrow), format.FontSize, 6, format.FontSize);
        if (lines.Features > 0) svg.Line(area.Left, y.Map(0), area.Right, y.Map(0), "zero");
        NonZeros(svg, report, lines, plot, x, format);
        plot.Draw(svg);

        if (lines.Banded > 0 && x.Length > 1)
        {
            IEnumerable<Spot> upper = x.Select((at, i) => new Spot(at, y.Map(lines.BandHigh[i])));
            IEnumerable<Spot> lower = x.Select((at, i) => new Spot(at, y.Map(lines.BandLow[i])));
            svg.Curve([.. Polyline.Simplify([.. upper]), .. Polyline.Simplify([.. lower]).AsEnumerable().Reverse()], "band", closed: true);
        }
        foreach (PathLine line in lines.Thin) Draw(svg, line, x, y, "thin", report.Names[line.Column]);
        Labelled(svg, report, lines, plot, x, y, format, panel);
        return svg.ToString();
    }

    private static void Labelled(SvgWriter svg, Report report, PathLines lines, StrengthPlot plot, double[] x, LinearScale y, ChartFormat format, PathPanel? panel)
    {
        PathLine[] sorted = [.. lines.Labelled.OrderByDescending(l => l.Values[^1])];
        double[] ends = [.. sorted.Select(l => y.Map(l.Values[^1]))];
        double height = format.FontSize + 4;
        double[] centres = LabelPlacement.Spread(ends, [.. sorted.Select(_ => height)], plot.Area.Top - 6, plot.Area.Bottom + 6);
        for (int k = 0; k < sorted.Length; k++)
        {
            int place = panel?.Features.ToList().IndexOf(sorted[k].Column) ?? k;
            string hue = "s" + (place % Hues + 1);
            string name = report.Names[sorted[k].Column];
            string tip = $"{name}: {NumberText.Short(sorted[k].Values[^1])} at the weakest penalty";
            Draw(svg, sorted[k], x, y, "line " + hue, tip);
            double lineEnd = plot.Axis.At(x.Length - 1);
            svg.Curve([new(lineEnd + 3, ends[k]), new(plot.Area.Right + 14, centres[k]), new(plot.Area.Right + 19, centres[k])], "leader " + hue);
            string label = TextMeasure.Truncate(name, plot.LabelRoom - 24, format.FontSize);
            svg.Text(plot.Area.Right + 23, centres[k] + 0.35 * format.FontSize, label, "f" + (place % Hues + 1), tip: tip);
        }
    }

    /// <summary>A line from the last λ at which the feature is out; one λ alone is a dot.</summary>
    private static void Draw(SvgWriter svg, PathLine line, double[] x, LinearScale y, string style, string tip)
    {
        int first = Math.Max(0, Array.FindIndex(line.Values, v => v != 0) - 1);
        int last = Math.Min(x.Length - 1, Array.FindLastIndex(line.Values, v => v != 0) + 1);
        if (x.Length == 1) svg.Dot(x[0], y.Map(line.Values[0]), 3, style, tip);
        else svg.Curve(Polyline.Simplify([.. Enumerable.Range(first, last - first + 1).Select(i => new Spot(x[i], y.Map(line.Values[i])))]), style, tip);
    }

    private static void NonZeros(SvgWriter svg, Report report, PathLines lines, StrengthPlot plot, double[] x, ChartFormat format)
    {
        double size = format.FontSize - 1;
        string[] counts = [.. lines.Counts.Select(NumberText.Count)];
        double widest = counts.Max(c => TextMeasure.Width(c, size)) + 9;
        double next = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < next) continue;
            svg.Text(x[i], plot.Row(1), counts[i], "mute small", Anchor.Middle);
            next = x[i] + widest;
        }
        svg.Text(plot.Area.Right + 23, plot.Row(1), format.IsNarrow ? "non-zero" : report.Outputs > 1 ? "features in the model" : "non-zero coefficients", "mute small");
    }

    private static string Title(Report report, bool narrow) =>
        report.Outputs > 1 ? $"{(report.Effects.Standardized ? $"Effect of {(narrow ? "1 sd" : "one standard deviation")}" : "Coefficient")}, norm over the classes"
        : narrow ? report.Effects.Short : report.Effects.Axis;

    private static string Describe(Report report, PathLines lines, PathPanel? panel)
    {
        if (lines.Features == 0) return "Every coefficient is zero at every penalty strength.";
        string strongest = string.Join(", ", lines.Labelled.Take(5).Select(l => $"{TextMeasure.Truncate(report.Names[l.Column], 40, 1)} ({NumberText.Short(l.Values[^1])})"));
        return $"{panel?.Axis ?? Title(report, false)}, for {report.Path.Points.Count} penalty strengths from {NumberText.Short(report.Path.Points[0].Lambda)} down to {NumberText.Short(report.Path.Points[^1].Lambda)}. "
            + $"Non-zero {(report.Outputs > 1 ? "features" : "coefficients")} grow from {lines.Counts[0]} to {lines.Counts[^1]}. Strongest, with the value at the weakest penalty: {strongest}.";
    }
}
