using Microsoft.ML.Trainers.FastTree;
using MLRegularization.Comparisons;
using MLRegularization.Tuning;
using Space = MLRegularization.Tuning.SearchSpace;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's own trees and curves, which see features as they are: scaling changes nothing for them.</summary>
internal static class TreeLearners
{
    /// <summary>Why a strength says nothing to trees.</summary>
    public const string NoCoefficients = "it has no coefficients to penalise.";

    public static ComparisonLearner FastTree() => Of("FastTree", LearnerSpaces.FastTree, (task, point) => task.Context.Regression.Trainers.FastTree(Boosted(Tree(new FastTreeRegressionTrainer.Options(), task, point), point)));

    public static ComparisonLearner FastTreeBinary() => Of("FastTree", LearnerSpaces.FastTree, (task, point) => task.Context.BinaryClassification.Trainers.FastTree(Boosted(Tree(new FastTreeBinaryTrainer.Options(), task, point), point)));

    public static ComparisonLearner FastForest() => Of("FastForest", LearnerSpaces.FastForest, (task, point) => task.Context.Regression.Trainers.FastForest(Forest(Tree(new FastForestRegressionTrainer.Options(), task, point), point)));

    // It has no probabilities of its own.
    public static ComparisonLearner FastForestBinary() => Of("FastForest", LearnerSpaces.FastForest, (task, point) =>
        task.Context.BinaryClassification.Trainers.FastForest(Forest(Tree(new FastForestBinaryTrainer.Options(), task, point), point)).Append(task.Context.BinaryClassification.Calibrators.Platt(task.LabelColumnName)));

    public static ComparisonLearner Gam() => Of("Gam", LearnerSpaces.Gam, (task, point) =>
    {
        GamRegressionTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };
        (options.NumberOfIterations, options.LearningRate, options.MaximumBinCountPerFeature) = Curves(point);
        return task.Context.Regression.Trainers.Gam(options);
    });

    public static ComparisonLearner GamBinary() => Of("Gam", LearnerSpaces.Gam, (task, point) =>
    {
        GamBinaryTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };
        (options.NumberOfIterations, options.LearningRate, options.MaximumBinCountPerFeature) = Curves(point);
        return task.Context.BinaryClassification.Trainers.Gam(options);
    });

    private static ComparisonLearner Of(string name, Space space, Func<LearnerTask, SearchPoint, IEstimator<ITransformer>> tuned) => new(name, space, tuned) { Family = CandidateFamily.Trees, WithoutStrength = NoCoefficients };

    private static T Tree<T>(T options, LearnerTask task, SearchPoint point)
        where T : TreeOptions
    {
        (options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName) = (task.LabelColumnName, task.FeatureColumnName, task.ExampleWeightColumnName);
        (options.NumberOfThreads, options.Seed, options.FeatureSelectionSeed) = (1, task.Seed, task.Seed);
        options.NumberOfTrees = point.Whole(LearnerSpaces.Trees);
        options.NumberOfLeaves = point.Whole(LearnerSpaces.Leaves);
        options.MinimumExampleCountPerLeaf = point.Whole(LearnerSpaces.RowsPerLeaf);
        return options;
    }

    private static T Boosted<T>(T options, SearchPoint point)
        where T : BoostedTreeOptions
    {
        options.LearningRate = point.Of(LearnerSpaces.Rate);
        options.FeatureFraction = point.Of(LearnerSpaces.FeatureShare);
        return options;
    }

    private static T Forest<T>(T options, SearchPoint point)
        where T : FastForestOptionsBase
    {
        options.FeatureFractionPerSplit = point.Of(LearnerSpaces.FeatureShare);
        return options;
    }

    private static (int Iterations, double Rate, int Bins) Curves(SearchPoint point)
        => (point.Whole(LearnerSpaces.Iterations), point.Of(LearnerSpaces.Rate), point.Whole(LearnerSpaces.Bins));
}
