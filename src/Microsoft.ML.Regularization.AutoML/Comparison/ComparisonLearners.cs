namespace Microsoft.ML.Trainers.Regularization;

/// <summary>The learners that are compared unless others are named: ours first, then ML.NET's own.</summary>
public static class ComparisonLearners
{
    /// <summary>Those of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="counts">Whether the label of a regression counts something: learners of Poisson's loss join in.</param>
    public static IReadOnlyList<ComparisonLearner> For(ComparisonTask task, bool counts = false) => task switch
    {
        ComparisonTask.BinaryClassification =>
        [
            OwnLearners.NoFeatures(task), OwnLearners.Logistic(), OwnLearners.BinaryMlp(), LogisticLearners.Lbfgs(), LogisticLearners.Sdca(),
            TreeLearners.FastTreeBinary(), TreeLearners.FastForestBinary(), TreeLearners.GamBinary(), LightGbmLearners.Binary(),
        ],
        ComparisonTask.MulticlassClassification =>
        [
            OwnLearners.NoFeatures(task), OwnLearners.MaximumEntropy(), OwnLearners.MulticlassMlp(), LogisticLearners.LbfgsMaximumEntropy(), LogisticLearners.SdcaMaximumEntropy(), LightGbmLearners.Multiclass(),
        ],
        _ =>
        [
            OwnLearners.NoFeatures(task), OwnLearners.ElasticNet(), .. counts ? [OwnLearners.Poisson()] : Array.Empty<ComparisonLearner>(), OwnLearners.RegressionMlp(),
            RegressionLearners.Sdca(), RegressionLearners.OnlineGradientDescent(), RegressionLearners.Ols(), .. counts ? [RegressionLearners.LbfgsPoisson()] : Array.Empty<ComparisonLearner>(),
            TreeLearners.FastTree(), TreeLearners.FastForest(), TreeLearners.Gam(), LightGbmLearners.Regression(),
        ],
    };
}
