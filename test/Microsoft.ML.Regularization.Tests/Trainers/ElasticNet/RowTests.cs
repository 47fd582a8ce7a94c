using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>Rows and columns that are missing, unusual or named: what every elastic net trainer makes of them.</summary>
[TestClass]
public sealed class RowTests
{
    public static IEnumerable<object[]> Tasks => LinearTask.All.Select(t => new object[] { t });

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_MissingColumn_IsNamed(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 50);
        List<Action<ElasticNetClassificationOptions>> wrong =
        [
            o => o.LabelColumnName = "absent", o => o.FeatureColumnName = "absent", o => o.ExampleWeightColumnName = "absent", o => o.SamplingKeyColumnName = "absent", o => o.TimeColumnName = "absent",
        ];
        if (task.Loss != LossKind.Multinomial) wrong.Add(o => o.OffsetColumnName = "absent");
        foreach (Action<ElasticNetClassificationOptions> set in wrong)
        {
            ArgumentOutOfRangeException fault = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => task.Fit(ml, data, set));
            StringAssert.Matches(fault.Message, new("Could not find .* column 'absent'"));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void GetOutputSchema_WrongType_IsNamed(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        SchemaShape shape = Microsoft.ML.Trainers.Regularization.Interop.HostInternals.ShapeOf(Views.Of(ml, 50).Schema);
        List<(string Name, Action<ElasticNetClassificationOptions> Set)> wrong =
        [
            ("Group", o => o.LabelColumnName = "Group"), ("Weight", o => o.FeatureColumnName = "Weight"), ("Group", o => o.ExampleWeightColumnName = "Group"),
            ("Features", o => o.SamplingKeyColumnName = "Features"), ("Group", o => o.TimeColumnName = "Group"),
        ];
        if (task.Loss != LossKind.Multinomial) wrong.Add(("Features", o => o.OffsetColumnName = "Features"));
        foreach ((string name, Action<ElasticNetClassificationOptions> set) in wrong)
        {
            ElasticNetClassificationOptions options = new() { LabelColumnName = task.Label };
            set(options);
            ArgumentOutOfRangeException fault = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => task.Trainer(ml, options).GetOutputSchema(shape));
            StringAssert.Matches(fault.Message, new($"Schema mismatch for .* column '{name}': expected .*, got "));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_RowsWithoutLabel_AreLeftOutAndCounted(LinearTask task)
    {
        if (task.Loss == LossKind.Logistic) return; // A Boolean is never missing.
        MLContext ml = new(seed: 1);
        List<string> warnings = Warnings(ml);
        Tables.Row[] rows = Views.Changed(120, (r, i) => { if (i % 4 == 0) (r.Label, r.Count, r.Kind) = (float.NaN, float.NaN, "unheard of"); });
        ISingleFeaturePredictionTransformer<object> some = task.Fit(ml, Views.Of(ml, rows), o => o.Lambda = 0.02);
        ISingleFeaturePredictionTransformer<object> rest = task.Fit(ml, Views.Of(ml, [.. rows.Where((_, i) => i % 4 != 0)]), o => o.Lambda = 0.02);
        TrainerTests.AssertEqual(task, rest.Model, some.Model, 0);
        Assert.AreEqual(30, some.FitDetails().UnlabelledRows);
        Assert.AreEqual(90, some.FitDetails().Rows);
        Assert.IsTrue(warnings.Any(w => w.Contains($"30 of 120 rows have no value in the label column '{task.Label}'", StringComparison.Ordinal)), string.Join("\n", warnings));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_MissingFeatures_StopOrSkipOrMean(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        List<string> warnings = Warnings(ml);
        Tables.Row[] holes = Views.Changed(120, (r, i) => { if (i % 6 == 5) r.Features[1] = float.NaN; });
        InvalidOperationException fault = Assert.ThrowsExactly<InvalidOperationException>(() => task.Fit(ml, Views.Of(ml, holes), o => o.Lambda = 0.02));
        StringAssert.Contains(fault.Message, "'income' in the column 'Features' is missing in row 6");

        ISingleFeaturePredictionTransformer<object> skipped = task.Fit(ml, Views.Of(ml, holes), o => (o.Lambda, o.MissingFeatures) = (0.02, MissingFeatures.SkipRow));
        TrainerTests.AssertEqual(task, task.Fit(ml, Views.Of(ml, [.. holes.Where((_, i) => i % 6 != 5)]), o => o.Lambda = 0.02).Model, skipped.Model, 0);
        Assert.AreEqual(20, skipped.FitDetails().IncompleteRows);
        Assert.IsTrue(warnings.Any(w => w.Contains("20 of 120 rows have a feature missing", StringComparison.Ordinal)));

        float mean = (float)(holes.Where(r => !float.IsNaN(r.Features[1])).Sum(r => (double)r.Features[1]) / 100);
        Tables.Row[] filled = Views.Changed(120, (r, i) => { if (i % 6 == 5) r.Features[1] = mean; });
        ISingleFeaturePredictionTransformer<object> meant = task.Fit(ml, Views.Of(ml, holes), o => (o.Lambda, o.MissingFeatures) = (0.02, MissingFeatures.Mean));
        TrainerTests.AssertEqual(task, task.Fit(ml, Views.Of(ml, filled), o => o.Lambda = 0.02).Model, meant.Model, 1e-6);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_InfiniteFeature_IsNamed(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, Views.Changed(50, (r, i) => { if (i == 9) r.Features[0] = float.PositiveInfinity; }));
        foreach (MissingFeatures missing in Enum.GetValues<MissingFeatures>())
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => task.Fit(ml, data, o => o.MissingFeatures = missing)).Message, "'age' in the column 'Features' is Infinity in row 10");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_NoRows_SaysSo(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        InvalidOperationException fault = Assert.ThrowsExactly<InvalidOperationException>(() => task.Fit(ml, Views.Of(ml, 0)));
        StringAssert.Contains(fault.Message, $"No row has both a label in '{task.Label}' and features in 'Features'");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_SlotNames_NameDetailsFactorsAndBounds(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml);
        ISingleFeaturePredictionTransformer<object> model = task.Fit(ml, data, o =>
        {
            o.Lambda = 0.001;
            o.PenaltyFactors = new Dictionary<string, double> { ["town=*"] = double.PositiveInfinity, ["noise"] = 0 };
            o.UpperBounds = new Dictionary<string, double> { ["age"] = 0.1 };
            o.LowerBounds = new Dictionary<string, double> { ["*"] = -0.15 };
        });
        CollectionAssert.AreEqual(Views.Features, model.FitDetails().Path.FeatureNames.ToArray());
        (float[][] weights, _) = task.Coefficients(model.Model);
        foreach (float[] own in weights) Assert.IsTrue(own[2] == 0 && own[3] == 0 && own[4] != 0, string.Join(" ", own));
        Assert.AreEqual(0.1f, weights.Max(w => w[0]));
        Assert.AreEqual(-0.15f, weights.Min(w => w.Min()));

        foreach (Action<ElasticNetClassificationOptions> set in new Action<ElasticNetClassificationOptions>[]
        {
            o => o.PenaltyFactors = new Dictionary<string, double> { ["agee"] = 1 }, o => o.LowerBounds = new Dictionary<string, double> { ["agee"] = -1 }, o => o.UpperBounds = new Dictionary<string, double> { ["agee*"] = 1 },
        })
            StringAssert.Matches(Assert.ThrowsExactly<ArgumentException>(() => task.Fit(ml, data, set)).Message, new("^(PenaltyFactors|LowerBounds|UpperBounds) names the feature 'agee\\*?', but the features are age, income, town=A"));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => task.Fit(ml, data, o => o.LowerBounds = new Dictionary<string, double> { ["age"] = 1 })).Message, "'age'");
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_SamplingKey_KeepsGroupsTogether(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(300);
        Folds folds = task.Fit(ml, Views.Of(ml, rows), o => o.SamplingKeyColumnName = "Group").FitDetails().CrossValidation!.Folds.Single();
        Assert.AreEqual(5, folds.Count);
        foreach (IGrouping<string, int> group in Enumerable.Range(0, 300).GroupBy(i => rows[i].Group, i => folds.FoldOf[i])) Assert.AreEqual(1, group.Distinct().Count(), group.Key);
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_TimeColumn_LearnsFromThePast(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Views.Changed(300, (r, i) => r.Weight = i * 7 % 300);
        Folds folds = task.Fit(ml, Views.Of(ml, rows), o => o.TimeColumnName = "Weight").FitDetails().CrossValidation!.Folds.Single();
        Assert.IsTrue(folds.TimeOrdered);
        for (int fold = 0; fold < folds.Count; fold++) Assert.IsLessThan(folds.HeldOutRows(fold).Min(i => rows[i].Weight), folds.TrainingRows(fold).Max(i => rows[i].Weight));
    }

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Fit_Offset_IsTheEngines(LinearTask task)
    {
        MLContext ml = new(seed: 1);
        Tables.Row[] rows = Tables.Rows(200);
        IDataView data = Views.Of(ml, rows);
        if (task.Loss == LossKind.Multinomial)
        {
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => task.Fit(ml, data, o => o.OffsetColumnName = "Weight")).Message, "changes no probability");
            return;
        }
        object model = task.Fit(ml, data, o => (o.Lambda, o.OffsetColumnName) = (0.01, "Weight")).Model;
        TrainingSet plain = TrainerTests.EngineSet(task, rows);
        TrainingSet shifted = new(plain.Features, plain.Target, null, [.. rows.Select(r => (double)r.Weight)]);
        PathPoint point = PathSolver.Fit(shifted, new PathOptions { Loss = task.Loss, Lambdas = [0.01] }).Points[0];
        (float[][] weights, float[] intercepts) = task.Coefficients(model);
        for (int j = 0; j < 6; j++) Assert.AreEqual(point[j], weights[0][j], 1e-5);
        Assert.AreEqual(point.Intercept, intercepts[0], 1e-5);
    }

    private static List<string> Warnings(MLContext ml)
    {
        List<string> warnings = [];
        ml.Log += (_, e) => { if (e.Kind == Runtime.ChannelMessageKind.Warning) warnings.Add(e.Message); };
        return warnings;
    }
}
