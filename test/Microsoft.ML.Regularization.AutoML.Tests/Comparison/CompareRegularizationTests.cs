using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.AutoML.Tests.Comparison;

/// <summary>Our learners and ML.NET's own, compared on the same folds.</summary>
[TestClass]
public sealed class CompareRegularizationTests
{
    private static readonly string[] Slow = ["RegularizedMlp", "Gam"];

    [TestMethod]
    public void Regression_AllLearners_AreInTheTables()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml), Options("Label", ComparisonTask.Regression));
        Names(result, ["No features", "ElasticNet", "Sdca", "OnlineGradientDescent", "Ols", "FastTree", "FastForest", "LightGbm"]);
        Assert.Contains("ElasticNet", result.SameStrength!.Models.Select(m => m.Name).ToArray());
        ComparedModel ours = result.Tuned.Models.Single(m => m.Name == "ElasticNet"), none = result.Tuned.Models.Single(m => m.Name == "No features");
        Assert.IsLessThan(0.6 * none.TestMean(), ours.TestMean());
        Assert.AreEqual(0, none.MeanNonZeros);
        Assert.IsTrue(double.IsNaN(result.Tuned.Models.Single(m => m.Name == "FastTree").MeanNonZeros));
        Assert.IsTrue(result.Tuned.Models.All(m => m.SavedBytes.All(b => b > 100) && m.ScoreTimes.All(t => t > TimeSpan.Zero) && m.Times.All(t => t > TimeSpan.Zero)));
        Assert.IsTrue(result.WithoutStrength.Single(l => l.Name == "FastTree").Reason.Contains("no coefficients", StringComparison.Ordinal));
        Assert.IsTrue(result.WithoutStrength.Single(l => l.Name == "OnlineGradientDescent").Reason.Contains("shrinks", StringComparison.Ordinal));
        string text = result.ToString();
        foreach (string word in new[] { "RMSE", "R²", "MAE", "gap", "minus best", "non-zeros", "fit s", "score µs/row", "kB", "At the same strength", "Each tuned", "OnlineGradientDescent: its L2 shrinks", "is best on rows held out" })
            StringAssert.Contains(text, word);
        string html = result.ToHtml();
        foreach (string word in new[] { "<h2 id=\"further1-h\">The same strength", "µs to score a row", "kB saved", "FastForest", "mlContext.CompareRegularization" }) StringAssert.Contains(html, word);
        Assert.IsFalse(html.Contains("NaN", StringComparison.Ordinal));
    }

    [TestMethod]
    public void SquaredLoss_TheSameRidge_GivesTheSameScores()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparisonOptions options = Options("Label", ComparisonTask.Regression);
        (options.Strength, options.Trials) = (Strength.From(0.3, 0), 1);
        options.Learners = [.. ComparisonLearners.For(ComparisonTask.Regression).Where(l => l.Name is "ElasticNet" or "Sdca" or "Ols")];
        ComparedModel[] models = [.. ml.CompareRegularization(ComparedRows.View(ml), options).SameStrength!.Models];
        // Sdca counts in single precision and the label is far from 0: it ends a little short.
        foreach ((ComparedModel model, double delta) in models.Skip(1).Zip([5e-3, 1e-4]))
            for (int f = 0; f < 3; f++) Assert.AreEqual(models[0].Test[0][f], model.Test[0][f], delta, model.Name);
    }

    [TestMethod]
    [DataRow(0.05, 0.0)]
    [DataRow(0.05, 0.5)]
    [DataRow(0.02, 1.0)]
    public void LogisticLoss_TheSameStrength_GivesLbfgsOurCoefficients(double lambda, double alpha)
    {
        MLContext ml = new(seed: 1);
        IDataView data = ComparedRows.View(ml);
        ComparisonLearner[] learners = [.. ComparisonLearners.For(ComparisonTask.BinaryClassification)];
        LinearBinaryModelParameters Fit(string name)
        {
            LearnerTask task = new() { Context = new MLContext(1), LabelColumnName = "IsLarge", FeatureColumnName = "Features", ExampleWeightColumnName = null, Rows = 120, LabelDeviation = 1, Seed = 1 };
            ITransformer model = learners.Single(l => l.Name == name).AtStrength!(task, Strength.From(lambda, alpha)).Fit(data);
            return ((Calibrators.CalibratedModelParametersBase<LinearBinaryModelParameters, Calibrators.PlattCalibrator>)((IPredictionTransformer<object>)((IEnumerable<ITransformer>)model).Last()).Model).SubModel;
        }
        LinearBinaryModelParameters ours = Fit("ElasticNetLogisticRegression"), theirs = Fit("LbfgsLogisticRegression");
        for (int j = 0; j < 5; j++) Assert.AreEqual(ours.Weights[j], theirs.Weights[j], 5e-4);
        Assert.AreEqual(ours.Bias, theirs.Bias, 5e-4);
    }

    [TestMethod]
    public void Binary_AllLearners_HaveProbabilities()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparisonOptions options = Options("IsLarge", ComparisonTask.BinaryClassification);
        options.SamplingKeyColumnName = "Group";
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml), options);
        Names(result, ["No features", "ElasticNetLogisticRegression", "LbfgsLogisticRegression", "SdcaLogisticRegression", "FastTree", "FastForest", "LightGbm"]);
        Assert.IsTrue(result.Tuned.Models.All(m => m.Test[0].All(double.IsFinite)), result.ToString());
        StringAssert.Contains(result.ToString(), "AUC");
    }

    [TestMethod]
    public void Multiclass_AllLearners_AreInTheTables()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ml.Transforms.Conversion.MapValueToKey("Class", "Kind").Fit(ComparedRows.View(ml)).Transform(ComparedRows.View(ml));
        RegularizationComparison result = ml.CompareRegularization(data, Options("Class", ComparisonTask.MulticlassClassification));
        Names(result, ["No features", "ElasticNetMaximumEntropy", "LbfgsMaximumEntropy", "SdcaMaximumEntropy", "LightGbm"]);
        StringAssert.Contains(result.ToString(), "micro-accuracy");
        double[] same = [.. result.SameStrength!.Models.Where(m => m.Name is "ElasticNetMaximumEntropy" or "LbfgsMaximumEntropy").Select(m => m.TestMean())];
        Assert.AreEqual(same[0], same[1], 1e-3);
    }

    [TestMethod]
    public void Counts_LearnersOfPoisson_JoinWithAStrengthOfTheirOwnLoss()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparisonOptions options = Options("Count", ComparisonTask.Regression, counts: true);
        options.Learners = [.. options.Learners!.Where(l => l.Name is "ElasticNet" or "RegularizedPoisson" or "LbfgsPoissonRegression")];
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml), options);
        Names(result, ["ElasticNet", "RegularizedPoisson", "LbfgsPoissonRegression"]);
        Assert.AreEqual(2, result.Strengths.Select(s => s.Loss).Distinct().Count());
        Assert.AreEqual(result.SameStrength!.Models[1].TestMean(), result.SameStrength.Models[2].TestMean(), 1e-3);
        StringAssert.Contains(result.ToString(), "for poisson loss");
    }

    [TestMethod]
    public void Seed_TheSame_GivesTheSameScores()
    {
        double[][] scores = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            MLContext ml = new(seed: 1);
            RegularizationComparisonOptions options = Options("IsLarge", ComparisonTask.BinaryClassification);
            (options.FoldCount, options.InnerFoldCount, options.Trials) = (2, 2, 2);
            options.Learners = [.. options.Learners!.Where(l => l.Name is "ElasticNetLogisticRegression" or "SdcaLogisticRegression" or "FastForest")];
            return ml.CompareRegularization(ComparedRows.View(ml), options).Tuned.Models.SelectMany(m => m.Test).SelectMany(s => s).ToArray();
        })];
        CollectionAssert.AreEqual(scores[0], scores[1]);
    }

    private static RegularizationComparisonOptions Options(string label, ComparisonTask task, bool counts = false) => new()
    {
        LabelColumnName = label, Counts = counts, FoldCount = 3, InnerFoldCount = 2, Trials = 3, Learners = [.. ComparisonLearners.For(task, counts).Where(l => !Slow.Contains(l.Name))],
    };

    // What a machine's own native parts keep out must be said instead.
    private static void Names(RegularizationComparison result, string[] expected)
    {
        Assert.IsTrue(result.LeftOut.All(l => l.Name is "Ols" or "LightGbm" && l.Reason.Contains("native part", StringComparison.Ordinal)), string.Join(' ', result.LeftOut));
        CollectionAssert.AreEqual(expected.Except(result.LeftOut.Select(l => l.Name)).ToArray(), result.Tuned.Models.Select(m => m.Name).ToArray());
    }
}
