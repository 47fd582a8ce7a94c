namespace MLRegularization.Reports.Drawing;

/// <summary>Draws axes: faint lines across at the ticks of the vertical one, small marks at those of the horizontal one.</summary>
internal static class Axes
{
    /// <summary>The vertical axis, its title written above it.</summary>
    public static void Vertical(SvgWriter svg, PlotArea area, IScale scale, string title, double fontSize, int about = 5, double? titleY = null)
    {
        foreach (Tick tick in scale.Ticks(about))
        {
            svg.Line(area.Left, tick.Position, area.Right, tick.Position, "grid");
            svg.Text(area.Left - 8, tick.Position + 0.35 * fontSize, tick.Text, "mute", Anchor.End);
        }
        svg.Text(0, titleY ?? area.Top - 12, Fitted(title, Unit(scale), svg.Width, fontSize), "mute", tip: title + Unit(scale));
    }

    /// <summary>The horizontal axis, its title written below it.</summary>
    public static void Horizontal(SvgWriter svg, PlotArea area, IScale scale, string title, double fontSize, int about) =>
        Horizontal(svg, area, scale.Ticks(about), title, fontSize, Unit(scale));

    /// <summary>The horizontal axis with ticks already made; labels that would touch are left out.</summary>
    public static void Horizontal(SvgWriter svg, PlotArea area, IReadOnlyList<Tick> ticks, string title, double fontSize, string unit = "")
    {
        svg.Line(area.Left, area.Bottom, area.Right, area.Bottom, "axis");
        // A label at the very end moves inwards rather than out of the picture.
        double[] centres = [.. ticks.Select(t => TextMeasure.Width(t.Text, fontSize) / 2 is var half && half < svg.Width / 2 ? Math.Clamp(t.Position, half, svg.Width - half) : t.Position)];
        bool[] keep = LabelPlacement.Keep(centres, [.. ticks.Select(t => TextMeasure.Width(t.Text, fontSize) + 8)]);
        for (int i = 0; i < ticks.Count; i++)
        {
            svg.Line(ticks[i].Position, area.Bottom, ticks[i].Position, area.Bottom + 4, "axis");
            if (keep[i]) svg.Text(centres[i], area.Bottom + 6 + fontSize, ticks[i].Text, "mute", Anchor.Middle);
        }
        double middle = (area.Left + area.Right) / 2, room = 2 * Math.Min(middle, svg.Width - middle);
        svg.Text(middle, area.Bottom + 12 + 2 * fontSize, Fitted(title, unit, room, fontSize), "mute", Anchor.Middle, title + unit);
    }

    /// <summary>What the ticks leave out: never cut off, unlike a long title.</summary>
    private static string Unit(IScale scale) => scale is LogScale ? ", log scale" : scale.Exponent == 0 ? "" : $", ×{NumberText.PowerOfTen(scale.Exponent)}";

    private static string Fitted(string title, string unit, double room, double fontSize) =>
        TextMeasure.Truncate(title, room - TextMeasure.Width(unit, fontSize), fontSize) + unit;
}
