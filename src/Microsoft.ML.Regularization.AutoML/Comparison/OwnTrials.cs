using Microsoft.ML.Trainers.Regularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Trials of our own trainers on the inner folds of an outer fold: the same as those of TuneRegularization.</summary>
internal static class OwnTrials
{
    /// <summary>Those of a trainer.</summary>
    /// <param name="trainer">The trainer, with all that is not searched.</param>
    /// <param name="data">The outer fold.</param>
    /// <param name="metrics">What is measured.</param>
    /// <param name="context">What it is measured with.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static ITunedTrials Of(IEstimator<ITransformer> trainer, FoldData data, TaskMetrics metrics, MLContext context, CancellationToken cancellation)
    {
        RegularizationMetric metric = new(metrics.Metrics[0].Name, scored => metrics.Error(context, scored, data.LabelColumnName), HigherIsBetter: false);
        if (trainer is IElasticNetTrainer)
        {
            IElasticNetTrainer linear = (IElasticNetTrainer)((IElasticNetTrainer)trainer).With(own => own.Measure = metrics.Measure ?? own.Measure, cancellation);
            TunedPipeline pipeline = new((IEstimator<ITransformer>)linear, data.Seed);
            PreparedRows rows = new(pipeline, data.Training, RowReader.Of(linear), _ => [data.Inner], cancellation);
            // Strengths are judged without scoring views where the engine has the measure.
            return new ElasticNetTrials(linear, pipeline, rows, metrics.Measure is null ? metric : null);
        }
        IRegularizedMlpTrainer network = (IRegularizedMlpTrainer)trainer;
        TunedPipeline only = new(trainer, data.Seed);
        return new MlpTrials(network, only, new PreparedRows(only, data.Training, RowReader.Of(network), _ => [data.Inner], cancellation), metric);
    }
}
