using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>What every elastic net trainer does with good data.</summary>
[TestClass]
public sealed class TrainerTests
{
    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void GetOutputSchema_BeforeFitting_IsThatOfTheScoredView(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 100);
        IEstimator<ISingleFeaturePredictionTransformer<object>> trainer = task.Trainer(ml, new ElasticNetClassificationOptions { LabelColumnName = task.Label, Lambda = 0.1 });
        SchemaShape promised = trainer.GetOutputSchema(Shape(data.Schema)), given = Shape(trainer.Fit(data).Transform(data).Schema);
        CollectionAssert.AreEqual(Words(given), Words(promised));
        CollectionAssert.IsSubsetOf(task.Outputs, given.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Info_AsksForNothing(LinearTask task)
    {
        TrainerInfo info = ((dynamic)task.Trainer(new MLContext(), new ElasticNetClassificationOptions())).Info;
        Assert.IsFalse(info.NeedNormalization || info.WantCaching);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_InAChain_HasTheEnginesCoefficients(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        TransformerChain<ISingleFeaturePredictionTransformer<object>> model = ml.Transforms.CopyColumns("X", "Features").AppendCacheCheckpoint(ml)
            .Append(task.Trainer(ml, new ElasticNetClassificationOptions { LabelColumnName = task.Label, FeatureColumnName = "X", Alpha = 0.7 })).Fit(Views.Of(ml));
        ElasticNetFitDetails details = model.LastTransformer.FitDetails();
        PathPoint point = PathSolver.Fit(EngineSet(task, Tables.Rows(300)), new PathOptions { Loss = task.Loss, Alpha = 0.7, Lambdas = [details.Lambda] }).Points[0];
        (float[][] weights, float[] intercepts) = task.Coefficients(model.LastTransformer.Model);
        for (int k = 0; k < weights.Length; k++)
        {
            for (int j = 0; j < 6; j++) Assert.AreEqual(point[(k * 6) + j], weights[k][j], 1e-5);
            Assert.AreEqual(point.Intercepts[k], intercepts[k], 1e-5);
        }
        Assert.IsLessThanOrEqualTo(1e-7, details.Certificate.Gap, details.Certificate.ToString());
        Assert.IsNotNull(details.CrossValidation);
        Assert.IsLessThan(0.8, task.Error(ml, model.Transform(Views.Of(ml, 300, seed: 2))));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_WithValidationRows_ChoosesTheirSmallestError(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        dynamic trainer = task.Trainer(ml, new ElasticNetClassificationOptions { LabelColumnName = task.Label });
        ISingleFeaturePredictionTransformer<object> model = trainer.Fit(Views.Of(ml, 100), Views.Of(ml, 100, seed: 2));
        ElasticNetFitDetails details = model.FitDetails();
        Assert.IsNull(details.CrossValidation);
        TrainingSet held = EngineSet(task, Tables.Rows(100, seed: 2));
        double[] errors = ValidationErrors.Of(details.Path, held, new PathOptions { Loss = task.Loss });
        Assert.AreEqual(Array.IndexOf(errors, errors.Min()), details.Index);
        Assert.IsLessThan(details.Path.Points.Count - 1, details.Index);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Save_Loaded_ScoresTheSameBits(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 100);
        ITransformer model = task.Fit(ml, data, o => o.Lambda = 0.01);
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        IDataView scored = model.Transform(data), again = new MLContext().Model.Load(file, out _).Transform(data);
        CollectionAssert.AreEqual(Views.Scores(scored), Views.Scores(again));
        CollectionAssert.AreEqual(Words(Shape(scored.Schema)), Words(Shape(again.Schema)));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_SameSeed_SameBitsAtEveryNumberOfThreads(LinearTask task)
    {
        float[] Bits(int threads)
        {
            MLContext ml = new(seed: 7);
            IDataView data = Views.Of(ml, 200);
            return Views.Scores(task.Fit(ml, data, o => o.NumberOfThreads = threads).Transform(data));
        }
        float[] one = Bits(1);
        CollectionAssert.AreEqual(one, Bits(1));
        CollectionAssert.AreEqual(one, Bits(2));
        CollectionAssert.AreEqual(one, Bits(4));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_ContextsSeed_DecidesTheFolds(LinearTask task)
    {
        IReadOnlyList<int> Folds(int context, int? own)
        {
            MLContext ml = new(context);
            return task.Fit(ml, Views.Of(ml, 100), o => o.Seed = own).FitDetails().CrossValidation!.Folds[0].FoldOf;
        }
        Assert.IsTrue(Folds(1, null).SequenceEqual(Folds(1, null)));
        Assert.IsFalse(Folds(1, null).SequenceEqual(Folds(2, null)));
        Assert.IsTrue(Folds(1, 5).SequenceEqual(Folds(2, 5)));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_Weights_AreRepeatedRows(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(150);
        ISingleFeaturePredictionTransformer<object> weighted = task.Fit(ml, Views.Of(ml, rows), o => (o.Lambda, o.ExampleWeightColumnName) = (0.02, "Weight"));
        ISingleFeaturePredictionTransformer<object> repeated = task.Fit(ml, Views.Of(ml, [.. rows.SelectMany(r => Enumerable.Repeat(r, (int)r.Weight))]), o => o.Lambda = 0.02);
        AssertEqual(task, repeated.Model, weighted.Model, 1e-5);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_SparseRows_AreDenseOnes(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(400);
        VBuffer<float> Wide(Tables.Row row, int i) => new(40, 3, [row.Features[0], row.Features[1], row.Features[2]], [0, 5, 10 + (i % 30)]);
        IEnumerable<SparseRow> wide = rows.Select((r, i) => new SparseRow { Features = Wide(r, i), Label = r.Label, Count = r.Count, IsLarge = r.IsLarge, Kind = r.Kind });
        IEnumerable<SparseRow> full = wide.Select(r => new SparseRow { Features = new VBuffer<float>(40, [.. r.Features.DenseValues()]), Label = r.Label, Count = r.Count, IsLarge = r.IsLarge, Kind = r.Kind });
        SchemaDefinition schema = SchemaDefinition.Create(typeof(SparseRow));
        schema.Single(c => c.ColumnName == "Features").ColumnType = new VectorDataViewType(NumberDataViewType.Single, 40);
        object Model(IEnumerable<SparseRow> data) => task.Fit(ml, Views.WithKeys(ml, ml.Data.LoadFromEnumerable(data, schema)), o => (o.Lambda, o.Tolerance) = (0.02, 1e-12)).Model;
        AssertEqual(task, Model(full), Model(wide), 1e-5);
    }

    internal static void AssertEqual(LinearTask task, object expected, object actual, double delta)
    {
        ((float[][] Weights, float[] Intercepts) a, (float[][] Weights, float[] Intercepts) b) = (task.Coefficients(expected), task.Coefficients(actual));
        for (int k = 0; k < a.Weights.Length; k++)
        {
            for (int j = 0; j < a.Weights[k].Length; j++) Assert.AreEqual(a.Weights[k][j], b.Weights[k][j], delta, $"class {k}, feature {j}");
            Assert.AreEqual(a.Intercepts[k], b.Intercepts[k], delta, $"intercept {k}");
        }
        Assert.IsTrue(a.Weights.Any(w => w.Any(v => v != 0)));
    }

    internal static TrainingSet EngineSet(LinearTask task, Tables.Row[] rows)
    {
        double[,] x = new double[rows.Length, 6];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < 6; j++) x[i, j] = rows[i].Features[j];
        return TrainingSet.FromRows(x, [.. rows.Select(task.LabelOf)]);
    }

    private static SchemaShape Shape(DataViewSchema schema) => Microsoft.ML.Trainers.Regularization.Interop.HostInternals.ShapeOf(schema);

    private static string[] Words(SchemaShape shape)
        => [.. shape.Select(c => $"{c.Name}: {c.Kind} {c.ItemType}{(c.IsKey ? " key" : "")} [{string.Join(", ", c.Annotations.Select(a => a.Name).Order())}]").Order(StringComparer.Ordinal)];

    private sealed class SparseRow
    {
        public VBuffer<float> Features { get; init; }
        public float Label { get; init; }
        public float Count { get; init; }
        public bool IsLarge { get; init; }
        public string Kind { get; init; } = "";
    }
}
