using System.Reflection;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>What tuning promises whatever the trainer: budgets, failures, journals, repeatability, messages.</summary>
[TestClass]
public sealed class TuneRegularizationTests
{
    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Tune_SameSeed_SameResult(SweptTrainer trainer)
    {
        RegularizationTuningResult Tune(int threads)
        {
            MLContext ml = new(seed: 1);
            return trainer.Tune(ml, trainer.Trainer(ml), trainer.Data(ml), new RegularizationTuningOptions { Trials = 5, FoldCount = 3, NumberOfThreads = threads });
        }
        RegularizationTuningResult one = Tune(1), other = Tune(2);
        CollectionAssert.AreEqual(one.Trials.Select(t => t.Mean).ToArray(), other.Trials.Select(t => t.Mean).ToArray());
        CollectionAssert.AreEqual(one.Trials.Select(t => t.Words).ToArray(), other.Trials.Select(t => t.Words).ToArray());
        Assert.AreEqual(one.ToString(), other.ToString());
        MLContext context = new();
        CollectionAssert.AreEqual(Scores(one.Model.Transform(trainer.Data(context)), trainer), Scores(other.Model.Transform(trainer.Data(context)), trainer));
    }

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void ToHtml_EveryTrainer_DrawsTheSearchAndTellsTheCall(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml), trainer.Data(ml), new RegularizationTuningOptions { Trials = 4, FoldCount = 3 });
        string html = result.ToHtml();
        string[] parts = [$"<h1>{trainer.Label}: a search</h1>", "TuneRegularization(pipeline, data, new RegularizationTuningOptions { Trials = 4, FoldCount = 3 })", $"{result.MetricName}, ", trainer.IsNetwork ? "<section id=\"rungs\"" : "<section id=\"strengths\"", "<section id=\"knobs\"", "<section id=\"progress\""];
        foreach (string part in parts) Assert.IsTrue(html.Contains(part, StringComparison.Ordinal), part);
        Assert.IsFalse(html.Contains("NaN", StringComparison.Ordinal));
        StringAssert.Contains(result.ToHtml("A title of one's own"), "<h1>A title of one&#39;s own</h1>");
    }

    [TestMethod]
    public void Tune_MeasureOfClasses_IsToldAsItIs()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.Single(t => t.IsBinary && !t.IsNetwork);
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml, o => o.Measure = MLRegularization.Paths.CrossValidationMeasure.Auc), trainer.Data(ml), new RegularizationTuningOptions { Trials = 3, FoldCount = 3 });
        Assert.AreEqual("Auc", result.MetricName);
        Assert.IsGreaterThan(0.6, result.Best.Mean);
        Assert.AreEqual(result.Trials.Max(t => t.Mean), result.Best.Mean);
        StringAssert.Contains(result.ToHtml(), "Auc, more is better");
    }

    [TestMethod]
    public void Tune_AFailingTrial_IsReportedAndTheSweepGoesOn()
    {
        MLContext ml = new(seed: 1);
        List<string> said = [];
        ml.Log += (_, e) => said.Add(e.Message);
        MLRegularization.Tuning.SearchSpace space = new("wrong", [new ChoiceDimension("alpha", "α", 7, 1)], [new SearchPoint(("alpha", 7))]);
        RegularizationTuningResult result = ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(), Tables.View(ml, 60), new RegularizationTuningOptions { Space = space });
        Assert.AreEqual((TrialState.Failed, TrialState.Complete), (result.Trials[0].State, result.Trials[1].State));
        StringAssert.Contains(result.Trials[0].Reason, "7");
        Assert.AreEqual(1, result.Best.Number);
        Assert.IsTrue(said.Any(s => s.Contains("Trial 0 (α 7) failed: ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Tune_NothingButFailures_SaysTheFirst()
    {
        MLContext ml = new(seed: 1);
        MLRegularization.Tuning.SearchSpace space = new("wrong", [new ChoiceDimension("alpha", "α", 7)], [new SearchPoint(("alpha", 7))]);
        string said = Assert.ThrowsExactly<InvalidOperationException>(() => ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(), Tables.View(ml, 60), new RegularizationTuningOptions { Space = space })).Message;
        StringAssert.StartsWith(said, "None of 1 trials could be run; the first said: ");
    }

    [TestMethod]
    public void Tune_StudyFile_IsContinuedAndNothingDoneTwice()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First(t => t.IsNetwork);
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        try
        {
            RegularizationTuningResult Tune(int trials) => trainer.Tune(ml, trainer.Trainer(ml), trainer.Data(ml), new RegularizationTuningOptions { Trials = trials, FoldCount = 3, StudyFile = file });
            RegularizationTuningResult first = Tune(3), second = Tune(5), third = Tune(5);
            Assert.AreEqual((0, 3, 5), (first.Study.Continued, second.Study.Continued, third.Study.Continued));
            CollectionAssert.AreEqual(first.Trials.Select(t => t.Mean).ToArray(), second.Trials.Take(3).Select(t => t.Mean).ToArray());
            CollectionAssert.AreEqual(Scores(second.Model.Transform(trainer.Data(ml)), trainer), Scores(third.Model.Transform(trainer.Data(ml)), trainer));
            Assert.ThrowsExactly<StudyFileException>(() => trainer.Tune(ml, trainer.Trainer(ml), trainer.Data(ml, seed: 2), new RegularizationTuningOptions { Trials = 5, FoldCount = 3, StudyFile = file }));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void Tune_Cancelled_StopsWithoutAModel()
    {
        MLContext ml = new(seed: 1);
        using CancellationTokenSource stop = new();
        ml.Log += (_, e) =>
        {
            if (e.Message.Contains(" trials: ", StringComparison.Ordinal)) stop.Cancel();
        };
        Assert.ThrowsExactly<OperationCanceledException>(() => ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(), Tables.View(ml, 60), new RegularizationTuningOptions { Trials = 10_000 }, stop.Token));
        MLContext cancelled = new(seed: 1);
        cancelled.Log += (_, e) =>
        {
            if (e.Message.Contains(" trials: ", StringComparison.Ordinal)) typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(cancelled, null);
        };
        Assert.ThrowsExactly<OperationCanceledException>(() => cancelled.Regression.TuneRegularization(cancelled.Regression.Trainers.ElasticNet(), Tables.View(cancelled, 60), new RegularizationTuningOptions { Trials = 10_000 }));
    }

    [TestMethod]
    public void Tune_ContextsOfOtherSeeds_ShareAStudy()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        try
        {
            foreach (bool isNetwork in (bool[])[false, true])
            {
                RegularizationTuningResult Tune(int? seed)
                {
                    MLContext ml = new(seed);
                    IEstimator<ITransformer> trainer = isNetwork ? ml.Regression.Trainers.RegularizedMlp(new RegularizedMlpOptions { HiddenLayers = [4], NumberOfEpochs = 4 }) : ml.Regression.Trainers.ElasticNet();
                    return ml.Regression.TuneRegularization(trainer, Tables.View(ml, 60), new RegularizationTuningOptions { Trials = 2, FoldCount = 3, StudyFile = file });
                }
                RegularizationTuningResult first = Tune(1), other = Tune(2), unseeded = Tune(null);
                Assert.AreEqual((2, 2), (other.Study.Continued, unseeded.Study.Continued));
                MLContext ml = new();
                float[] Scored(RegularizationTuningResult result) => [.. result.Model.Transform(Tables.View(ml, 60)).GetColumn<float>("Score")];
                CollectionAssert.AreEqual(Scored(first), Scored(other));
                CollectionAssert.AreEqual(Scored(first), Scored(unseeded));
                File.Delete(file);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    public void Tune_NetworksOfTwoClasses_AreJudgedWhereAFoldHoldsOutOne()
    {
        MLContext ml = new(seed: 1);
        // A group of one class only, which ML.NET's evaluation refuses.
        IDataView data = ml.Data.LoadFromEnumerable(Tables.Rows(90).Select((r, i) => new Tables.Row { Features = r.Features, IsLarge = i % 3 == 0 || r.IsLarge, Group = $"{i % 3}" }));
        RegularizationTuningResult result = ml.BinaryClassification.TuneRegularization(ml.BinaryClassification.Trainers.RegularizedMlp(new RegularizedMlpOptions { LabelColumnName = "IsLarge", SamplingKeyColumnName = "Group", HiddenLayers = [4], NumberOfEpochs = 4 }), data,
            new RegularizationTuningOptions { Trials = 1, FoldCount = 3 });
        Assert.IsTrue(result.Best.Folds.All(f => f > 0 && double.IsFinite(f)));
    }

    [TestMethod]
    public void Tune_Progress_GoesToTheLogAndNotToTheConsole()
    {
        MLContext ml = new(seed: 1);
        List<string> said = [];
        ml.Log += (_, e) => said.Add(e.Message);
        TextWriter console = Console.Out;
        using StringWriter written = new();
        Console.SetOut(written);
        RegularizationTuningResult result;
        try
        {
            result = ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(), Tables.View(ml, 60));
        }
        finally
        {
            Console.SetOut(console);
        }
        Assert.AreEqual("", written.ToString());
        Assert.IsTrue(said.Any(s => s.Contains("6 of 6 trials: best so far Deviance ", StringComparison.Ordinal)));
        Assert.IsTrue(said.Any(s => s.Contains(result.ToString(), StringComparison.Ordinal)));
        StringAssert.Matches(result.ToString(), new System.Text.RegularExpressions.Regex(@"^α [\d.]+, λ [\d.e-]+ \([\d.e-]+ of λmax\), \d coefficients: Deviance [\d.]+ ± [\d.]+ on rows held out, the best of 6 trials\.$"));
    }

    [TestMethod]
    public void Metric_OfAutoML_IsThatOfItsManager()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First(t => t.IsBinary);
        RegularizationMetric metric = RegularizationMetric.Of(ml, new SweptTrainer.Metric(trainer));
        Assert.AreEqual(("Error", false), (metric.Name, metric.HigherIsBetter));
        IDataView scored = trainer.Trainer(ml).Fit(trainer.Data(ml)).Transform(trainer.Data(ml));
        Assert.AreEqual(trainer.Error(ml, scored), metric.Evaluate(scored));
    }

    private static double[] Scores(IDataView scored, SweptTrainer trainer)
        => trainer.IsMulticlass ? [.. scored.GetColumn<VBuffer<float>>("Score").SelectMany(v => v.DenseValues()).Select(v => (double)v)] : [.. scored.GetColumn<float>("Score").Select(v => (double)v)];
}
