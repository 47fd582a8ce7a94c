using MLRegularization.Reports;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Tests.Reports.Findings;

[TestClass]
public sealed class TaskFindingsTests
{
    [TestMethod]
    public void HeldOutClasses_KnownTable_CountsAndShares()
    {
        HeldOutClasses held = new([0, 0, 0, 1, 1, 1], [0.1, 0.2, 0.7, 0.4, 0.9, double.NaN], null);
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, held.Rows);
        CollectionAssert.AreEqual(new[] { 2, 1, 1, 1 }, held.Confusion.Cast<int>().ToArray());
        Assert.AreEqual(0.6, held.Accuracy, 1e-15);
        Assert.AreEqual(0.6, held.NullAccuracy, 1e-15);
        Assert.AreEqual(5.0 / 6, held.Roc.Area, 1e-15);
    }

    [TestMethod]
    public void HeldOutClasses_Groups_HoldEveryRowOnceInOrder()
    {
        double[] probability = [.. Enumerable.Range(0, 237).Select(i => 0.5 + (0.49 * Math.Sin(i)))], target = [.. probability.Select((p, i) => p > (i % 10) / 10.0 ? 1.0 : 0)];
        HeldOutClasses held = new(target, probability, null);
        Assert.HasCount(10, held.Groups);
        Assert.AreEqual(237, held.Groups.Sum(g => g.Rows));
        for (int k = 0; k < 10; k++)
        {
            CalibrationGroup group = held.Groups[k];
            Assert.IsTrue(group.Rows is 23 or 24);
            Assert.IsTrue(group.Low <= group.Observed && group.Observed <= group.High && group.Low >= 0 && group.High <= 1);
            if (k > 0) Assert.IsGreaterThan(held.Groups[k - 1].Predicted, group.Predicted);
        }
        Assert.AreEqual(target.Average(), held.Groups.Sum(g => g.Rows * g.Observed) / 237, 1e-12);
    }

    [TestMethod]
    public void HeldOutClasses_EqualProbabilities_OneGroup() =>
        Assert.HasCount(1, new HeldOutClasses([.. Enumerable.Range(0, 60).Select(i => (double)(i % 2))], [.. Enumerable.Repeat(0.5, 60)], null).Groups);

    [TestMethod]
    public void HeldOutMulticlass_KnownTable_CountsAndShares()
    {
        // Six rows, the last without a prediction; of class 1 two of three are named 2.
        double[] target = [0, 0, 1, 1, 1, 2];
        double[] probabilities = [0.8, 0.4, 0.1, 0.2, 0.3, double.NaN, 0.1, 0.4, 0.8, 0.2, 0.3, double.NaN, 0.1, 0.2, 0.1, 0.6, 0.4, double.NaN];
        HeldOutMulticlass held = new(target, probabilities, 3, null);
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, held.Rows);
        CollectionAssert.AreEqual(new[] { 0, 0, 1, 2, 2 }, held.Predicted);
        CollectionAssert.AreEqual(new[] { 2, 0, 0, 0, 1, 2, 0, 0, 0 }, held.Confusion.Cast<int>().ToArray());
        CollectionAssert.AreEqual(new[] { 0.8, 0.4, 0.8, 0.2, 0.3 }, held.OfTruth);
        Assert.AreEqual(0.6, held.Accuracy, 1e-15);
        Assert.AreEqual((1 + (1.0 / 3)) / 2, held.BalancedAccuracy, 1e-15);
        Assert.AreEqual(0.6, held.NullAccuracy, 1e-15);
        Assert.AreEqual(1, held.Commonest);
        Assert.AreEqual(1.0 / 3, held.Recall(1), 1e-15);
        Assert.AreEqual(1, held.Precision(1), 1e-15);
        Assert.AreEqual(0, held.Precision(2), 1e-15);
        Assert.IsTrue(double.IsNaN(held.Recall(2)));
        Assert.AreEqual((2, 2), held.MostTakenFor(1));
        Assert.AreEqual((-1, 0), held.MostTakenFor(0));
        HeldOutMulticlass weighted = new(target, probabilities, 3, [0, 1, 1, 1, 2, 5]);
        Assert.AreEqual(2.0 / 5, weighted.Accuracy, 1e-15);
        Assert.AreEqual((1 + 0.25) / 2, weighted.BalancedAccuracy, 1e-15);
    }

    [TestMethod]
    public void HeldOutMulticlass_Groups_SayHowOftenTheNamedClassIsRight()
    {
        double[] best = [.. Enumerable.Range(0, 200).Select(i => 0.5 + (i / 500.0))], target = [.. Enumerable.Range(0, 200).Select(i => i % 10 < 7 ? 0.0 : 1)];
        HeldOutMulticlass held = new(target, [.. best, .. best.Select(b => (1 - b) / 2), .. best.Select(b => (1 - b) / 2)], 3, null);
        Assert.HasCount(10, held.Groups);
        foreach (CalibrationGroup group in held.Groups) Assert.AreEqual(0.7, group.Observed, 1e-12);
        Assert.AreEqual(best.Average(), held.Groups.Average(g => g.Predicted), 1e-12);
    }

    [TestMethod]
    public void PathLines_SeveralClasses_NormsAndLinesOfAClass()
    {
        ReportInput input = TaskReports.Several("a", "b", "c");
        Report report = new(input);
        PathLines norms = new(report, 3), second = new(report, 3, PathView.OfClass(report, 1), [.. norms.Labelled.Select(l => l.Column)]);
        int last = input.Path.Points.Count - 1, column = norms.Labelled[0].Column;
        double[] effects = [.. Enumerable.Range(0, 3).Select(k => input.Path.Points[last][(k * 8) + column] * input.Deviations![column])];
        Assert.AreEqual(Math.Sqrt(effects.Sum(e => e * e)), norms.Labelled[0].Values[last], 1e-12);
        PathLine? line = second.Labelled.FirstOrDefault(l => l.Column == column);
        Assert.AreEqual(effects[1], line?.Values[last] ?? 0, 1e-12);
        Assert.AreEqual(input.Path.Points[last].Indices.Select(c => c % 8).Distinct().Count(), norms.Counts[last]);
        Assert.AreEqual(input.Path.Points[last].Indices.Count(c => c / 8 == 1), second.Counts[last]);
        Assert.AreEqual(input.Chosen.Indices.Select(c => c % 8).Distinct().Count(), report.Kept);
    }

    [TestMethod]
    public void HeldOutCounts_Mean_ExplainsNothing()
    {
        HeldOutCounts held = new([0, 2, 4], [2, 2, 2], null);
        Assert.AreEqual(0, held.Explained, 1e-15);
        Assert.AreEqual(2 * (2 + 0 + (4 * Math.Log(2)) - 2) / 3, held.Deviance, 1e-12);
        Assert.AreEqual(1, new HeldOutCounts([1, 2, 4], [1, 2, 4], [1, 2, 1]).Explained, 1e-15);
    }
}
