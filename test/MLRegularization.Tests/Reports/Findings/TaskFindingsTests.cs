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
    public void HeldOutCounts_Mean_ExplainsNothing()
    {
        HeldOutCounts held = new([0, 2, 4], [2, 2, 2], null);
        Assert.AreEqual(0, held.Explained, 1e-15);
        Assert.AreEqual(2 * (2 + 0 + (4 * Math.Log(2)) - 2) / 3, held.Deviance, 1e-12);
        Assert.AreEqual(1, new HeldOutCounts([1, 2, 4], [1, 2, 4], [1, 2, 1]).Explained, 1e-15);
    }
}
