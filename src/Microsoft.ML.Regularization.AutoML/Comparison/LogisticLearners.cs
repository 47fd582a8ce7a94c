using Microsoft.ML.Data;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's own linear learners of classes. Each stands behind a normaliser that centres; at a given strength they are run to a closer end than by default.</summary>
internal static class LogisticLearners
{
    /// <summary>Where learners stop at a given strength.</summary>
    public const float LbfgsTolerance = 1e-9f, SdcaTolerance = 1e-7f;

    /// <summary>Passes of Sdca at most at a given strength.</summary>
    public const int SdcaIterations = 2000;

    public static ComparisonLearner Lbfgs() => new("LbfgsLogisticRegression", LearnerSpaces.Lbfgs, (task, point) => task.Standardized(task.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(
        Set(LbfgsOptions(task), point))))
    {
        AtStrength = (task, strength) =>
        {
            LbfgsLogisticRegressionBinaryTrainer.Options options = LbfgsAt(task, strength);
            options.OptimizationTolerance = LbfgsTolerance;
            return task.Standardized(task.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(options));
        },
    };

    public static ComparisonLearner Sdca() => new("SdcaLogisticRegression", LearnerSpaces.Sdca, (task, point) => task.Standardized(task.Context.BinaryClassification.Trainers.SdcaLogisticRegression(
        Drawn(task, point) is { } strength ? SdcaAt(SdcaOptions(task), strength) : SdcaOptions(task))))
    {
        AtStrength = (task, strength) =>
        {
            SdcaLogisticRegressionBinaryTrainer.Options options = SdcaAt(SdcaOptions(task), strength);
            // With its default of 0 the intercept is penalised too.
            (options.BiasLearningRate, options.ConvergenceTolerance, options.MaximumNumberOfIterations) = (1, SdcaTolerance, SdcaIterations);
            return task.Standardized(task.Context.BinaryClassification.Trainers.SdcaLogisticRegression(options));
        },
    };

    public static ComparisonLearner LbfgsMaximumEntropy() => new("LbfgsMaximumEntropy", LearnerSpaces.Lbfgs, (task, point) => task.Standardized(task.Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
        Set(EntropyOptions(task), point))))
    {
        AtStrength = (task, strength) =>
        {
            LbfgsMaximumEntropyMulticlassTrainer.Options options = EntropyAt(task, strength);
            options.OptimizationTolerance = LbfgsTolerance;
            return task.Standardized(task.Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(options));
        },
    };

    public static ComparisonLearner SdcaMaximumEntropy() => new("SdcaMaximumEntropy", LearnerSpaces.Sdca, (task, point) => task.Standardized(task.Context.MulticlassClassification.Trainers.SdcaMaximumEntropy(
        Drawn(task, point) is { } strength ? SdcaAt(SdcaEntropyOptions(task), strength) : SdcaEntropyOptions(task))))
    {
        AtStrength = (task, strength) =>
        {
            SdcaMaximumEntropyMulticlassTrainer.Options options = SdcaAt(SdcaEntropyOptions(task), strength);
            (options.BiasLearningRate, options.ConvergenceTolerance, options.MaximumNumberOfIterations) = (1, SdcaTolerance, SdcaIterations);
            return task.Standardized(task.Context.MulticlassClassification.Trainers.SdcaMaximumEntropy(options));
        },
    };

    /// <summary>The strength of a point of <see cref="LearnerSpaces.Sdca"/>; null: the trainer finds its own. What an L1 part does to a regression goes by the label's unit; what L2 does, does not.</summary>
    public static Strength? Drawn(LearnerTask task, SearchPoint point)
    {
        if (point.Of(LearnerSpaces.Lambda) == 0) return null;
        Strength strength = Strength.From(point.Of(LearnerSpaces.Lambda), point.Of(LearnerSpaces.Alpha));
        return strength with { L1 = strength.L1 * task.LabelDeviation };
    }

    /// <summary>The penalties of a point of <see cref="LearnerSpaces.Lbfgs"/>.</summary>
    public static TOptions Set<TOptions, TTransformer, TModel>(LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options, SearchPoint point)
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        (options.L1Regularization, options.L2Regularization) = ((float)point.Of(LearnerSpaces.L1), (float)point.Of(LearnerSpaces.L2));
        return (TOptions)options;
    }

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
