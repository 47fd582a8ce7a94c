using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>The rest of ML.NET beside our trainers: its cross-validation, explanations, engines, wrappers.</summary>
[TestClass]
public sealed class WorksWithTests
{
    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    public void CrossValidate_EveryTask_FitsEveryFold()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 200);
        foreach (TrainCatalogBase.CrossValidationResult<RegressionMetrics> fold in ml.Regression.CrossValidate(data, ml.Regression.Trainers.Lasso(), numberOfFolds: 3)) Assert.IsGreaterThan(0.7, fold.Metrics.RSquared);
        foreach (TrainCatalogBase.CrossValidationResult<RegressionMetrics> fold in ml.Regression.CrossValidate(data, ml.Regression.Trainers.RegularizedPoisson("Count"), numberOfFolds: 3, labelColumnName: "Count")) Assert.IsGreaterThan(0.1, fold.Metrics.RSquared);
        foreach (TrainCatalogBase.CrossValidationResult<CalibratedBinaryClassificationMetrics> fold in ml.BinaryClassification.CrossValidate(data, ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge"), numberOfFolds: 3, labelColumnName: "IsLarge"))
            Assert.IsTrue(fold.Metrics.AreaUnderRocCurve > 0.8 && fold.Metrics.LogLossReduction > 0.2);
        foreach (TrainCatalogBase.CrossValidationResult<MulticlassClassificationMetrics> fold in ml.MulticlassClassification.CrossValidate(data, ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class"), numberOfFolds: 3, labelColumnName: "Class"))
            Assert.IsTrue(fold.Metrics.MicroAccuracy > 0.6 && fold.Metrics.LogLossReduction > 0.2);
    }

    [TestMethod]
    public void PermutationFeatureImportance_FindsWhatMatters()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml);
        double[] regression = [.. ml.Regression.PermutationFeatureImportance(ml.Regression.Trainers.Lasso().Fit(data), data).Select(m => -m.RSquared.Mean)];
        double[] binary = [.. ml.BinaryClassification.PermutationFeatureImportance(ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge").Fit(data), data, "IsLarge").Select(m => -m.AreaUnderRocCurve.Mean)];
        double[] several = [.. ml.MulticlassClassification.PermutationFeatureImportance(ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class").Fit(data), data, "Class").Select(m => -m.MicroAccuracy.Mean)];
        foreach (double[] drops in new[] { regression, binary, several }) Assert.IsTrue(drops[0] > 0.05 && Math.Abs(drops[4]) < 0.5 * drops[0] && Math.Abs(drops[5]) < 0.5 * drops[0], string.Join(" ", drops));
        System.Collections.Immutable.ImmutableDictionary<string, BinaryClassificationMetricsStatistics> named = ml.BinaryClassification.PermutationFeatureImportanceNonCalibrated(ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge").Fit(data), data, "IsLarge");
        CollectionAssert.AreEquivalent(Views.Features, named.Keys.ToArray());
    }

    [TestMethod]
    public void CalculateFeatureContribution_IsCoefficientTimesFeature()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml);
        RegressionPredictionTransformer<LinearRegressionModelParameters> linear = ml.Regression.Trainers.Lasso(lambda: 0.1).Fit(data);
        Check(ml.Transforms.CalculateFeatureContribution(linear, normalize: false), linear, linear.Model.Weights);
        RegressionPredictionTransformer<PoissonRegressionModelParameters> counts = ml.Regression.Trainers.RegularizedPoisson("Count", lambda: 0.01).Fit(data);
        Check(ml.Transforms.CalculateFeatureContribution(counts, normalize: false), counts, counts.Model.Weights);
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> binary = ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge", lambda: 0.01).Fit(data);
        Check(ml.Transforms.CalculateFeatureContribution(binary, normalize: false), binary, binary.Model.SubModel.Weights);

        void Check(IEstimator<ITransformer> contribution, ITransformer model, IReadOnlyList<float> weights)
        {
            IDataView scored = model.Transform(data);
            float[] first = contribution.Fit(scored).Transform(scored).GetColumn<float[]>("FeatureContributions").First(), x = Tables.Rows(1)[0].Features;
            for (int j = 0; j < 6; j++) Assert.AreEqual(weights[j] * x[j], first[j], 1e-5);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void PredictionEngine_ScoresAsTheViewDoes(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 100);
        ITransformer model = task.Fit(ml, data, o => o.Lambda = 0.01);
        float[] expected = Views.Scores(model.Transform(data));
        float[] first = model.GetOutputSchema(data.Schema)["Score"].Type is VectorDataViewType
            ? ml.Model.CreatePredictionEngine<Tables.Row, Probabilities>(model).Predict(Tables.Rows(1)[0]).Score
            : [ml.Model.CreatePredictionEngine<Tables.Row, Number>(model).Predict(Tables.Rows(1)[0]).Score];
        CollectionAssert.AreEqual(expected[..first.Length], first);
    }

    [TestMethod]
    public void OneVersusAll_WrapsTheBinaryTrainer()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml);
        ITransformer model = ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("Class"), "Class").Fit(data);
        Assert.IsGreaterThan(0.7, ml.MulticlassClassification.Evaluate(model.Transform(data), "Class").MicroAccuracy);
    }

    [TestMethod]
    public void Chain_OfSeveralTrainers_StacksTheirScores()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml);
        var pipeline = ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge").Append(ml.Transforms.CopyColumns("Odds", "Score"))
            .Append(ml.Regression.Trainers.RegularizedPoisson("Count")).Append(ml.Transforms.CopyColumns("Expected", "Score"))
            .Append(ml.Transforms.Concatenate("Stacked", "Odds", "Expected", "Features")).AppendCacheCheckpoint(ml)
            .Append(ml.Regression.Trainers.Lasso("Label", "Stacked"));
        TransformerChain<RegressionPredictionTransformer<LinearRegressionModelParameters>> model = pipeline.Fit(data);
        Assert.IsGreaterThan(0.8, ml.Regression.Evaluate(model.Transform(data)).RSquared);
        CollectionAssert.AreEqual((string[])["Odds", "Expected", .. Views.Features.Select(n => "Features." + n)], model.LastTransformer.FitDetails().Path.FeatureNames.ToArray());
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        CollectionAssert.AreEqual(Views.Scores(model.Transform(data)), Views.Scores(new MLContext().Model.Load(file, out _).Transform(data)));
    }

    private sealed class Number
    {
        public float Score { get; set; }
    }

    private sealed class Probabilities
    {
        public float[] Score { get; set; } = [];
    }
}
