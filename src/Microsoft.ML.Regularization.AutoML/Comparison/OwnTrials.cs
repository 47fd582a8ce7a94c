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
    public static ITunedTrials Of(IEstimator<ITransformer> trainer, FoldData data, TaskMetrics metrics, MLContext context)
    {
        RegularizationMetric metric = new(metrics.Metrics[0].Name, scored => metrics.Error(context, scored, data.LabelColumnName), HigherIsBetter: false);
        if (trainer is IElasticNetTrainer)
        {
            IElasticNetTrainer linear = (IElasticNetTrainer)((IElasticNetTrainer)trainer).With(own => own.Measure = metrics.Measure ?? own.Measure);
            TunedPipeline pipeline = new((IEstimator<ITransformer>)linear);
            using FitScope scope = new(linear.Host, "reading");
            PreparedRows rows = new(pipeline, data.Training, (view, training) => linear.Read(view, training, scope), _ => [data.Inner]);
            // Strengths are judged without scoring views where the engine has the measure.
            return new ElasticNetTrials(linear, pipeline, rows, metrics.Measure is null ? metric : null);
        }
        IRegularizedMlpTrainer network = (IRegularizedMlpTrainer)trainer;
        TunedPipeline only = new(trainer);
        using FitScope reading = new(network.Host, "reading");
        return new MlpTrials(network, only, new PreparedRows(only, data.Training, (view, training) => network.Read(view, training, reading), _ => [data.Inner]), metric);
    }
}
