using System.Globalization;
using System.Text;

namespace MLRegularization.Reports.Drawing;

/// <summary>Writes one picture: plain SVG with a title and a description; colours and strokes come from classes.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder svg = new();

    /// <summary>Begins a picture.</summary>
    /// <param name="width">Width in its own units; it scales with its container.</param>
    /// <param name="height">Height.</param>
    /// <param name="id">A name unique in the page.</param>
    /// <param name="title">What it is, in a few words.</param>
    /// <param name="description">What it shows, for those who cannot see it.</param>
    /// <param name="attributes">Further attributes of the root element, ready markup.</param>
    public SvgWriter(double width, double height, string id, string title, string description, string attributes = "")
    {
        Width = width;
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"{attributes}>");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-t\">{Markup.Escape(title)}</title><desc id=\"{id}-d\">{Markup.Escape(description)}</desc>\n");
    }

    /// <summary>Width in its own units.</summary>
    public double Width { get; }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) =>
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}\"/>\n");

    /// <summary>A line through points, with an optional tooltip.</summary>
    public void Curve(IReadOnlyList<Spot> points, string style, string? tip = null, bool closed = false)
    {
        if (points.Count < 2) return;
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"M");
        for (int i = 0; i < points.Count; i++) svg.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : i == 1 ? "L" : " ")}{N(points[i].X)} {N(points[i].Y)}");
        svg.Append(closed ? "Z\"" : "\"");
        Close("path", tip);
    }

    /// <summary>A filled circle, with an optional tooltip.</summary>
    public void Dot(double x, double y, double radius, string style, string? tip = null)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"");
        Close("circle", tip);
    }

    /// <summary>Many equal dots as one element of round line caps: a scatter of thousands stays small.</summary>
    public void Dots(IEnumerable<Spot> points, string style)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" d=\"");
        foreach (Spot p in points) svg.Append(CultureInfo.InvariantCulture, $"M{N(p.X)} {N(p.Y)}h0");
        svg.Append("\"/>\n");
    }

    /// <summary>A rectangle, with an optional tooltip.</summary>
    public void Box(double x, double y, double width, double height, string style, string? tip = null)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(Math.Max(0, height))}\"");
        Close("rect", tip);
    }

    /// <summary>A text, with an optional tooltip if that says more.</summary>
    public void Text(double x, double y, string text, string style = "", Anchor anchor = Anchor.Start, string? tip = null) =>
        Marked(x, y, Markup.Escape(text), style, anchor, tip == text ? null : tip);

    /// <summary>A text that is ready markup, such as a λ with its index.</summary>
    public void Marked(double x, double y, string markup, string style = "", Anchor anchor = Anchor.Start, string? tip = null)
    {
        svg.Append("<text");
        if (style.Length > 0) svg.Append(CultureInfo.InvariantCulture, $" class=\"{style}\"");
        if (anchor != Anchor.Start) svg.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        svg.Append(CultureInfo.InvariantCulture, $" x=\"{N(x)}\" y=\"{N(y)}\">{markup}");
        if (tip is not null) svg.Append(CultureInfo.InvariantCulture, $"<title>{Markup.Escape(tip)}</title>");
        svg.Append("</text>\n");
    }

    /// <summary>Ready markup as it is.</summary>
    public void Raw(string markup) => svg.Append(markup);

    /// <summary>Ends the picture.</summary>
    public override string ToString() => svg + "</svg>\n";

    /// <summary>A coordinate with at most one decimal, kept within what renderers can hold.</summary>
    public static string N(double value)
    {
        if (!double.IsFinite(value)) value = 0;
        string text = Math.Clamp(value, -1e5, 1e5).ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private void Close(string element, string? tip)
    {
        if (tip is null) svg.Append("/>\n");
        else svg.Append(CultureInfo.InvariantCulture, $"><title>{Markup.Escape(tip)}</title></{element}>\n");
    }
}
