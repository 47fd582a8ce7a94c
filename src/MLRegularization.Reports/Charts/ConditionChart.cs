using MLRegularization.Diagnosis;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The condition number of the penalised equations over λ: what the ridge part of a penalty does for columns that can hardly be told apart.</summary>
internal static class ConditionChart
{
    /// <summary>The condition number at every λ of the path.</summary>
    public static double[] Values(Report report, Collinearity collinearity) =>
        [.. report.Path.Points.Select(p => collinearity.Conditioning!.WithRidge(p.Lambda * (1 - report.Path.Alpha) * collinearity.RidgeFactor))];

    /// <summary>Draws it in one format.</summary>
    public static string Draw(Report report, Collinearity collinearity, ChartFormat format)
    {
        double[] values = Values(report, collinearity);
        double bare = collinearity.Conditioning!.ConditionNumber;
        StrengthPlot plot = new(report, format, format.IsNarrow ? 150 : 170, 1);
        PlotArea area = plot.Area;
        double[] x = plot.Axis.Positions();
        int[] shown = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(values[i]))];
        string at = report.ChosenIndex >= 0 ? $" At the chosen λ it is {NumberText.Short(values[report.ChosenIndex])}." : "";
        SvgWriter svg = new(format.Width, plot.Height, "condition-" + format.Key, "Condition number along the path",
            $"From {NumberText.Short(values[0])} at the strongest penalty to {NumberText.Short(values[^1])} at the weakest; {NumberText.Short(bare)} without a penalty.{at}", format.Attributes);
        double low = shown.Length == 0 ? 1 : shown.Min(i => values[i]), high = shown.Length == 0 ? 10 : shown.Max(i => values[i]);
        if (double.IsFinite(bare)) high = Math.Max(high, bare);
        LogScale y = new(low / 1.2, high * 1.2, area.Bottom, area.Top);
        Axes.Vertical(svg, area, y, "Condition number", format.FontSize, 4, format.FontSize);
        plot.Draw(svg);
        if (double.IsFinite(bare))
        {
            svg.Line(area.Left, y.Map(bare), area.Right + 6, y.Map(bare), "limit");
            svg.Text(area.Right + 12, y.Map(bare) + 0.35 * format.FontSize, (format.IsNarrow ? "no penalty" : "without a penalty") + (collinearity.Conditioning.IsLowerBound ? ": more" : ""), "mute");
        }
        svg.Curve(Polyline.Simplify([.. shown.Select(i => new Spot(x[i], y.Map(values[i])))]), "line s3");
        if (report.ChosenIndex >= 0 && double.IsFinite(values[report.ChosenIndex]))
            svg.Dot(x[report.ChosenIndex], y.Map(values[report.ChosenIndex]), 5, "ring chosen", NumberText.Short(values[report.ChosenIndex]));
        return svg.ToString();
    }
}
