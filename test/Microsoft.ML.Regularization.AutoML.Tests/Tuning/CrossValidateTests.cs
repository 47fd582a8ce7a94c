using Microsoft.ML.Data;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML.Regularization.AutoML.Tests.Tuning;

/// <summary>What a trial says of its folds is what ML.NET's own cross-validation says of its setting on the same folds.</summary>
[TestClass]
public sealed class CrossValidateTests
{
    private const int Folds = 3;

    public static IEnumerable<object[]> Trainers => SweptTrainer.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Trainers))]
    public void Trial_OfTheBestSetting_HasTheErrorsOfCrossValidate(SweptTrainer trainer)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(120);
        RegularizationMetric metric = new("error", scored => trainer.IsBinary ? ml.BinaryClassification.Evaluate(scored, trainer.Label).Accuracy : -trainer.Error(ml, scored), HigherIsBetter: true);
        IEstimator<ITransformer> Pipeline(RegularizationTrial? trial)
        {
            IEstimator<ITransformer> before = ml.Transforms.NormalizeMeanVariance("Features", fixZero: false), own = trial is null || trainer.IsNetwork ? trainer.Trainer(ml)
                : trainer.Trainer(ml, o => (o.Alpha, o.Lambda) = (trial.Parameters.Find("alpha")!.Value, trial.Lambda));
            return trainer.IsMulticlass ? ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(before).Append(own) : before.Append(own);
        }
        // Of networks the defaults, which are the trainer's own.
        RegularizationTuningResult result = trainer.Tune(ml, Pipeline(null), ml.Data.LoadFromEnumerable(rows), new RegularizationTuningOptions { Trials = trainer.IsNetwork ? 1 : 3, FoldCount = Folds, Metric = metric });
        // Of a sampling key that is a number ML.NET makes folds in its order.
        IDataView folded = ml.Data.LoadFromEnumerable(rows.Select((r, i) => new FoldedRow { Features = r.Features, Label = r.Label, IsLarge = r.IsLarge, Count = r.Count, Kind = r.Kind, Fold = result.Study.Folds[0].FoldOf[i] }));
        IEstimator<ITransformer> best = Pipeline(result.Best);
        double[] errors = trainer.IsBinary ? [.. ml.BinaryClassification.CrossValidate(folded, best, Folds, trainer.Label, "Fold").Select(f => f.Metrics.Accuracy)]
            : trainer.IsMulticlass ? [.. ml.MulticlassClassification.CrossValidate(folded, best, Folds, trainer.Label, "Fold").Select(f => -f.Metrics.LogLoss)]
            : [.. ml.Regression.CrossValidate(folded, best, Folds, trainer.Label, "Fold").Select(f => -f.Metrics.MeanSquaredError)];
        for (int fold = 0; fold < Folds; fold++) Assert.AreEqual(errors[fold], result.Best.Folds[fold], 1e-5 * Math.Abs(errors[fold]), $"fold {fold}");
    }

    private sealed class FoldedRow
    {
        [VectorType(6)]
        public float[] Features { get; set; } = [];
        public float Label { get; set; }
        public bool IsLarge { get; set; }
        public float Count { get; set; }
        public string Kind { get; set; } = "";
        public float Fold { get; set; }
    }
}
