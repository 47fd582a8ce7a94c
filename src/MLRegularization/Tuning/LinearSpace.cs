using MLRegularization.Paths;

namespace MLRegularization.Tuning;

/// <summary>What is searched of linear models: the mixture α, and the strength λ as a ratio to λmax of the data, which means the same on every table.</summary>
public static class LinearSpace
{
    /// <summary>Name of the strength: λ as a ratio to λmax, from 1 (no coefficient) down, with 0 for no penalty.</summary>
    public const string Strength = "lambdaRatio";

    /// <summary>Name of the L1 share α.</summary>
    public const string Mixture = "alpha";

    /// <summary>The smallest ratio of a strength to λmax but none.</summary>
    public const double SmallestRatio = 1e-4;

    /// <summary>How often no penalty at all is drawn.</summary>
    private const double NoneShare = 0.05;

    /// <summary>The mixtures that are tried first: lasso, elastic nets, ridge.</summary>
    public static IReadOnlyList<double> Mixtures { get; } = [1, 0.5, 0.9, 0.1, 0.95, 0];

    /// <summary>For trials that are whole paths, which have every strength: α alone, first <see cref="Mixtures"/>, then any share.</summary>
    /// <param name="alphas">The mixtures to choose from, the default first; null: all.</param>
    public static SearchSpace Paths(IReadOnlyList<double>? alphas = null) => new("paths-1", [Alpha(alphas)], Firsts(alphas));

    /// <summary>For trials of one strength each: α, and λ as a ratio to λmax, log 1 … 1e-4, none included.</summary>
    /// <param name="alphas">The mixtures to choose from, the default first; null: all.</param>
    public static SearchSpace Strengths(IReadOnlyList<double>? alphas = null) => new("strengths-1",
        [Alpha(alphas), new RangeDimension(Strength, "λ/λmax", SmallestRatio, 1, logarithmic: true, NoneShare)],
        [.. Firsts(alphas).Take(1).Select(p => new SearchPoint([.. p, (Strength, 0.01)]))]);

    /// <summary>The options of a point: those given, with its mixture.</summary>
    public static PathOptions ToOptions(SearchPoint point, PathOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(point);
        PathOptions own = options?.Copy() ?? new PathOptions();
        if (point.Find(Mixture) is double alpha) own.Alpha = alpha;
        return own;
    }

    /// <summary>The strength λ of a point.</summary>
    /// <param name="point">A point of <see cref="Strengths"/>.</param>
    /// <param name="lambdaMax">λmax of the data at the point's mixture: <see cref="RegularizationPath.LambdaMax"/>.</param>
    /// <exception cref="ArgumentException">The point has no strength.</exception>
    public static double Lambda(SearchPoint point, double lambdaMax)
    {
        ArgumentNullException.ThrowIfNull(point);
        return lambdaMax * (point.Find(Strength) ?? throw new ArgumentException("The point has no strength, as paths have them all; give a point of LinearSpace.Strengths.", nameof(point)));
    }

    private static Dimension Alpha(IReadOnlyList<double>? alphas)
    {
        if (alphas is null) return new RangeDimension(Mixture, "α", 0, 1);
        foreach (double alpha in alphas)
            if (!(alpha >= 0 && alpha <= 1)) throw new ArgumentException($"Alpha is {alpha}; it must lie between 0 (ridge) and 1 (lasso).", nameof(alphas));
        return new ChoiceDimension(Mixture, "α", [.. alphas.Distinct()]);
    }

    private static SearchPoint[] Firsts(IReadOnlyList<double>? alphas) => [.. (alphas ?? Mixtures).Distinct().Select(a => new SearchPoint((Mixture, a)))];
}
