using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>
/// Where the grid of a regression with a ridge part should end. λmax has the label's unit and the ridge part ½ λ (1−α) β² has none, so that the part of a label with
/// deviation s lets go only at strengths s times further down.
/// </summary>
public static class RidgeGrid
{
    /// <summary>A <see cref="PathOptions.LambdaRatio"/>: the default one, divided by the deviation of label less offset where that exceeds 1.</summary>
    /// <param name="rows">The rows.</param>
    public static double RatioFor(TrainingSet rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double size = 0, total = 0, mean = 0, variance = 0;
        double Of(int i) => rows.Target[i] - (rows.Offset?[i] ?? 0);
        double Weight(int i) => rows.Weights?[i] ?? 1;
        // Scaled by the largest first, so that neither 1e300 overflows nor 1e-300 vanishes.
        for (int i = 0; i < rows.Rows; i++) (size, total) = (Math.Max(size, Math.Abs(Of(i))), total + Weight(i));
        if (size == 0) size = 1;
        for (int i = 0; i < rows.Rows; i++) mean += Weight(i) / total * (Of(i) / size);
        for (int i = 0; i < rows.Rows; i++) variance += Weight(i) / total * Math.Pow((Of(i) / size) - mean, 2);
        return Ratio(rows.Rows, rows.Columns, Math.Sqrt(variance) * size);
    }

    /// <inheritdoc cref="RatioFor(TrainingSet)"/>
    public static double RatioFor(SufficientStatistics rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Moments all = Moments.Total(rows.Parts(default)[0]);
        double mean = all.ResponseSum / all.Weight;
        return Ratio(rows.Rows, rows.Columns, Math.Sqrt(Math.Max(0, (all.ResponseSquares / all.Weight) - (mean * mean))));
    }

    private static double Ratio(int rows, int columns, double deviation) => (rows > columns ? 1e-4 : 1e-2) / Math.Max(1, deviation);
}
