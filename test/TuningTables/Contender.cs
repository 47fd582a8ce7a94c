using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

/// <summary>A way from training rows to a model: a trainer with its defaults, tuned for a time, or what AutoML finds of ML.NET's linear trainers in that time.</summary>
/// <param name="Name">Its name in the page.</param>
/// <param name="Fit">The model and the number of settings that were tried.</param>
internal sealed record Contender(string Name, Func<(ITransformer Model, int Settings)> Fit)
{
    public const string Linear = "linear", TunedLinear = "linear, tuned", Stock = "AutoML, linear", Network = "network", TunedNetwork = "network, tuned";

    /// <summary>Whole paths of a linear trainer that are tried: six mixtures and as many again between them.</summary>
    private const int Paths = 12;

    private const int Folds = 5;

    public static IEnumerable<Contender> For(MLContext ml, SplitTable table, ComparisonTask task, TimeSpan time)
    {
        EstimatorChain<ITransformer> linear = table.Pipeline.Append(LinearOf(ml, table.Label, task)), network = table.Pipeline.Append(NetworkOf(ml, table.Label, task));
        yield return new(Linear, () => (linear.Fit(table.Training), 1));
        yield return new(TunedLinear, () => Best(Linears(ml, table, task).Select(trainer => Tune(ml, task, table.Pipeline.Append(trainer), table.Training, new() { Time = time / 2, Trials = Paths }))));
        yield return new(Stock, () => Search(ml, table, task, time));
        yield return new(Network, () => (network.Fit(table.Training), 1));
        yield return new(TunedNetwork, () => Best([Tune(ml, task, network, table.Training, new() { Time = time, Metric = task == ComparisonTask.BinaryClassification ? Auc(ml, table.Label) : null })]));
    }

    /// <summary>What all look at and are judged by: root mean squared error, area under the ROC curve, log-loss.</summary>
    public static string MetricOf(ComparisonTask task) => task switch { ComparisonTask.BinaryClassification => "AUC", ComparisonTask.MulticlassClassification => "log-loss", _ => "RMSE" };

    public static double Score(MLContext ml, ITransformer model, SplitTable table, ComparisonTask task)
    {
        IDataView scored = model.Transform(table.Test);
        return task switch
        {
            ComparisonTask.BinaryClassification => ml.BinaryClassification.EvaluateNonCalibrated(scored, table.Label).AreaUnderRocCurve,
            ComparisonTask.MulticlassClassification => ml.MulticlassClassification.Evaluate(scored, table.Label).LogLoss,
            _ => ml.Regression.Evaluate(scored, table.Label).RootMeanSquaredError,
        };
    }

    private static IEstimator<ITransformer> LinearOf(MLContext ml, string label, ComparisonTask task) => task switch
    {
        ComparisonTask.BinaryClassification => ml.BinaryClassification.Trainers.ElasticNetLogisticRegression(new ElasticNetClassificationOptions { LabelColumnName = label, Measure = CrossValidationMeasure.Auc }),
        ComparisonTask.MulticlassClassification => ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(label),
        _ => ml.Regression.Trainers.ElasticNet(label),
    };

    // AutoML has a Poisson regression among its linear trainers of numbers; so have we, where no label is negative.
    private static IEnumerable<IEstimator<ITransformer>> Linears(MLContext ml, SplitTable table, ComparisonTask task)
    {
        yield return LinearOf(ml, table.Label, task);
        if (task == ComparisonTask.Regression && table.Training.GetColumn<float>(table.Label).Min() >= 0)
            yield return ml.Regression.Trainers.RegularizedPoisson(new ElasticNetOptions { LabelColumnName = table.Label, Measure = CrossValidationMeasure.SquaredError });
    }

    private static IEstimator<ITransformer> NetworkOf(MLContext ml, string label, ComparisonTask task) => task switch
    {
        ComparisonTask.BinaryClassification => ml.BinaryClassification.Trainers.RegularizedMlp(label),
        ComparisonTask.MulticlassClassification => ml.MulticlassClassification.Trainers.RegularizedMlp(label),
        _ => ml.Regression.Trainers.RegularizedMlp(label),
    };

    private static RegularizationMetric Auc(MLContext ml, string label) => new("AUC", scored => ml.BinaryClassification.EvaluateNonCalibrated(scored, label).AreaUnderRocCurve, HigherIsBetter: true);

    private static RegularizationTuningResult Tune(MLContext ml, ComparisonTask task, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions options) => task switch
    {
        ComparisonTask.BinaryClassification => ml.BinaryClassification.TuneRegularization(pipeline, data, options),
        ComparisonTask.MulticlassClassification => ml.MulticlassClassification.TuneRegularization(pipeline, data, options),
        _ => ml.Regression.TuneRegularization(pipeline, data, options),
    };

    private static (ITransformer Model, int Settings) Best(IEnumerable<RegularizationTuningResult> results)
    {
        RegularizationTuningResult[] all = [.. results];
        return (all.MinBy(r => r.Study.Best!.Mean)!.Model, all.Sum(r => r.Trials.Count(t => t.Folds.Count > 0)));
    }

    // Centred, which favours them, and refitted to all rows: the experiment's own model is that of one fold.
    private static (ITransformer Model, int Settings) Search(MLContext ml, SplitTable table, ComparisonTask task, TimeSpan time)
    {
        SweepablePipeline stock = task switch
        {
            ComparisonTask.BinaryClassification => ml.Auto().BinaryClassification(table.Label, useFastForest: false, useFastTree: false, useLgbm: false),
            ComparisonTask.MulticlassClassification => ml.Auto().MultiClassification(table.Label, useFastForest: false, useFastTree: false, useLgbm: false),
            _ => ml.Auto().Regression(table.Label, useFastForest: false, useFastTree: false, useLgbm: false),
        };
        SweepablePipeline pipeline = table.Pipeline.Append(ml.Transforms.NormalizeMeanVariance("Features", fixZero: false)).Append(stock);
        AutoMLExperiment experiment = ml.Auto().CreateExperiment().SetPipeline(pipeline).SetDataset(table.Training, Folds).SetTrainingTimeInSeconds((uint)time.TotalSeconds);
        experiment = task switch
        {
            ComparisonTask.BinaryClassification => experiment.SetBinaryClassificationMetric(BinaryClassificationMetric.AreaUnderRocCurve, table.Label),
            ComparisonTask.MulticlassClassification => experiment.SetMulticlassClassificationMetric(MulticlassClassificationMetric.LogLoss, table.Label),
            _ => experiment.SetRegressionMetric(RegressionMetric.RootMeanSquaredError, table.Label),
        };
        int settings = 0;
        ml.Log += Count;
        TrialResult best = experiment.Run();
        ml.Log -= Count;
        return (pipeline.BuildFromOption(ml, best.TrialSettings.Parameter["_pipeline_"]).Fit(table.Training), settings);

        void Count(object? sender, LoggingEventArgs e) => settings += e.RawMessage.StartsWith("Update Completed Trial", StringComparison.Ordinal) ? 1 : 0;
    }
}
