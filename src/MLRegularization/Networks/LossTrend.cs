namespace MLRegularization.Networks;

/// <summary>A straight line through the losses of consecutive epochs: how far they fall, and how far each strays from it.</summary>
/// <param name="Level">Their mean.</param>
/// <param name="Fall">By how much the line falls from the first epoch to the last; below 0: it rises.</param>
/// <param name="StandardError">Standard error of that, as if epochs strayed independently.</param>
/// <param name="Spread">Standard deviation about the line.</param>
internal readonly record struct LossTrend(double Level, double Fall, double StandardError, double Spread)
{
    /// <summary>The line of least squares through at least 3 finite losses.</summary>
    public static LossTrend Of(ReadOnlySpan<double> losses)
    {
        int n = losses.Length;
        double middle = (n - 1) / 2.0, level = 0, product = 0, squares = 0, rest = 0;
        foreach (double loss in losses) level += loss / n;
        for (int t = 0; t < n; t++)
        {
            product += (t - middle) * (losses[t] - level);
            squares += (t - middle) * (t - middle);
        }
        double slope = product / squares;
        for (int t = 0; t < n; t++) rest += Math.Pow(losses[t] - level - (slope * (t - middle)), 2);
        double spread = Math.Sqrt(rest / (n - 2));
        return new LossTrend(level, -slope * (n - 1), (n - 1) * spread / Math.Sqrt(squares), spread);
    }

    /// <summary>Whether the losses fall by at least a share of their level, and by more than chance.</summary>
    public bool IsFalling(double share, double standardErrors) => Fall > 0 && Fall >= share * Math.Abs(Level) && Fall > standardErrors * StandardError;
}
