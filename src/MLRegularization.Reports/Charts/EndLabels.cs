using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The names of curves at their right ends, moved apart where they would touch.</summary>
internal static class EndLabels
{
    /// <summary>Draws them.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="area">Its data; labels are right of it.</param>
    /// <param name="labels">Where a curve ends, its name, and the class of its text: f1 to f6, or mute.</param>
    /// <param name="font">Size of the text.</param>
    public static void Draw(SvgWriter svg, PlotArea area, IReadOnlyList<(double Y, string Text, string Style)> labels, double font)
    {
        double[] centres = LabelPlacement.Spread([.. labels.Select(l => l.Y)], [.. labels.Select(_ => font + 4)], area.Top - 6, area.Bottom + 6);
        for (int k = 0; k < labels.Count; k++)
        {
            svg.Curve([new(area.Right + 1, labels[k].Y), new(area.Right + 8, centres[k])], "leader " + (labels[k].Style[0] == 'f' ? "s" + labels[k].Style[1..] : "limit"));
            svg.Text(area.Right + 12, centres[k] + (0.35 * font), labels[k].Text, labels[k].Style);
        }
    }
}
