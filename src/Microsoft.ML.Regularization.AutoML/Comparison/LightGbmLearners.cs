using Microsoft.ML.Trainers.LightGbm;
using MLRegularization.Comparisons;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>LightGBM as ML.NET has it.</summary>
internal static class LightGbmLearners
{
    public static ComparisonLearner Regression() => Of((task, trial) =>
    {
        LightGbmRegressionTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName };
        (options.NumberOfThreads, options.Seed, options.Deterministic) = (1, task.Seed, true);
        (options.NumberOfIterations, options.NumberOfLeaves, options.MinimumExampleCountPerLeaf, options.LearningRate, options.Booster) = Setting(trial);
        return task.Context.Regression.Trainers.LightGbm(options);
    });

    public static ComparisonLearner Binary() => Of((task, trial) =>
    {
        LightGbmBinaryTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName };
        (options.NumberOfThreads, options.Seed, options.Deterministic) = (1, task.Seed, true);
        (options.NumberOfIterations, options.NumberOfLeaves, options.MinimumExampleCountPerLeaf, options.LearningRate, options.Booster) = Setting(trial);
        return task.Context.BinaryClassification.Trainers.LightGbm(options);
    });

    public static ComparisonLearner Multiclass() => Of((task, trial) =>
    {
        LightGbmMulticlassTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName };
        (options.NumberOfThreads, options.Seed, options.Deterministic) = (1, task.Seed, true);
        (options.NumberOfIterations, options.NumberOfLeaves, options.MinimumExampleCountPerLeaf, options.LearningRate, options.Booster) = Setting(trial);
        return task.Context.MulticlassClassification.Trainers.LightGbm(options);
    });

    private static ComparisonLearner Of(Func<LearnerTask, LearnerTrial, IEstimator<ITransformer>> tuned) => new("LightGbm", tuned)
    {
        Family = CandidateFamily.Trees, WithoutStrength = TreeLearners.NoCoefficients,
    };

    // Of the defaults some go by the number of rows, which null leaves to the trainer.
    private static (int Trees, int? Leaves, int? RowsPerLeaf, double? Rate, BoosterParameterBase.OptionsBase Booster) Setting(LearnerTrial trial) => trial.IsDefault
        ? (100, null, null, null, new GradientBooster.Options())
        : (trial.Whole("trees", 20, 500, 100), trial.Whole("leaves", 3, 64, 31), trial.Whole("rows per leaf", 2, 50, 20), trial.Logarithmic("learning rate", 0.02, 0.4, 0.1),
            new GradientBooster.Options { L2Regularization = trial.OneOf("with L2", 0, 1) * trial.Logarithmic("L2", 1e-2, 10, 1) });
}
