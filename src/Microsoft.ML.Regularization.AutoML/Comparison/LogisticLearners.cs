using Microsoft.ML.Data;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's own linear learners of classes. Each stands behind a normaliser that centres; at a given strength they are run to a closer end than by default.</summary>
internal static class LogisticLearners
{
    /// <summary>Where learners stop at a given strength.</summary>
    public const float LbfgsTolerance = 1e-9f, SdcaTolerance = 1e-7f;

    /// <summary>Passes of Sdca at most at a given strength.</summary>
    public const int SdcaIterations = 2000;

    public static ComparisonLearner Lbfgs() => new("LbfgsLogisticRegression", (task, trial) => task.Standardized(task.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(
        trial.IsDefault ? LbfgsOptions(task) : LbfgsAt(task, DrawnStrength.Any(task, trial)))))
    {
        AtStrength = (task, strength) =>
        {
            LbfgsLogisticRegressionBinaryTrainer.Options options = LbfgsAt(task, strength);
            options.OptimizationTolerance = LbfgsTolerance;
            return task.Standardized(task.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(options));
        },
    };

    public static ComparisonLearner Sdca() => new("SdcaLogisticRegression", (task, trial) => task.Standardized(task.Context.BinaryClassification.Trainers.SdcaLogisticRegression(
        trial.IsDefault ? SdcaOptions(task) : SdcaAt(SdcaOptions(task), DrawnStrength.WithRidge(task, trial)))))
    {
        AtStrength = (task, strength) =>
        {
            SdcaLogisticRegressionBinaryTrainer.Options options = SdcaAt(SdcaOptions(task), strength);
            // With its default of 0 the intercept is penalised too.
            (options.BiasLearningRate, options.ConvergenceTolerance, options.MaximumNumberOfIterations) = (1, SdcaTolerance, SdcaIterations);
            return task.Standardized(task.Context.BinaryClassification.Trainers.SdcaLogisticRegression(options));
        },
    };

    public static ComparisonLearner LbfgsMaximumEntropy() => new("LbfgsMaximumEntropy", (task, trial) => task.Standardized(task.Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
        trial.IsDefault ? EntropyOptions(task) : EntropyAt(task, DrawnStrength.Any(task, trial)))))
    {
        AtStrength = (task, strength) =>
        {
            LbfgsMaximumEntropyMulticlassTrainer.Options options = EntropyAt(task, strength);
            options.OptimizationTolerance = LbfgsTolerance;
            return task.Standardized(task.Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(options));
        },
    };

    public static ComparisonLearner SdcaMaximumEntropy() => new("SdcaMaximumEntropy", (task, trial) => task.Standardized(task.Context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
        trial.IsDefault ? SdcaEntropyOptions(task) : SdcaAt(SdcaEntropyOptions(task), DrawnStrength.WithRidge(task, trial)))))
    {
        AtStrength = (task, strength) =>
        {
            SdcaMaximumEntropyMulticlassTrainer.Options options = SdcaAt(SdcaEntropyOptions(task), strength);
            (options.BiasLearningRate, options.ConvergenceTolerance, options.MaximumNumberOfIterations) = (1, SdcaTolerance, SdcaIterations);
            return task.Standardized(task.Context.MulticlassClassification.Trainers.SdcaMaximumEntropy(options));
        },
    };

    /// <summary>A strength in the numbers of the Lbfgs learners, whose penalties stand beside a sum of losses.</summary>
    public static TOptions At<TOptions, TTransformer, TModel>(LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options, Strength strength, int rows)
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        (double l1, double l2) = strength.ToMLNetLbfgs(rows);
        (options.L1Regularization, options.L2Regularization) = ((float)l1, (float)l2);
        return (TOptions)options;
    }

    private static LbfgsLogisticRegressionBinaryTrainer.Options LbfgsAt(LearnerTask task, Strength strength)
        => At(LbfgsOptions(task), strength, task.Rows);

    private static LbfgsMaximumEntropyMulticlassTrainer.Options EntropyAt(LearnerTask task, Strength strength)
        => At(EntropyOptions(task), strength, task.Rows);

    private static SdcaLogisticRegressionBinaryTrainer.Options SdcaAt(SdcaLogisticRegressionBinaryTrainer.Options options, Strength strength)
    {
        (double l1, double l2) = strength.ToMLNetSdcaLogistic();
        (options.L1Regularization, options.L2Regularization) = ((float)l1, (float)l2);
        return options;
    }

    private static SdcaMaximumEntropyMulticlassTrainer.Options SdcaAt(SdcaMaximumEntropyMulticlassTrainer.Options options, Strength strength)
    {
        (double l1, double l2) = strength.ToMLNetSdcaLogistic();
        (options.L1Regularization, options.L2Regularization) = ((float)l1, (float)l2);
        return options;
    }

    private static LbfgsLogisticRegressionBinaryTrainer.Options LbfgsOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };

    private static SdcaLogisticRegressionBinaryTrainer.Options SdcaOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };

    private static LbfgsMaximumEntropyMulticlassTrainer.Options EntropyOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };

    private static SdcaMaximumEntropyMulticlassTrainer.Options SdcaEntropyOptions(LearnerTask task)
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };
}
