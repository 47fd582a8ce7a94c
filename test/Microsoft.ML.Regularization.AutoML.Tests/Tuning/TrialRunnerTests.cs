using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.SearchSpace.Option;
using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>Trials that fail, metrics of users and cancellation in AutoML's own experiments.</summary>
[TestClass]
public sealed class TrialRunnerTests
{
    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Run_TrialsThatFail_AreReportedAndTheExperimentGoesOn(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        List<string> said = [];
        ml.Log += (_, e) => said.Add(e.Message);
        Monitor monitor = new();
        // The first trial fails, the second is complete, the third fails.
        RegularizationMetric metric = new("broken", scored => monitor.Running is 0 or 2 ? throw new FormatException("The file of costs is missing.") : trainer.Error(ml, scored), HigherIsBetter: false);
        RegularizationTrialRunner runner = ml.Auto().CreateRegularizationRunner(ml, trainer.Trainer(ml), trainer.Data(ml), new RegularizationTuningOptions { FoldCount = 2, Metric = metric });
        RegularizationTrialResult best = (RegularizationTrialResult)ml.Auto().CreateExperiment().SetMaxModelToExplore(4).SetRegularizationRunner(runner).SetRandomSearchTuner(seed: 1).SetMonitor(monitor).Run();
        Assert.HasCount(3, monitor.Completed);
        RegularizationTrialResult first = (RegularizationTrialResult)monitor.Completed[0];
        Assert.AreEqual((double.MaxValue, false, null), (first.Loss, first.IsComplete, first.Model));
        StringAssert.Matches(first.Words, new System.Text.RegularExpressions.Regex(@"^Trial 0 \(.+\) failed: FormatException: The file of costs is missing\.$"));
        StringAssert.StartsWith(monitor.Failed.Single().Message, "Trial 2 (");
        Assert.AreEqual(2, said.Count(s => s.Contains("failed: FormatException: The file of costs is missing.", StringComparison.Ordinal) && s.StartsWith("[Source=", StringComparison.Ordinal) && !s.Contains("AutoMLExperiment", StringComparison.Ordinal)));
        Assert.IsTrue(best.IsComplete);
        Assert.IsNotNull(best.Model);
    }

    [TestMethod]
    public void SetRegularizationRunner_OfAnotherExperiment_IsRefused()
    {
        MLContext ml = new(seed: 1);
        RegularizationTrialRunner runner = ml.Auto().CreateRegularizationRunner(ml, ml.Regression.Trainers.ElasticNet(), Tables.View(ml, 60));
        AutoMLExperiment first = ml.Auto().CreateExperiment();
        first.SetRegularizationRunner(runner).SetRegularizationRunner(runner);
        Assert.AreEqual("The runner was set in another experiment, whose best trial it knows; create one of its own for this experiment.",
            Assert.ThrowsExactly<InvalidOperationException>(() => ml.Auto().CreateExperiment().SetRegularizationRunner(runner)).Message);
    }

