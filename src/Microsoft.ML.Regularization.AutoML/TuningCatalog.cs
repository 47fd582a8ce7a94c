using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Interop;
using Microsoft.ML.Trainers.Regularization.Tuning;
using MLRegularization.Networks;

namespace Microsoft.ML;

/// <summary>Tuning in one call, behind <c>mlContext.Regression</c>, <c>BinaryClassification</c> and <c>MulticlassClassification</c>.</summary>
public static class TuningCatalog
{
    /// <summary>
    /// Tunes a pipeline's regularised trainer by cross-validation and fits the pipeline with the best setting to all rows. What stands before the trainer is learned in every fold anew.
    /// Of a linear trainer one trial is one whole path per fold, and λ is chosen on it; networks are judged after more and more epochs, and only the best quarter goes on.
    /// </summary>
    /// <param name="catalog">The catalog of the task.</param>
    /// <param name="pipeline">A pipeline with one trainer of this library in it, such as <c>ElasticNet</c> or <c>RegularizedMlp</c>.</param>
    /// <param name="data">The rows.</param>
    /// <param name="options">Budget, study file, metric, seed; null: the defaults.</param>
    /// <param name="cancellation">Stops within a second; so does cancelling the context.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the pipeline has no trainer that can be tuned.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be learned from or divided, or no trial could be run.</exception>
    /// <exception cref="MLRegularization.Tuning.StudyFileException">The study file is of another search, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled; what a study file has can be continued.</exception>
    public static RegularizationTuningResult TuneRegularization(this RegressionCatalog catalog, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions? options = null,
        CancellationToken cancellation = default)
        => Run(catalog, pipeline, data, options, NetworkTask.Regression, cancellation);

    /// <inheritdoc cref="TuneRegularization(RegressionCatalog, IEstimator{ITransformer}, IDataView, RegularizationTuningOptions?, CancellationToken)"/>
    public static RegularizationTuningResult TuneRegularization(this BinaryClassificationCatalog catalog, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions? options = null,
        CancellationToken cancellation = default)
        => Run(catalog, pipeline, data, options, NetworkTask.Binary, cancellation);

    /// <inheritdoc cref="TuneRegularization(RegressionCatalog, IEstimator{ITransformer}, IDataView, RegularizationTuningOptions?, CancellationToken)"/>
    public static RegularizationTuningResult TuneRegularization(this MulticlassClassificationCatalog catalog, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions? options = null,
        CancellationToken cancellation = default)
        => Run(catalog, pipeline, data, options, NetworkTask.Multiclass, cancellation);

    /// <summary>A runner for experiments of AutoML, whose trials are whole paths of linear trainers, and of networks successive halving on epochs.</summary>
    /// <param name="catalog">The catalog <c>mlContext.Auto()</c>.</param>
    /// <param name="context">The context.</param>
    /// <param name="pipeline">A pipeline with one trainer of this library in it.</param>
    /// <param name="data">The rows.</param>
    /// <param name="options">Folds, metric, threads and seed; budget, space and study file are the experiment's own affair and not looked at. Null: the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the pipeline has no trainer that can be tuned.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be learned from or divided.</exception>
    public static RegularizationTrialRunner CreateRegularizationRunner(this AutoCatalog catalog, MLContext context, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(context);
        options ??= new RegularizationTuningOptions();
        NetworkTask task = new TunedPipeline(pipeline, options.Seed).Task;
        TrainCatalogBase tasks = task switch { NetworkTask.Binary => context.BinaryClassification, NetworkTask.Multiclass => context.MulticlassClassification, _ => context.Regression };
        return new RegularizationTrialRunner(catalog, new TuningPlan(pipeline, data, options, task, label => Standard(tasks, label)), options.Metric, options.NumberOfThreads);
    }

    /// <summary>Sets a runner with its space in an experiment; the tuner is the stock one until another is set.</summary>
    /// <exception cref="InvalidOperationException">The runner was set in another experiment before.</exception>
    public static AutoMLExperiment SetRegularizationRunner(this AutoMLExperiment experiment, RegularizationTrialRunner runner)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(runner);
        runner.Claim(experiment);
        return experiment.SetPipeline(runner.Pipeline).SetTrialRunner(runner);
    }

    private static RegularizationTuningResult Run(TrainCatalogBase catalog, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions? options, NetworkTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return TuningRun.Run(CatalogInternals.Environment(catalog), pipeline, data, options, task, label => Standard(catalog, label), cancellation);
    }

    private static RegularizationMetric Standard(TrainCatalogBase catalog, string label) => catalog switch
    {
        BinaryClassificationCatalog => new RegularizationMetric("LogLoss", scored => BinaryLogLoss.Of(scored, label), HigherIsBetter: false),
        MulticlassClassificationCatalog multiclass => new RegularizationMetric("LogLoss", scored => multiclass.Evaluate(scored, label).LogLoss, HigherIsBetter: false),
        _ => new RegularizationMetric("MeanSquaredError", scored => ((RegressionCatalog)catalog).Evaluate(scored, label).MeanSquaredError, HigherIsBetter: false),
    };
}
