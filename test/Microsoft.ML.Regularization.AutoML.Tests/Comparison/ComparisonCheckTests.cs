using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.AutoML.Tests.Comparison;

/// <summary>Mistakes of strangers, each told in one sentence before a learner is fitted.</summary>
[TestClass]
public sealed class ComparisonCheckTests
{
    private static readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void Options_OutOfRange_AreNamed()
    {
        Told("The number of trials is 0; give at least 1.", new() { Trials = 0 });
        Told("The number of folds is 1; give at least 2.", new() { FoldCount = 1 });
        Told("The number of inner folds is 1; give at least 2.", new() { InnerFoldCount = 1 });
        Told("The number of repeats is 0; give at least 1.", new() { Repeats = 0 });
        Told("The number of threads is 0; give at least 1.", new() { NumberOfThreads = 0 });
        Told("The time of each learner is -5 s; give more than 0, or null for no limit.", new() { Time = TimeSpan.FromSeconds(-5) });
        Told("The time of each learner is 10675199 days; give at most 49, or null for no limit.", new() { Time = TimeSpan.MaxValue });
        Told("Strength has an L1 part of NaN and an L2 part of 1; give parts of at least 0, both finite, or null to have it chosen.", new() { Strength = new Strength(double.NaN, 1) });
        Told("The metric is 'Accuracy', which is not one of this task; give one of RootMeanSquaredError, RSquared, MeanAbsoluteError.", new() { Metric = "Accuracy" });
        Told("Counts is true and the label column 'IsLarge' is Boolean, which counts nothing; leave it false.", new() { LabelColumnName = "IsLarge", Counts = true });
    }

    [TestMethod]
    public void Learners_NoneOrNullOrTwice_AreNamed()
    {
        ComparisonLearner ours = ComparisonLearners.For(ComparisonTask.Regression)[1];
        Told("There are no learners to compare; give at least one, or null for those of the task.", new() { Learners = [] });
        Told("Learner 2 of 2 is null; leave it out.", new() { Learners = [ours, null!] });
        Told("2 learners are called 'ElasticNet'; give each a name of its own.", new() { Learners = [ours, ours] });
    }

    [TestMethod]
    public void Label_ThatCannotBeLearned_IsNamed()
    {
        Told("LabelColumnName is empty; name the label's column.", new() { LabelColumnName = "" });
        Told("The data has no column 'Missing', which was named as the label; it has Features, Label, IsLarge, Count, Kind, Group, Note, When, Week.", new() { LabelColumnName = "Missing" });
        Told("The label column 'Kind' is String; give a Single for regression (Conversion.ConvertType makes one of a number), a Boolean for two classes, or a key for several (Conversion.MapValueToKey makes one).", new() { LabelColumnName = "Kind" });
        Told("All 20 rows have the value 3 in the label column 'Label', of which there is nothing to learn; give rows of two values or more.", new(), Changed(r => r.Label = 3));
        Told("All 20 rows are of one class in the label column 'IsLarge', of which there is nothing to learn; give rows of two classes or more.", new() { LabelColumnName = "IsLarge" }, Changed(r => r.IsLarge = true));
        Told("Row 1 has no value in the label column 'Label'; leave such rows out, as Data.FilterRowsByMissingValues does.", new(), Changed(r => r.Label = float.NaN));
    }

    [TestMethod]
    public void Rows_TooFewToDivide_AreCounted()
    {
        Told("30 outer folds were asked for, and 20 rows can be divided into 20 at most; ask for fewer.", new() { FoldCount = 30 });
        Told("3 inner folds were asked for, and 1 row can be divided into none; give more rows.", new() { FoldCount = 2 }, ComparedRows.View(ml, 2));
        Told("5 outer folds were asked for, and 20 rows of 1 group can be divided into none; give rows of more groups.", new() { SamplingKeyColumnName = "Group" }, Changed(r => r.Group = "one"));
        Told("5 outer folds were asked for, and 20 rows of 1 time can be divided into none; give rows of more times.", new() { TimeColumnName = "Week" }, Changed(r => r.Week = 3));
        Told("The group column 'Features' is Vector<Single, 5>; give a key, a number or text.", new() { SamplingKeyColumnName = "Features" });
        DateTime late = new DateTime(2020, 1, 1).AddDays(12);
        Told("Fold 1 of 2 outer folds learns from rows of one class only, of which AUC says nothing; ask for fewer folds, or give more rows of the other class, spread over time.",
            new() { LabelColumnName = "IsLarge", TimeColumnName = "When", FoldCount = 2 }, Changed(r => r.IsLarge = r.When > late));
    }

