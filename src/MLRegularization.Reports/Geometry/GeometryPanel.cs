using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Geometry;

/// <summary>One penalty: its budget as a shape around 0, the loss contours, and the point where they first touch.</summary>
/// <param name="Heading">What the panel is about.</param>
/// <param name="Formula">The budget.</param>
/// <param name="Shape">The edge of the budget.</param>
/// <param name="Solution">The penalised solution.</param>
/// <param name="Name">Its name.</param>
/// <param name="Remark">What to see, in one sentence.</param>
internal sealed record GeometryPanel(string Heading, string Formula, IReadOnlyList<Spot> Shape, double[] Solution, string Name, string Remark)
{
    private const double FontSize = 14;

    /// <summary>Contours between the touching one and the minimum, as shares of its loss, and one beyond.</summary>
    private static readonly double[] levels = [0.12, 0.45, 1.75];

    /// <summary>Draws it.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="area">Where.</param>
    /// <param name="x">Scale of the first coefficient.</param>
    /// <param name="y">Scale of the second; one unit is as long as on the first.</param>
    /// <param name="input">The problem.</param>
    /// <param name="contour">Its loss.</param>
    /// <param name="id">A name unique in the picture.</param>
    public void Draw(SvgWriter svg, PlotArea area, LinearScale x, LinearScale y, GeometryInput input, LossContour contour, string id)
    {
        svg.Text(area.Left, area.Top - 46, Heading, "head");
        svg.Text(area.Left, area.Top - 24, Formula, "mute");
        svg.Raw($"<clipPath id=\"{id}\"><rect x=\"{SvgWriter.N(area.Left)}\" y=\"{SvgWriter.N(area.Top)}\" width=\"{SvgWriter.N(area.Width)}\" height=\"{SvgWriter.N(area.Height)}\"/></clipPath>\n<g clip-path=\"url(#{id})\">\n");
        svg.Curve(Mapped(Shape, x, y), "budget", closed: true);
        double touching = contour.At(Solution);
        if (touching > 0)
        {
            foreach (double level in levels) svg.Curve(Mapped(contour.Level(level * touching), x, y), "contour", closed: true);
            svg.Curve(Mapped(contour.Level(touching), x, y), "contour touching", closed: true);
        }
        svg.Line(area.Left, y.Map(0), area.Right, y.Map(0), "axis");
        svg.Line(x.Map(0), area.Top, x.Map(0), area.Bottom, "axis");
        svg.Raw("</g>\n");

        Spot solution = new(x.Map(Solution[0]), y.Map(Solution[1])), least = new(x.Map(input.LeastSquares[0]), y.Map(input.LeastSquares[1]));
        svg.Dot(least.X, least.Y, 4.5, "least");
        svg.Dot(solution.X, solution.Y, 5.5, "solution");
        Labels(svg, area, solution, least, new Spot(x.Map(0), y.Map(0)), input);
        svg.Text(area.Left, area.Bottom + 26, Remark, "");
    }

    /// <summary>Names of the points and the axes, each at the first of its places where it touches no other.</summary>
    private void Labels(SvgWriter svg, PlotArea area, Spot solution, Spot least, Spot zero, GeometryInput input)
    {
        FreeSpots free = new(area, FontSize);
        free.Reserve(solution, 7);
        free.Reserve(least, 6);
        double away = least.Y <= solution.Y ? 1 : -1;
        Label($"{Name} ({NumberText.Short(Solution[0])}, {NumberText.Short(Solution[1])})", "halo strong", width =>
            [Beside(solution, 0, away), Beside(solution, -(width / 2 + 12), 0), Beside(solution, width / 2 + 12, 0), Beside(solution, 0, -away)]);
        Label("least squares", "halo", width => [Beside(least, 0, -away), Beside(least, 0, away), Beside(least, width / 2 + 12, 0), Beside(least, -(width / 2 + 12), 0)]);
        Label(TextMeasure.Truncate(input.FeatureNames[0], 0.4 * area.Width, FontSize) + " →", "halo mute", width =>
            [new(area.Right, zero.Y + 18), new(area.Right, zero.Y - 8), new(area.Left, zero.Y + 18), new(area.Left, zero.Y - 8)], input.FeatureNames[0]);
        Label("↑ " + TextMeasure.Truncate(input.FeatureNames[1], 0.4 * area.Width, FontSize), "halo mute", width =>
            [new(zero.X + 8 + width / 2, area.Top), new(zero.X - 8 - width / 2, area.Top), new(zero.X + 8 + width / 2, area.Bottom), new(zero.X - 8 - width / 2, area.Bottom)], input.FeatureNames[1]);

        static Spot Beside(Spot dot, double right, double down) => new(dot.X + right, dot.Y + 0.35 * FontSize + 19 * down);

        void Label(string text, string style, Func<double, Spot[]> wishes, string? tip = null)
        {
            double width = TextMeasure.Width(text, FontSize) * (style.Contains("strong", StringComparison.Ordinal) ? 1.1 : 1);
            Spot at = free.Place(width, wishes(width));
            svg.Text(at.X, at.Y, text, style, Anchor.Middle, tip);
        }
    }

    private static List<Spot> Mapped(IReadOnlyList<Spot> points, LinearScale x, LinearScale y) => [.. points.Select(p => new Spot(x.Map(p.X), y.Map(p.Y)))];
}