    [TestMethod]
    public void Run_AMetricThatMLNetLacks_IsWhatTrialsAreJudgedBy()
    {
        MLContext ml = new(seed: 1);
        Monitor monitor = new();
        RegularizationMetric within = new("share within 1", scored => ml.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false).Average(r => Math.Abs(r.Label - r.Score) < 1 ? 1.0 : 0), HigherIsBetter: true);
        RegularizationTrialRunner runner = ml.Auto().CreateRegularizationRunner(ml, ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { FoldCount = 3, LambdaCount = 10, Seed = 1 }), Tables.View(ml, 120), new RegularizationTuningOptions { Metric = within });
        TrialResult best = ml.Auto().CreateExperiment().SetMaxModelToExplore(5).SetRegularizationRunner(runner).SetRandomSearchTuner(seed: 1).SetMonitor(monitor).Run();
        Assert.IsTrue(monitor.Completed.All(t => t.Metric is > 0 and < 1 && t.Loss == -t.Metric));
        Assert.AreEqual(monitor.Completed.Max(t => t.Metric), best.Metric);
    }

    [TestMethod]
    public void Run_UnderTheStockRunner_AFailingSettingIsReportedAndTheSweepGoesOn()
    {
        MLContext ml = new(seed: 1);
        Monitor monitor = new();
        SearchSpace.SearchSpace<ElasticNetSweepOptions> space = new() { ["Alpha"] = new ChoiceOption([1.0, 7.0], 1.0) };
        ml.Auto().CreateExperiment().SetPipeline(new EstimatorChain<ITransformer>().Append(ml.Auto().SweepableElasticNet(searchSpace: space))).SetDataset(Tables.View(ml, 60), fold: 2)
            .SetRegressionMetric(RegressionMetric.RSquared).SetRandomSearchTuner(seed: 1).SetMaxModelToExplore(12).SetMonitor(monitor).Run();
        Assert.IsNotEmpty(monitor.Failed);
        Assert.AreEqual(12, monitor.Completed.Count + monitor.Failed.Count);
        Assert.IsNotEmpty(monitor.Completed);
        StringAssert.StartsWith(monitor.Failed[0].GetBaseException().Message, "Alpha is 7; it must lie between 0 (ridge) and 1 (lasso).");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    [Timeout(60_000, CooperativeCancellation = true)]
    public async Task Run_Cancelled_GivesTheBestSoFar(bool isNetwork)
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First(t => t.IsNetwork == isNetwork);
        using CancellationTokenSource stop = new();
        Monitor monitor = new();
        RegularizationMetric metric = new("counted", scored =>
        {
            if (monitor.Running == 3) stop.Cancel();
            return trainer.Error(ml, scored);
        }, HigherIsBetter: false);
        RegularizationTrialRunner runner = ml.Auto().CreateRegularizationRunner(ml, trainer.Trainer(ml), trainer.Data(ml), new RegularizationTuningOptions { FoldCount = 2, Metric = metric });
        TrialResult best = await ml.Auto().CreateExperiment().SetMaxModelToExplore(1000).SetRegularizationRunner(runner).SetRandomSearchTuner(seed: 1).SetMonitor(monitor).RunAsync(stop.Token);
        Assert.HasCount(3, monitor.Completed);
        Assert.IsEmpty(monitor.Failed);
        Assert.AreEqual(monitor.Completed.Min(t => t.Loss), best.Loss);
    }

    [TestMethod]
    public void Sweepable_AContinuousMixture_IsSwept()
    {
        MLContext ml = new(seed: 1);
        Monitor monitor = new();
        SearchSpace.SearchSpace<ElasticNetSweepOptions> space = new() { ["Alpha"] = new UniformDoubleOption(0, 1) };
        SweepableEstimator swept = ml.Auto().SweepableElasticNet(searchSpace: space);
        double[] alphas = [.. Enumerable.Range(0, 11).Select(k => swept.SearchSpace.SampleFromFeatureSpace([k / 10.0, 0.5]).AsType<ElasticNetSweepOptions>().Alpha)];
        for (int k = 0; k < 11; k++) Assert.AreEqual(k / 10.0, alphas[k], 1e-9);
        SweepablePipeline pipeline = new EstimatorChain<ITransformer>().Append(swept);
        ml.Auto().CreateExperiment().SetPipeline(pipeline).SetDataset(Tables.View(ml, 60), Tables.View(ml, 30, seed: 2))
            .SetRegressionMetric(RegressionMetric.RSquared).SetRandomSearchTuner(seed: 1).SetMaxModelToExplore(6).SetMonitor(monitor).Run();
        Assert.HasCount(6, monitor.Completed.Select(t => t.TrialSettings.Parameter["_pipeline_"][pipeline.Estimators.Last().Key]["Alpha"].AsType<double>()).Distinct());
    }

    private sealed class Scored
    {
        public float Label { get; set; }
        public float Score { get; set; }
    }

    private sealed class Monitor : IMonitor
    {
        public int Running { get; private set; }

        public List<TrialResult> Completed { get; } = [];

        public List<Exception> Failed { get; } = [];

        public void ReportBestTrial(TrialResult result)
        {
        }

        public void ReportCompletedTrial(TrialResult result) => Completed.Add(result);

        public void ReportFailTrial(TrialSettings settings, Exception? exception = null) => Failed.Add(exception!);

        public void ReportRunningTrial(TrialSettings setting) => Running = setting.TrialId;
    }
}
