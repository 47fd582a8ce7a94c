using Microsoft.ML.Data;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What is done with rows that have a feature missing (NaN).</summary>
public enum MissingFeatures
{
    /// <summary>The fit stops and names the feature and the row (default).</summary>
    Error,

    /// <summary>The rows are left out and counted.</summary>
    SkipRow,

    /// <summary>The feature's mean over the rows that have it stands in. Scoring still wants a value: put <c>ReplaceMissingValues</c> before the trainer to have one there too.</summary>
    Mean,
}

/// <summary>
/// Options of the elastic net trainers. A mutable bag: the trainer checks and copies it when it is made; what is changed here later does not reach it.
/// Objective: (1/W) Σ wᵢ ℓ(yᵢ, β₀ + oᵢ + xᵢ·β) + λ Σ fⱼ [α|βⱼ| + ½(1−α)βⱼ²], lⱼ ≤ βⱼ ≤ uⱼ, where W = Σ wᵢ. The intercept is never penalised.
/// </summary>
public class ElasticNetOptions
{
    /// <summary>The label's column: Single for regression and counts, Boolean for two classes, a key for several. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The features' column: a vector of Single. Default "Features".</summary>
    public string FeatureColumnName { get; set; } = "Features";

    /// <summary>A column of row weights ≥ 0, Single; null (default): all 1.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>A column, Single, added to the linear predictor while the coefficients are learned, such as the logarithm of an exposure; null (default): none. The fitted model scores without it.</summary>
    public string? OffsetColumnName { get; set; }

    /// <summary>A column of groups; rows of one group stay together in one fold. Null (default): none.</summary>
    public string? SamplingKeyColumnName { get; set; }

    /// <summary>A column of times; folds are held out in their order and learned from earlier rows only. Null (default): none.</summary>
    public string? TimeColumnName { get; set; }

    /// <summary>The strength; null (default): the whole path is fitted, the strength is chosen by cross-validation, and the model is refitted on all rows.</summary>
    public double? Lambda { get; set; }

    /// <summary>
    /// The strength as a ratio to λmax of the rows that are learned from, from 0 (no penalty) to 1 (no coefficient), in place of <see cref="Lambda"/>: it means the same on every table
    /// and in every fold. λmax is the smallest strength without coefficients, of a ridge that of α = 0.001. Null (default): <see cref="Lambda"/> decides.
    /// </summary>
    public double? LambdaRatioToMax { get; set; }

    /// <summary>Share of the L1 part: 1 lasso, 0 ridge, between elastic net. Default 0.5; <c>Lasso</c> and <c>Ridge</c> set it to 1 and to 0.</summary>
    public double Alpha { get; set; } = 0.5;

    /// <summary>Several shares to choose from on the same folds; null (default): <see cref="Alpha"/>.</summary>
    public IReadOnlyList<double>? Alphas { get; set; }

    /// <summary>The rule that chooses the strength. Default: the smallest error.</summary>
    public PathSelection Selection { get; set; }

    /// <summary>What is measured on rows held out. Default: the deviance.</summary>
    public CrossValidationMeasure Measure { get; set; }

    /// <summary>Folds, at least 2. Default 10.</summary>
    public int FoldCount { get; set; } = 10;

    /// <summary>Repetitions of the cross-validation with new folds. Default 1.</summary>
    public int Repeats { get; set; } = 1;

    /// <summary>Seed of the random folds; null (default): from the <see cref="MLContext"/>, so that its seed decides.</summary>
    public int? Seed { get; set; }

    /// <summary>Strengths of the path; null (default): a grid from the data.</summary>
    public IReadOnlyList<double>? Lambdas { get; set; }

    /// <summary>Strengths of the grid from the data. Default 100.</summary>
    public int LambdaCount { get; set; } = 100;

    /// <summary>
    /// Smallest strength of that grid as a ratio to the largest; null (default): 1e-4 if there are more rows than features, else 1e-2; of ridge alone 1e-7, else 1e-5 for
    /// squared loss and 1e-3 for others; for squared loss with a ridge part (an alpha below 1) that divided by the label's standard deviation where it exceeds 1, since the
    /// largest strength has the label's unit and a ridge part has none.
    /// </summary>
    public double? LambdaRatio { get; set; }

    /// <summary>Whether that grid ends once the deviance is explained (default).</summary>
    public bool StopEarly { get; set; } = true;

    /// <summary>Whether the penalty applies to features scaled to unit standard deviation (default). Coefficients are reported on the original scale in any case.</summary>
    public bool Standardize { get; set; } = true;

    /// <summary>Whether an intercept is fitted (default).</summary>
    public bool Intercept { get; set; } = true;

    /// <summary>Factors ≥ 0 of the penalty by feature (slot) name: 0 never penalised, +∞ left out; a name may end in * for all that begin so. Features not named have 1.</summary>
    public IReadOnlyDictionary<string, double>? PenaltyFactors { get; set; }

    /// <summary>Lower bounds ≤ 0 of coefficients by feature name, likewise; features not named have none.</summary>
    public IReadOnlyDictionary<string, double>? LowerBounds { get; set; }

    /// <summary>Upper bounds ≥ 0 of coefficients by feature name, likewise; features not named have none.</summary>
    public IReadOnlyDictionary<string, double>? UpperBounds { get; set; }

    /// <summary>What is done with rows that have a feature missing. Default: the fit stops.</summary>
    public MissingFeatures MissingFeatures { get; set; }

    /// <summary>
    /// Feature values that a regression holds in memory at most. A table with more is read without holding its rows: sums of products of columns are gathered as rows
    /// stream past, in double precision, and path and cross-validation are fitted to those; folds then go by a hash of a row's number or group. Rows are held all the
    /// same as long as the sums would take more room, that of (1 + folds · repeats) · columns² values, or where <see cref="TimeColumnName"/> or
    /// <see cref="MissingFeatures.Mean"/> needs them all. Values of sparse rows count twice, for their places. Default 67 108 864: 256 MB.
    /// </summary>
    public long MaximumHeldValues { get; set; } = 1 << 26;

    /// <summary>Relative duality gap at which a fit counts as solved. Default 1e-7.</summary>
    public double Tolerance { get; set; } = 1e-7;

    /// <summary>Iterations at most for each strength. Default 100 000.</summary>
    public int MaximumNumberOfIterations { get; set; } = 100_000;

    /// <summary>Threads at most; null (default): all cores. The answer has the same bits for every number.</summary>
    public int? NumberOfThreads { get; set; }

    /// <summary>A copy that shares no list with these options.</summary>
    internal ElasticNetOptions Copy()
    {
        ElasticNetOptions copy = (ElasticNetOptions)MemberwiseClone();
        (copy.Alphas, copy.Lambdas) = (Alphas?.ToArray(), Lambdas?.ToArray());
        (copy.PenaltyFactors, copy.LowerBounds, copy.UpperBounds) = (PenaltyFactors?.ToDictionary(), LowerBounds?.ToDictionary(), UpperBounds?.ToDictionary());
        return copy;
    }
}

/// <summary>Options of the elastic net trainers for classes.</summary>
public sealed class ElasticNetClassificationOptions : ElasticNetOptions
{
    /// <summary>Weights of classes, which multiply those of rows; null (default): all 1.</summary>
    public ClassWeights? ClassWeights { get; set; }

    /// <summary>For several classes: whether a feature is kept or left for all classes at once. Default: each class has its own.</summary>
    public bool Grouped { get; set; }
}
