using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's own linear learners of numbers. Each stands behind a normaliser that centres; at a given strength they are run to a closer end than by default.</summary>
internal static class RegressionLearners
{
    public static ComparisonLearner Sdca() => new("Sdca", (task, trial) => task.Standardized(task.Context.Regression.Trainers.Sdca(trial.IsDefault ? SdcaOptions(task) : SdcaAt(task, DrawnStrength.WithRidge(task, trial)))))
    {
        AtStrength = (task, strength) =>
        {
            SdcaRegressionTrainer.Options options = SdcaAt(task, strength);
            (options.ConvergenceTolerance, options.MaximumNumberOfIterations) = (LogisticLearners.SdcaTolerance, LogisticLearners.SdcaIterations);
            return task.Standardized(task.Context.Regression.Trainers.Sdca(options));
        },
    };

    public static ComparisonLearner OnlineGradientDescent() => new("OnlineGradientDescent", (task, trial) => task.Standardized(task.Context.Regression.Trainers.OnlineGradientDescent(new OnlineGradientDescentTrainer.Options
    {
        LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName,
        LearningRate = (float)trial.Logarithmic("learning rate", 1e-4, 0.3, 0.1), NumberOfIterations = trial.Whole("iterations", 1, 100, 1),
        L2Regularization = (float)(trial.OneOf("with L2", 0, 1) * trial.Logarithmic("L2", 1e-6, 1e-2, 1e-4)),
    })))
    {
        WithoutStrength = "its L2 shrinks coefficients by a share per update whatever the learning rate is, which is not a penalty beside a mean loss.",
    };

    public static ComparisonLearner Ols() => new("Ols", (task, trial) => task.Standardized(task.Context.Regression.Trainers.Ols(trial.IsDefault ? OlsOptions(task) : OlsAt(task, DrawnStrength.Ridge(task, trial)))))
    {
        AtStrength = (task, strength) => task.Standardized(task.Context.Regression.Trainers.Ols(OlsAt(task, strength))),
    };

    public static ComparisonLearner LbfgsPoisson() => new("LbfgsPoissonRegression", (task, trial) => task.Standardized(task.Context.Regression.Trainers.LbfgsPoissonRegression(
        trial.IsDefault ? LbfgsOptions(task) : LogisticLearners.At(LbfgsOptions(task), DrawnStrength.Any(task, trial), task.Rows))))
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

    private static OlsTrainer.Options OlsOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, CalculateStatistics = false };

    private static OlsTrainer.Options OlsAt(LearnerTask task, Strength strength)
    {
        OlsTrainer.Options options = OlsOptions(task);
        options.L2Regularization = (float)strength.ToMLNetOls();
        return options;
    }

    private static LbfgsPoissonRegressionTrainer.Options LbfgsOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };
}
