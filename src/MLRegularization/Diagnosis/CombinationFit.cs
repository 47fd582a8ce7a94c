using MLRegularization.Numerics;

namespace MLRegularization.Diagnosis;

/// <summary>Fits a column by a few others on the data, in numbers as short as they can be, and measures what those numbers miss.</summary>
internal static class CombinationFit
{
    /// <summary>More digits than this are no plain words.</summary>
    private const int MostDigits = 6;

    /// <summary>A part in standardised columns that is large beside the largest.</summary>
    private const double LargePart = 0.3;

    /// <summary>Left sides tried at most, and rows up to which more than one is.</summary>
    private const int MostLefts = 3;
    private const int MostRows = 100_000;

    /// <summary>Fits a relation. On the left is a column with a large part in it: of those the one that is said in the fewest digits, then with the fewest minus signs, then the largest.</summary>
    /// <returns>The combination as it is shown, or null where its columns cannot be told apart.</returns>
    public static Combination? Of(FeatureColumns features, int column, int[] terms)
    {
        int[] all = [column, .. terms];
        double[]? fitted = Solve(features, all);
        if (fitted is null) return null;
        double[] parts = [1, .. fitted.Select(Math.Abs)];
        double largest = parts.Max();
        int[] lefts = [.. Enumerable.Range(0, all.Length).Where(k => parts[k] >= LargePart * largest).OrderByDescending(k => parts[k] >= largest * (1 - 1e-6) ? largest : parts[k]).Take(features.Rows > MostRows ? 1 : MostLefts)];
        (Combination? Combination, int Cost) best = (null, int.MaxValue);
        foreach (int left in lefts)
        {
            int[] turned = [.. all];
            (turned[0], turned[left]) = (all[left], all[0]);
            if (left > 0) Array.Sort(turned, 1, turned.Length - 1);
            double[]? solved = left == 0 ? fitted : Solve(features, turned);
            if (solved is null) continue;
            (Combination Combination, int Digits) shown = Shown(features, turned, solved);
            int cost = (shown.Digits * all.Length) + shown.Combination.Terms.Count(t => t.Coefficient < 0);
            if (cost < best.Cost) best = (shown.Combination, cost);
        }
        return best.Combination;
    }

    // The coefficients per unit of the columns as they are in the table, in the fewest digits that miss hardly more than all digits do.
    private static (Combination Combination, int Digits) Shown(FeatureColumns features, int[] all, double[] fitted)
    {
        double[] scales = [.. all.Select(j => features.Scale.Scales[j] / features.Factor(j))];
        double[][] x = [.. all.Select(features.Centred)];
        double[] exact = [.. fitted.Select((c, k) => c * (scales[0] / scales[k + 1]))];
        (double best, _) = Miss(features, all, x, exact, 2 * MostDigits);
        for (int digits = 2; ; digits++)
        {
            double[] rounded = [.. exact.Select(c => Digits.Round(c, digits))];
            (double share, double constant) = Miss(features, all, x, rounded, digits);
            if (share > (1.05 * best) + (Combination.ExactShare / 2) && digits < MostDigits) continue;
            return (new Combination(features.Name(all[0]), [.. rounded.Select((c, k) => new CombinationTerm(features.Name(all[k + 1]), c))], constant, share), digits);
        }
    }

    // Least squares in standardised columns; twice, the second time on what the first left.
    private static double[]? Solve(FeatureColumns features, int[] all)
    {
        double[][] x = [.. all.Select(features.Centred)];
        double[] scales = [.. all.Select(j => features.Scale.Scales[j])];
        int k = x.Length - 1, n = x[0].Length;
        double[] weights = [.. Enumerable.Range(0, n).Select(features.Standardized.Weight)];
        RowFactor factor = new();
        for (int a = 1; a <= k; a++)
        {
            double[] weighted = Weighted(x[a], weights);
            double[] z = factor.Forward([.. Enumerable.Range(1, a - 1).Select(b => Kernels.Dot(weighted, x[b]) / (scales[a] * scales[b]))]);
            double left = (Kernels.Dot(weighted, x[a]) / (scales[a] * scales[a])) - Kernels.Dot(z, z);
            if (left < 1e-10) return null;
            factor.Append(z, left);
        }
        double[] coefficients = new double[k], rest = [.. x[0]];
        for (int pass = 0; pass < 2; pass++)
        {
            double[] weighted = Weighted(rest, weights);
            double[] step = factor.Back(factor.Forward([.. Enumerable.Range(1, k).Select(b => Kernels.Dot(weighted, x[b]) / (scales[0] * scales[b]))]));
            for (int a = 0; a < k; a++)
            {
                coefficients[a] += step[a];
                Kernels.AddScaled(x[a + 1], -step[a] * scales[0] / scales[a + 1], rest);
            }
        }
        return coefficients;
    }

    // What coefficients per original unit miss, with a constant of a few digits of the spread.
    private static (double Share, double Constant) Miss(FeatureColumns features, int[] all, double[][] x, double[] coefficients, int digits)
    {
        double own = features.Factor(all[0]), scale = features.Scale.Scales[all[0]], constant = 0, offset = 0;
        double[] rest = [.. x[0]];
        if (features.Intercept) offset = features.Scale.Centres[all[0]];
        for (int k = 0; k < coefficients.Length; k++)
        {
            double coefficient = coefficients[k] * own / features.Factor(all[k + 1]);
            Kernels.AddScaled(x[k + 1], -coefficient, rest);
            if (features.Intercept) offset -= coefficient * features.Scale.Centres[all[k + 1]];
        }
        if (features.Intercept)
        {
            double spread = scale / own, unit = Math.Pow(10, Math.Floor(Math.Log10(spread)) - digits);
            constant = Digits.Round(Math.Round(offset / own / unit) * unit, 15);
            if (!double.IsFinite(constant)) constant = offset / own;
        }
        double off = offset - (constant * own), square = 0;
        for (int i = 0; i < rest.Length; i++) square += features.Standardized.Weight(i) * (rest[i] + off) * (rest[i] + off);
        return (Math.Sqrt(square) / scale, constant);
    }

    private static double[] Weighted(double[] values, double[] weights) => [.. values.Select((v, i) => v * weights[i])];
}
