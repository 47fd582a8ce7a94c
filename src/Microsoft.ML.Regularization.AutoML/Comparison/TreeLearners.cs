using Microsoft.ML.Trainers.FastTree;
using MLRegularization.Comparisons;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>ML.NET's own trees and curves, which see features as they are: scaling changes nothing for them.</summary>
internal static class TreeLearners
{
    /// <summary>Why a strength says nothing to trees.</summary>
    public const string NoCoefficients = "it has no coefficients to penalise.";

    public static ComparisonLearner FastTree() => Of("FastTree", (task, trial) => task.Context.Regression.Trainers.FastTree(Boosted(Tree(new FastTreeRegressionTrainer.Options(), task, trial), trial)));

    public static ComparisonLearner FastTreeBinary() => Of("FastTree", (task, trial) => task.Context.BinaryClassification.Trainers.FastTree(Boosted(Tree(new FastTreeBinaryTrainer.Options(), task, trial), trial)));

    public static ComparisonLearner FastForest() => Of("FastForest", (task, trial) => task.Context.Regression.Trainers.FastForest(Forest(Tree(new FastForestRegressionTrainer.Options(), task, trial), trial)));

    // It has no probabilities of its own.
    public static ComparisonLearner FastForestBinary() => Of("FastForest", (task, trial) =>
        task.Context.BinaryClassification.Trainers.FastForest(Forest(Tree(new FastForestBinaryTrainer.Options(), task, trial), trial)).Append(task.Context.BinaryClassification.Calibrators.Platt(task.LabelColumnName)));

    public static ComparisonLearner Gam() => Of("Gam", (task, trial) =>
    {
        GamRegressionTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };
        (options.NumberOfIterations, options.LearningRate, options.MaximumBinCountPerFeature) = Curves(trial);
        return task.Context.Regression.Trainers.Gam(options);
    });

    public static ComparisonLearner GamBinary() => Of("Gam", (task, trial) =>
    {
        GamBinaryTrainer.Options options = new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, NumberOfThreads = 1 };
        (options.NumberOfIterations, options.LearningRate, options.MaximumBinCountPerFeature) = Curves(trial);
        return task.Context.BinaryClassification.Trainers.Gam(options);
    });

    private static ComparisonLearner Of(string name, Func<LearnerTask, LearnerTrial, IEstimator<ITransformer>> tuned) => new(name, tuned) { Family = CandidateFamily.Trees, WithoutStrength = NoCoefficients };

    private static T Tree<T>(T options, LearnerTask task, LearnerTrial trial)
        where T : TreeOptions
    {
        (options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName) = (task.LabelColumnName, task.FeatureColumnName, task.ExampleWeightColumnName);
        (options.NumberOfThreads, options.Seed, options.FeatureSelectionSeed) = (1, task.Seed, task.Seed);
        options.NumberOfTrees = trial.Whole("trees", 20, 500, 100);
        options.NumberOfLeaves = trial.Whole("leaves", 3, 64, 20);
        options.MinimumExampleCountPerLeaf = trial.Whole("rows per leaf", 2, 50, 10);
        return options;
    }

    private static T Boosted<T>(T options, LearnerTrial trial)
        where T : BoostedTreeOptions
    {
        options.LearningRate = trial.Logarithmic("learning rate", 0.02, 0.4, 0.2);
        options.FeatureFraction = trial.OneOf("share of features", 1, 0.75, 0.5);
        return options;
    }

    private static T Forest<T>(T options, LearnerTrial trial)
        where T : FastForestOptionsBase
    {
        options.FeatureFractionPerSplit = trial.OneOf("share of features per split", 0.7, 0.5, 0.3, 1);
        return options;
    }

    private static (int Iterations, double Rate, int Bins) Curves(LearnerTrial trial)
        => (trial.Whole("iterations", 100, 9500, 9500), trial.Logarithmic("learning rate", 0.002, 0.05, 0.002), trial.Whole("bins", 16, 255, 255));
}
