using MLRegularization.Numerics;

namespace MLRegularization.Comparisons;

/// <summary>
/// The difference of two models' scores, paired by fold, with the corrected resampled t-test: folds share training rows, so the variance of
/// their mean is (1/J + n_test/n_train) σ² instead of σ²/J (Nadeau and Bengio 2003; Bouckaert and Frank 2004 for repeats).
/// </summary>
/// <param name="Mean">Mean difference.</param>
/// <param name="StandardError">Its corrected standard error.</param>
/// <param name="T">Mean / standard error.</param>
/// <param name="PValue">Two-sided probability of such a T where the models do equally well; NaN where it cannot be told.</param>
/// <param name="Folds">The folds J that have both scores.</param>
public readonly record struct PairedDifference(double Mean, double StandardError, double T, double PValue, int Folds)
{
    /// <summary>Scores that differ by less, relatively, are the same: two ways to compute one model differ in their last digits.</summary>
    internal const double Rounding = 1e-12;

    /// <summary>Compares scores; those that differ by rounding alone count as equal.</summary>
    /// <param name="first">One model's score by fold; NaN where there is none.</param>
    /// <param name="second">The other's, in the same order.</param>
    /// <param name="testShare">Test rows per training row, n_test/n_train.</param>
    /// <returns>The first less the second.</returns>
    /// <exception cref="ArgumentException">The scores differ in number.</exception>
    public static PairedDifference Of(IReadOnlyList<double> first, IReadOnlyList<double> second, double testShare)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count) throw new ArgumentException($"There are {first.Count} scores of one model and {second.Count} of the other; give one per fold of each.", nameof(second));
        double[] differences = [.. first.Zip(second, Less).Where(d => !double.IsNaN(d))];
        int count = differences.Length;
        if (count == 0) return new PairedDifference(double.NaN, double.NaN, double.NaN, double.NaN, 0);
        double mean = differences.Average();
        if (count == 1 || double.IsInfinity(mean)) return new PairedDifference(mean, double.NaN, double.NaN, double.NaN, count);
        double variance = differences.Sum(d => (d - mean) * (d - mean)) / (count - 1);
        double error = Math.Sqrt(((1.0 / count) + testShare) * variance);
        double t = mean == 0 ? 0 : mean / error;
        return new PairedDifference(mean, error, t, StudentT.TwoSided(t, count - 1), count);
    }

    /// <summary>Whether folds of the same models would often differ as much: the probability is above 0.05, or cannot be told of a finite difference.</summary>
    public bool IsNoise => !double.IsInfinity(Mean) && !(PValue <= 0.05);

    private static double Less(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Min(Math.Abs(a), Math.Abs(b)) ? 0 : a - b;
}
