using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Tests.Repository;

namespace Microsoft.ML.Regularization.Tests.Interop;

/// <summary>One canary per closed door of ML.NET that the trainers go through. A new version of ML.NET is safe for them when all of these pass.</summary>
[TestClass]
public class CanaryTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly IHostEnvironment Host = CatalogInternals.EnvironmentOf(Ml.Regression.Trainers);
    private static readonly DataViewSchema Schema = Tables.View(Ml, 3).Schema;
    private static readonly VBuffer<float> Weights = new(6, [1, 2, 3, 4, 5, 6]);

    private static readonly Canary[] Canaries =
    [
        new("CatalogInternals.Owner", "getter Owner of TrainCatalogBase.CatalogInstantiatorBase", () => Assert.AreSame(Ml.Regression, CatalogInternals.Owner(Ml.Regression.Trainers))),
        new("CatalogInternals.Environment", "getter Environment of TrainCatalogBase", () => Assert.IsNotNull(CatalogInternals.Environment(Ml.Regression))),
        new("ChainInternals.EstimatorsName", "field _estimators of EstimatorChain", () => Assert.HasCount(2, ChainInternals.EstimatorsOf(Ml.Transforms.CopyColumns("A", "Label").Append(Ml.Transforms.CopyColumns("B", "Label"))))),
        new("ChainInternals.ScopesName", "field _scopes of EstimatorChain", () => CollectionAssert.AreEqual(
            new[] { TransformerScope.Everything, TransformerScope.Training },
            ChainInternals.EstimatorsOf(new EstimatorChain<ITransformer>().Append(Ml.Transforms.CopyColumns("A", "Label")).Append(Ml.Transforms.CopyColumns("B", "Label"), TransformerScope.Training)).Select(e => e.Scope).ToArray())),
        new("HostInternals.NewTrainerInfo", "constructor of TrainerInfo from six characteristics", () =>
        {
            TrainerInfo info = HostInternals.NewTrainerInfo(normalization: true, calibration: false, caching: true, supportValid: false, supportIncrementalTrain: true, supportTest: false);
            Assert.AreEqual((true, true), (info.NeedNormalization, info.WantCaching));
        }),
        new("HostInternals.CheckAlive", "method Contracts.CheckAlive(IHostEnvironment)", () =>
        {
            MLContext cancelled = new();
            IHostEnvironment host = CatalogInternals.EnvironmentOf(cancelled.Regression.Trainers);
            HostInternals.CheckAlive(null, host);
            typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.Invoke(cancelled, null);
            Assert.ThrowsExactly<OperationCanceledException>(() => HostInternals.CheckAlive(null, host));
        }),
        new("HostInternals.Cancel", "method MLContext.CancelExecution()", () =>
        {
            MLContext cancelled = new();
            HostInternals.Cancel(cancelled);
            Assert.ThrowsExactly<OperationCanceledException>(() => HostInternals.CheckAlive(CatalogInternals.EnvironmentOf(cancelled.Regression.Trainers)));
        }),
        new("HostInternals.NewColumn", "constructor of SchemaShape.Column", () =>
        {
            SchemaShape.Column column = HostInternals.NewColumn("Kind", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.UInt32, isKey: true, annotations: null);
            Assert.AreEqual(("Kind", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.UInt32, true), (column.Name, column.Kind, column.ItemType, column.IsKey));
        }),
        new("HostInternals.Create", "method SchemaShape.Create(DataViewSchema)", () => CollectionAssert.AreEqual(Schema.Select(c => c.Name).ToArray(), HostInternals.Create(null, Schema).Select(c => c.Name).ToArray())),
        new("ModelInternals.NewRegression", "constructor of LinearRegressionModelParameters", () => Check(ModelInternals.NewRegression(Host, Weights, 7))),
        new("ModelInternals.NewPoisson", "constructor of PoissonRegressionModelParameters", () => Check(ModelInternals.NewPoisson(Host, Weights, 7))),
        new("ModelInternals.NewBinary", "constructor of LinearBinaryModelParameters", () => Check(ModelInternals.NewBinary(Host, Weights, 7, null))),
        new("ModelInternals.NewMaximumEntropy", "constructor of MaximumEntropyModelParameters", () => Check(ModelInternals.NewMaximumEntropy(Host, [Weights, Weights], [7, 8], 2, 6, ["a", "b"], null))),
        new("ModelInternals.NewMulticlass", "constructor of LinearMulticlassModelParameters", () => Check(ModelInternals.NewMulticlass(Host, [Weights, Weights], [7, 8], 2, 6, ["a", "b"], null))),
        new("ModelInternals.LabelNames", "field _labelNames of LinearMulticlassModelParametersBase", () =>
            CollectionAssert.AreEqual(new[] { "a", "b" }, ModelInternals.LabelNames(ModelInternals.NewMaximumEntropy(Host, [Weights, Weights], [7, 8], 2, 6, ["a", "b"], null)))),
        new("ModelInternals.NewPlattCalibrator", "constructor of PlattCalibrator", () =>
        {
            PlattCalibrator calibrator = ModelInternals.NewPlattCalibrator(Host, -1, 0.5);
            Assert.AreEqual((-1.0, 0.5), (calibrator.Slope, calibrator.Offset));
        }),
        new("ModelInternals.CalibratedModelName", "class ParameterMixingCalibratedModelParameters of a linear model and a Platt calibrator", () =>
        {
            LinearBinaryModelParameters model = ModelInternals.NewBinary(Host, Weights, 7, null);
            CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> calibrated = ModelInternals.NewCalibrated(Host, model);
            Assert.AreSame(model, calibrated.SubModel);
            Assert.AreEqual(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsLarge").Fit(Tables.View(Ml, 20)).Model.GetType(), calibrated.GetType());
        }),
        new("TransformerInternals.NewRegression", "constructor of RegressionPredictionTransformer", () =>
        {
            RegressionPredictionTransformer<LinearRegressionModelParameters> transformer = TransformerInternals<LinearRegressionModelParameters>.NewRegression(Host, ModelInternals.NewRegression(Host, Weights, 7), Schema, "Features");
            Assert.AreEqual("Features", transformer.FeatureColumnName);
            AssertColumns(transformer, "Score");
        }),
        new("TransformerInternals.NewBinary", "constructor of BinaryPredictionTransformer", () =>
        {
            CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> model = ModelInternals.NewCalibrated(Host, ModelInternals.NewBinary(Host, Weights, 7, null));
            AssertColumns(TransformerInternals<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>.NewBinary(Host, model, Schema, "Features", "IsLarge", 0, "Score"), "PredictedLabel", "Score", "Probability");
        }),
        new("TransformerInternals.NewMulticlass", "constructor of MulticlassPredictionTransformer", () =>
        {
            MaximumEntropyModelParameters model = ModelInternals.NewMaximumEntropy(Host, [Weights, Weights], [7, 8], 2, 6, null, null);
            IDataView data = Ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(Tables.View(Ml)).Transform(Tables.View(Ml));
            AssertColumns(TransformerInternals<MaximumEntropyModelParameters>.NewMulticlass(Host, model, data.Schema, "Features", "Key", "Score", "Class"), "Class", "Score");
        }),
    ];

    public static IEnumerable<object[]> Accessors => Canaries.Select(c => new object[] { c.Accessor });

    [TestMethod]
    [DynamicData(nameof(Accessors))]
    public void Member_OfThisVersion_WorksAsBefore(string accessor)
    {
        if (Canaries.Single(c => c.Accessor == accessor).Complaint() is string complaint) Assert.Fail(complaint);
    }

    [TestMethod]
    public void Accessors_All_HaveACanary()
    {
        string[] reached = Canary.Accessors(), watched = [.. Canaries.Select(c => c.Accessor)];
        Assert.IsNotEmpty(reached);
        Assert.IsEmpty(reached.Except(watched), $"Interop reaches {string.Join(", ", reached.Except(watched))}; add a canary for each to {nameof(CanaryTests)}.");
        Assert.IsEmpty(watched.Except(reached), $"Nothing in Interop is called {string.Join(", ", watched.Except(reached))}; remove its canary.");
    }

    [TestMethod]
    public void Complaint_OfAMissingMember_NamesItAndTheVersion()
    {
        string? complaint = new Canary("CanaryTests.NoSuch", "getter NoSuch of TrainCatalogBase", () => NoSuch(Ml.Regression)).Complaint();
        Assert.IsNotNull(complaint);
        StringAssert.StartsWith(complaint, $"ML.NET {Canary.Version} has no getter NoSuch of TrainCatalogBase that works as in 5.0.0 (");
        StringAssert.EndsWith(complaint, "which Interop's CanaryTests.NoSuch needs: docs/decisions/0010-through-closed-doors.md says what to do.");
        Assert.IsTrue(File.Exists(Path.Combine(RepositoryFiles.Root, "docs", "decisions", "0010-through-closed-doors.md")));
    }

    private static void Check(LinearModelParameters model)
    {
        CollectionAssert.AreEqual(Weights.GetValues().ToArray(), model.Weights.ToArray());
        Assert.AreEqual(7f, model.Bias);
    }

    private static void Check(LinearMulticlassModelParametersBase model)
    {
        VBuffer<float>[]? weights = null;
        model.GetWeights(ref weights, out int classes);
        Assert.AreEqual(2, classes);
        CollectionAssert.AreEqual(Weights.GetValues().ToArray(), weights[1].DenseValues().ToArray());
        CollectionAssert.AreEqual(new float[] { 7, 8 }, model.GetBiases().ToArray());
    }

    private static void AssertColumns(ITransformer transformer, params string[] added)
        => CollectionAssert.AreEqual(added, transformer.GetOutputSchema(Schema).Select(c => c.Name).Except(Schema.Select(c => c.Name)).ToArray());

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_NoSuch")]
    private static extern IHostEnvironment NoSuch(TrainCatalogBase catalog);
}
