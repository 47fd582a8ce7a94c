namespace MLRegularization.Diagnosis;

/// <summary>Whether a close fit could be chance: few rows are fitted by a few of many columns whatever they hold.</summary>
internal static class Chance
{
    /// <summary>A find that one table in a million would show by chance is none.</summary>
    private const double Most = 1e-6;

    /// <summary>
    /// Whether a combination of <paramref name="terms"/> columns that leaves this share of a column's variance is beyond chance. Among independent
    /// normal columns the share has a Beta(a, b) distribution, a = (rows − 1 − terms)/2, b = terms/2, of which P(share ≤ s) ≤ sᵃ / (a B(a, b));
    /// that is multiplied by the number of ways to choose the columns (Bonferroni).
    /// </summary>
    /// <param name="share">1 − R².</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns to choose from.</param>
    /// <param name="terms">Columns chosen, beside the one that is fitted.</param>
    public static bool IsExcluded(double share, int rows, int columns, int terms)
    {
        double a = (rows - 1 - terms) / 2.0, b = terms / 2.0;
        if (a <= 0) return false;
        double logarithm = (a * Math.Log(Math.Max(share, 1e-30))) - Math.Log(a) - (LogGamma(a) + LogGamma(b) - LogGamma(a + b)) + Math.Log(columns);
        for (int k = 0; k < terms; k++) logarithm += Math.Log((double)(columns - 1 - k) / (k + 1));
        return logarithm < Math.Log(Most);
    }

    // Of a positive multiple of ½, by Stirling's series from 10 on and the recurrence below.
    private static double LogGamma(double x)
    {
        double down = 0;
        for (; x < 10; x++) down += Math.Log(x);
        double inverse = 1 / x, square = inverse * inverse;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square / 1260))))) - down;
    }
}
