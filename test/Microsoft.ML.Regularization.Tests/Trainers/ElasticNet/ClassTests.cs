using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>Trainers for classes: keys of every kind, classes without rows, weights of classes, probabilities.</summary>
[TestClass]
public sealed class ClassTests
{
    private static readonly string[] Rich = ["never", "low", "absent", "middle", "high", "gone"];

    [TestMethod]
    public void Binary_Probability_IsOfTheScore()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 100), scored = ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge", lambda: 0.01).Fit(data).Transform(data);
        float[] scores = [.. scored.GetColumn<float>("Score")], probabilities = [.. scored.GetColumn<float>("Probability")];
        bool[] labels = [.. scored.GetColumn<bool>("PredictedLabel")];
        for (int i = 0; i < 100; i++)
        {
            Assert.AreEqual(1 / (1 + Math.Exp(-scores[i])), probabilities[i], 1e-6);
            Assert.AreEqual(scores[i] > 0, labels[i]);
        }
    }

    [TestMethod]
    public void Multiclass_Probabilities_AreTheEngines()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 100);
        MulticlassPredictionTransformer<MaximumEntropyModelParameters> model = ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.01).Fit(data);
        PathPoint point = model.FitDetails().Point;
        Tables.Row[] rows = Tables.Rows(100);
        double Eta(int i, int k) => point.Intercepts[k] + Enumerable.Range(0, 6).Sum(j => point[(k * 6) + j] * rows[i].Features[j]);
        float[][] scores = [.. model.Transform(data).GetColumn<float[]>("Score")];
        for (int i = 0; i < 100; i++)
        {
            double total = Enumerable.Range(0, 3).Sum(k => Math.Exp(Eta(i, k)));
            for (int k = 0; k < 3; k++) Assert.AreEqual(Math.Exp(Eta(i, k)) / total, scores[i][k], 1e-5);
        }
    }

    [TestMethod]
    public void Multiclass_ClassesWithoutRows_HaveNoProbabilityAndHarmNobody()
    {
        MLContext ml = new(seed: 1);
        List<string> log = [];
        ml.Log += (_, e) => log.Add(e.Message);
        IDataView data = Views.Of(ml, Tables.Rows(200), Rich);
        var model = ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class").Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(data);
        ElasticNetFitDetails details = ((MulticlassPredictionTransformer<MaximumEntropyModelParameters>)model.First()).FitDetails();
        CollectionAssert.AreEqual(Views.Classes, details.Classes.ToArray());
        Assert.IsTrue(log.Any(m => m.Contains("3 of the 6 classes in the label column 'Class' have no rows to learn from (never, absent, gone)", StringComparison.Ordinal)), string.Join("\n", log));
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        IDataView scored = model.Transform(data), again = new MLContext().Model.Load(file, out _).Transform(data);
        CollectionAssert.AreEqual(Views.Scores(scored), Views.Scores(again));
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        string[] predicted = [.. scored.GetColumn<string>("PredictedLabel")];
        for (int i = 0; i < 200; i++)
        {
            Assert.IsTrue(scores[i][0] == 0 && scores[i][2] == 0 && scores[i][5] == 0);
            Assert.AreEqual(1, scores[i].Sum(), 1e-5);
            Assert.AreEqual(Rich[Array.IndexOf(scores[i], scores[i].Max())], predicted[i]);
        }
        VBuffer<ReadOnlyMemory<char>> slots = default;
        scored.Schema["Score"].GetSlotNames(ref slots);
        CollectionAssert.AreEqual(Rich, slots.DenseValues().Select(v => v.ToString()).ToArray());

        MulticlassPredictionTransformer<MaximumEntropyModelParameters> plain = ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: details.Lambda).Fit(Views.Of(ml, 200));
        float[][] expected = [.. plain.Transform(Views.Of(ml, 200)).GetColumn<float[]>("Score")];
        for (int i = 0; i < 200; i++)
            for (int k = 0; k < 3; k++) Assert.AreEqual(expected[i][k], scores[i][Array.IndexOf(Rich, Views.Classes[k])], 1e-5);
    }

    [TestMethod]
    public void CrossValidation_ClassOfOneRow_LearnsItInEveryFold()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Views.Changed(150, (r, i) => (r.Kind, r.IsLarge) = (i == 11 ? "high" : r.Kind == "high" ? "low" : r.Kind, i == 11)));
        foreach (ElasticNetFitDetails details in new[]
        {
            ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class").Fit(data).FitDetails(), ml.BinaryClassification.Trainers.ElasticNetLogisticRegression("IsLarge").Fit(data).FitDetails(),
        })
        {
            Assert.AreEqual(-1, details.CrossValidation!.Folds[0].FoldOf[11]);
            Assert.AreEqual(1, details.CrossValidation.Folds[0].FoldOf.Count(f => f < 0));
            Assert.IsTrue(details.Warnings.Any(w => w.StartsWith("1 of the classes has a single row", StringComparison.Ordinal)), string.Join("\n", details.Warnings));
        }
    }

    [TestMethod]
    public void Multiclass_RowsOfWeightZero_MakeNoClass()
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Views.Changed(150, (r, _) => r.Weight = r.Kind == "high" ? 0 : 1);
        float[] scores = Views.Scores(ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", exampleWeightColumnName: "Weight").Fit(Views.Of(ml, rows)).Transform(Views.Of(ml, rows)));
        Assert.IsTrue(scores.Where((_, i) => i % 3 == 2).All(s => s == 0));
    }

    [TestMethod]
    [DataRow(DataKind.Byte)]
    [DataRow(DataKind.UInt16)]
    [DataRow(DataKind.UInt32)]
    [DataRow(DataKind.UInt64)]
    public void Multiclass_KeysOfEveryType_AreLearned(DataKind kind)
    {
        MLContext ml = new(seed: 1);
        IDataView plain = Views.Of(ml, 200), data = ml.Transforms.Conversion.ConvertType("Key", "Class", kind).Fit(plain).Transform(plain);
        ElasticNetMaximumEntropyTrainer trainer = ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Key", lambda: 0.01);
        MulticlassPredictionTransformer<MaximumEntropyModelParameters> model = trainer.Fit(data);
        IDataView scored = model.Transform(data);
        Assert.AreEqual(data.Schema["Key"].Type.RawType, trainer.GetOutputSchema(Microsoft.ML.Trainers.Regularization.Interop.HostInternals.ShapeOf(data.Schema)).Single(c => c.Name == "Key").ItemType.RawType);
        Assert.AreEqual(3u, ((KeyDataViewType)scored.Schema["PredictedLabel"].Type).Count);
        Assert.IsGreaterThan(0.7, ml.MulticlassClassification.Evaluate(scored, "Key").MicroAccuracy);
        Assert.HasCount(3, model.FitDetails().Classes);
        TrainerTests.AssertEqual(LinearTask.All.Last(), ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class", lambda: 0.01).Fit(data).Model, model.Model, 0);
    }

    [TestMethod]
    public void Multiclass_KeysWithoutNames_AreNumbered()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Tables.Rows(200).Select(r => new KeyRow { Features = r.Features, Key = (uint)Array.IndexOf(Views.Classes, r.Kind) }));
        Assert.AreEqual("1 2 3", string.Join(" ", ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Key", lambda: 0.01).Fit(data).FitDetails().Classes));
    }

    [TestMethod]
    public void Multiclass_KeysOfNumbers_NameTheClasses()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ml.Transforms.Conversion.MapValueToKey("Size", "Weight").Fit(Views.Of(ml, 100)).Transform(Views.Of(ml, 100));
        CollectionAssert.AreEquivalent(new[] { "1", "2", "3" }, ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Size", lambda: 0.01).Fit(data).FitDetails().Classes.ToArray());
    }

    [TestMethod]
    public void Multiclass_ClassWeights_AreOfAllKeys()
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(200);
        IDataView Weighted(Func<string, float> weight) => Views.Of(ml, Views.Changed(200, (r, _) => r.Weight = weight(r.Kind)), Rich);
        object Model(IDataView data, ClassWeights? weights, string? column = null)
            => ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(new ElasticNetClassificationOptions { LabelColumnName = "Class", Lambda = 0.01, ClassWeights = weights, ExampleWeightColumnName = column }).Fit(data).Model;
        LinearTask task = LinearTask.All.Last();
        TrainerTests.AssertEqual(task, Model(Weighted(k => k == "high" ? 3 : 1), null, "Weight"), Model(Weighted(_ => 1), ClassWeights.Given(9, 1, 9, 1, 3, 9)), 1e-5);
        TrainerTests.AssertEqual(task, Model(Weighted(k => 200f / 3 / rows.Count(r => r.Kind == k)), null, "Weight"), Model(Weighted(_ => 1), ClassWeights.Balanced), 1e-5);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Model(Weighted(_ => 1), ClassWeights.Given(1, 2, 3))).Message, "There are 3 class weights for 6 classes");
    }

    [TestMethod]
    public void Binary_ClassWeights_AreWeightsOfRows()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Views.Changed(200, (r, _) => r.Weight = r.IsLarge ? 3 : 1));
        object Model(ClassWeights? weights, string? column)
            => ml.BinaryClassification.Trainers.ElasticNetLogisticRegression(new ElasticNetClassificationOptions { LabelColumnName = "IsLarge", Lambda = 0.01, ClassWeights = weights, ExampleWeightColumnName = column }).Fit(data).Model;
        TrainerTests.AssertEqual(LinearTask.All.ElementAt(2), Model(null, "Weight"), Model(ClassWeights.Given(1, 3), null), 1e-5);
    }

    [TestMethod]
    public void Multiclass_Grouped_KeepsOrLeavesAFeatureForAllClasses()
    {
        MLContext ml = new(seed: 1);
        PathPoint point = ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(new ElasticNetClassificationOptions { LabelColumnName = "Class", Lambda = 0.1, Grouped = true }).Fit(Views.Of(ml)).FitDetails().Point;
        foreach (IGrouping<int, int> feature in point.Indices.GroupBy(c => c % 6)) Assert.AreEqual(3, feature.Count());
        Assert.IsTrue(point.NonZeros is > 0 and < 18);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ml.BinaryClassification.Trainers.ElasticNetLogisticRegression(new ElasticNetClassificationOptions { Grouped = true })).Message, "Grouped");
    }

    [TestMethod]
    public void Multiclass_ValidationRows_MeetTheTrainingRowsClasses()
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] all = Tables.Rows(300), some = [.. all.Where(r => r.Kind != "high")];
        ElasticNetMaximumEntropyTrainer trainer = ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy("Class");
        ElasticNetFitDetails fewer = trainer.Fit(Views.Of(ml, all), Views.Of(ml, [.. all.Where(r => r.Kind == "low")])).FitDetails();
        Assert.IsTrue(fewer.ValidationErrors!.All(double.IsFinite));
        ElasticNetFitDetails more = trainer.Fit(Views.Of(ml, some), Views.Of(ml, all)).FitDetails();
        Assert.IsTrue(more.Warnings.Any(w => w.StartsWith($"{all.Length - some.Length} of 300 validation rows are of classes that no training row is of", StringComparison.Ordinal)), string.Join("\n", more.Warnings));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(Views.Of(ml, all), Views.Of(ml, all, Rich))).Message, "map both with one fitted MapValueToKey");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(Views.Of(ml, some), Views.Of(ml, [.. all.Where(r => r.Kind == "high")]))).Message, "No validation row is of a class");
    }

    private sealed class KeyRow
    {
        [VectorType(6)]
        public float[] Features { get; init; } = [];
        [KeyType(3)]
        public uint Key { get; init; }
    }
}
