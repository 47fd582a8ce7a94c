using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Geometry;

namespace MLRegularization.Reports;

/// <summary>Why an L1 penalty gives zeros and an L2 penalty does not, drawn from a real problem of two features.</summary>
public static class GeometryPicture
{
    private const double PanelWidth = 440;
    private const double Top = 84;

    private const string Style = """
        <style>
        svg { background: #fff; font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; --ink: #1b1f24; --mute: #545d68; --paper: #fff; --fill: #cfe3f5; --edge: #0b62a8; --loss: #b34a00; }
        @media (prefers-color-scheme: dark) { svg { background: #14171b; --ink: #e8ebee; --mute: #a3adb8; --paper: #14171b; --fill: #1d3a55; --edge: #6db3f2; --loss: #ff9d5c; } }
        text { fill: var(--ink); }
        .head { font-size: 18px; font-weight: 600; }
        .strong { font-weight: 600; }
        .mute { fill: var(--mute); }
        .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
        path { fill: none; }
        .axis { stroke: var(--mute); }
        .budget { fill: var(--fill); stroke: var(--edge); stroke-width: 1.5; }
        .contour { stroke: var(--loss); stroke-width: 1; stroke-opacity: .75; }
        .touching { stroke-width: 2.2; stroke-opacity: 1; }
        .least { fill: var(--loss); stroke: var(--paper); stroke-width: 1.5; }
        .solution { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
        </style>

        """;

    /// <summary>Renders a standalone SVG document. The same input gives the same bytes.</summary>
    /// <param name="input">The problem and its solutions.</param>
    /// <exception cref="ArgumentException">There are not two names, coefficients or Gram rows, or a number is not finite.</exception>
    public static string Render(GeometryInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input);
        LossContour contour = new(input.Correlation, input.LeastSquares);
        double one = Math.Abs(input.LassoSolution[0]) + Math.Abs(input.LassoSolution[1]);
        double two = Math.Sqrt(input.RidgeSolution[0] * input.RidgeSolution[0] + input.RidgeSolution[1] * input.RidgeSolution[1]);

        GeometryPanel lasso = new("L1 penalty: a shape with corners", $"|β₁| + |β₂| ≤ {NumberText.Short(one)}", Diamond(one), input.LassoSolution, "lasso", LassoRemark(input));
        GeometryPanel ridge = new("L2 penalty: a shape without corners", $"β₁² + β₂² ≤ {NumberText.Short(two * two)}", Disc(two), input.RidgeSolution, "ridge", RidgeRemark(input));
        const double width = 2 * PanelWidth + 3 * 36, height = Top + PanelWidth + 48;
        SvgWriter svg = new(width, height, "geometry", "Why an L1 penalty gives zeros and an L2 penalty does not",
            $"Two panels with the coefficients of {input.FeatureNames[0]} and {input.FeatureNames[1]} on standardised features. Ellipses of equal loss surround the least-squares point ({Pair(input.LeastSquares)}). "
            + $"Left, they first touch the diamond of the L1 budget at the lasso solution ({Pair(input.LassoSolution)}). Right, they first touch the disc of the L2 budget at the ridge solution ({Pair(input.RidgeSolution)}). {lasso.Remark} {ridge.Remark}",
            " xmlns=\"http://www.w3.org/2000/svg\"");
        svg.Raw(Style);
        (Spot centre, double half) = View(input, one, two);
        Panel(lasso, 36, "l1");
        Panel(ridge, 72 + PanelWidth, "l2");
        return svg.ToString();

        void Panel(GeometryPanel panel, double left, string id)
        {
            PlotArea area = new(left, Top, left + PanelWidth, Top + PanelWidth);
            LinearScale x = new(centre.X - half, centre.X + half, area.Left, area.Right), y = new(centre.Y - half, centre.Y + half, area.Bottom, area.Top);
            panel.Draw(svg, area, x, y, input, contour, id);
        }
    }

    /// <summary>A square that holds the budgets and the least-squares point, with room around.</summary>
    private static (Spot Centre, double Half) View(GeometryInput input, double one, double two)
    {
        double reach = Math.Max(one, two);
        if (reach == 0) reach = 0.25 * Math.Max(Math.Abs(input.LeastSquares[0]), Math.Abs(input.LeastSquares[1]));
        if (reach == 0) reach = 1;
        double left = Math.Min(-reach, input.LeastSquares[0]), right = Math.Max(reach, input.LeastSquares[0]);
        double low = Math.Min(-reach, input.LeastSquares[1]), high = Math.Max(reach, input.LeastSquares[1]);
        return (new Spot((left + right) / 2, (low + high) / 2), 0.62 * Math.Max(right - left, high - low));
    }

    private static string LassoRemark(GeometryInput input)
    {
        bool first = input.LassoSolution[0] == 0, second = input.LassoSolution[1] == 0;
        if (first && second) return "At this strength both coefficients are exactly 0.";
        if (!first && !second) return "They touch an edge here; at a stronger λ, a corner.";
        return $"They touch a corner first: {TextMeasure.Truncate(input.FeatureNames[first ? 0 : 1], 8, 1)} is exactly 0.";
    }

    private static string RidgeRemark(GeometryInput input) => input.RidgeSolution[0] != 0 && input.RidgeSolution[1] != 0
        ? "A disc has no corners: both shrink, neither is 0."
        : "A disc has no corners: a 0 here is a coincidence.";

    private static Spot[] Diamond(double reach) => [new(reach, 0), new(0, reach), new(-reach, 0), new(0, -reach)];

    private static Spot[] Disc(double radius) => [.. Enumerable.Range(0, 180).Select(k => new Spot(radius * Math.Cos(Math.PI * k / 90), radius * Math.Sin(Math.PI * k / 90)))];

    private static string Pair(double[] beta) => $"{NumberText.Short(beta[0])}, {NumberText.Short(beta[1])}";

    private static void Check(GeometryInput input)
    {
        if (input.FeatureNames.Count != 2) throw new ArgumentException($"There are {input.FeatureNames.Count} feature names; the picture has room for exactly 2.", nameof(input));
        if (input.Correlation.GetLength(0) != 2 || input.Correlation.GetLength(1) != 2) throw new ArgumentException($"The correlation matrix is {input.Correlation.GetLength(0)} × {input.Correlation.GetLength(1)}; it must be 2 × 2.", nameof(input));
        foreach (double[] beta in new[] { input.LeastSquares, input.LassoSolution, input.RidgeSolution })
            if (beta.Length != 2 || !double.IsFinite(beta[0]) || !double.IsFinite(beta[1])) throw new ArgumentException($"A solution is ({string.Join(", ", beta)}); it must be 2 finite coefficients.", nameof(input));
        foreach (double g in input.Correlation)
            if (!double.IsFinite(g)) throw new ArgumentException($"The correlation matrix holds {g}; every value must be finite.", nameof(input));
    }
}
