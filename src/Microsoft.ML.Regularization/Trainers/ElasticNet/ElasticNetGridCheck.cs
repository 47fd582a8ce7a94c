using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Refuses what no grid of strengths, no solver and no feature can be fitted with, before any row is read.</summary>
internal static class ElasticNetGridCheck
{
    /// <summary>Strengths, mixes, limits and what is given by feature.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static void Check(ElasticNetOptions options)
    {
        Check(options.LambdaCount >= 1, $"LambdaCount is {options.LambdaCount}; it must be at least 1.");
        Check(options.LambdaRatio is null or (> 0 and < 1), $"LambdaRatio is {options.LambdaRatio}; it must lie between 0 and 1, both excluded, or be null for the default.");
        Check(options.Tolerance is > 0 and < 1, $"Tolerance is {options.Tolerance}; it must lie between 0 and 1, both excluded: 1e-7 is usual.");
        Check(options.MaximumNumberOfIterations >= 1, $"MaximumNumberOfIterations is {options.MaximumNumberOfIterations}; it must be at least 1.");
        Check(options.Lambdas is not { Count: 0 }, "Lambdas is empty; give at least one strength, or null for a grid from the data.");
        foreach (double lambda in options.Lambdas ?? []) Check(lambda >= 0 && double.IsFinite(lambda), $"Lambdas has {lambda}; each must be a finite number of at least 0.");
        Check(options.Alphas is not { Count: 0 }, "Alphas is empty; give at least one share, or null for Alpha alone.");
        foreach (double alpha in options.Alphas ?? []) Check(alpha is >= 0 and <= 1, $"Alphas has {alpha}; each must lie between 0 (ridge) and 1 (lasso).");
        Check(nameof(options.PenaltyFactors), options.PenaltyFactors, factor => factor >= 0, "0 (never penalised) or more, infinity to leave the feature out");
        Check(nameof(options.LowerBounds), options.LowerBounds, bound => bound <= 0, "0 or less");
        Check(nameof(options.UpperBounds), options.UpperBounds, bound => bound >= 0, "0 or more");
    }

    /// <summary>The measure that chooses the strength.</summary>
    /// <exception cref="ArgumentException">There is none of its name, or the trainer has not the classes that it needs.</exception>
    public static void Check(CrossValidationMeasure measure, LossKind loss)
    {
        Check(Enum.IsDefined(measure), $"Measure is {measure}; choose Deviance, SquaredError, Auc or Accuracy.");
        Check(measure != CrossValidationMeasure.Auc || loss == LossKind.Logistic, "Measure is Auc, which needs two classes, and this trainer has others or none; choose Deviance.");
        Check(measure != CrossValidationMeasure.Accuracy || loss is LossKind.Logistic or LossKind.Multinomial, "Measure is Accuracy, which needs classes, and this trainer has none; choose Deviance.");
    }

    private static void Check(string option, IReadOnlyDictionary<string, double>? given, Func<double, bool> fits, string limit)
    {
        foreach ((string name, double value) in given ?? new Dictionary<string, double>()) Check(fits(value), $"{option} has {value} for '{name}'; it must be {limit}.");
    }

    private static void Check(bool isRight, string sentence)
    {
        if (!isRight) throw new ArgumentException(sentence);
    }
}
