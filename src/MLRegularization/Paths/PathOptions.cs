using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>Which algorithm fits the path. All give the same answer; the choice is one of speed.</summary>
public enum SolverKind
{
    /// <summary>Chosen from the shape of the data and the penalty.</summary>
    Automatic,

    /// <summary>Coordinate descent and exact active-set steps on the Gram matrix; for rows ≫ columns.</summary>
    Gram,

    /// <summary>Working sets and residual coordinate descent with screening; for columns ≫ rows.</summary>
    Residual,

    /// <summary>One matrix decomposition for every λ; only for α = 0 without bounds.</summary>
    Direct,

    /// <summary>Quadratic models of the loss, one after another; for every loss but the squared one.</summary>
    ProximalNewton,
}

/// <summary>The loss ℓ(y, η) of a response y and its linear predictor η.</summary>
public enum LossKind
{
    /// <summary>½ (y − η)²: regression.</summary>
    Squared,

    /// <summary>log(1 + e^η) − yη for y in {0, 1}: binary classification.</summary>
    Logistic,

    /// <summary>log Σₖ e^ηₖ − η_y for y in {0, …, K − 1}, one linear predictor with coefficients of its own per class: classification into K classes.</summary>
    Multinomial,

    /// <summary>e^η − yη for y ≥ 0: counts and rates.</summary>
    Poisson,

    /// <summary>½ r² of the residual r up to |r| = δ, δ|r| − ½ δ² beyond: regression that outliers move little.</summary>
    Huber,
}

/// <summary>
/// What a regularization path is to be. A mutable bag: it is checked once, when a fit starts.
/// Objective: (1/W) Σ wᵢ ℓ(yᵢ, β₀ + oᵢ + xᵢ·β) + λ Σ fⱼ [α|βⱼ| + ½(1−α)βⱼ²], lⱼ ≤ βⱼ ≤ uⱼ; for several classes factors and bounds are those of
/// every class's coefficients.
/// </summary>
public sealed class PathOptions
{
    /// <summary>The loss. Default squared.</summary>
    public LossKind Loss { get; set; }

    /// <summary>Whether a multinomial model keeps or leaves a feature for all classes at once: fⱼ [α‖βⱼ‖₂ + ½(1−α)‖βⱼ‖₂²] over its K coefficients in place of the sum over classes (default).</summary>
    public bool Grouped { get; set; }

    /// <summary>Residual size from which the Huber loss is linear, in units of the response. Default 1.345.</summary>
    public double HuberDelta { get; set; } = 1.345;

    /// <summary>Weights of classes, which multiply those of rows, for losses of classes; null (default): every row counts as its own weight says.</summary>
    public ClassWeights? ClassWeights { get; set; }

    /// <summary>Share of the L1 part: 1 lasso (default), 0 ridge, between elastic net.</summary>
    public double Alpha { get; set; } = 1;

    /// <summary>Strengths to fit, any order; null (default) makes the grid from the data.</summary>
    public IReadOnlyList<double>? Lambdas { get; set; }

    /// <summary>Number of strengths of the default grid, log-spaced. Default 100.</summary>
    public int LambdaCount { get; set; } = 100;

    /// <summary>Smallest strength of the default grid as a ratio to λmax; null: 1e-4 if rows &gt; columns, else 1e-2.</summary>
    public double? LambdaRatio { get; set; }

    /// <summary>Whether the default grid ends early once the deviance is explained (default) or every λ is fitted.</summary>
    public bool StopEarly { get; set; } = true;

    /// <summary>Whether the penalty applies to columns scaled to unit standard deviation (default).</summary>
    public bool Standardize { get; set; } = true;

    /// <summary>Whether an intercept, never penalised, is fitted (default).</summary>
    public bool Intercept { get; set; } = true;

    /// <summary>Relative duality gap at which a fit counts as solved. Default 1e-7.</summary>
    public double Tolerance { get; set; } = 1e-7;

    /// <summary>One factor ≥ 0 per feature, used as given: 0 never penalised, +∞ left out; null: all 1.</summary>
    public IReadOnlyList<double>? PenaltyFactors { get; set; }

    /// <summary>Lower bound ≤ 0 per feature on the original scale; null: none.</summary>
    public IReadOnlyList<double>? LowerBounds { get; set; }

    /// <summary>Upper bound ≥ 0 per feature on the original scale; null: none.</summary>
    public IReadOnlyList<double>? UpperBounds { get; set; }

    /// <summary>
    /// A model to begin the search at the first (largest) strength from, where its objective is lower than that of the model with only the intercept; null
    /// (default): none. The answer is the same within the tolerance, found the sooner the nearer the start: give one with a single given λ. It is not used
    /// where a search costs next to nothing, by the Gram and the direct solver; nor by cross-validation and constrained fits, which walk whole paths from
    /// coefficients of zero; nor where it has more than rows / α non-zero coefficients (of each class), too many to be near.
    /// </summary>
    public PathStart? Start { get; set; }

    /// <summary>Iteration limit for each λ. Default 100 000.</summary>
    public int MaxIterations { get; set; } = 100_000;

    /// <summary>Threads used at most; 0 (default): all cores. The answer has the same bits for every number.</summary>
    public int Threads { get; set; }

    /// <summary>The algorithm; default chosen from the data.</summary>
    public SolverKind Solver { get; set; }

    /// <summary>The same options, to be changed without changing these.</summary>
    internal PathOptions Copy() => (PathOptions)MemberwiseClone();
}
