using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML.Regularization.AutoML.Tests.Spaces;

/// <summary>Sweepable trainers under every tuner of AutoML.</summary>
[TestClass]
public sealed class TunerTests
{
    private static readonly Dictionary<string, Func<AutoMLExperiment, AutoMLExperiment>> Tuners = new()
    {
        ["CostFrugal"] = e => e.SetCostFrugalTuner(),
        ["Eci"] = e => e.SetEciCostFrugalTuner(),
        ["Random"] = e => e.SetRandomSearchTuner(seed: 1),
        ["Grid"] = e => e.SetGridSearchTuner(),
        ["Smac"] = e => e.SetSmacTuner(numberInitialPopulation: 2, fitModelEveryNTrials: 1, numberOfTrees: 2, numRandomEISearchConfigurations: 10),
    };

    public static IEnumerable<object[]> Cases => Tuners.Keys.SelectMany(t => SweptTrainer.All.Select(s => new object[] { t, s }));

    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Select(s => new object[] { s });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sweepable_UnderATuner_IsFittedInEveryTrial(string tuner, SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        Trials trials = new();
        TrialResult best = Tuners[tuner](Experiment(ml, trainer, 3).SetPipeline(new EstimatorChain<ITransformer>().Append(trainer.Sweepable(ml)))).SetMonitor(trials).Run();
        Assert.IsEmpty(trials.Failed, string.Join("; ", trials.Failed));
        Assert.HasCount(3, trials.Completed);
        Assert.AreEqual(trials.Completed.Min(), best.Loss);
        Assert.IsNotNull(best.Model);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Runner_UnderATuner_RefitsTheBestToAllRows(string tuner, SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        IDataView data = trainer.Data(ml);
        RegularizationTrialRunner runner = ml.Auto().CreateRegularizationRunner(ml, trainer.Trainer(ml), data, new RegularizationTuningOptions { FoldCount = 3 });
        Trials trials = new();
        RegularizationTrialResult best = (RegularizationTrialResult)Tuners[tuner](ml.Auto().CreateExperiment().SetMaxModelToExplore(3).SetRegularizationRunner(runner)).SetMonitor(trials).Run();
        Assert.IsEmpty(trials.Failed, string.Join("; ", trials.Failed));
        Assert.HasCount(3, trials.Completed);
        Assert.IsTrue(best.IsComplete);
        Assert.IsGreaterThan(0, best.StandardError);
        Assert.AreEqual(best.Loss, best.Metric);
        Assert.IsTrue(double.IsFinite(trainer.Error(ml, best.Model.Transform(data))));
        StringAssert.Contains(best.Words, trainer.IsNetwork ? "best epoch" : "coefficients");
    }

    [TestMethod]
    public void Sweepable_BesideStockEstimators_SharesTheirPipeline()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        SweepableEstimator stock = ml.Auto().CreateSweepableEstimator((c, o) => c.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { L2Regularization = o.L2, NumberOfThreads = 1 }), new SearchSpace.SearchSpace<StockOptions>());
        SweepablePipeline pipeline = ml.Transforms.NormalizeMeanVariance("Features").Append(trainer.Sweepable(ml), stock);
        Trials trials = new();
        Experiment(ml, trainer, 6).SetPipeline(pipeline).SetRandomSearchTuner(seed: 2).SetMonitor(trials).Run();
        Assert.HasCount(2, trials.Schemas.Distinct());
    }

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Sweepable_Defaults_AreThoseOfTheTrainer(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        SweepableEstimator swept = trainer.Sweepable(ml);
        SearchSpace.Parameter defaults = swept.SearchSpace.SampleFromFeatureSpace(swept.SearchSpace.Default);
        if (!trainer.IsNetwork)
        {
            ElasticNetSweepOptions linear = defaults.AsType<ElasticNetSweepOptions>();
            Assert.AreEqual((1.0, 0.01), (linear.Alpha, Math.Round(linear.LambdaRatio, 9)));
            return;
        }
        MlpSweepOptions network = defaults.AsType<MlpSweepOptions>();
        Assert.AreEqual((1.0, 0.15, 0.02), (Math.Round(network.LearningRate, 9), Math.Round(network.Dropout, 9), Math.Round(network.WeightDecay, 9)));
        IDataView data = trainer.Data(ml);
        Assert.AreEqual(trainer.Error(ml, trainer.Trainer(ml).Fit(data).Transform(data)), trainer.Error(ml, swept.BuildFromOption(ml, defaults).Fit(data).Transform(data)), 1e-4);
    }

    private static AutoMLExperiment Experiment(MLContext ml, SweptTrainer trainer, int trials)
    {
        AutoMLExperiment experiment = ml.Auto().CreateExperiment().SetMaxModelToExplore(trials).SetDataset(trainer.Data(ml), trainer.Data(ml, 30, seed: 2));
        return trainer.IsBinary ? experiment.SetBinaryClassificationMetric(BinaryClassificationMetric.Accuracy, trainer.Label)
            : trainer.IsMulticlass ? experiment.SetMulticlassClassificationMetric(MulticlassClassificationMetric.LogLoss, trainer.Label)
            : experiment.SetRegressionMetric(RegressionMetric.MeanSquaredError, trainer.Label);
    }

    public sealed class StockOptions
    {
        [SearchSpace.Range(0.001f, 1f, true)]
        public float L2 { get; set; } = 0.1f;
    }

    private sealed class Trials : IMonitor
    {
        public List<double> Completed { get; } = [];

        public List<string> Schemas { get; } = [];

        public List<string> Failed { get; } = [];

        public void ReportBestTrial(TrialResult result)
        {
        }

        public void ReportCompletedTrial(TrialResult result)
        {
            Completed.Add(result.Loss);
            Schemas.Add(result.TrialSettings.Parameter["_pipeline_"]["_SCHEMA_"].AsType<string>());
        }

        public void ReportFailTrial(TrialSettings settings, Exception? exception = null) => Failed.Add(exception?.ToString() ?? "");

        public void ReportRunningTrial(TrialSettings setting)
        {
        }
    }
}
