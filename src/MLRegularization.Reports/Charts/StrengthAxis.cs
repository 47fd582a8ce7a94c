using MLRegularization.Paths;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The axis of penalty strength: log λ, falling to the right, so that models grow from left to right. λ = 0 has a place at its end.</summary>
internal sealed class StrengthAxis
{
    private readonly LogScale scale;
    private readonly IReadOnlyList<PathPoint> points;
    private readonly double left;
    private readonly double right;
    private readonly bool hasZero;

    /// <summary>Spans the strengths of a path.</summary>
    public StrengthAxis(IReadOnlyList<PathPoint> points, double left, double right)
    {
        this.points = points;
        (this.left, this.right) = (left, right);
        double[] positive = [.. points.Select(p => p.Lambda).Where(l => l > 0 && double.IsFinite(l))];
        hasZero = positive.Length < points.Count;
        double end = hasZero && positive.Length > 0 ? right - 0.08 * (right - left) : right;
        scale = positive.Length == 0 ? new LogScale(0.1, 10, end, left) : new LogScale(positive.Min(), positive.Max(), end, left);
    }

    /// <summary>Where the λ of a point is.</summary>
    public double At(int index) => points[index].Lambda > 0 ? scale.Map(points[index].Lambda) : right;

    /// <summary>Where the points are.</summary>
    public double[] Positions() => [.. Enumerable.Range(0, points.Count).Select(At)];

    /// <summary>Round strengths from left to right.</summary>
    public IReadOnlyList<Tick> Ticks(double fontSize)
    {
        List<Tick> ticks = hasZero ? [new Tick(right, "0")] : [];
        if (points.Any(p => p.Lambda > 0)) ticks.AddRange(scale.Ticks((int)((right - left) / (fontSize * 4.5))));
        return ticks;
    }
}
