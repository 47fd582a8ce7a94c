using MLRegularization.Losses;
using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>Checked path options: the only thing numerics accept.</summary>
internal sealed record PathSettings(double Alpha, double[]? Lambdas, int LambdaCount, double? LambdaRatio, bool StopEarly, bool Standardize, bool Intercept,
    double Tolerance, double[]? Factors, double[]? Lower, double[]? Upper, int MaxIterations, int Threads, SolverKind Solver)
{
    /// <summary>Whether exact active-set steps are taken, or coordinate descent alone.</summary>
    public bool ExactSteps { get; init; } = true;

    /// <summary>The loss; null: squared, by the methods of its own.</summary>
    public ILoss? Loss { get; init; }

    /// <summary>Whether the penalty groups the classes' coefficients of a feature.</summary>
    public bool Grouped { get; init; }

    /// <summary>Weights of classes; null: none.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>For a fold: the gap at which it counts as solved on large tables. Null: a path of its own, whose coefficients are wanted to more digits than the gap gives.</summary>
    public double? FoldTolerance { get; init; }

    /// <summary>Whether moments are products in single precision, to be checked on the data.</summary>
    public bool SinglePrecision { get; init; }

    /// <summary>Where the first strength's search begins; null: at coefficients of zero.</summary>
    public PathStart? Start { get; init; }

    /// <summary>Checks options against the data.</summary>
    /// <param name="options">The options.</param>
    /// <param name="data">The data.</param>
    /// <param name="classes">How many classes a multinomial loss has; null: as many as the data.</param>
    public static PathSettings From(PathOptions options, TrainingSet data, int? classes = null) => From(options, data.FeatureNames, data.Target, classes);

    /// <summary>Checks options against the columns, and the labels where there are any.</summary>
    public static PathSettings From(PathOptions options, IReadOnlyList<string> names, double[] target, int? classes = null)
    {
        if (!(options.Alpha >= 0 && options.Alpha <= 1)) throw new ArgumentException($"Alpha is {options.Alpha}; it must lie between 0 (ridge) and 1 (lasso).");
        if (options.LambdaCount < 1) throw new ArgumentException($"The number of lambdas is {options.LambdaCount}; give at least 1.");
        if (options.LambdaRatio is double ratio && !(ratio > 0 && ratio < 1)) throw new ArgumentException($"The lambda ratio is {ratio}; it must lie between 0 and 1, both excluded.");
        if (!(options.Tolerance > 0 && options.Tolerance < 1)) throw new ArgumentException($"The tolerance is {options.Tolerance}; it must lie between 0 and 1, both excluded (default 1e-7).");
        if (options.MaxIterations < 1) throw new ArgumentException($"The iteration limit is {options.MaxIterations}; give at least 1.");
        if (options.Threads < 0) throw new ArgumentException($"The number of threads is {options.Threads}; give 0 for all cores, or more.");
        double[]? lambdas = null;
        if (options.Lambdas is not null)
        {
            if (options.Lambdas.Count == 0) throw new ArgumentException("The list of lambdas is empty; give at least one, or none at all for the default grid.");
            foreach (double lambda in options.Lambdas)
                if (!(lambda >= 0) || double.IsInfinity(lambda)) throw new ArgumentException($"Lambda is {lambda}; it must be 0 or more and finite.");
            lambdas = [.. options.Lambdas.Distinct().OrderDescending()];
        }
        double[]? factors = Checked(options.PenaltyFactors, names, "penalty factor", f => f >= 0, "0 (never penalised) or more, infinity to leave the feature out");
        double[]? lower = Checked(options.LowerBounds, names, "lower bound", l => l <= 0, "0 or less");
        double[]? upper = Checked(options.UpperBounds, names, "upper bound", u => u >= 0, "0 or more");
        if (options.Loss != LossKind.Squared && options.Solver is SolverKind.Gram or SolverKind.Direct)
            throw new ArgumentException($"The {options.Solver} solver is for squared loss, the loss is {options.Loss}; choose the automatic solver.");
        if (options.Grouped && options.Loss != LossKind.Multinomial)
            throw new ArgumentException($"The penalty was asked to group the classes of a feature, and the loss is {options.Loss}, which has none; fit multinomial loss, or do not group.");
        if (options.Solver == SolverKind.Direct && (options.Alpha != 0 || lower is not null || upper is not null || (factors?.Any(f => f == 0) ?? false)))
            throw new ArgumentException("The direct solver fits alpha = 0 without bounds and with positive penalty factors only; choose the automatic solver.");
        if (options.ClassWeights is not null && options.Loss is not (LossKind.Logistic or LossKind.Multinomial))
            throw new ArgumentException($"Class weights were given, and the {options.Loss} loss has no classes; choose logistic or multinomial loss, or give weights of rows.");
        PathSettings settings = new(options.Alpha, lambdas, options.LambdaCount, options.LambdaRatio, options.StopEarly, options.Standardize, options.Intercept,
            options.Tolerance, factors, lower, upper, options.MaxIterations, Numerics.Parallelism.Threads(options.Threads), options.Solver)
        {
            Grouped = options.Grouped,
            Loss = options.Loss switch
            {
                LossKind.Squared => null,
                LossKind.Logistic => new LogisticLoss(),
                LossKind.Poisson => new PoissonLoss(),
                LossKind.Huber => new HuberLoss(options.HuberDelta),
                LossKind.Multinomial => new MultinomialLoss(classes ?? ClassCount(target)),
                _ => throw new ArgumentException($"The loss is {options.Loss}; choose squared, logistic, multinomial, Poisson or Huber."),
            },
            ClassWeights = options.ClassWeights,
        };
        return settings with { Start = options.Start?.Checked(names, settings.Loss?.Outputs ?? 1) };
    }

    /// <summary>The data with the weights that rows have in the objective.</summary>
    public TrainingSet Weighted(TrainingSet data) => ClassWeights?.Apply(data, Loss is MultinomialLoss several ? several.Outputs : 2) ?? data;

    /// <summary>The same for columns multiplied by factors: bounds on coefficients go the other way.</summary>
    public PathSettings ForScaled(double[] factors) => this with
    {
        Lower = Lower?.Select((l, j) => l / factors[j]).ToArray(),
        Upper = Upper?.Select((u, j) => u / factors[j]).ToArray(),
        Start = Start?.ForScaled(factors),
    };

    private static int ClassCount(double[] target)
    {
        double largest = target.Max();
        return largest is >= 1 and < int.MaxValue ? (int)largest + 1
            : throw new ArgumentException($"The largest label is {largest}; classes must be numbered from 0, and be at least two: add rows of another class.");
    }

    private static double[]? Checked(IReadOnlyList<double>? values, IReadOnlyList<string> names, string what, Func<double, bool> holds, string limit)
    {
        if (values is null) return null;
        if (values.Count != names.Count) throw new ArgumentException($"There are {values.Count} {what}s for {names.Count} features; give one each.");
        for (int j = 0; j < names.Count; j++)
            if (!holds(values[j])) throw new ArgumentException($"The {what} of '{names[j]}' is {values[j]}; it must be {limit}.");
        return [.. values];
    }
}
