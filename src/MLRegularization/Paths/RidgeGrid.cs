using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>
/// Where the grid of a fit with a ridge part should end. λmax is an L1 matter: below α = 0.001 that of 0.001 is used, a thousand times that of the lasso, and a grid as
/// long as the lasso's ends where ridge alone still holds what is nearly collinear. And λmax of squared loss has the label's unit, while the ridge part ½ λ (1−α) β² has none, so
/// that the part of a label with deviation s lets go only at strengths s times further down.
/// </summary>
public static class RidgeGrid
{
    private const double NoLasso = 0.001;

    /// <summary>A <see cref="PathOptions.LambdaRatio"/>: the default one, smaller for ridge alone, and for squared loss divided by the deviation of label less offset where that exceeds 1.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="alpha">The share of the L1 part, of several the smallest.</param>
    public static double RatioFor(TrainingSet rows, LossKind loss, double alpha)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double ratio = Ratio(rows.Rows, rows.Columns, loss, alpha);
        return loss != LossKind.Squared || alpha == 1 ? ratio : ratio / Math.Max(1, Deviation(rows));
    }

    /// <summary>The weighted standard deviation of label less offset.</summary>
    internal static double Deviation(TrainingSet rows)
    {
        double size = 0, total = 0, mean = 0, variance = 0;
        double Of(int i) => rows.Target[i] - (rows.Offset?[i] ?? 0);
        double Weight(int i) => rows.Weights?[i] ?? 1;
        // Scaled by the largest first, so that neither 1e300 overflows nor 1e-300 vanishes.
        for (int i = 0; i < rows.Rows; i++) (size, total) = (Math.Max(size, Math.Abs(Of(i))), total + Weight(i));
        if (size == 0) size = 1;
        for (int i = 0; i < rows.Rows; i++) mean += Weight(i) / total * (Of(i) / size);
        for (int i = 0; i < rows.Rows; i++) variance += Weight(i) / total * Math.Pow((Of(i) / size) - mean, 2);
        return Math.Sqrt(variance) * size;
    }

    /// <summary>The same for rows that streamed past, of squared loss.</summary>
    /// <inheritdoc cref="RatioFor(TrainingSet, LossKind, double)" path="/param"/>
    public static double RatioFor(SufficientStatistics rows, double alpha)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double ratio = Ratio(rows.Rows, rows.Columns, LossKind.Squared, alpha);
        if (alpha == 1) return ratio;
        Moments all = Moments.Total(rows.Parts(default)[0]);
        double mean = all.ResponseSum / all.Weight;
        return ratio / Math.Max(1, Math.Sqrt(Math.Max(0, (all.ResponseSquares / all.Weight) - (mean * mean))));
    }

    // On few rows a loss without a closed form takes long to get to the end, where it explains everything.
    private static double Ratio(int rows, int columns, LossKind loss, double alpha)
        => alpha >= NoLasso ? (rows > columns ? 1e-4 : 1e-2) : rows > columns ? 1e-7 : loss == LossKind.Squared ? 1e-5 : 1e-3;
}
