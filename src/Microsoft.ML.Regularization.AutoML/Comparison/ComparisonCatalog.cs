using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML;

/// <summary>Comparison of our learners with ML.NET's own.</summary>
public static class ComparisonCatalog
{
    /// <summary>
    /// Compares our learners and ML.NET's own on the same folds: first at the same strength, in every learner's own numbers, then each with the best of as many settings,
    /// chosen inside the training rows of each fold. The task goes by the label: Single, Boolean or a key.
    /// </summary>
    /// <param name="mlContext">The context; its Log is told of every fit.</param>
    /// <param name="data">The rows, all with a label.</param>
    /// <param name="labelColumnName">The label's column.</param>
    /// <param name="featureColumnName">The features' column, of the data or from the pipeline.</param>
    /// <param name="pipeline">What makes features of the data, learned anew on the training rows of each fold; null: the features are in the data.</param>
    /// <param name="trials">Settings that each learner may try.</param>
    /// <param name="cancellation">Stops the comparison.</param>
    /// <exception cref="ArgumentException">A column, an option or the division of rows is not possible.</exception>
    /// <exception cref="InvalidOperationException">No learner could be fitted.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static RegularizationComparison CompareRegularization(this MLContext mlContext, IDataView data, string labelColumnName = "Label", string featureColumnName = "Features",
        IEstimator<ITransformer>? pipeline = null, int trials = 10, CancellationToken cancellation = default)
        => mlContext.CompareRegularization(data, new RegularizationComparisonOptions { LabelColumnName = labelColumnName, FeatureColumnName = featureColumnName, Pipeline = pipeline, Trials = trials }, cancellation);

    /// <summary>The same, with everything that can be chosen.</summary>
    /// <inheritdoc cref="CompareRegularization(MLContext, IDataView, string, string, IEstimator{ITransformer}?, int, CancellationToken)" path="/exception"/>
    public static RegularizationComparison CompareRegularization(this MLContext mlContext, IDataView data, RegularizationComparisonOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return ComparisonRun.Run(mlContext, data, options, cancellation);
    }
}
