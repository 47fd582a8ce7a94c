using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Regularization.AutoML.Tests.Comparison;

/// <summary>Folds in order of time, outer and inner.</summary>
[TestClass]
public sealed class ComparisonTimeTests
{
    [TestMethod]
    [DataRow("When")]
    [DataRow("Week")]
    public void Folds_OfTimes_LearnFromEarlierRowsOnlyOutsideAndInside(string column)
    {
        MLContext ml = new(seed: 1);
        ComparedRows.Row[] data = ComparedRows.Rows(120);
        Dictionary<float, double> times = data.ToDictionary(r => r.Label, r => column == "When" ? r.When.Ticks : (double)r.Week);
        List<(float[] Training, float[] Scored)> fits = [];
        RegularizationComparison result = ml.CompareRegularization(ml.Data.LoadFromEnumerable(data), new RegularizationComparisonOptions
        {
            TimeColumnName = column, FoldCount = 3, InnerFoldCount = 2, Trials = 2,
            Learners = [ComparisonLearners.For(ComparisonTask.Regression).Single(l => l.Name == "ElasticNet"), new ComparisonLearner("Spy", LearnerSpaces.Ols, (task, _) => new Watched(task, fits))],
        });
        Folds folds = result.Tuned.Folds[0], expected = Folds.ByTime([.. data.Select(r => times[r.Label])], 3);
        Assert.IsTrue(folds.TimeOrdered);
        CollectionAssert.AreEqual(expected.FoldOf.ToArray(), folds.FoldOf.ToArray());
        // Two settings on two inner folds, and the fit to all training rows, in each of three folds; that one is scored on its training rows, too.
        Assert.HasCount(15, fits);
        for (int k = 0; k < fits.Count; k++)
        {
            float[] outer = [.. folds.TrainingRows(k / 5).Select(i => data[i].Label)], held = [.. folds.HeldOutRows(k / 5).Select(i => data[i].Label)];
            CollectionAssert.IsSubsetOf(fits[k].Training, outer);
            if (k % 5 < 4) CollectionAssert.IsSubsetOf(fits[k].Scored, outer);
            else CollectionAssert.AreEquivalent(held, fits[k].Scored);
            Assert.IsLessThan(fits[k].Scored.Min(l => times[l]), fits[k].Training.Max(l => times[l]));
        }
        StringAssert.Contains(result.ToString(), "3 folds in order of time, each learned from earlier rows only");
        StringAssert.Contains(result.ToHtml(), $"TimeColumnName = &quot;{column}&quot;");
        Assert.AreEqual(expected.TrainingRows(0).Length, data.Length - expected.FoldOf.Count(f => f >= 0));
        Assert.AreEqual(Enumerable.Range(0, 3).Average(f => (double)expected.HeldOutRows(f).Length / expected.TrainingRows(f).Length), result.Tuned.TestShare, 1e-12);
    }

    [TestMethod]
    public void Learners_ThatHoldRowsOutThemselves_AreGivenTheOrder()
    {
        MLContext ml = new(seed: 1);
        List<int[]> orders = [];
        int[] all = [.. ComparedRows.Rows(60).OrderBy(r => r.When).Select((r, k) => (r.Label, k)).OrderBy(r => r.Label).Select(r => r.k)];
        ml.CompareRegularization(ComparedRows.View(ml, 60), new RegularizationComparisonOptions
        {
            TimeColumnName = "When", FoldCount = 2, InnerFoldCount = 2, Trials = 1,
            Learners = [new ComparisonLearner("Spy", task => new Sighted(task, view => orders.Add([.. view.GetColumn<int>(task.TimeColumnName!)])))],
        });
        Assert.HasCount(2, orders);
        // Folds of three stretches of 20 rows: the first learns from one, the second from two.
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 20).ToArray(), orders[0]);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 40).ToArray(), orders[1]);
    }

    [TestMethod]
    public void Options_OfTimeThatContradict_AreNamed()
    {
        MLContext ml = new(seed: 1);
        IDataView data = ComparedRows.View(ml, 20);
        string Fault(RegularizationComparisonOptions options) => Assert.ThrowsExactly<ArgumentException>(() => ml.CompareRegularization(data, options)).Message;
        Assert.AreEqual("Both SamplingKeyColumnName and TimeColumnName are given; folds follow either groups or time: give one.", Fault(new() { SamplingKeyColumnName = "Group", TimeColumnName = "When" }));
        Assert.AreEqual("Repeats is 2 with TimeColumnName; time divides rows in one way: leave Repeats at 1.", Fault(new() { TimeColumnName = "When", Repeats = 2 }));
        StringAssert.Contains(Fault(new() { TimeColumnName = "Group" }), "The time column 'Group' is String; give a number or a DateTime.");
        StringAssert.Contains(Fault(new() { TimeColumnName = "Then" }), "no column 'Then', which was named as the time");
        StringAssert.Contains(Fault(new() { TimeColumnName = "Week", FoldCount = 5 }), "5 outer folds were asked for, and 20 rows of 3 times can be divided into 2 at most");
    }

    private sealed class Sighted(LearnerTask task, Action<IDataView> see) : IEstimator<ITransformer>
    {
        private readonly IEstimator<ITransformer> inner = task.Context.Regression.Trainers.Ridge(lambda: 1);

        public ITransformer Fit(IDataView input)
        {
            see(input);
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }

    /// <summary>Notes the labels that it is fitted to, and those that it scores first.</summary>
    private sealed class Watched(LearnerTask task, List<(float[] Training, float[] Scored)> fits) : IEstimator<ITransformer>
    {
        private readonly IEstimator<ITransformer> inner = task.Context.Regression.Trainers.Ridge(lambda: 1);

        public ITransformer Fit(IDataView input) => new Seen(inner.Fit(input), [.. input.GetColumn<float>("Label")], fits);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }

    private sealed class Seen(ITransformer model, float[] training, List<(float[] Training, float[] Scored)> fits) : ITransformer
    {
        public bool IsRowToRowMapper => true;

        public IDataView Transform(IDataView input)
        {
            float[] labels = [.. input.GetColumn<float>("Label")];
            if (!labels.SequenceEqual(training)) fits.Add((training, labels));
            return model.Transform(input);
        }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => model.GetOutputSchema(inputSchema);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => model.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => model.Save(ctx);
    }
}
