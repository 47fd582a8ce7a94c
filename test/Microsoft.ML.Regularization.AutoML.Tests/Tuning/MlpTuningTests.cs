using Microsoft.ML.Data;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>Networks as trials, halved on epochs.</summary>
[TestClass]
public sealed class MlpTuningTests
{
    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Where(t => t.IsNetwork).Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Tune_HalvesOnEpochsAndRefitsTheBest(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        IDataView data = trainer.Data(ml, 90);
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml), data, new RegularizationTuningOptions { Trials = 8, FoldCount = 3 });
        CollectionAssert.AreEqual(new[] { 4, 16 }, result.Study.Rungs.ToArray());
        Assert.HasCount(8, result.Trials);
        Assert.IsTrue(result.Trials.Any(t => t.State == TrialState.Pruned && t.Reached == 4));
        Assert.AreEqual((TrialState.Complete, 16), (result.Best.State, result.Best.Reached));
        Assert.AreEqual(result.Trials.Where(t => t.State == TrialState.Complete).Min(t => t.Mean), result.Best.Mean);
        Assert.IsGreaterThan(0, result.Best.StandardError);
        Assert.IsTrue(double.IsFinite(trainer.Error(ml, result.Model.Transform(data))));
        StringAssert.Contains(result.Best.Words, "best epoch");
    }

    [TestMethod]
    public void Tune_TheDefaults_ScoreAsTheTrainerDoes()
    {
        MLContext ml = new(seed: 1);
        SweptTrainer trainer = SweptTrainer.All.First(t => t.IsNetwork);
        RegularizationTuningResult result = trainer.Tune(ml, trainer.Trainer(ml), trainer.Data(ml, 90), new RegularizationTuningOptions { Trials = 1, FoldCount = 3 });
        Tables.Row[] rows = Tables.Rows(90);
        for (int fold = 0; fold < 3; fold++)
        {
            int held = fold;
            IDataView Some(bool isHeld) => ml.Data.LoadFromEnumerable(rows.Where((_, i) => (result.Study.Folds[0].FoldOf[i] == held) == isHeld));
            // Paused after a quarter and continued: the same network as one that was never stopped.
            Assert.AreEqual(trainer.Error(ml, trainer.Trainer(ml).Fit(Some(false)).Transform(Some(true))), result.Best.Folds[fold], 1e-9);
        }
        CollectionAssert.AreEqual(Scores(trainer.Trainer(ml).Fit(trainer.Data(ml, 90)), trainer.Data(ml, 90)), Scores(result.Model, trainer.Data(ml, 90)));
    }

    private static float[] Scores(ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float>("Score")];
}
