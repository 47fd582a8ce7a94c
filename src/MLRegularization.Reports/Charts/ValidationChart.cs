using MLRegularization.Paths;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The cross-validation curve: mean error ± one standard error over λ.</summary>
internal static class ValidationChart
{
    /// <summary>Draws it in one format.</summary>
    public static string Draw(Report report, CrossValidationCurve curve, ChartFormat format)
    {
        StrengthPlot plot = new(report, format, format.IsNarrow ? 220 : 260, 1);
        PlotArea area = plot.Area;
        double[] x = plot.Axis.Positions();
        SvgWriter svg = new(format.Width, plot.Height, "cv-" + format.Key, "Cross-validation curve", Describe(report, curve), format.Attributes);
        int[] shown = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(curve.MeanError[i]))];
        IScale y = ErrorScale.Of(curve.MeanError, curve.StandardError, area.Bottom, area.Top);
        string unit = $"{report.Words.ErrorCapital}{(format.IsNarrow ? "" : " on held-out rows")}{report.Words.ErrorUnit}";
        Axes.Vertical(svg, area, y, unit, format.FontSize, 5, format.FontSize);
        plot.Draw(svg);
        if (shown.Length == 0) return svg.ToString();

        double limit = curve.MeanError[curve.MinIndex] + curve.StandardError[curve.MinIndex];
        if (double.IsFinite(limit))
        {
            svg.Line(area.Left, y.Map(limit), area.Right + 6, y.Map(limit), "limit");
            svg.Text(area.Right + 12, y.Map(limit) + 0.35 * format.FontSize, format.IsNarrow ? "lowest + se" : "lowest + 1 std. error", "mute");
        }
        double Upper(int i) => Inside(y.Map(curve.MeanError[i] + Deviation(curve, i)), area);
        double Lower(int i) => Inside(ErrorScale.Lower(y, curve.MeanError[i], Deviation(curve, i), area.Bottom), area);
        Spot[] mean = [.. shown.Select(i => new Spot(x[i], y.Map(curve.MeanError[i])))];
        if (shown.Length > 1 && area.Width / shown.Length < 5)
        {
            svg.Curve([.. Polyline.Simplify([.. shown.Select(i => new Spot(x[i], Upper(i)))]), .. Polyline.Simplify([.. shown.Reverse().Select(i => new Spot(x[i], Lower(i)))])], "band", closed: true);
            svg.Curve(Polyline.Simplify(mean), "line s1");
        }
        else
        {
            foreach (int i in shown) svg.Line(x[i], Upper(i), x[i], Lower(i), "bar");
            foreach (int i in shown) svg.Dot(x[i], y.Map(curve.MeanError[i]), 2.4, "f1", Tip(report, curve, i));
        }
        foreach (StrengthMark mark in plot.Marks)
            if (double.IsFinite(curve.MeanError[mark.Index]))
                svg.Dot(x[mark.Index], y.Map(curve.MeanError[mark.Index]), 5, mark.Chosen ? "ring chosen" : "ring", Tip(report, curve, mark.Index));
        return svg.ToString();
    }

    private static double Deviation(CrossValidationCurve curve, int i) => double.IsFinite(curve.StandardError[i]) ? curve.StandardError[i] : 0;

    private static double Inside(double y, PlotArea area) => Math.Clamp(y, area.Top, area.Bottom);

    private static string Tip(Report report, CrossValidationCurve curve, int i) =>
        $"λ = {NumberText.Short(report.Path.Points[i].Lambda, 4)}: {NumberText.Short(curve.MeanError[i], 4)} ± {NumberText.Short(curve.StandardError[i])}, {report.Path.Points[i].NonZeros} non-zero";

    private static string Describe(Report report, CrossValidationCurve curve) =>
        $"{report.Words.ErrorCapital} on held-out rows, with one standard error either way, for {report.Path.Points.Count} penalty strengths. "
        + $"Lowest: {NumberText.Short(curve.MeanError[curve.MinIndex], 4)} ± {NumberText.Short(curve.StandardError[curve.MinIndex])} at λ = {NumberText.Short(report.Path.Points[curve.MinIndex].Lambda)}. "
        + $"One-standard-error choice: λ = {NumberText.Short(report.Path.Points[curve.OneSeIndex].Lambda)} with {report.Path.Points[curve.OneSeIndex].NonZeros} non-zero coefficients.";
}
