namespace MLRegularization.Paths;

/// <summary>
/// Where a search begins: a model of the same features, such as one fitted to fewer rows or at another strength. What a search finds does not depend on it
/// but within the tolerance, for the problems are convex; how soon does.
/// </summary>
/// <param name="Intercepts">The intercept β₀ on the original scale, of a multinomial model that of each class; not read where none is fitted.</param>
/// <param name="Coefficients">p coefficients on the original scale; of a multinomial model K · p, class after class.</param>
public sealed record PathStart(IReadOnlyList<double> Intercepts, IReadOnlyList<double> Coefficients)
{
    /// <summary>A copy, once it is known to fit.</summary>
    /// <param name="names">The features.</param>
    /// <param name="outputs">How many linear predictors there are.</param>
    /// <exception cref="ArgumentException">There are too few numbers or too many, or one is not finite.</exception>
    internal PathStart Checked(IReadOnlyList<string> names, int outputs)
    {
        if (Intercepts is null || Coefficients is null) throw new ArgumentException("The start has no intercepts or no coefficients; give both, or no start.");
        if (Intercepts.Count != outputs || Coefficients.Count != (long)outputs * names.Count)
            throw new ArgumentException($"The start has {Coefficients.Count} coefficients and {Intercepts.Count} intercepts, and the model to be fitted {(long)outputs * names.Count} and {outputs}; start from a model of the same features and classes, or from none.");
        for (int c = 0; c < Coefficients.Count; c++)
            if (!double.IsFinite(Coefficients[c])) throw new ArgumentException($"The start's coefficient of '{names[c % names.Count]}' is {Coefficients[c]}; it must be finite: give 0, or no start.");
        for (int k = 0; k < outputs; k++)
            if (!double.IsFinite(Intercepts[k])) throw new ArgumentException($"The start's intercept is {Intercepts[k]}; it must be finite: give 0, or no start.");
        return new PathStart([.. Intercepts], [.. Coefficients]);
    }

    /// <summary>
    /// Whether it has more coefficients than an answer is likely to: the lasso's has at most as many as there are rows, an elastic net's seldom more than
    /// that by α. To be rid of the others takes longer than to begin without them.
    /// </summary>
    internal bool IsTooFull(double alpha, int rows) => alpha * Coefficients.Count(b => b != 0) > (double)rows * Intercepts.Count;

    /// <summary>The same model of columns multiplied by factors.</summary>
    internal PathStart ForScaled(double[] factors) => this with { Coefficients = [.. Coefficients.Select((b, c) => b / factors[c % factors.Length])] };

    /// <summary>The same model of columns from which centres were taken.</summary>
    internal PathStart ForRecentred(double[] centres) => this with
    {
        Intercepts = [.. Intercepts.Select((b, k) => b + Enumerable.Range(0, centres.Length).Sum(j => Coefficients[(k * centres.Length) + j] * centres[j]))],
    };
}
