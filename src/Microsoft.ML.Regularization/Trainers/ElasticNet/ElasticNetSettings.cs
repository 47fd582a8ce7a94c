using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Options once they are checked: the only thing that a fit reads.</summary>
internal sealed record ElasticNetSettings
{
    private ElasticNetSettings(ElasticNetOptions options, LossKind loss, ulong seed)
    {
        Options = options;
        Loss = loss;
        Seed = seed;
    }

    public LossKind Loss { get; }
    public ulong Seed { get; }
    public MissingFeatures Missing => Options.MissingFeatures;
    public PathSelection Selection => Options.Selection;
    public CrossValidationMeasure Measure => Options.Measure;

    /// <summary>Whether the strength is given and nothing is left to choose.</summary>
    public bool IsGiven => Options.Lambda is not null || Options.LambdaRatioToMax is not null;

    /// <summary>The options as they were given, to copy and not to change.</summary>
    public ElasticNetOptions Options { get; }

    private ClassWeights? ClassWeights => (Options as ElasticNetClassificationOptions)?.ClassWeights;

    /// <summary>Checks options and keeps a copy.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or two contradict each other.</exception>
    public static ElasticNetSettings Of(ElasticNetOptions options, LossKind loss, ulong seed)
    {
        options = options.Copy();
        Check(!string.IsNullOrWhiteSpace(options.LabelColumnName), "LabelColumnName is empty; name the label's column.");
        Check(!string.IsNullOrWhiteSpace(options.FeatureColumnName), "FeatureColumnName is empty; name the features' column.");
        Check(options.Lambda is not double l || (l >= 0 && double.IsFinite(l)), $"Lambda is {options.Lambda}; it must be a finite number of at least 0, or null to have it chosen by cross-validation.");
        Check(options.Alpha is >= 0 and <= 1, $"Alpha is {options.Alpha}; it must lie between 0 (ridge) and 1 (lasso).");
        Check(options.Lambda is null || options.Alphas is null, "Both Lambda and Alphas are given; Alphas are chosen from by cross-validation, so leave Lambda null or give one Alpha.");
        Check(options.Lambda is null || options.Lambdas is null, "Both Lambda and Lambdas are given; give the one strength, or the list to choose from.");
        Check(options.OffsetColumnName is null || loss != LossKind.Multinomial, $"OffsetColumnName is '{options.OffsetColumnName}', but one number added to every class changes no probability; leave it null.");
        Check(options is not ElasticNetClassificationOptions { Grouped: true } || loss == LossKind.Multinomial, "Grouped is for three classes or more, and this trainer has two; leave it false.");
        Check(options.LambdaRatioToMax is null or (>= 0 and <= 1), $"LambdaRatioToMax is {options.LambdaRatioToMax}; it must lie between 0 (no penalty) and 1 (no coefficient), or be null.");
        Check(options.LambdaRatioToMax is null || options.Lambda is null, "Both Lambda and LambdaRatioToMax are given; give the strength itself, or its ratio to the largest.");
        Check(options.LambdaRatioToMax is null || (options.Lambdas is null && options.Alphas is null), $"Both LambdaRatioToMax and {(options.Lambdas is null ? "Alphas" : "Lambdas")} are given; give the one strength, or what to choose from.");
        Check(options.FoldCount >= 2, $"FoldCount is {options.FoldCount}; it must be at least 2.");
        Check(options.Repeats >= 1, $"Repeats is {options.Repeats}; it must be at least 1.");
        Check(options.SamplingKeyColumnName is null || options.TimeColumnName is null, "Both SamplingKeyColumnName and TimeColumnName are given; folds follow either groups or time: give one.");
        Check(options.TimeColumnName is null || options.Repeats == 1, $"Repeats is {options.Repeats} with TimeColumnName; time divides rows in one way: leave Repeats at 1.");
        Check(options.MaximumHeldValues >= 0, $"MaximumHeldValues is {options.MaximumHeldValues}; it must be 0 or more.");
        Check(options.NumberOfThreads is null or >= 1, $"NumberOfThreads is {options.NumberOfThreads}; it must be at least 1, or null for all cores.");
        Check(Enum.IsDefined(options.Selection), $"Selection is {options.Selection}; choose LambdaMin, Lambda1Se, Aic, Bic or Ebic.");
        Check(Enum.IsDefined(options.MissingFeatures), $"MissingFeatures is {options.MissingFeatures}; choose Error, SkipRow or Mean.");
        ElasticNetGridCheck.Check(options);
        ElasticNetGridCheck.Check(options.Measure, loss);
        return new ElasticNetSettings(options, loss, seed);
    }

