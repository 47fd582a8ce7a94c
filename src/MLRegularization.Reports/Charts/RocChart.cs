using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The ROC curve of rows held out, with the line of guessing and the point of the threshold ½.</summary>
internal static class RocChart
{
    private const double Width = 440;
    private const double FontSize = 13;

    /// <summary>Draws it.</summary>
    public static string Draw(HeldOutClasses held)
    {
        PlotArea area = new(50, 34, Width - 12, 34 + Width - 62);
        LinearScale x = new(0, 1, area.Left, area.Right), y = new(0, 1, area.Bottom, area.Top);
        double falses = Share(held, 0), trues = Share(held, 1);
        SvgWriter svg = new(Width, area.Bottom + 3.6 * FontSize, "roc", "ROC curve",
            $"Share of the positive class found against share of the other class wrongly called positive, for every threshold. Area under the curve {NumberText.Short(held.Roc.Area)}. At a threshold of one half {NumberText.Percent(trues)} are found and {NumberText.Percent(falses)} wrongly called.");
        Axes.Vertical(svg, area, y, "Positives found (true positive rate)", FontSize, 5, FontSize);
        Axes.Horizontal(svg, area, x, "others called positive (false positive rate)", FontSize, 5);
        svg.Line(x.Map(0), y.Map(0), x.Map(1), y.Map(1), "equal");
        svg.Curve(Polyline.Simplify([.. held.Roc.FalsePositiveRates.Zip(held.Roc.TruePositiveRates, (f, t) => new Spot(x.Map(f), y.Map(t)))]), "line s1", $"AUC {NumberText.Short(held.Roc.Area)}");
        if (double.IsFinite(falses) && double.IsFinite(trues)) svg.Dot(x.Map(falses), y.Map(trues), 5, "ring chosen", $"threshold ½: {NumberText.Percent(trues)} found, {NumberText.Percent(falses)} wrongly called");
        svg.Text(area.Right - 12, area.Bottom - 14, $"AUC {NumberText.Short(held.Roc.Area)}", "strong", Anchor.End);
        return svg.ToString();
    }

    // The share of a class's rows that are called positive.
    private static double Share(HeldOutClasses held, int found)
    {
        double called = held.Confusion[found, 1], all = called + held.Confusion[found, 0];
        return all > 0 ? called / all : double.NaN;
    }
}
