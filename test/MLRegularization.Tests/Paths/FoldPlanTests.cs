using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>The training rows of a fold are divided by the same rule again.</summary>
[TestClass]
public sealed class FoldPlanTests
{
    private static readonly int[] All = [.. Enumerable.Range(0, 60)];

    private static IEnumerable<(int[] Rows, Folds Inner)> Inside(FoldPlan plan, int count)
    {
        Folds outer = plan.Divide(All, count, 3);
        for (int fold = 0; fold < outer.Count; fold++)
        {
            int[] rows = outer.TrainingRows(fold);
            yield return (rows, plan.Divide(rows, Math.Min(count, plan.MostFolds(rows)), 4));
        }
    }

    [TestMethod]
    public void Divide_Groups_AreWholeInsideToo()
    {
        int[] groups = [.. All.Select(i => i % 7)];
        foreach ((int[] rows, Folds inner) in Inside(FoldPlan.Grouped(groups), 7))
        {
            Assert.AreEqual(6, inner.Count);
            for (int a = 0; a < rows.Length; a++)
                for (int b = 0; b < a; b++)
                    if (groups[rows[a]] == groups[rows[b]]) Assert.AreEqual(inner.FoldOf[a], inner.FoldOf[b]);
        }
    }

    [TestMethod]
    public void Divide_Times_AreInOrderInsideToo()
    {
        double[] times = [.. All.Select(i => (double)((i * 17) % 60))];
        foreach ((int[] rows, Folds inner) in Inside(FoldPlan.ByTime(times), 3))
        {
            Assert.IsTrue(inner.TimeOrdered);
            for (int fold = 0; fold < inner.Count; fold++)
                Assert.IsLessThan(inner.HeldOutRows(fold).Min(k => times[rows[k]]), inner.TrainingRows(fold).Max(k => times[rows[k]]));
        }
    }

    [TestMethod]
    public void Divide_GivenFolds_AreThoseThatAreLeft()
    {
        int[] labels = [.. All.Select(i => 10 * (i % 4))];
        foreach ((int[] rows, Folds inner) in Inside(FoldPlan.Given(labels), 99))
        {
            Assert.AreEqual(3, inner.Count);
            for (int fold = 0; fold < 3; fold++) Assert.HasCount(1, inner.HeldOutRows(fold).Select(k => labels[rows[k]]).Distinct().ToArray());
        }
    }

    [TestMethod]
    public void Divide_Classes_AreSpreadInsideToo()
    {
        int[] classes = [.. All.Select(i => i % 5 == 0 ? 1 : 0)];
        foreach ((int[] rows, Folds inner) in Inside(FoldPlan.Stratified(classes), 4))
            for (int fold = 0; fold < 4; fold++) Assert.IsTrue(inner.HeldOutRows(fold).Sum(k => classes[rows[k]]) is 2 or 3);
    }

    [TestMethod]
    public void Divide_TooFewGroups_SaysSo()
    {
        FoldPlan plan = FoldPlan.Grouped([.. All.Select(i => i % 2)]);
        Assert.AreEqual(2, plan.MostFolds(All));
        Assert.Contains("2 groups for 3 folds", Assert.ThrowsExactly<ArgumentException>(() => plan.Divide(All, 3)).Message);
    }
}
