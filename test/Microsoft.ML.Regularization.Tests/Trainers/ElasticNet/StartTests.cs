using System.Reflection;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Interop;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>Fits that begin with a model: of ours, of ML.NET's, loaded, or a wrong one.</summary>
[TestClass]
public sealed class StartTests
{
    private static readonly MLContext Ml = new(seed: 1);

    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Info_Says_TrainingMayContinue(LinearTask task)
    {
        TrainerInfo info = ((dynamic)task.Trainer(Ml, new ElasticNetClassificationOptions())).Info;
        Assert.IsTrue((bool)typeof(TrainerInfo).GetProperty("SupportsIncrementalTraining", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.GetValue(info)!);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_FromAModel_SameModelSooner(LinearTask task)
    {
        IDataView data = Views.Of(Ml);
        dynamic trainer = Trainer(task, 0.02);
        ISingleFeaturePredictionTransformer<object> cold = trainer.Fit(data), old = trainer.Fit(Views.Of(Ml, 280));
        foreach (ISingleFeaturePredictionTransformer<object> start in new[] { cold, Loaded(cold, data), old, Loaded(old, data) })
        {
            ISingleFeaturePredictionTransformer<object> warm = trainer.Fit(data, (dynamic)start.Model);
            TrainerTests.AssertEqual(task, cold.Model, warm.Model, 2e-6);
            int before = cold.FitDetails().Certificate.Iterations, after = warm.FitDetails().Certificate.Iterations;
            if (task.Loss == MLRegularization.Paths.LossKind.Squared) Assert.AreEqual(before, after);
            else Assert.IsLessThan(before, after, $"{task}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_WithTheStrengthToChoose_SameModel(LinearTask task)
    {
        List<string> log = [];
        MLContext ml = new(seed: 1);
        ml.Log += (_, e) => log.Add(e.Message);
        dynamic trainer = task.Trainer(ml, new ElasticNetClassificationOptions { LabelColumnName = task.Label, FoldCount = 3, LambdaCount = 10 });
        ISingleFeaturePredictionTransformer<object> cold = trainer.Fit(Views.Of(ml)), warm = trainer.Fit(Views.Of(ml), (dynamic)cold.Model);
        TrainerTests.AssertEqual(task, cold.Model, warm.Model, 0);
        Assert.IsTrue(log.Any(m => m.Contains("it does where Lambda is given", StringComparison.Ordinal)), string.Join("\n", log));
    }

    [TestMethod]
    public void Fit_FromModelsOfMLNetsTrainers_SameModels()
    {
        IDataView data = Views.Of(Ml);
        ElasticNetRegressionTrainer regression = Ml.Regression.Trainers.ElasticNet(lambda: 0.02);
        LinearRegressionModelParameters line = regression.Fit(data).Model;
        TrainerTests.AssertEqual(LinearTask.All.ElementAt(0), line, regression.Fit(data, Ml.Regression.Trainers.Sdca().Fit(data).Model).Model, 2e-6);
        TrainerTests.AssertEqual(LinearTask.All.ElementAt(0), line, regression.Fit(data, Ml.Regression.Trainers.OnlineGradientDescent(numberOfIterations: 3).Fit(data).Model).Model, 2e-6);

        RegularizedPoissonTrainer poisson = Ml.Regression.Trainers.RegularizedPoisson("Count", lambda: 0.02);
        TrainerTests.AssertEqual(LinearTask.All.ElementAt(1), poisson.Fit(data).Model, poisson.Fit(data, Ml.Regression.Trainers.LbfgsPoissonRegression("Count").Fit(data).Model).Model, 2e-6);

        ElasticNetLogisticRegressionTrainer logistic = Ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge", lambda: 0.001);
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> cold = logistic.Fit(data), lbfgs = Ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsLarge", l1Regularization: 0, l2Regularization: 0.01f).Fit(data);
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> warm = logistic.Fit(data, lbfgs.Model);
        TrainerTests.AssertEqual(LinearTask.All.ElementAt(2), cold.Model, warm.Model, 2e-6);
        Assert.IsLessThan(cold.FitDetails().Certificate.Iterations, warm.FitDetails().Certificate.Iterations);
        TrainerTests.AssertEqual(LinearTask.All.ElementAt(2), cold.Model, logistic.Fit(data, Ml.BinaryClassification.Trainers.AveragedPerceptron("IsLarge").Fit(data).Model).Model, 2e-6);

        ElasticNetMaximumEntropyTrainer entropy = Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.02);
        MaximumEntropyModelParameters several = entropy.Fit(data).Model;
        foreach (LinearMulticlassModelParametersBase start in new LinearMulticlassModelParametersBase[]
        {
            Ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Class").Fit(data).Model,
            Ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Class").Fit(data).Model,
            Ml.MulticlassClassification.Trainers.SdcaNonCalibrated("Class").Fit(data).Model,
        }) TrainerTests.AssertEqual(LinearTask.All.ElementAt(3), several, entropy.Fit(data, start).Model, 2e-6);
    }

    // A calibrated model's scores are not its log-odds: those of a model twice as large with half the slope are the same.
    [TestMethod]
    public void Fit_FromACalibratedModel_BeginsAtItsLogOdds()
    {
        IDataView data = Views.Of(Ml);
        ElasticNetLogisticRegressionTrainer trainer = Ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge", lambda: 0.02);
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> cold = trainer.Fit(data);
        LinearBinaryModelParameters own = cold.Model.SubModel;
        Microsoft.ML.Runtime.IHostEnvironment host = CatalogInternals.EnvironmentOf(Ml.Regression.Trainers);
        LinearBinaryModelParameters twice = ModelInternals.NewBinary(host, new VBuffer<float>(6, [.. own.Weights.Select(w => 2 * w)]), (2 * own.Bias) + 3, null);
        MLRegularization.Paths.PathStart start = ModelStart.Of((CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)Activator.CreateInstance(cold.Model.GetType(),
            BindingFlags.Instance | BindingFlags.NonPublic, null, [host, twice, ModelInternals.NewPlattCalibrator(host, -0.5, 1.5)], null)!);
        Assert.AreEqual(own.Bias, start.Intercepts[0], 1e-6);
        for (int j = 0; j < 6; j++) Assert.AreEqual(own.Weights[j], start.Coefficients[j], 1e-6);
    }

    [TestMethod]
    public void Fit_KeysInAnotherOrder_FindsClassesByName()
    {
        Tables.Row[] rows = Tables.Rows(300);
        string[] order = ["gone", "high", "low", "middle"];
        ElasticNetMaximumEntropyTrainer trainer = Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.02);
        IDataView data = Views.Of(Ml, rows);
        MulticlassPredictionTransformer<MaximumEntropyModelParameters> cold = trainer.Fit(data), other = trainer.Fit(Views.Of(Ml, rows, order));
        foreach (MulticlassPredictionTransformer<MaximumEntropyModelParameters> start in new[] { other, (MulticlassPredictionTransformer<MaximumEntropyModelParameters>)Loaded(other, data) })
        {
            MulticlassPredictionTransformer<MaximumEntropyModelParameters> warm = trainer.Fit(data, start.Model);
            TrainerTests.AssertEqual(LinearTask.All.Last(), cold.Model, warm.Model, 2e-6);
            Assert.IsLessThan(cold.FitDetails().Certificate.Iterations, warm.FitDetails().Certificate.Iterations);
        }
    }

    [TestMethod]
    public void Fit_ClassesThatAreNew_AreLearned()
    {
        Tables.Row[] rows = Tables.Rows(300);
        ElasticNetMaximumEntropyTrainer trainer = Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.02);
        IDataView data = Views.Of(Ml, rows);
        // Once with the class in the key and no rows of it, once without it.
        Tables.Row[] fewer = [.. rows.Where(r => r.Kind != "middle")];
        foreach (IDataView before in new[] { Views.Of(Ml, fewer), Views.Of(Ml, fewer, ["low", "high"]) })
            TrainerTests.AssertEqual(LinearTask.All.Last(), trainer.Fit(data).Model, trainer.Fit(data, trainer.Fit(before).Model).Model, 2e-6);
    }

    [TestMethod]
    public void Fit_ModelOfOtherClasses_IsRefused()
    {
        Tables.Row[] renamed = Views.Changed(200, (r, _) => r.Kind = $"very {r.Kind}");
        ElasticNetMaximumEntropyTrainer trainer = Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.02);
        MaximumEntropyModelParameters model = trainer.Fit(Views.Of(Ml, renamed, ["very low", "very middle", "very high"])).Model;
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => trainer.Fit(Views.Of(Ml), model)).Message, "learned none of the classes low, middle, high in the label column 'Class'");
        Microsoft.ML.Runtime.IHostEnvironment host = CatalogInternals.EnvironmentOf(Ml.Regression.Trainers);
        VBuffer<float> weights = new(6, new float[6]);
        MaximumEntropyModelParameters nameless = ModelInternals.NewMaximumEntropy(host, [weights, weights], [0, 0], 2, 6, null, null);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => trainer.Fit(Views.Of(Ml), nameless)).Message, "has 2 classes, the label column 'Class' 3");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_ModelOfOtherFeaturesOrNone_IsRefused(LinearTask task)
    {
        IDataView data = Views.Of(Ml);
        IDataView wider = Ml.Transforms.Concatenate("Wide", "Features", "Weight").Fit(data).Transform(data);
        dynamic trainer = Trainer(task, 0.02);
        object model = task.Trainer(Ml, new ElasticNetClassificationOptions { LabelColumnName = task.Label, FeatureColumnName = "Wide", Lambda = 0.02 }).Fit(wider).Model;
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => { trainer.Fit(data, (dynamic)model); }).Message, "start from a model of the same features and classes");
        Assert.ThrowsExactly<ArgumentNullException>(() =>
        {
            object _ = task.Label switch
            {
                "Label" => Ml.Regression.Trainers.ElasticNet().Fit(data, (LinearModelParameters)null!),
                "Count" => Ml.Regression.Trainers.RegularizedPoisson().Fit(data, (LinearModelParameters)null!),
                "IsLarge" => Ml.BinaryClassification.Trainers.ElasticNetLogisticRegression().Fit(data, (LinearModelParameters)null!),
                _ => Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy().Fit(data, (LinearMulticlassModelParametersBase)null!),
            };
        });
    }

    [TestMethod]
    public void Fit_ModelWithoutANumber_IsRefused()
    {
        VBuffer<float> weights = new(6, [1, 2, 3, 4, 5, 6]);
        MaximumEntropyModelParameters model = ModelInternals.NewMaximumEntropy(CatalogInternals.EnvironmentOf(Ml.Regression.Trainers), [weights, weights, weights], [0, float.NaN, 0], 3, 6, null, null);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.02).Fit(Views.Of(Ml), model)).Message, "The start's intercept is NaN");
    }

    private static IEstimator<ISingleFeaturePredictionTransformer<object>> Trainer(LinearTask task, double lambda)
        => task.Trainer(Ml, new ElasticNetClassificationOptions { LabelColumnName = task.Label, Lambda = lambda });

    private static ISingleFeaturePredictionTransformer<object> Loaded(ISingleFeaturePredictionTransformer<object> model, IDataView data)
    {
        using MemoryStream file = new();
        Ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(file, out _);
        return (ISingleFeaturePredictionTransformer<object>)(loaded is IEnumerable<ITransformer> chain ? chain.Last() : loaded);
    }
}
