using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>What marks of a picture mean, in rows above it.</summary>
internal sealed class LegendRow(IReadOnlyList<(string Mark, string Style, string Text)> items, double width, double font)
{
    private const double Mark = 20;

    /// <summary>A dot, a line, or a cross.</summary>
    public const string Dot = "dot", Line = "line", Cross = "cross";

    private double RowHeight => font + 7;

    /// <summary>Height of its rows.</summary>
    public double Height => Places().Select(p => p.Y).DefaultIfEmpty(-RowHeight).Max() + RowHeight;

    /// <summary>Draws it.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="top">Where its first row begins.</param>
    public void Draw(SvgWriter svg, double top)
    {
        foreach (((string mark, string style, string text), (double x, double y)) in items.Zip(Places()))
        {
            double middle = top + y + (0.62 * font);
            if (mark == Line) svg.Line(x, middle, x + Mark - 5, middle, style);
            else if (mark == Cross) DrawCross(svg, x + 7, middle, style, null);
            else svg.Dot(x + 7, middle, 4, style);
            svg.Text(x + Mark, middle + (0.35 * font), text, "mute");
        }
    }

    /// <summary>A cross, with an optional tooltip.</summary>
    public static void DrawCross(SvgWriter svg, double x, double y, string style, string? tip)
    {
        const double arm = 3.4;
        svg.Curve([new(x - arm, y - arm), new(x + arm, y + arm), new(x, y), new(x - arm, y + arm), new(x + arm, y - arm)], style, tip);
    }

    private IEnumerable<(double X, double Y)> Places()
    {
        double x = 0, y = 0;
        foreach ((_, _, string text) in items)
        {
            double room = Mark + TextMeasure.Width(text, font) + 14;
            if (x > 0 && x + room - 14 > width) (x, y) = (0, y + RowHeight);
            yield return (x, y);
            x += room;
        }
    }
}
