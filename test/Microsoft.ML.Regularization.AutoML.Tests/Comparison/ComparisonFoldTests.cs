using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Comparisons;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Comparison;

/// <summary>Who sees which rows, and what a learner that fails does to the rest.</summary>
[TestClass]
public sealed class ComparisonFoldTests
{
    private static readonly MLRegularization.Tuning.SearchSpace TwoSettings = new("two", [new ChoiceDimension("lambda", "λ", 1, 2)], [new SearchPoint(("lambda", 1))]);

    [TestMethod]
    public void Tuning_SeesNoRowThatIsHeldOut_AndAllLearnersSeeTheSame()
    {
        MLContext ml = new(seed: 1);
        List<float[]> first = [], second = [], prepared = [];
        ComparisonLearner[] learners = [Spy("first", first), Spy("second", second)];
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
        {
            FoldCount = 3, InnerFoldCount = 2, Trials = 2, Learners = learners, Pipeline = new Watched(ml.Transforms.CopyColumns("Features", "Features"), prepared),
        });
        float[] labels = [.. ComparedRows.Rows(60).Select(r => r.Label)];
        // Two settings on two inner folds, then the fit: five per outer fold.
        Assert.HasCount(15, first);
        Assert.HasCount(3, prepared);
        for (int f = 0; f < 3; f++)
        {
            float[] training = [.. result.Tuned.Folds[0].TrainingRows(f).Select(i => labels[i])];
            CollectionAssert.AreEquivalent(training, prepared[f]);
            CollectionAssert.AreEquivalent(training, first[(5 * f) + 4]);
            for (int fit = 0; fit < 5; fit++)
            {
                CollectionAssert.IsSubsetOf(first[(5 * f) + fit], training);
                CollectionAssert.AreEqual(first[(5 * f) + fit], second[(5 * f) + fit]);
            }
            CollectionAssert.AreEquivalent(training, first[5 * f].Concat(first[(5 * f) + 1]).ToArray());
        }
    }

    [TestMethod]
    public void OwnLearners_AreJudgedOnTheInnerFolds_LikeTheOthers()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparisonOptions options = new();
        LabelledRows rows = LabelledRows.Read(ComparedRows.View(ml, 60), options);
        FoldData fold = new(ml, ComparedRows.View(ml, 60), rows, rows.Divide([.. Enumerable.Range(0, 60)], 3, 1, "outer"), 0, options, 7);
        foreach (ComparisonLearner learner in ComparisonLearners.For(ComparisonTask.Regression).Where(l => l.IsOurs))
        {
            LearnerTask task = fold.Task(ml, fold.TrainingRows, default);
            CollectionAssert.AreEqual(fold.Inner.FoldOf.ToArray(), OwnTrials.Of(learner.Tuned(task, learner.Space.First[0]), fold, new TaskMetrics(ComparisonTask.Regression, null), ml, default).Folds.Single().FoldOf.ToArray());
        }
    }

    [TestMethod]
    public void Learner_ThatFails_IsNamedAndTheRestGoesOn()
    {
        MLContext ml = new(seed: 1);
        List<string> log = [];
        ml.Log += (_, e) => log.Add(e.Message);
        int fits = 0;
        RegularizationComparison result = Compare(ml,
            new ComparisonLearner("Broken", _ => throw new InvalidOperationException("The sky is falling.")),
            new ComparisonLearner("Breaks later", TwoSettings, (task, _) => ++fits > 5 ? throw new InvalidOperationException("Not again") : task.Context.Regression.Trainers.Ridge()),
            new ComparisonLearner("Without its library", TwoSettings, (_, _) => throw new TypeInitializationException("Some.Type", new DllNotFoundException("Unable to load shared library 'NoSuchNative'\nIn order to help"))),
            new ComparisonLearner("Without its package", _ => throw new FileNotFoundException("Could not load file or assembly", "Microsoft.ML.NotThere, Version=5.0.0.0, Culture=neutral")),
            new ComparisonLearner("Halfway", TwoSettings, (task, point) => point[0].Value == 1 ? throw new InvalidOperationException("Not by default") : task.Context.Regression.Trainers.Ridge(lambda: point[0].Value)));
        Assert.HasCount(2, result.Tuned.Models);
        Assert.AreEqual("Broken: The sky is falling.", result.LeftOut[0].ToString());
        Assert.AreEqual("Breaks later: in fold 2: Not again.", result.LeftOut[1].ToString());
        Assert.AreEqual("Without its library: its native part does not load here (Unable to load shared library 'NoSuchNative').", result.LeftOut[2].ToString());
        Assert.AreEqual("Without its package: its package Microsoft.ML.NotThere is not there; add a reference to it.", result.LeftOut[3].ToString());
        StringAssert.Contains(result.ToString(), "Halfway: 1 of 2 settings could not be fitted in 2 folds.");
        StringAssert.Contains(result.ToHtml(), "Broken is left out: The sky is falling.");
        Assert.IsTrue(log.Any(m => m.Contains("Fold 1 of 2, tuned: ElasticNet has RMSE", StringComparison.Ordinal)));
        Assert.IsTrue(log.Any(m => m.Contains("Broken is left out", StringComparison.Ordinal)));
        Assert.IsNull(result.SameStrength?.Models.FirstOrDefault(m => m.Name == "Broken"));
    }

    [TestMethod]
    public void Verdict_LearnerFarOffInOneFold_IsNotCalledAsGood()
    {
        MLContext ml = new(seed: 1);
        int fits = 0;
        ComparisonLearner wild = new("Wild", task => task.Context.Transforms.Expression("Features", ++fits == 3 ? "x => 40 * x" : "x => x", "Features").Append(task.Context.Regression.Trainers.Sdca(
            new Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = fits == 3 ? 1 : 50 })));
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
        {
            FoldCount = 3, InnerFoldCount = 2, Trials = 1, Learners = [.. ComparisonLearners.For(ComparisonTask.Regression).Where(l => l.Name is "ElasticNet" or "No features"), wild],
        });
        StringAssert.Contains(string.Join(' ', result.Verdict), "Wild does on average no better than no features.");
        StringAssert.Contains(string.Join(' ', result.Verdict), "ElasticNet is best on rows held out");
    }

    [TestMethod]
    public void Cancellation_InTheMiddle_StopsTheComparison()
    {
        MLContext ml = new(seed: 1);
        using CancellationTokenSource source = new();
        ComparisonLearner stops = new("Stops", task =>
        {
            source.Cancel();
            return task.Context.Regression.Trainers.Sdca();
        });
        Assert.Throws<OperationCanceledException>(() => ml.CompareRegularization(ComparedRows.View(ml, 40), new RegularizationComparisonOptions { Learners = [stops] }, source.Token));
    }

    private static RegularizationComparison Compare(MLContext ml, params ComparisonLearner[] learners) => ml.CompareRegularization(ComparedRows.View(ml, 40), new RegularizationComparisonOptions
    {
        FoldCount = 2, InnerFoldCount = 2, Trials = 2, Learners = [ComparisonLearners.For(ComparisonTask.Regression).Single(l => l.Name == "ElasticNet"), .. learners],
    });

    private static ComparisonLearner Spy(string name, List<float[]> seen) => new(name, TwoSettings, (task, _) => new Watched(task.Context.Regression.Trainers.Ridge(lambda: 1), seen)) { Family = CandidateFamily.Linear };

    /// <summary>An estimator that notes the labels of the rows it is fitted to.</summary>
    private sealed class Watched(IEstimator<ITransformer> inner, List<float[]> seen) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            seen.Add([.. input.GetColumn<float>("Label")]);
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }
}
