using System.Text;
using MLRegularization.Paths;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>One small error curve per α, all on the same vertical scale; the chosen one stands out.</summary>
internal static class AlphaPanels
{
    private const double Width = 220;
    private const double Height = 170;
    private const double FontSize = 12;

    /// <summary>Draws one picture per curve.</summary>
    public static string Draw(Report report, IReadOnlyList<CrossValidationCurve> curves)
    {
        StringBuilder panels = new();
        IReadOnlyList<double> means = [.. curves.SelectMany(c => c.MeanError)], deviations = [.. curves.SelectMany(c => c.StandardError)];
        PlotArea area = new(50, 30, Width - 12, Height - 44);
        IScale y = ErrorScale.Of(means, deviations, area.Bottom, area.Top);
        for (int k = 0; k < curves.Count; k++) panels.Append(Panel(report, curves[k], y, area, k));
        return panels.ToString();
    }

    private static string Panel(Report report, CrossValidationCurve curve, IScale y, PlotArea area, int k)
    {
        bool chosen = ReferenceEquals(curve, report.Curve);
        string alpha = NumberText.Setting(curve.Path.Alpha);
        string best = $"{NumberText.Short(curve.MeanError[curve.MinIndex], 4)} ± {NumberText.Short(curve.StandardError[curve.MinIndex])}";
        SvgWriter svg = new(Width, Height, $"alpha-{k}", $"Cross-validation curve at α = {alpha}", $"Lowest {report.Words.Error} {best} at λ = {NumberText.Short(curve.Path.Points[curve.MinIndex].Lambda)}.{(chosen ? " Chosen." : "")}");
        StrengthAxis axis = new(curve.Path.Points, area.Left + 4, area.Right - 8);
        double[] x = axis.Positions();
        foreach (Tick tick in y.Ticks(4))
        {
            svg.Line(area.Left, tick.Position, area.Right, tick.Position, "grid");
            svg.Text(area.Left - 6, tick.Position + 4, tick.Text, "mute", Anchor.End);
        }
        Axes.Horizontal(svg, area, axis.Ticks(0.7 * FontSize), "λ", FontSize);
        int[] shown = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(curve.MeanError[i]))];
        svg.Curve(Polyline.Simplify([.. shown.Select(i => new Spot(x[i], y.Map(curve.MeanError[i])))]), chosen ? "line s1" : "line s6");
        if (double.IsFinite(curve.MeanError[curve.MinIndex])) svg.Dot(x[curve.MinIndex], y.Map(curve.MeanError[curve.MinIndex]), 3.5, chosen ? "f1" : "f6", best);
        svg.Text(0, FontSize + 2, $"α = {alpha}{(chosen ? ", chosen" : "")}", chosen ? "strong" : "mute");
        svg.Text(Width - 4, FontSize + 2, NumberText.Short(curve.MeanError[curve.MinIndex], 4), "mute", Anchor.End, best);
        return svg.ToString();
    }
}
