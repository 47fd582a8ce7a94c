using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Charts;

/// <summary>The axis of strengths as ratios to λmax: logarithmic, falling to the right, with a place for no penalty at its end.</summary>
internal sealed class RatioAxis
{
    private readonly LogScale scale;
    private readonly double right;
    private readonly double width;
    private readonly bool hasNone;

    /// <summary>Spans ratios.</summary>
    public RatioAxis(IReadOnlyList<double> ratios, double left, double right)
    {
        double[] positive = [.. ratios.Where(r => r > 0 && double.IsFinite(r))];
        hasNone = positive.Length < ratios.Count;
        (this.right, width) = (right, right - left);
        double end = hasNone ? right - (0.08 * width) : right;
        scale = positive.Length == 0 ? new LogScale(0.1, 10, end, left) : new LogScale(positive.Min(), positive.Max(), end, left);
    }

    /// <summary>Where a ratio is.</summary>
    public double At(double ratio) => ratio > 0 ? scale.Map(ratio) : right;

    /// <summary>Round ratios, and none.</summary>
    public IReadOnlyList<Tick> Ticks(double fontSize) => [.. hasNone ? [new Tick(right, "none")] : Array.Empty<Tick>(), .. scale.Ticks((int)(width / (fontSize * 4.5)))];
}