    [TestMethod]
    public void Columns_AfterThePipeline_AreChecked()
    {
        Told("FeatureColumnName is empty; name the features' column.", new() { FeatureColumnName = " " });
        Told("There is no feature column 'Nothing', neither in the data nor from the pipeline; the columns are Features, Label, IsLarge, Count, Kind, Group, Note, When, Week.", new() { FeatureColumnName = "Nothing" });
        Told("The feature column 'Note' is String; give a vector of Single of known size, as Transforms.Concatenate makes it.", new() { FeatureColumnName = "Note" });
        Told("There is no label column 'Label', neither in the data nor from the pipeline; the columns are Features, IsLarge, Count, Kind, Group, Note, When, Week.", new() { Pipeline = ml.Transforms.DropColumns("Label") });
        Told("The pipeline makes Vector<Single, 1> of the label column 'Label', which is Single; change the label in the data, and leave it alone in the pipeline.", new() { Pipeline = ml.Transforms.Concatenate("Label", "Label") });
        Told("The pipeline ends with the trainer SdcaRegressionTrainer; give what stands before it, and the trainer as a ComparisonLearner.",
            new() { Pipeline = ml.Transforms.NormalizeMinMax("Features").Append(ml.Regression.Trainers.Sdca()) });
    }

    [TestMethod]
    public void Weights_ThatAreNone_AreNamed()
    {
        Told("There is no weight column 'W', neither in the data nor from the pipeline; the columns are Features, Label, IsLarge, Count, Kind, Group, Note, When, Week.", new() { ExampleWeightColumnName = "W" });
        Told("The weight column 'Week' is Int32; give a Single, as Conversion.ConvertType makes one of a number.", new() { ExampleWeightColumnName = "Week" });
        int row = 0;
        Told("Row 7 has -1 in the weight column 'Count'; give weights of at least 0, all finite.", new() { ExampleWeightColumnName = "Count" }, Changed(r => r.Count = ++row == 7 ? -1 : 1));
        Told("All 16 training rows of a fold have weight 0 in 'Count'; give some more than 0.", new() { ExampleWeightColumnName = "Count" }, Changed(r => r.Count = 0));
    }

    [TestMethod]
    public void Learner_OfAnotherTask_IsLeftOutWithItsReason()
    {
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 40), new RegularizationComparisonOptions
        {
            FoldCount = 2, InnerFoldCount = 2, Trials = 2,
            Learners =
            [
                .. ComparisonLearners.For(ComparisonTask.Regression).Where(l => l.Name is "No features"),
                .. ComparisonLearners.For(ComparisonTask.BinaryClassification).Where(l => l.Name is "ElasticNetLogisticRegression" or "LbfgsLogisticRegression"), new ComparisonLearner("Null", _ => null!),
            ],
        });
        CollectionAssert.AreEqual(new[]
        {
            "ElasticNetLogisticRegression: Schema mismatch for label column 'Label': expected Boolean, got Single.", "LbfgsLogisticRegression: Schema mismatch for label column 'Label': expected Boolean, got Single.",
            "Null: it was made as null; return an estimator.",
        }, result.LeftOut.Select(l => l.ToString()).ToArray());
    }

    private static void Told(string sentence, RegularizationComparisonOptions options, IDataView? data = null)
        => Assert.AreEqual(sentence, Assert.ThrowsExactly<ArgumentException>(() => ml.CompareRegularization(data ?? ComparedRows.View(ml, 20), options)).Message);

    private static IDataView Changed(Action<ComparedRows.Row> change)
    {
        ComparedRows.Row[] rows = ComparedRows.Rows(20);
        foreach (ComparedRows.Row row in rows) change(row);
        return ml.Data.LoadFromEnumerable(rows);
    }
}
