using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Comparisons;
using MLRegularization.Tests.Tuning;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Comparison;

/// <summary>The same number of settings for each learner, or the same time.</summary>
[TestClass]
public sealed class ComparisonBudgetTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly MLRegularization.Tuning.SearchSpace Lambdas = new("lambdas", [new RangeDimension("lambda", "λ", 0.01, 10, logarithmic: true)], [new SearchPoint(("lambda", 1))]);

    [TestMethod]
    public void Time_TheSame_IsKeptByQuickAndSlowLearners()
    {
        FakeClock clock = new();
        RegularizationComparison result = Compare(clock, new RegularizationComparisonOptions { Time = 100 * Second }, ("Quick", 1), ("Slow", 13), ("Slowest", 45));
        // Fits on both inner folds, within 100 s; then the fit to all training rows on top.
        foreach ((ComparedModel model, int seconds, int settings) in result.Tuned.Models.Zip([1, 13, 45], [49, 3, 1]))
        {
            foreach (TimeSpan time in model.Times) Assert.AreEqual(100 + seconds, time.TotalSeconds, 5, model.Name);
            CollectionAssert.AreEqual(new[] { settings, settings, settings }, model.Tried.ToArray(), model.Name);
        }
        string text = result.ToString();
        StringAssert.Contains(text, "Each learner tries settings for 100 s on 2 folds");
        StringAssert.Contains(text, "settings");
        StringAssert.Contains(result.ToHtml(), "settings tried");
        StringAssert.Contains(result.ToHtml(), "Time = TimeSpan.FromSeconds(100)");
    }

    [TestMethod]
    public void Time_TooShortForTheDefaults_FitsThemAndSaysSo()
    {
        RegularizationComparison result = Compare(new FakeClock(), new RegularizationComparisonOptions { Time = 20 * Second }, ("Quick", 1), ("Slow", 13));
        StringAssert.Contains(result.ToString(), "Slow: the time was up before a setting was judged, so its defaults were fitted in 3 folds.");
        Assert.Contains(("lambda", 1.0), result.Tuned.Models[1].Chosen[0]);
        Assert.IsTrue(double.IsNaN(result.Tuned.Models[1].MeanTried));
    }

    [TestMethod]
    public void Time_TooShortForAPath_LeavesOurLinearLearnerOut()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
        {
            FoldCount = 2, InnerFoldCount = 2, Time = TimeSpan.FromTicks(1), Learners = [.. ComparisonLearners.For(ComparisonTask.Regression).Where(l => l.Name is "No features" or "ElasticNet" or "Ols" or "Sdca")],
        });
        Assert.AreEqual("ElasticNet: the time of 1e-7 s was up before a path was fitted; give more.", result.LeftOut[0].ToString());
        StringAssert.Contains(result.ToString(), "Sdca: the time was up before a setting was judged, so its defaults were fitted in 2 folds.");
    }

    [TestMethod]
    public void Time_WithTrials_EndsWithWhatComesFirst()
    {
        RegularizationComparison result = Compare(new FakeClock(), new RegularizationComparisonOptions { Time = 100 * Second, Trials = 5 }, ("Quick", 1), ("Slow", 13));
        CollectionAssert.AreEqual(new[] { 5.0, 3.0 }, result.Tuned.Models.Select(m => m.MeanTried).ToArray());
        CollectionAssert.AreEqual(new[] { 11.0, 11, 11 }, result.Tuned.Models[0].Times.Select(t => t.TotalSeconds).ToArray());
        StringAssert.Contains(result.ToString(), "tries at most 5 settings for 100 s");
    }

    [TestMethod]
    public void Trials_OfAllLearners_AreTheSameAndTheirDefaultsFirst()
    {
        List<double> asked = [];
        MLContext ml = new(seed: 1);
        RegularizationComparison result = ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
        {
            FoldCount = 2, InnerFoldCount = 2, Trials = 4,
            Learners =
            [
                .. ComparisonLearners.For(ComparisonTask.Regression).Where(l => l.Name is "No features" or "ElasticNet" or "Sdca"),
                new ComparisonLearner("Spy", Lambdas, (task, point) =>
                {
                    asked.Add(point[0].Value);
                    return task.Context.Regression.Trainers.Ridge(lambda: point[0].Value);
                }),
            ],
        });
        CollectionAssert.AreEqual(new[] { 1.0, 4, 4, 4 }, result.Tuned.Models.Select(m => m.MeanTried).ToArray());
        // Four settings on two inner folds and the best of them, the defaults first; other settings in every outer fold, from its seed.
        Assert.HasCount(18, asked);
        Assert.AreEqual(1, asked[0]);
        Assert.AreEqual(1, asked[9]);
        CollectionAssert.AreEqual(Enumerable.Range(0, 4).Select(t => Lambdas.Point(3, t)[0].Value).ToArray(), asked.Skip(9).Take(8).Where((_, k) => k % 2 == 0).ToArray());
    }

    [TestMethod]
    public void NumberOfThreads_Any_GivesTheSameScores()
    {
        double[][] scores = [.. new[] { 1, 2 }.Select(threads =>
        {
            MLContext ml = new(seed: 1);
            return ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
            {
                FoldCount = 2, InnerFoldCount = 2, Trials = 3, NumberOfThreads = threads,
                Learners = [.. ComparisonLearners.For(ComparisonTask.Regression).Where(l => l.Name is "ElasticNet" or "RegularizedMlp" or "Sdca" or "FastTree")],
            }).Tuned.Models.SelectMany(m => m.Test).SelectMany(s => s).ToArray();
        })];
        CollectionAssert.AreEqual(scores[0], scores[1]);
    }

    [TestMethod]
    public void Networks_AreJudgedByHalves_AndTheirMetricIsTheComparisonsOwn()
    {
        MLContext ml = new(seed: 1);
        RegularizationComparisonOptions options = new() { LabelColumnName = "IsLarge", Metric = "AreaUnderRocCurve" };
        LabelledRows rows = LabelledRows.Read(ComparedRows.View(ml, 60), options);
        FoldData fold = new(ml, ComparedRows.View(ml, 60), rows, rows.Divide([.. Enumerable.Range(0, 60)], 3, 1, "outer"), 0, options, 7);
        ComparisonLearner learner = ComparisonLearners.For(ComparisonTask.BinaryClassification).Single(l => l.Name == "RegularizedMlp");
        IStudyRunner trials = OwnTrials.Of(learner.Tuned(fold.Task(ml, fold.TrainingRows, default), learner.Space.First[0]), fold, new TaskMetrics(ComparisonTask.BinaryClassification, options.Metric), ml, default);
        CollectionAssert.AreEqual(new[] { 16, 64, 256 }, trials.Rungs.ToArray());
        TrialOutcome outcome = trials.Run(new TrialTask(0, learner.Space.First[0], 0, 1, new MemoryStorage()), default);
        Assert.IsTrue(outcome.Scores.All(s => s is <= -0.5 and >= -1), string.Join(' ', outcome.Scores));
    }

    private static RegularizationComparison Compare(FakeClock clock, RegularizationComparisonOptions options, params (string Name, int Seconds)[] learners)
    {
        MLContext ml = new(seed: 1);
        (options.FoldCount, options.InnerFoldCount, options.Clock) = (3, 2, clock);
        options.Learners = [.. learners.Select(l => new ComparisonLearner(l.Name, Lambdas, (task, point) => new Timed(task, point[0].Value, clock, l.Seconds)))];
        return ml.CompareRegularization(ComparedRows.View(ml, 60), options);
    }

    /// <summary>A ridge whose fit takes some seconds of the clock, and can be stopped after each.</summary>
    private sealed class Timed(LearnerTask task, double lambda, FakeClock clock, int seconds) : IEstimator<ITransformer>
    {
        private readonly IEstimator<ITransformer> inner = task.Context.Regression.Trainers.Ridge(lambda: lambda);

        public ITransformer Fit(IDataView input)
        {
            for (int k = 0; k < seconds; k++)
            {
                clock.Advance(Second);
                task.Cancellation.ThrowIfCancellationRequested();
            }
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }
}
