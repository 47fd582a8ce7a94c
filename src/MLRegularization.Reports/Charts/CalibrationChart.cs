using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>Observed shares against predicted probabilities in groups of rows held out, with 95 % intervals.</summary>
internal static class CalibrationChart
{
    private const double Width = 440;
    private const double FontSize = 13;

    /// <summary>Draws it.</summary>
    /// <param name="groups">Groups of rows by probability, ascending.</param>
    /// <param name="predicted">What the probability is: the title of the horizontal axis.</param>
    /// <param name="observed">The share that should be equal to it: the title of the vertical axis.</param>
    public static string Draw(IReadOnlyList<CalibrationGroup> groups, string predicted, string observed)
    {
        PlotArea area = new(50, 34, Width - 12, 34 + Width - 62);
        LinearScale x = new(0, 1, area.Left, area.Right), y = new(0, 1, area.Bottom, area.Top);
        string points = string.Join("; ", groups.Select(g => $"{NumberText.Percent(g.Predicted)} predicted, {NumberText.Percent(g.Observed)} observed"));
        SvgWriter svg = new(Width, area.Bottom + 3.6 * FontSize, "calibration", "Calibration", $"Groups of rows by {predicted}: {points}.");
        Axes.Vertical(svg, area, y, observed, FontSize, 5, FontSize);
        Axes.Horizontal(svg, area, x, predicted, FontSize, 5);
        svg.Line(x.Map(0), y.Map(0), x.Map(1), y.Map(1), "equal");
        foreach (CalibrationGroup group in groups) svg.Line(x.Map(group.Predicted), y.Map(group.Low), x.Map(group.Predicted), y.Map(group.High), "bar");
        svg.Curve([.. groups.Select(g => new Spot(x.Map(g.Predicted), y.Map(g.Observed)))], "thin");
        foreach (CalibrationGroup group in groups)
            svg.Dot(x.Map(group.Predicted), y.Map(group.Observed), 4, "f1", $"{NumberText.Count(group.Rows)} rows: {NumberText.Percent(group.Predicted)} predicted, {NumberText.Percent(group.Observed)} observed");
        return svg.ToString();
    }
}
