using MLRegularization.Paths;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The coefficient path: every feature's effect as the penalty weakens.</summary>
internal static class PathChart
{
    /// <summary>Hues told apart by most colour-blind readers; neighbouring labels never share one.</summary>
    private const int Hues = 6;

    /// <summary>Draws it in one format.</summary>
    public static string Draw(Report report, PathLines lines, ChartFormat format)
    {
        StrengthPlot plot = new(report, format, format.IsNarrow ? 270 : 340, 2);
        PlotArea area = plot.Area;
        double[] x = plot.Axis.Positions();
        SvgWriter svg = new(format.Width, plot.Height, "path-" + format.Key, "Coefficient path", Describe(report, lines), format.Attributes);

        IEnumerable<double> all = lines.Labelled.Concat(lines.Thin).SelectMany(l => l.Values).Concat(lines.BandLow).Concat(lines.BandHigh).Append(0);
        (double low, double high) = (all.Min(), all.Max());
        double margin = lines.Features == 0 ? 1 : high / 30 - low / 30;
        LinearScale y = new(low - margin, high + margin, area.Bottom, area.Top);
        Axes.Vertical(svg, area, y, format.IsNarrow ? report.Effects.Short : report.Effects.Axis, format.FontSize, 6, format.FontSize);
        if (lines.Features > 0) svg.Line(area.Left, y.Map(0), area.Right, y.Map(0), "zero");
        NonZeros(svg, report.Path, plot, x, format);
        plot.Draw(svg);

        if (lines.Banded > 0 && x.Length > 1)
        {
            IEnumerable<Spot> upper = x.Select((at, i) => new Spot(at, y.Map(lines.BandHigh[i])));
            IEnumerable<Spot> lower = x.Select((at, i) => new Spot(at, y.Map(lines.BandLow[i])));
            svg.Curve([.. Polyline.Simplify([.. upper]), .. Polyline.Simplify([.. lower]).AsEnumerable().Reverse()], "band", closed: true);
        }
        foreach (PathLine line in lines.Thin) Draw(svg, line, x, y, "thin", report.Names[line.Column]);
        Labelled(svg, report, lines, plot, x, y, format);
        return svg.ToString();
    }

    private static void Labelled(SvgWriter svg, Report report, PathLines lines, StrengthPlot plot, double[] x, LinearScale y, ChartFormat format)
    {
        PathLine[] sorted = [.. lines.Labelled.OrderByDescending(l => l.Values[^1])];
        double[] ends = [.. sorted.Select(l => y.Map(l.Values[^1]))];
        double height = format.FontSize + 4;
        double[] centres = LabelPlacement.Spread(ends, [.. sorted.Select(_ => height)], plot.Area.Top - 6, plot.Area.Bottom + 6);
        for (int k = 0; k < sorted.Length; k++)
        {
            string hue = "s" + (k % Hues + 1);
            string name = report.Names[sorted[k].Column];
            string tip = $"{name}: {NumberText.Short(sorted[k].Values[^1])} at the weakest penalty";
            Draw(svg, sorted[k], x, y, "line " + hue, tip);
            double lineEnd = plot.Axis.At(x.Length - 1);
            svg.Curve([new(lineEnd + 3, ends[k]), new(plot.Area.Right + 14, centres[k]), new(plot.Area.Right + 19, centres[k])], "leader " + hue);
            string label = TextMeasure.Truncate(name, plot.LabelRoom - 24, format.FontSize);
            svg.Text(plot.Area.Right + 23, centres[k] + 0.35 * format.FontSize, label, "f" + (k % Hues + 1), tip: tip);
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

    private static void NonZeros(SvgWriter svg, RegularizationPath path, StrengthPlot plot, double[] x, ChartFormat format)
    {
        double size = format.FontSize - 1;
        string[] counts = [.. path.Points.Select(p => NumberText.Count(p.NonZeros))];
        double widest = counts.Max(c => TextMeasure.Width(c, size)) + 9;
        double next = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < next) continue;
            svg.Text(x[i], plot.Row(1), counts[i], "mute small", Anchor.Middle);
            next = x[i] + widest;
        }
        svg.Text(plot.Area.Right + 23, plot.Row(1), format.IsNarrow ? "non-zero" : "non-zero coefficients", "mute small");
    }

    private static string Describe(Report report, PathLines lines)
    {
        if (lines.Features == 0) return "Every coefficient is zero at every penalty strength.";
        string strongest = string.Join(", ", lines.Labelled.Take(5).Select(l => $"{TextMeasure.Truncate(report.Names[l.Column], 40, 1)} ({NumberText.Short(l.Values[^1])})"));
        return $"{report.Effects.Axis}, for {report.Path.Points.Count} penalty strengths from {NumberText.Short(report.Path.Points[0].Lambda)} down to {NumberText.Short(report.Path.Points[^1].Lambda)}. "
            + $"Non-zero coefficients grow from {report.Path.Points[0].NonZeros} to {report.Path.Points[^1].NonZeros}. Strongest, with the value at the weakest penalty: {strongest}.";
    }
}
