namespace MLRegularization.Reports.Drawing;

/// <summary>Where texts in open space may go: the first of several wishes that touches nothing placed before.</summary>
internal sealed class FreeSpots(PlotArea area, double fontSize)
{
    private readonly List<(double Left, double Top, double Right, double Bottom)> taken = [];

    /// <summary>Keeps texts off a dot.</summary>
    public void Reserve(Spot dot, double radius) => taken.Add((dot.X - radius, dot.Y - radius, dot.X + radius, dot.Y + radius));

    /// <summary>The middle of the baseline of a text: the first wish that is free, moved inside the area; the first of all if none is.</summary>
    public Spot Place(double width, IReadOnlyList<Spot> wishes)
    {
        Spot first = Inside(wishes[0], width);
        foreach (Spot wish in wishes)
        {
            Spot at = Inside(wish, width);
            (double Left, double Top, double Right, double Bottom) box = Box(at, width);
            if (taken.Exists(t => t.Left < box.Right && box.Left < t.Right && t.Top < box.Bottom && box.Top < t.Bottom)) continue;
            first = at;
            break;
        }
        taken.Add(Box(first, width));
        return first;
    }

    private Spot Inside(Spot wish, double width) => new(
        Math.Clamp(wish.X, area.Left + width / 2, Math.Max(area.Left + width / 2, area.Right - width / 2)),
        Math.Clamp(wish.Y, area.Top + fontSize, area.Bottom - 0.4 * fontSize));

    private (double, double, double, double) Box(Spot at, double width) => (at.X - width / 2 - 3, at.Y - fontSize, at.X + width / 2 + 3, at.Y + 0.35 * fontSize);
}
