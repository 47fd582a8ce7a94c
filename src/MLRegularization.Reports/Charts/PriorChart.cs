using MLRegularization.Diagnosis;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Charts;

/// <summary>The belief that λ stands for as a density of effects, the fitted effects as ticks below it.</summary>
internal static class PriorChart
{
    private const int Steps = 160;
    private const int MostTicks = 300;

    /// <summary>Draws it in one format.</summary>
    public static string Draw(Report report, Prior prior, ChartFormat format)
    {
        double[] effects = [.. report.Input.Chosen.Indices.Select((c, k) => report.Effects.Of(c % report.Names.Count, report.Input.Chosen.Values[k])).OrderByDescending(Math.Abs).Take(MostTicks)];
        double half = prior.SizeBelow(0.5), most = prior.SizeBelow(0.95), reach = 1.05 * Math.Max(prior.SizeBelow(0.99), effects.Length == 0 ? 0 : Math.Abs(effects[0]));
        double top = 2.2 * format.FontSize;
        PlotArea area = new(10, top, format.Width - 10, top + (format.IsNarrow ? 110 : 140));
        int beyond = effects.Count(e => Math.Abs(e) > most);
        SvgWriter svg = new(format.Width, area.Bottom + 3.6 * format.FontSize + 12, "prior-" + format.Key, "The belief about effects",
            $"A density about 0: half of it within ±{NumberText.Short(half)}, 95 % within ±{NumberText.Short(most)}. {beyond} of {effects.Length} fitted effects lie beyond the latter.", format.Attributes);
        LinearScale x = new(-reach, reach, area.Left, area.Right);
        svg.Text(0, format.FontSize, format.IsNarrow ? "Belief about effects" : "Belief about effects before seeing the data", "mute");
        // Finer about 0, where a Laplace density has its corner.
        double[] at = [.. Enumerable.Range(-Steps, (2 * Steps) + 1).Select(k => reach * Math.Sign(k) * Math.Pow((double)k / Steps, 2))];
        Spot Point(double b) => new(x.Map(b), area.Bottom - (area.Height - 4) * Math.Exp(-prior.NegativeLogDensity(b)));
        svg.Curve([new(x.Map(-half), area.Bottom), Point(-half), .. at.Where(b => Math.Abs(b) < half).Select(Point), Point(half), new(x.Map(half), area.Bottom)], "band", closed: true);
        svg.Curve(Polyline.Simplify([.. at.Select(Point)]), "line s4");
        foreach (double effect in effects) svg.Line(x.Map(effect), area.Bottom + 2, x.Map(effect), area.Bottom + 11, "tick");
        PlotArea below = area with { Bottom = area.Bottom + 12 };
        Axes.Horizontal(svg, below, x, report.Effects.Axis, format.FontSize, format.IsNarrow ? 4 : 8);
        return svg.ToString();
    }
}
