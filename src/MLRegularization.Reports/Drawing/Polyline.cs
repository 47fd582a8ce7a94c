namespace MLRegularization.Reports.Drawing;

/// <summary>Lines with only the points that can be seen (Douglas and Peucker 1973).</summary>
internal static class Polyline
{
    /// <summary>Leaves out points nearer than the tolerance to the line through those kept.</summary>
    public static List<Spot> Simplify(IReadOnlyList<Spot> points, double tolerance = 0.2)
    {
        if (points.Count < 3) return [.. points];
        bool[] keep = new bool[points.Count];
        keep[0] = keep[^1] = true;
        Stack<(int First, int Last)> open = new([(0, points.Count - 1)]);
        while (open.TryPop(out (int First, int Last) part))
        {
            int farthest = -1;
            double most = tolerance;
            for (int i = part.First + 1; i < part.Last; i++)
            {
                double distance = Distance(points[i], points[part.First], points[part.Last]);
                if (distance > most) (farthest, most) = (i, distance);
            }
            if (farthest < 0) continue;
            keep[farthest] = true;
            open.Push((part.First, farthest));
            open.Push((farthest, part.Last));
        }
        return [.. points.Where((_, i) => keep[i])];
    }

    private static double Distance(Spot p, Spot a, Spot b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y;
        double length = Math.Sqrt(dx * dx + dy * dy);
        return length == 0 ? Math.Sqrt(Math.Pow(p.X - a.X, 2) + Math.Pow(p.Y - a.Y, 2)) : Math.Abs(dy * (p.X - a.X) - dx * (p.Y - a.Y)) / length;
    }
}
