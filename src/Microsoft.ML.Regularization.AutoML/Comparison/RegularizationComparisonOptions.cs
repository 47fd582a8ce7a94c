using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>How learners are compared. A mutable bag: checked once, when a comparison starts.</summary>
public sealed class RegularizationComparisonOptions
{
    /// <summary>The label's column: Single for regression, Boolean for two classes, a key for several. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The features' column, a vector of Single, of the data or of what <see cref="Pipeline"/> makes of it. Default "Features".</summary>
    public string FeatureColumnName { get; set; } = "Features";

    /// <summary>A column of row weights, Single, for the learners that know weights; null (default): none. Metrics count every row once.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>A column of groups, a key, a number or text; rows of one group are never divided, in outer folds and in inner ones. Null (default): none; classes are then spread evenly.</summary>
    public string? SamplingKeyColumnName { get; set; }

    /// <summary>
    /// A column of times, a number or DateTime; outer folds and inner ones are held out in their order and learned from earlier rows only, and rows of equal time are never divided. The rows before
    /// the first fold are never held out. Null (default): none.
    /// </summary>
    public string? TimeColumnName { get; set; }

    /// <summary>What makes features of the data, up to the trainer; learned anew on the training rows of every outer fold. Null (default): the features are in the data.</summary>
    public IEstimator<ITransformer>? Pipeline { get; set; }

    /// <summary>Whether the label of a regression counts something, so that learners of Poisson's loss join in. Default false.</summary>
    public bool Counts { get; set; }

    /// <summary>The learners; null (default): those of <see cref="ComparisonLearners.For"/>.</summary>
    public IReadOnlyList<ComparisonLearner>? Learners { get; set; }

    /// <summary>The metric that decides which learner and which setting is best, by ML.NET's name, such as RSquared or AreaUnderRocCurve; null (default): RootMeanSquaredError, or LogLoss of classes.</summary>
    public string? Metric { get; set; }

    /// <summary>The strength that all have first, of features at unit standard deviation; null (default): a ridge penalty whose strength our trainer chooses on the training rows of each fold.</summary>
    public Strength? Strength { get; set; }

    /// <summary>The budget: settings that each learner may try in every outer fold, its defaults first. Null (default): 10, or as many as <see cref="Time"/> allows.</summary>
    public int? Trials { get; set; }

    /// <summary>
    /// The budget as time that each learner may try settings for in every outer fold; what runs when it is up is cut off where the trainer can be stopped, and does not count. The fit of the best setting
    /// to all training rows comes on top. Null (default): no limit.
    /// </summary>
    public TimeSpan? Time { get; set; }

    /// <summary>Settings of a learner that are tried at a time; each of their fits has one thread. Scores do not depend on it, unless <see cref="Time"/> is given. Default 1: fits do not disturb each other.</summary>
    public int NumberOfThreads { get; set; } = 1;

    /// <summary>Outer folds, at least 2. Default 5.</summary>
    public int FoldCount { get; set; } = 5;

    /// <summary>Inner folds on which settings are chosen, at least 2. Default 3.</summary>
    public int InnerFoldCount { get; set; } = 3;

    /// <summary>Repetitions with new outer folds; by time there is one way to divide. Default 1.</summary>
    public int Repeats { get; set; } = 1;

    /// <summary>Seed of folds and learners. The same seed gives the same scores. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>What tells the time.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;
}
