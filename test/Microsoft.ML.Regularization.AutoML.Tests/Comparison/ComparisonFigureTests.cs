using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.AutoML.Tests.Comparison;

/// <summary>What the figures of a comparison are: units, errors, and differences with their probability.</summary>
[TestClass]
public sealed class ComparisonFigureTests
{
    [TestMethod]
    public void LogLoss_OfTwoClasses_IsInBitsAndOfSeveralInNats()
    {
        MLContext ml = new(seed: 1);
        ComparedRows.Row[] rows = ComparedRows.Rows(48);
        for (int i = 0; i < rows.Length; i++) (rows[i].IsLarge, rows[i].Kind) = (i % 2 == 0, $"{i % 3}");
        IDataView data = ml.Transforms.Conversion.MapValueToKey("Class", "Kind").Fit(ml.Data.LoadFromEnumerable(rows)).Transform(ml.Data.LoadFromEnumerable(rows));
        foreach ((string label, ComparisonTask task, double chance, string unit) in new[] { ("IsLarge", ComparisonTask.BinaryClassification, 1, "bits"), ("Class", ComparisonTask.MulticlassClassification, Math.Log(3), "nats") })
        {
            RegularizationComparison result = ml.CompareRegularization(data, new RegularizationComparisonOptions
            {
                LabelColumnName = label, FoldCount = 4, InnerFoldCount = 2, Learners = [ComparisonLearners.For(task)[0]],
            });
            Assert.AreEqual(chance, result.Tuned.Models[0].TestMean(), 1e-6);
            Assert.AreEqual($"log-loss ({unit})", result.Tuned.Metrics[0].Name);
            StringAssert.Contains(result.ToString(), $"log-loss ({unit})");
        }
    }

    [TestMethod]
    public void ScoresThatAreNotNumbers_AreNoScores()
    {
        // ML.NET's metrics leave such rows out, so that a model of nothing else has an error of 0.
        MLContext ml = new(seed: 1);
        static ComparisonLearner Broken(string name, double from) => new(name, new MLRegularization.Tuning.SearchSpace("l-1", [new MLRegularization.Tuning.ChoiceDimension("lambda", "λ", 0.1, 0.5)], [new MLRegularization.Tuning.SearchPoint(("lambda", 0.1))]),
            (task, point) => point[0].Value < from ? task.Context.Regression.Trainers.Ridge(lambda: point[0].Value)
                : task.Context.Regression.Trainers.Ridge(lambda: point[0].Value).Append(task.Context.Transforms.Expression("Score", "(x) => sqrt(-1 - x * x)", "Score")));
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
        {
            FoldCount = 3, InnerFoldCount = 2, Trials = 2, Learners = [ComparisonLearners.For(ComparisonTask.Regression)[0], Broken("Sometimes", 0.5), Broken("Never", 0)],
        });
        Assert.AreEqual("Never: its scores of 20 of 20 rows are not numbers.", result.LeftOut.Single().ToString());
        StringAssert.Contains(result.ToString(), "Sometimes: 1 of 2 settings could not be fitted in 3 folds");
        ComparedModel sometimes = result.Tuned.Models.Single(m => m.Name == "Sometimes");
        Assert.IsGreaterThan(0, sometimes.TestMean());
        Assert.IsTrue(sometimes.Chosen.All(c => c.Contains(("lambda", 0.1))));
    }

    [TestMethod]
    [DataRow("Group", null)]
    [DataRow(null, "When")]
    [DataRow(null, null)]
    public void Differences_OfAnyFolds_CountTheirOwnShareOfRowsHeldOut(string? group, string? time)
    {
        MLContext ml = new(seed: 1);
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
        {
            SamplingKeyColumnName = group, TimeColumnName = time, FoldCount = 4, InnerFoldCount = 2, Trials = 1, Repeats = time is null ? 2 : 1,
            Learners = [ComparisonLearners.For(ComparisonTask.Regression)[0], new ComparisonLearner("Ridge", task => task.Context.Regression.Trainers.Ridge(lambda: 0.1))],
        });
        MLRegularization.Comparisons.Comparison tuned = result.Tuned;
        (Folds Folds, int Fold)[] folds = [.. tuned.Folds.SelectMany(d => Enumerable.Range(0, d.Count).Select(f => (d, f)))];
        double share = folds.Average(f => (double)f.Folds.HeldOutRows(f.Fold).Length / f.Folds.TrainingRows(f.Fold).Length);
        double[] less = [.. tuned.Models[0].Test[0].Zip(tuned.Models[1].Test[0], (a, b) => a - b)];
        double mean = less.Average(), variance = less.Sum(d => (d - mean) * (d - mean)) / (less.Length - 1);
        PairedDifference difference = tuned.Difference(0, 1);
        Assert.AreEqual(mean, difference.Mean, 1e-12);
        Assert.AreEqual(Math.Sqrt(((1.0 / less.Length) + share) * variance), difference.StandardError, 1e-12);
        Assert.IsGreaterThan(0.3, share);
        double[] first = [.. tuned.Models[1].Test[0].Take(4)];
        if (time is not null) Assert.AreEqual(Math.Sqrt(first.Sum(s => (s - first.Average()) * (s - first.Average())) / 12), tuned.Models[1].StandardError(), 1e-12);
    }

    [TestMethod]
    public void Learners_ThatAreTheSame_DifferByNothingAndNeitherIsWorse()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 40), new RegularizationComparisonOptions
        {
            FoldCount = 2, InnerFoldCount = 2, Trials = 1,
            Learners = [.. new[] { "First", "Second" }.Select(name => new ComparisonLearner(name, task => task.Context.Regression.Trainers.Ridge(lambda: 0.1)))],
        });
        PairedDifference none = result.Tuned.Difference(1, 0);
        Assert.AreEqual((0.0, 0.0, 1.0), (none.Mean, none.StandardError, none.PValue));
        Assert.AreEqual(0, result.Tuned.Best);
        StringAssert.Contains(string.Join(' ', result.Verdict), "First is best on rows held out");
        StringAssert.Contains(string.Join(' ', result.Verdict), "Second is within noise of it.");
    }

    [TestMethod]
    public void Metric_OfLargerIsBetter_DecidesWhatIsBestAndWhatIsChosen()
    {
        MLContext ml = new(seed: 1);
        foreach (string metric in new[] { "AreaUnderRocCurve", "F1Score" })
        {
            RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml), new RegularizationComparisonOptions
            {
                LabelColumnName = "IsLarge", Metric = metric, FoldCount = 3, InnerFoldCount = 2, Trials = 2,
                Learners = [.. ComparisonLearners.For(ComparisonTask.BinaryClassification).Where(l => l.Name is "No features" or "ElasticNetLogisticRegression")],
            });
            Assert.AreEqual(1, result.Tuned.Best);
            Assert.IsGreaterThan(result.Tuned.Models[0].TestMean() is double none && double.IsNaN(none) ? 0.5 : result.Tuned.Models[0].TestMean(), result.Tuned.Models[1].TestMean());
        }
    }
}
