using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>Data at the edge: fitted, or refused in one sentence.</summary>
[TestClass]
public sealed class EdgeTests
{
    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_OneFeature_Works(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        object model = task.Fit(ml, Wide(ml, Tables.Rows(100), 1), o => o.Lambda = 0.01).Model;
        Assert.IsTrue(task.Coefficients(model).Weights.Any(w => w[0] != 0));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_ConstantFeature_HasNoCoefficient(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        object model = task.Fit(ml, Views.Of(ml, Views.Changed(100, (r, _) => r.Features[0] = 7)), o => o.Lambda = 0).Model;
        foreach (float[] weights in task.Coefficients(model).Weights) Assert.AreEqual(0, weights[0]);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_MoreFeaturesThanRows_Works(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        ElasticNetFitDetails details = task.Fit(ml, Wide(ml, Tables.Rows(40), 60)).FitDetails();
        Assert.IsLessThanOrEqualTo(1e-7, details.Certificate.Gap);
        Assert.HasCount(60, details.Path.FeatureNames);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_TwoRows_WorksWithAGivenStrengthAndSaysWhyItDoesNotWithout(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Views.Changed(2, (r, i) => (r.Label, r.Count, r.IsLarge, r.Kind) = (i, i, i > 0, Views.Classes[2 * i]));
        float[] scores = Views.Scores(task.Fit(ml, Views.Of(ml, rows), o => o.Lambda = 0.01).Transform(Views.Of(ml, rows)));
        Assert.IsTrue(scores.All(float.IsFinite));
        Refuses<ArgumentException>(task, ml, rows, "There are 2 rows for 5 folds; give at most 2 folds");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_OneRow_IsRefused(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        if (task.Loss is LossKind.Multinomial or LossKind.Logistic) Refuses<InvalidOperationException>(task, ml, Tables.Rows(1), "The only row is ", o => o.Lambda = 0.1);
        else Refuses<ArgumentException>(task, ml, Tables.Rows(1), "The table has 1 row; give at least 2", o => o.Lambda = 0.1);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_ConstantLabel_IsRefused(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Views.Changed(60, (r, _) => (r.Label, r.Count, r.IsLarge, r.Kind) = (3, 3, true, "middle"));
        switch (task.Loss)
        {
            case LossKind.Multinomial:
                Refuses<InvalidOperationException>(task, ml, rows, "All 60 rows are of the class 'middle' in the label column 'Class'; a model of classes needs rows of at least two.");
                break;
            case LossKind.Logistic:
                Refuses<InvalidOperationException>(task, ml, rows, "All 60 rows are True in the label column 'IsLarge'; a model of two classes needs rows of both.");
                break;
            default:
                Refuses<ArgumentException>(task, ml, rows, "The label is constant (3) in all 60 rows");
                break;
        }
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_UnusableWeights_AreRefused(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Refuses<ArgumentException>(task, ml, Views.Changed(60, (r, _) => r.Weight = 0), "All weights are 0; at least one must be positive.", o => o.ExampleWeightColumnName = "Weight");
        foreach (float weight in new[] { -2, float.NaN, float.PositiveInfinity })
            Refuses<InvalidOperationException>(task, ml, Views.Changed(60, (r, i) => r.Weight = i == 4 ? weight : 1), $"The weight in the column 'Weight' is {weight} in row 5; weights must be finite and 0 or more", o => o.ExampleWeightColumnName = "Weight");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_NoLabelAtAll_IsRefused(LinearTask task)
    {
        if (task.Loss == LossKind.Logistic) return; // A Boolean is never missing.
        MLContext ml = new(seed: 1);
        Refuses<InvalidOperationException>(task, ml, Views.Changed(60, (r, _) => (r.Label, r.Count, r.Kind) = (float.NaN, float.NaN, "?")), $"No row has both a label in '{task.Label}' and features in 'Features'");
    }

    [TestMethod]
    public void Fit_LabelOutOfRange_IsRefused()
    {
        MLContext ml = new(seed: 1);
        Refuses<InvalidOperationException>(LinearTask.All.ElementAt(1), ml, Views.Changed(60, (r, i) => r.Count = i == 7 ? -1 : i), "The label in the column 'Count' is -1 in row 8; counts must be finite and 0 or more");
        Refuses<InvalidOperationException>(LinearTask.All.ElementAt(0), ml, Views.Changed(60, (r, i) => r.Label = i == 7 ? float.PositiveInfinity : i), "The label in the column 'Label' is Infinity in row 8; labels must be finite");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_FeaturesOfUnknownLength_AreRefused(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Tables.Row));
        schema.Single(c => c.ColumnName == "Features").ColumnType = new VectorDataViewType(NumberDataViewType.Single);
        IDataView data = Views.WithKeys(ml, ml.Data.LoadFromEnumerable(Tables.Rows(50), schema));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => task.Fit(ml, data)).Message, "Schema mismatch for feature column 'Features'");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Options_OutOfRange_AreRefusedWhenTheTrainerIsMade(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        foreach ((string name, Action<ElasticNetClassificationOptions> set) in new (string, Action<ElasticNetClassificationOptions>)[]
        {
            ("LabelColumnName", o => o.LabelColumnName = " "), ("FeatureColumnName", o => o.FeatureColumnName = ""), ("Lambda", o => o.Lambda = -1), ("Lambda", o => o.Lambda = double.NaN),
            ("Alpha", o => o.Alpha = 1.5), ("FoldCount", o => o.FoldCount = 1), ("Repeats", o => o.Repeats = 0), ("NumberOfThreads", o => o.NumberOfThreads = 0),
            ("Selection", o => o.Selection = (PathSelection)99), ("MissingFeatures", o => o.MissingFeatures = (MissingFeatures)99),
            ("Lambdas", o => (o.Lambda, o.Lambdas) = (1, [1])), ("Alphas", o => (o.Lambda, o.Alphas) = (1, [1])), ("TimeColumnName", o => (o.SamplingKeyColumnName, o.TimeColumnName) = ("a", "b")),
        })
        {
            ElasticNetClassificationOptions options = new();
            set(options);
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => task.Trainer(ml, options), name).Message, name);
        }
    }

    private static void Refuses<T>(LinearTask task, MLContext ml, Tables.Row[] rows, string sentence, Action<ElasticNetClassificationOptions>? set = null)
        where T : Exception
    {
        Exception fault = Assert.Throws<T>(() => task.Fit(ml, Views.Of(ml, rows), set));
        StringAssert.Contains(fault.Message, sentence);
        Assert.IsFalse(fault.Message.Contains('\n', StringComparison.Ordinal), fault.Message);
    }

    // The six features again and again with other signs and orders, cut to a width.
    private static IDataView Wide(MLContext ml, Tables.Row[] rows, int width)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            float[] x = rows[i].Features;
            rows[i].Features = [.. Enumerable.Range(0, width).Select(j => j < 6 ? x[j] : (float)Math.Sin((31 * i * j) + j))];
        }
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Tables.Row));
        schema.Single(c => c.ColumnName == "Features").ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return Views.WithKeys(ml, ml.Data.LoadFromEnumerable(rows, schema));
    }
}
