using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports;

/// <summary>Rows as dots and several functions fitted to them as curves: what regularisation does to a fit, to be seen at once.</summary>
public static class FittedCurvesPicture
{
    private const int Hues = 6;
    private const double Width = 760, Font = 13, Top = 66, Margin = 14;

    /// <summary>Renders a standalone SVG document. The same input gives the same bytes.</summary>
    /// <param name="input">Rows and functions.</param>
    /// <exception cref="ArgumentException">There is nothing to draw, there are more than 6 functions, or one has not as many values as the grid has points.</exception>
    public static string Render(FittedCurvesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input);
        double names = Math.Min(240, input.Curves.Max(c => TextMeasure.Width(c.Name, Font)));
        PlotArea area = new(74, Top, Width - names - 32, Top + 360);
        double[] values = [.. input.Rows.Select(r => r.Y).Concat(input.Curves.SelectMany(c => c.Values)).Where(double.IsFinite)];
        double[] features = [.. input.Rows.Select(r => r.X).Concat(input.Grid)];
        double margin = (values.Max() / 25) - (values.Min() / 25);
        LinearScale x = new(features.Min(), features.Max(), area.Left + 6, area.Right), y = new(values.Min() - margin, values.Max() + margin, area.Bottom, area.Top);
        SvgWriter svg = new(Width + (2 * Margin), area.Bottom + (3.8 * Font), "fitted", input.Title, Describe(input), " xmlns=\"http://www.w3.org/2000/svg\"");
        svg.Raw(StyleSheet.Picture);
        svg.Raw($"<g transform=\"translate({SvgWriter.N(Margin)})\">\n");
        svg.Text(0, 26, TextMeasure.Truncate(input.Title, Width / 1.1, Font), "strong", tip: input.Title);
        Axes.Vertical(svg, area, y, input.Label, Font, 6, Top - 14);
        Axes.Horizontal(svg, area, x, input.Feature, Font, 10);
        List<(double Y, string Text, string Style)> ends = [];
        for (int k = 0; k < input.Curves.Count; k++)
        {
            (string name, IReadOnlyList<double> curve) = input.Curves[k];
            int[] shown = LearningCurves.Finite(curve);
            if (shown.Length == 0) continue;
            svg.Curve(Polyline.Simplify([.. shown.Select(i => new Spot(x.Map(input.Grid[i]), y.Map(curve[i])))]), $"line s{k + 1}", name);
            ends.Add((y.Map(curve[shown[^1]]), TextMeasure.Truncate(name, names, Font), $"f{k + 1}"));
        }
        foreach ((double at, double value) in input.Rows.Where(r => double.IsFinite(r.Y))) svg.Dot(x.Map(at), y.Map(value), 4, "row", $"{NumberText.Short(at)}: {NumberText.Short(value, 4)}");
        EndLabels.Draw(svg, area, ends, Font);
        svg.Raw("</g>\n");
        return svg.ToString();
    }

    private static string Describe(FittedCurvesInput input) =>
        $"{input.Rows.Count} rows as dots, {input.Label} against {input.Feature}, and {input.Curves.Count} fitted curves. "
        + string.Join(" ", input.Curves.Select(c => $"{c.Name}: from {NumberText.Short(c.Values[0])} to {NumberText.Short(c.Values[^1])}."));

    private static void Check(FittedCurvesInput input)
    {
        if (input.Curves.Count is < 1 or > Hues) throw new ArgumentException($"There are {input.Curves.Count} curves; give from 1 to {Hues}, which can be told apart.", nameof(input));
        if (input.Grid.Count == 0) throw new ArgumentException("The grid is empty; give the feature's values at which the curves are known.", nameof(input));
        foreach ((string name, IReadOnlyList<double> values) in input.Curves)
            if (values.Count != input.Grid.Count) throw new ArgumentException($"'{name}' has {values.Count} values for a grid of {input.Grid.Count}; give one for each point.", nameof(input));
    }
}
