using Microsoft.ML.Data;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>Whole paths as trials.</summary>
[TestClass]
public sealed class LinearTuningTests
{
    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Where(t => !t.IsNetwork).Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Tune_TriesTheSixMixturesAndRefitsTheBest(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        IDataView data = trainer.Data(ml, 120);
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml), data);
        CollectionAssert.AreEqual(new[] { 1, 0.5, 0.9, 0.1, 0.95, 0 }, result.Trials.Select(t => t.Parameters.Find("alpha")!.Value).ToArray());
        Assert.IsTrue(result.Trials.All(t => t.State == TrialState.Complete && t.StandardError > 0 && t.Folds.Count == 4));
        if (!trainer.IsMulticlass) Assert.IsTrue(result.Trials.All(t => t.Curve!.At[^1] == 0));
        Assert.AreEqual(result.Trials.Min(t => t.Mean), result.Best.Mean);
        double alpha = result.Best.Parameters.Find("alpha")!.Value;
        IDataView own = trainer.Trainer(ml, o => (o.Alpha, o.Lambda) = (alpha, result.Best.Lambda)).Fit(data).Transform(data);
        Assert.AreEqual(trainer.Error(ml, own), trainer.Error(ml, result.Model.Transform(data)), 1e-6);
    }

    [TestMethod]
    public void Tune_WithoutPreparation_HasTheEnginesErrors()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml, o => o.StopEarly = false), trainer.Data(ml, 120));
        Tables.Row[] rows = Tables.Rows(120);
        double[,] x = new double[120, 6];
        for (int i = 0; i < 120; i++)
            for (int j = 0; j < 6; j++) x[i, j] = rows[i].Features[j];
        PathTrials engine = new(MLRegularization.Matrices.TrainingSet.FromRows(x, [.. rows.Select(r => (double)r.Label)]), new PathOptions { LambdaCount = 20, StopEarly = false }, new CrossValidationOptions { Folds = result.Study.Folds });
        Study study = Study.Run(LinearSpace.Paths(), engine, new StudyOptions { Trials = 6 });
        for (int k = 0; k < 6; k++)
        {
            TrialCurve expected = study.Trials[k].Curve!, own = result.Trials[k].Curve!;
            Assert.HasCount(expected.At.Count, own.At);
            for (int l = 0; l < own.At.Count; l++)
            {
                Assert.AreEqual(expected.At[l], own.At[l], 1e-6 * expected.Reference, $"trial {k}, strength {l}");
                Assert.AreEqual(expected.Mean[l], own.Mean[l], 1e-5 * expected.Mean[l]);
                Assert.AreEqual(expected.StandardError[l], own.StandardError[l], 1e-4 * expected.StandardError[l]);
            }
        }
    }

    [TestMethod]
    public void Tune_OneStandardError_ChoosesAStrongerPenalty()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        double Lambda(PathSelection rule) => trainer.Tune(ml, trainer.Trainer(ml, o => o.Selection = rule), trainer.Data(ml, 120), new RegularizationTuningOptions { Trials = 1 }).Best.Lambda!.Value;
        Assert.IsGreaterThan(Lambda(PathSelection.LambdaMin), Lambda(PathSelection.Lambda1Se));
    }

    [TestMethod]
    public void Tune_WithMoreRowsThanSignal_ReachesNone()
    {
        MLContext ml = new(seed: 1);
        // Without noise every penalty costs.
        IDataView data = ml.Data.LoadFromEnumerable(Tables.Rows(80).Select(r => new Tables.Row { Features = r.Features, Label = (2 * r.Features[0]) - r.Features[1] + r.Features[2] + r.Features[3] - r.Features[4] + r.Features[5] }));
        RegularizationTuningResult result = ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(), data);
        Assert.AreEqual(0, result.Best.Lambda);
        StringAssert.Contains(result.Best.Words, "no penalty");
    }

    [TestMethod]
    public void Tune_LearnsPreparationInEveryFold()
    {
        MLContext ml = new(seed: 1);
        Worded[] rows = [.. Tables.Rows(90).Select((r, i) => new Worded { Words = $"w{i} {r.Kind}", Label = r.Label, Number = r.Features[0] })];
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        IEstimator<ITransformer> Pipeline(double alpha, double? lambda) => ml.Transforms.Categorical.OneHotEncoding("Own", "Words").Append(ml.Transforms.Text.FeaturizeText("Text", "Words")).Append(ml.Transforms.Concatenate("Features", "Own", "Text", "Number"))
            .AppendCacheCheckpoint(ml).Append(ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { FoldCount = 3, LambdaCount = 10, Seed = 1, Alpha = alpha, Lambda = lambda })).Append(ml.Transforms.CopyColumns("Out", "Score"));
        RegularizationTuningResult result = ml.Regression.TuneRegularization(Pipeline(1, null), data, new RegularizationTuningOptions { Trials = 2 });
        Assert.IsNotNull(result.Model.Transform(data).Schema.GetColumnOrNull("Out"));
        for (int fold = 0; fold < 3; fold++)
        {
            // The columns of a fold are its own rows': words of rows held out are unknown to it.
            int held = fold;
            IDataView Some(bool isHeld) => ml.Data.LoadFromEnumerable(rows.Where((_, i) => (result.Study.Folds[0].FoldOf[i] == held) == isHeld));
            double error = ml.Regression.Evaluate(Pipeline(result.Best.Parameters[0].Value, result.Best.Lambda).Fit(Some(false)).Transform(Some(true))).MeanSquaredError;
            Assert.AreEqual(error, result.Best.Folds[fold], 1e-3 * error);
        }
    }

    [TestMethod]
    public void Tune_ByAMetricThatMLNetLacks_ChoosesByIt()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml, 120);
        RegularizationMetric within = new("share within 1", scored => Within(ml, scored), HigherIsBetter: true);
        RegularizationTuningResult result = ml.Regression.TuneRegularization(ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { FoldCount = 3, LambdaCount = 10, Seed = 1 }), data, new RegularizationTuningOptions { Metric = within, Trials = 3 });
        Assert.AreEqual("share within 1", result.MetricName);
        Assert.IsTrue(result.Trials.All(t => t.Mean is > 0 and < 1));
        Assert.AreEqual(result.Trials.Max(t => t.Mean), result.Best.Mean);
        foreach (RegularizationTrial trial in result.Trials) Assert.AreEqual(-trial.Mean, trial.Curve!.Mean.Min(), 1e-12);
    }

    [TestMethod]
    public void Tune_GroupsAndClasses_DivideByTheTrainersOptions()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First();
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml, o => (o.SamplingKeyColumnName, o.Repeats) = ("Group", 2)), trainer.Data(ml, 120), new RegularizationTuningOptions { Trials = 1 });
        Tables.Row[] rows = Tables.Rows(120);
        Assert.HasCount(2, result.Study.Folds);
        Assert.HasCount(8, result.Best.Folds);
        foreach (Folds folds in result.Study.Folds)
            Assert.IsTrue(Enumerable.Range(0, 120).GroupBy(i => rows[i].Group).All(g => g.Select(i => folds.FoldOf[i]).Distinct().Count() == 1));
    }

    private static double Within(MLContext ml, IDataView scored)
        => ml.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false).Average(r => Math.Abs(r.Label - r.Score) < 1 ? 1.0 : 0);

    private sealed class Scored
    {
        public float Label { get; set; }
        public float Score { get; set; }
    }

    private sealed class Worded
    {
        public string Words { get; set; } = "";
        public float Label { get; set; }
        public float Number { get; set; }
    }
}
