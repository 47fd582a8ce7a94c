using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Interop;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace Microsoft.ML.Regularization.Tests.Trainers.Mlp;

[TestClass]
public class MlpTrainerTests
{
    [TestMethod]
    public void Fit_Regression_IsTheEnginesModel()
    {
        MLContext ml = new(seed: 1);
        MlpPredictionTransformer model = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => o.Seed = 5)).Fit(Tables.View(ml));
        Tables.Row[] rows = Tables.Rows(300);
        double[,] x = new double[300, 6];
        for (int i = 0; i < 300; i++)
            for (int j = 0; j < 6; j++) x[i, j] = rows[i].Features[j];
        NetworkSpec spec = MlpPreset.RealMlp.Regression;
        MlpFit fit = new MlpTrainer(new MlpOptions { Network = spec with { Hidden = [spec.Hidden[0] with { Width = 16 }, spec.Hidden[0] with { Width = 8 }] }, Epochs = 12, BatchSize = 32, Seed = 5 })
            .Fit(MlpData.Of(TrainingSet.FromRows(x, [.. rows.Select(r => (double)r.Label)])), NetworkTask.Regression);
        double[] expected = fit.Model.Predict(TrainingSet.FromRows(x, new double[300]).Features);
        CollectionAssert.AreEqual(expected.Select(v => (float)v).ToArray(), MlpSamples.Scores(model.Transform(Tables.View(ml))));
        MlpFitDetails details = model.FitDetails();
        Assert.AreEqual(fit.NullLoss, details.NullLoss);
        CollectionAssert.AreEqual(fit.History.Epochs.ToArray(), details.History.Epochs.ToArray());
        CollectionAssert.AreEqual(fit.ValidationRows.ToArray(), details.ValidationRows.ToArray());
        Assert.AreEqual(300, details.Rows);
        Assert.IsTrue(details.Verdict.Sentence.Length > 20);
    }

    [TestMethod]
    [DataRow(NetworkTask.Regression)]
    [DataRow(NetworkTask.Binary)]
    [DataRow(NetworkTask.Multiclass)]
    public void GetOutputSchema_BeforeFit_NamesTheColumnsAfterIt(NetworkTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        IEstimator<TransformerChain<MlpPredictionTransformer>> trainer = MlpSamples.Trainer(ml, task);
        SchemaShape before = trainer.GetOutputSchema(HostInternals.ShapeOf(data.Schema));
        SchemaShape after = HostInternals.ShapeOf(trainer.Fit(data).GetOutputSchema(data.Schema));
        foreach (string name in new[] { "Score", "Probability", "PredictedLabel" })
        {
            SchemaShape.Column? expected = before.Cast<SchemaShape.Column?>().FirstOrDefault(c => c!.Value.Name == name), actual = after.Cast<SchemaShape.Column?>().FirstOrDefault(c => c!.Value.Name == name);
            Assert.AreEqual(expected?.ItemType, actual?.ItemType, name);
            Assert.AreEqual(expected?.Kind, actual?.Kind, name);
            Assert.AreEqual(expected?.IsKey, actual?.IsKey, name);
        }
    }

    [TestMethod]
    [DataRow(NetworkTask.Regression)]
    [DataRow(NetworkTask.Binary)]
    [DataRow(NetworkTask.Multiclass)]
    public void Fit_SameContextSeed_HasTheSameBitsOnAnyThreads(NetworkTask task)
    {
        float[][] scores = [.. new[] { 1, 2, 4 }.Select(threads =>
        {
            MLContext ml = new(seed: 7);
            IDataView data = Tables.View(ml);
            return MlpSamples.Scores(MlpSamples.Trainer(ml, task, o => (o.NumberOfThreads, o.NumberOfEpochs) = (threads, 4)).Fit(data).Transform(data));
        })];
        CollectionAssert.AreEqual(scores[0], scores[1]);
        CollectionAssert.AreEqual(scores[0], scores[2]);
        MLContext other = new(seed: 8);
        Assert.AreNotEqual(scores[0][0], MlpSamples.Scores(MlpSamples.Trainer(other, task, o => o.NumberOfEpochs = 4).Fit(Tables.View(other)).Transform(Tables.View(other)))[0]);
    }

    [TestMethod]
    public void Fit_WithValidationData_ChoosesTheEpochByThem()
    {
        MLContext ml = new(seed: 1);
        MlpPredictionTransformer model = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(Tables.View(ml), Tables.View(ml, 90, seed: 2));
        MlpFitDetails details = model.FitDetails();
        Assert.AreEqual(0, details.ValidationRows.Count);
        Assert.AreEqual(90, model.Model.Network.Facts.ValidationRows);
        Assert.AreEqual(details.History.Epochs.MinBy(e => e.ValidationLoss)!.Epoch, details.History.BestEpoch);
    }

    [TestMethod]
    public void Fit_WithLbfgs_CountsIterationsAsEpochs()
    {
        MLContext ml = new(seed: 1);
        MlpFitDetails details = ml.Regression.Trainers.RegularizedMlp(new RegularizedMlpOptions { HiddenLayers = [8], Optimizer = new Lbfgs(), Regularization = [new L2(0.001)], NumberOfEpochs = 20 }).Fit(Tables.View(ml)).FitDetails();
        Assert.IsTrue(details.History.Epochs.Count is > 5 and <= 20);
        Assert.IsTrue(details.History.Best!.ValidationLoss < details.NullLoss / 4);
    }

    [TestMethod]
    public void Fit_WithGroupsOrTimes_LetsWholeGroupsOrTheLatestChoose()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        Tables.Row[] rows = Tables.Rows(300);
        IReadOnlyList<int> byGroup = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => o.SamplingKeyColumnName = "Group")).Fit(data).FitDetails().ValidationRows;
        HashSet<string> choosing = [.. byGroup.Select(i => rows[i].Group)];
        Assert.AreEqual(byGroup.Count, rows.Count(r => choosing.Contains(r.Group)));
        Assert.IsTrue(choosing.Count is > 1 and < 8);
        IReadOnlyList<int> byTime = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => o.TimeColumnName = "Label")).Fit(data).FitDetails().ValidationRows;
        Assert.IsTrue(byTime.Min(i => rows[i].Label) > Enumerable.Range(0, 300).Except(byTime).Max(i => rows[i].Label));
    }

    [TestMethod]
    public void Fit_FromAFittedModel_GoesOnFromItsWeights()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml), held = Tables.View(ml, 90, seed: 2);
        MlpPredictionTransformer first = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => o.NumberOfEpochs = 40)).Fit(data, held);
        RegularizedMlpRegressionTrainer little = ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => (o.NumberOfEpochs, o.LearningRate) = (1, 1e-7)));
        double before = first.FitDetails().History.Best!.ValidationLoss;
        Assert.AreEqual(before, little.Fit(data, held, first.Model).FitDetails().History.Best!.ValidationLoss, 1e-3 * before);
        Assert.IsTrue(little.Fit(data, held).FitDetails().History.Best!.ValidationLoss > 2 * before);
    }

    [TestMethod]
    public void Fit_RowWeightsAndClassWeights_Count()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        double Mean(Action<RegularizedMlpOptions> change) => MlpSamples.Trainer(ml, NetworkTask.Binary, o =>
        {
            o.Seed = 3;
            change(o);
        }).Fit(data).Transform(data).GetColumn<float>("Probability").Average();
        double plain = Mean(_ => { });
        Assert.IsTrue(Mean(o => o.ClassWeights = ClassWeights.Given(1, 20)) > plain + 0.1);
        Assert.AreNotEqual(plain, Mean(o => o.ExampleWeightColumnName = "Weight"));
    }

    [TestMethod]
    public void Fit_ClassWithoutRows_HasProbabilityZeroAndAWarning()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        IDataView keyed = ml.Transforms.Conversion.MapValueToKey("Key", "Kind", keyOrdinality: Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(data).Transform(data);
        IDataView some = ml.Data.FilterRowsByKeyColumnFraction(keyed, "Key", 1 / 3.0, 1);
        MlpPredictionTransformer model = ml.MulticlassClassification.Trainers.RegularizedMlp(MlpSamples.Options("Key", o => o.ClassWeights = ClassWeights.Given(1, 2, 3))).Fit(some, keyed);
        Assert.AreEqual("1 of the 3 classes in the label column 'Key' has no rows to learn from (high): its probability is always 0.", model.FitDetails().Warnings[0]);
        float[][] scores = [.. model.Transform(keyed).GetColumn<float[]>("Score")];
        Assert.IsTrue(scores.All(s => s[0] == 0 && Math.Abs(s.Sum() - 1) < 1e-6));
        using MemoryStream file = new();
        ml.Model.Save(model, keyed.Schema, file);
        file.Position = 0;
        float[][] loaded = [.. new MLContext().Model.Load(file, out _).Transform(keyed).GetColumn<float[]>("Score")];
        for (int i = 0; i < scores.Length; i++)
            for (int k = 0; k < 3; k++) Assert.AreEqual(scores[i][k], loaded[i][k], 1e-5);
    }

    [TestMethod]
    public void Fit_Messages_GoToTheContextsLog()
    {
        MLContext ml = new(seed: 1);
        List<string> log = [];
        ml.Log += (_, e) => log.Add(e.Message);
        ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options()).Fit(Tables.View(ml, 60));
        Assert.AreEqual(12, log.Count(m => m.Contains("Epoch ", StringComparison.Ordinal) && m.Contains("validation loss", StringComparison.Ordinal)));
        Assert.IsTrue(log.Any(m => m.Contains("Only 12 rows choose the epoch", StringComparison.Ordinal)), string.Join("\n", log));
        Assert.IsTrue(log.Any(m => m.Contains("of 12 kept", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Fit_Cancelled_StopsWithAnException()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        int epochs = 0;
        ml.Log += (_, e) =>
        {
            if (e.Message.Contains("Epoch ", StringComparison.Ordinal) && ++epochs == 2) CancelExecution(ml);
        };
        Assert.ThrowsExactly<OperationCanceledException>(() => ml.Regression.Trainers.RegularizedMlp(MlpSamples.Options(change: o => o.NumberOfEpochs = 1_000_000)).Fit(data));
    }

    [TestMethod]
    public void Info_Says_WhatTheTrainerNeeds()
    {
        TrainerInfo info = new MLContext().Regression.Trainers.RegularizedMlp().Info;
        Assert.IsFalse(info.NeedNormalization || info.WantCaching);
        
    }

    // What AutoML stops a trial with.
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern void CancelExecution(MLContext ml);
}
