using Microsoft.ML.Trainers.LightGbm;
using MLRegularization.Comparisons;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>LightGBM as ML.NET has it.</summary>
internal static class LightGbmLearners
{
    public static ComparisonLearner Regression() => Of((task, point) =>
    {
        LightGbmRegressionTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName };
        (options.NumberOfThreads, options.Seed, options.Deterministic) = (1, task.Seed, true);
        (options.NumberOfIterations, options.NumberOfLeaves, options.MinimumExampleCountPerLeaf, options.LearningRate, options.Booster) = Setting(point);
        return task.Context.Regression.Trainers.LightGbm(options);
    });

    public static ComparisonLearner Binary() => Of((task, point) =>
    {
        LightGbmBinaryTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName };
        (options.NumberOfThreads, options.Seed, options.Deterministic) = (1, task.Seed, true);
        (options.NumberOfIterations, options.NumberOfLeaves, options.MinimumExampleCountPerLeaf, options.LearningRate, options.Booster) = Setting(point);
        return task.Context.BinaryClassification.Trainers.LightGbm(options);
    });

    public static ComparisonLearner Multiclass() => Of((task, point) =>
    {
        LightGbmMulticlassTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName };
        (options.NumberOfThreads, options.Seed, options.Deterministic) = (1, task.Seed, true);
        (options.NumberOfIterations, options.NumberOfLeaves, options.MinimumExampleCountPerLeaf, options.LearningRate, options.Booster) = Setting(point);
        return task.Context.MulticlassClassification.Trainers.LightGbm(options);
    });

    private static ComparisonLearner Of(Func<LearnerTask, SearchPoint, IEstimator<ITransformer>> tuned) => new("LightGbm", LearnerSpaces.LightGbm, tuned)
    {
        Family = CandidateFamily.Trees, WithoutStrength = TreeLearners.NoCoefficients,
    };

    private static (int Trees, int? Leaves, int? RowsPerLeaf, double? Rate, BoosterParameterBase.OptionsBase Booster) Setting(SearchPoint point)
    {
        int? Given(string name) => point.Whole(name) is > 0 and int value ? value : null;
        return (point.Whole(LearnerSpaces.Trees), Given(LearnerSpaces.Leaves), Given(LearnerSpaces.RowsPerLeaf), point.Of(LearnerSpaces.Rate) is > 0 and double rate ? rate : null,
            new GradientBooster.Options { L2Regularization = point.Of(LearnerSpaces.L2) });
    }
}
