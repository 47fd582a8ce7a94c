namespace MLRegularization.Diagnosis;

/// <summary>
/// The belief about a coefficient, before the data are seen, whose posterior mode the penalised fit is. With W rows and noise of variance σ²
/// (1 for logistic, multinomial and Poisson loss, whose loss is a −log likelihood as it stands), W/σ² times the objective is −log likelihood + |b|/B + b²/(2τ²):
/// a Laplace density of scale B = σ²/(Wλα), a normal one of deviation τ = σ/√(Wλ(1−α)), or their product. b is the coefficient that the penalty
/// sees, by default the effect of one standard deviation. Weights count as repeated rows.
/// </summary>
/// <param name="LaplaceScale">B; infinite without an L1 part.</param>
/// <param name="NormalDeviation">τ; infinite without an L2 part.</param>
/// <param name="NoiseDeviation">σ; NaN for other losses than the squared one.</param>
/// <param name="Standardized">Whether b is the effect of one standard deviation.</param>
/// <param name="Unlike">Whether penalty factors give columns beliefs of their own.</param>
public sealed record Prior(double LaplaceScale, double NormalDeviation, double NoiseDeviation, bool Standardized, bool Unlike)
{
    /// <summary>The belief that a strength stands for; null where there is none: for Huber loss, a grouped penalty, none at all, and without noise.</summary>
    /// <param name="loss">squared, logistic, multinomial or poisson.</param>
    /// <param name="lambda">λ.</param>
    /// <param name="alpha">The L1 share α.</param>
    /// <param name="weight">W, the number of rows or the sum of their weights.</param>
    /// <param name="noiseVariance">σ² of squared loss; not looked at for other losses.</param>
    /// <param name="standardized">Whether the penalty applies to standardised columns.</param>
    /// <param name="unlike">Whether penalty factors differ.</param>
    public static Prior? Of(string loss, double lambda, double alpha, double weight, double noiseVariance, bool standardized = true, bool unlike = false)
    {
        bool squared = loss == "squared";
        double variance = squared ? noiseVariance : 1;
        if (loss is not ("squared" or "logistic" or "multinomial" or "poisson") || !(lambda > 0 && variance > 0 && weight > 0) || !double.IsFinite(variance)) return null;
        double laplace = alpha > 0 ? variance / weight / lambda / alpha : double.PositiveInfinity;
        double normal = alpha < 1 ? Math.Sqrt(variance / weight / lambda / (1 - alpha)) : double.PositiveInfinity;
        return new Prior(laplace, normal, squared ? Math.Sqrt(variance) : double.NaN, standardized, unlike);
    }

    /// <summary>−log density of b, but for the constant that makes it a density.</summary>
    /// <param name="b">The coefficient that the penalty sees.</param>
    /// <param name="factor">Its penalty factor f: B becomes B/f, τ becomes τ/√f.</param>
    public double NegativeLogDensity(double b, double factor = 1) => factor * ((Math.Abs(b) / LaplaceScale) + (0.5 * (b / NormalDeviation) * (b / NormalDeviation)));

    /// <summary>The size that |b| is believed to stay below with a given probability.</summary>
    public double SizeBelow(double probability)
    {
        if (double.IsInfinity(NormalDeviation)) return -LaplaceScale * Math.Log(1 - probability);
        // By Simpson's rule: beyond either reach there is nothing that counts.
        const int steps = 4000;
        double reach = Math.Min(40 * LaplaceScale, 9 * NormalDeviation), step = reach / steps;
        double[] below = new double[(steps / 2) + 1];
        for (int k = 0; k < steps; k += 2)
            below[(k / 2) + 1] = below[k / 2] + Density(k * step) + (4 * Density((k + 1) * step)) + Density((k + 2) * step);
        double wanted = probability * below[^1];
        int at = Math.Max(1, Array.FindIndex(below, b => b >= wanted));
        return 2 * step * (at - 1 + ((wanted - below[at - 1]) / (below[at] - below[at - 1])));
    }

    /// <summary>The belief in plain words.</summary>
    /// <param name="lambda">λ.</param>
    /// <param name="label">What is predicted.</param>
    /// <param name="task">regression, binary, multiclass or count.</param>
    public IReadOnlyList<string> Sentences(double lambda, string label, string task)
    {
        string shape = double.IsInfinity(NormalDeviation) ? $"a Laplace distribution of scale {Digits.Short(LaplaceScale)}"
            : double.IsInfinity(LaplaceScale) ? $"a normal distribution of standard deviation {Digits.Short(NormalDeviation)}"
            : $"the product of a Laplace distribution of scale {Digits.Short(LaplaceScale)} and a normal one of standard deviation {Digits.Short(NormalDeviation)}";
        string effect = Standardized ? "a feature's effect per standard deviation" : "a feature's coefficient";
        string unit = task switch { "binary" => "in log-odds", "multiclass" => "in the logarithm of a class's odds", "count" => $"in the logarithm of '{label}'", _ => $"in units of '{label}'" };
        List<string> sentences =
        [
            $"λ = {Digits.Short(lambda)} stands for the belief, before seeing the data, that {effect} follows {shape} about 0, {unit}: half of all effects are smaller than {Digits.Short(SizeBelow(0.5))} in size, 95 % are smaller than {Digits.Short(SizeBelow(0.95))}.",
        ];
        string scale = Standardized ? " Per unit of a feature, divide these sizes by its standard deviation." : "";
        sentences.Add($"The coefficients are the most probable ones under that belief{(double.IsNaN(NoiseDeviation) ? "" : $" and normal noise of standard deviation {Digits.Short(NoiseDeviation)}")}.{scale}");
        if (Unlike) sentences.Add("That is the belief about a feature of penalty factor 1; a factor f divides the Laplace scale by f and the normal deviation by √f, and factor 0 is no belief at all.");
        return sentences;
    }

    /// <summary>What becomes of its sizes where the noise has so many times the variance, in plain words.</summary>
    internal string Widened(double times)
    {
        string laplace = $"the Laplace scale is {Digits.Short(times, 2)} times", normal = $"the normal deviation {(double.IsInfinity(LaplaceScale) ? "is " : "")}{Digits.Short(Math.Sqrt(times), 2)} times";
        return (double.IsInfinity(NormalDeviation) ? laplace : double.IsInfinity(LaplaceScale) ? normal : $"{laplace} and {normal}") + " as large";
    }

    private double Density(double b) => Math.Exp(-NegativeLogDensity(b));
}
