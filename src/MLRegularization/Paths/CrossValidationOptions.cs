namespace MLRegularization.Paths;

/// <summary>How a regularization path is cross-validated. A mutable bag: checked once, when a fit starts.</summary>
public sealed class CrossValidationOptions
{
    /// <summary>Number of folds, at least 2. Default 10. Ignored when <see cref="Folds"/> is given.</summary>
    public int FoldCount { get; set; } = 10;

    /// <summary>Repetitions with new folds; the errors of all are averaged. Default 1.</summary>
    public int Repeats { get; set; } = 1;

    /// <summary>Seed of the random folds. Same seed, same bits. Default 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>The folds themselves, one division per repeat, from the makers of <see cref="Paths.Folds"/>; null: random folds, for logistic and multinomial loss stratified by class.</summary>
    public IReadOnlyList<Folds>? Folds { get; set; }

    /// <summary>What is measured on rows held out, and so chooses λ and α. Default: the deviance.</summary>
    public CrossValidationMeasure Measure { get; set; }

    /// <summary>The α values to choose from on the same folds; null: the one of the path options.</summary>
    public IReadOnlyList<double>? Alphas { get; set; }

    /// <summary>
    /// Relative duality gap at which a fold's fit counts as solved, where a loss other than the squared one meets a large table: there a strength of a fold also ends
    /// with slopes within ten times this, relative to the steepest. Null (default): a thousand times <see cref="PathOptions.Tolerance"/>, at most 1e-4, which moves
    /// the curve by about 1e-5 of itself. Folds of small tables and of squared loss always have the path's tolerance.
    /// </summary>
    public double? FoldTolerance { get; set; }

    /// <summary>
    /// For data whose preparation learns from rows (imputation): makes the features of all rows with what the given training rows teach.
    /// Null (default): the features are the same in every fold.
    /// </summary>
    public Func<IReadOnlyList<int>, Matrices.IColumnMatrix>? FeaturesFor { get; set; }

    /// <summary>The same with the features of every fold changed.</summary>
    internal CrossValidationOptions With(Func<Matrices.IColumnMatrix, Matrices.IColumnMatrix> change) => new()
    {
        FoldCount = FoldCount,
        Repeats = Repeats,
        Seed = Seed,
        Folds = Folds,
        Alphas = Alphas,
        Measure = Measure,
        FoldTolerance = FoldTolerance,
        FeaturesFor = FeaturesFor is null ? null : rows => change(FeaturesFor(rows)),
    };
}
