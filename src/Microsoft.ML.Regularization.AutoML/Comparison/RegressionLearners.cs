using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's own linear learners of numbers. Each stands behind a normaliser that centres; at a given strength they are run to a closer end than by default.</summary>
internal static class RegressionLearners
{
    public static ComparisonLearner Sdca() => new("Sdca", LearnerSpaces.Sdca, (task, point) => task.Standardized(task.Context.Regression.Trainers.Sdca(LogisticLearners.Drawn(task, point) is { } strength ? SdcaAt(task, strength) : SdcaOptions(task))))
    {
        AtStrength = (task, strength) =>
        {
            SdcaRegressionTrainer.Options options = SdcaAt(task, strength);
            (options.ConvergenceTolerance, options.MaximumNumberOfIterations) = (LogisticLearners.SdcaTolerance, LogisticLearners.SdcaIterations);
            return task.Standardized(task.Context.Regression.Trainers.Sdca(options));
        },
    };

    public static ComparisonLearner OnlineGradientDescent() => new("OnlineGradientDescent", LearnerSpaces.OnlineGradientDescent, (task, point) => task.Standardized(task.Context.Regression.Trainers.OnlineGradientDescent(new OnlineGradientDescentTrainer.Options
    {
        LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName,
        LearningRate = (float)point.Of(LearnerSpaces.Rate), NumberOfIterations = point.Whole(LearnerSpaces.Iterations), L2Regularization = (float)point.Of(LearnerSpaces.L2),
    })))
    {
        WithoutStrength = "its L2 shrinks coefficients by a share per update whatever the learning rate is, which is not a penalty beside a mean loss.",
    };

    public static ComparisonLearner Ols() => new("Ols", LearnerSpaces.Ols, (task, point) => task.Standardized(task.Context.Regression.Trainers.Ols(OlsAt(task, Strength.From(point.Of(LearnerSpaces.Lambda), 0)))))
    {
        AtStrength = (task, strength) => task.Standardized(task.Context.Regression.Trainers.Ols(OlsAt(task, strength))),
    };

    public static ComparisonLearner LbfgsPoisson() => new("LbfgsPoissonRegression", LearnerSpaces.Lbfgs, (task, point) => task.Standardized(task.Context.Regression.Trainers.LbfgsPoissonRegression(LogisticLearners.Set(LbfgsOptions(task), point))))
    {
        Loss = LossKind.Poisson,
        AtStrength = (task, strength) =>
        {
            LbfgsPoissonRegressionTrainer.Options options = LogisticLearners.At(LbfgsOptions(task), strength, task.Rows);
            options.OptimizationTolerance = LogisticLearners.LbfgsTolerance;
            return task.Standardized(task.Context.Regression.Trainers.LbfgsPoissonRegression(options));
        },
    };

    private static SdcaRegressionTrainer.Options SdcaOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };

    private static SdcaRegressionTrainer.Options SdcaAt(LearnerTask task, Strength strength)
    {
        SdcaRegressionTrainer.Options options = SdcaOptions(task);
        (double l1, double l2) = strength.ToMLNetSdcaRegression();
        (options.L1Regularization, options.L2Regularization) = ((float)l1, (float)l2);
        return options;
    }

    private static OlsTrainer.Options OlsAt(LearnerTask task, Strength strength) => new()
    {
        LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, CalculateStatistics = false,
        L2Regularization = (float)strength.ToMLNetOls(),
    };

    private static LbfgsPoissonRegressionTrainer.Options LbfgsOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };
}