    /// <summary>What the engine fits.</summary>
    public PathOptions PathFor(TrainingRows rows)
    {
        PathOptions options = GridFor(rows);
        // The model is the last point: a grid of λmax and the one strength finds both in one fit.
        if (Options.LambdaRatioToMax is 0) options.Lambdas = [0];
        else if (Options.LambdaRatioToMax is double ratio) (options.LambdaCount, options.LambdaRatio, options.StopEarly) = ratio < 1 ? (2, ratio, false) : (1, Options.LambdaRatio, false);
        return options;
    }

    private PathOptions GridFor(TrainingRows rows) => new()
    {
        Loss = Loss,
        Alpha = Options.Alpha,
        Lambdas = Options.Lambda is double lambda ? [lambda] : Options.Lambdas,
        LambdaCount = Options.LambdaCount,
        LambdaRatio = Options.LambdaRatio ?? RatioFor(rows),
        StopEarly = Options.StopEarly,
        Standardize = Options.Standardize,
        Intercept = Options.Intercept,
        Tolerance = Options.Tolerance,
        MaxIterations = Options.MaximumNumberOfIterations,
        Threads = Options.NumberOfThreads ?? 0,
        PenaltyFactors = FeatureNames.Values(Options.PenaltyFactors, rows.FeatureNames, 1, nameof(Options.PenaltyFactors)),
        LowerBounds = FeatureNames.Values(Options.LowerBounds, rows.FeatureNames, double.NegativeInfinity, nameof(Options.LowerBounds)),
        UpperBounds = FeatureNames.Values(Options.UpperBounds, rows.FeatureNames, double.PositiveInfinity, nameof(Options.UpperBounds)),
        ClassWeights = rows.Classes is ClassKeys keys ? ClassWeights?.Select(keys.Names.Count, keys.Present) : ClassWeights,
        Grouped = Options is ElasticNetClassificationOptions { Grouped: true },
    };

    // Strengths at which a ridge part lets go, whatever the label's unit is; null: the engine's own grid.
    private double? RatioFor(TrainingRows rows)
        => IsGiven || Options.Lambdas is not null ? null : rows.Streamed is null ? RidgeGrid.RatioFor(rows.Set, Loss, Alphas.Min()) : RidgeGrid.RatioFor(rows.Streamed, Alphas.Min());

    /// <summary>When training rows are no longer held; null: never, for their loss, the mean of a missing feature or an order of time needs them all.</summary>
    /// <param name="validated">Whether rows of their own choose the strength.</param>
    public StreamPlan? StreamingFor(bool validated) => Loss != LossKind.Squared || Missing == MissingFeatures.Mean || Options.TimeColumnName is not null ? null
        : new StreamPlan(Options.MaximumHeldValues, validated || IsGiven ? 0 : Options.FoldCount, Options.Repeats, Seed, Options.NumberOfThreads ?? 0);

    /// <summary>How the strength is chosen.</summary>
    public CrossValidationOptions ValidationFor(TrainingRows rows)
    {
        IReadOnlyList<int> singles = SinglesOf(rows);
        IEnumerable<ulong> seeds = Enumerable.Range(0, Options.Repeats).Select(r => Seed + (ulong)r);
        return new CrossValidationOptions
        {
            FoldCount = Options.FoldCount,
            Repeats = Options.Repeats,
            Seed = Seed,
            Measure = Options.Measure,
            Alphas = Options.Alphas,
            Folds = rows.Groups is not null ? [.. seeds.Select(s => Folds.Grouped(rows.Groups, Options.FoldCount, s))]
                : rows.Times is not null ? [Folds.ByTime(rows.Times, Options.FoldCount)]
                : singles.Count > 0 ? [.. seeds.Select(s => Folds.Stratified([.. rows.Set.Target.Select(y => (int)y)], Options.FoldCount, s).Keeping(singles))] : null,
        };
    }

    /// <summary>Rows that are the only ones of their class: the fold that held one out would learn nothing of the class, so that random folds hold none out.</summary>
    public IReadOnlyList<int> SinglesOf(TrainingRows rows)
        => Loss is not (LossKind.Logistic or LossKind.Multinomial) || rows.Groups is not null || rows.Times is not null ? []
            : [.. Enumerable.Range(0, rows.Set.Rows).Where(i => rows.Set.Weights is null || rows.Set.Weights[i] > 0).GroupBy(i => rows.Set.Target[i]).Where(g => g.Count() == 1).Select(g => g.Single())];

    /// <summary>The shares of L1 to choose from.</summary>
    public IReadOnlyList<double> Alphas => Options.Alphas ?? [Options.Alpha];

    private static void Check(bool isRight, string sentence)
    {
        if (!isRight) throw new ArgumentException(sentence);
    }
}
