using MLRegularization.Matrices;
using MLRegularization.Networks;
using MLRegularization.Networks.Training;

namespace MLRegularization.Tests.Networks.Training;

/// <summary>Rows that choose the epoch: whole groups, the latest rows, and never all rows of a class.</summary>
[TestClass]
public sealed class ValidationSplitTests
{
    [TestMethod]
    [DataRow(1ul)]
    [DataRow(2ul)]
    [DataRow(3ul)]
    public void HeldOut_Groups_WholeOnesOfAboutTheShare(ulong seed)
    {
        int[] groups = [.. Enumerable.Range(0, 1000).Select(i => i * i % 97)];
        int[] heldOut = Split(Data(1000).WithGroups(groups), seed: seed);
        Assert.IsEmpty(heldOut.Select(i => groups[i]).Intersect(Enumerable.Range(0, 1000).Except(heldOut).Select(i => groups[i])));
        Assert.AreEqual(200, heldOut.Length, 20.0);
        CollectionAssert.AreEqual(heldOut.Order().ToArray(), heldOut);
        CollectionAssert.AreEqual(heldOut, Split(Data(1000).WithGroups(groups), seed: seed));
        CollectionAssert.AreNotEqual(heldOut, Split(Data(1000).WithGroups(groups), seed: seed + 1));
    }

    [TestMethod]
    public void HeldOut_LargeGroups_TheSmallestAndNeverAll()
    {
        int[] groups = [.. Enumerable.Range(0, 20).Select(i => i < 12 ? 7 : 3)];
        CollectionAssert.AreEqual(Enumerable.Range(12, 8).ToArray(), Split(Data(20).WithGroups(groups)));
        Assert.IsLessThan(20, Split(Data(20).WithGroups(groups), share: 0.95).Length);
    }

    // Class 1 is in groups 0 and 1 alone, class 0 everywhere.
    [TestMethod]
    public void HeldOut_GroupsOfClasses_EveryClassIsLearned()
    {
        int[] groups = [.. Enumerable.Range(0, 60).Select(i => i / 6)];
        double[] classes = [.. groups.Select((g, i) => g < 2 && i % 2 == 0 ? 1.0 : 0)];
        for (ulong seed = 1; seed < 30; seed++)
        {
            int[] heldOut = Split(Data(classes).WithGroups(groups), classes: true, share: 0.5, seed: seed);
            Assert.Contains(1.0, Enumerable.Range(0, 60).Except(heldOut).Select(i => classes[i]));
        }
    }

    [TestMethod]
    public void HeldOut_Times_TheLatestAndNoTimeApart()
    {
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).ToArray(), Split(Data(100).WithTimes([.. Enumerable.Range(0, 100).Select(i => -(double)i)])));
        // Times of 15 rows each: cuts before the last 10, 25, …; the one of 25 is nearest to 20.
        CollectionAssert.AreEqual(Enumerable.Range(75, 25).ToArray(), Split(Data(100).WithTimes([.. Enumerable.Range(0, 100).Select(i => i / 15.0).Select(Math.Floor)])));
        CollectionAssert.AreEqual(new[] { 99 }, Split(Data(100).WithTimes([.. Enumerable.Range(0, 100).Select(i => i == 99 ? 1.0 : 0)])));
    }

    // Class 1 begins with row 90, and rows 80 to 99 would be the share.
    [TestMethod]
    public void HeldOut_ClassThatBeginsLate_IsLearned()
    {
        double[] classes = [.. Enumerable.Range(0, 100).Select(i => i < 90 ? 0.0 : 1)], times = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        CollectionAssert.AreEqual(Enumerable.Range(91, 9).ToArray(), Split(Data(classes).WithTimes(times), classes: true));
    }

    [TestMethod]
    public void HeldOut_RowsThatAreNotThere_DoNotCount()
    {
        MlpData data = Data(30).WithTimes([.. Enumerable.Range(0, 30).Select(i => (double)i)]);
        CollectionAssert.AreEqual(new[] { 8, 9 }, ValidationSplit.HeldOut(data, [.. Enumerable.Range(0, 10)], false, 0.2, 1));
    }

    [TestMethod]
    public void HeldOut_NothingToChooseOn_SaysWhatHelps()
    {
        Refused("All 20 rows to learn from are of one group, and the epoch is chosen on another one; give rows of more groups", Data(20).WithGroups(new int[20]));
        Refused("All 20 rows to learn from are of one time, and the epoch is chosen on later ones; give rows of more times", Data(20).WithTimes(new double[20]));
        double[] classes = [.. Enumerable.Range(0, 20).Select(i => i < 19 ? 0.0 : 1)], half = [.. classes.Select((_, i) => i < 10 ? 0.0 : 1)];
        Refused("Class 1 begins with the latest of the rows", Data(classes).WithTimes([.. Enumerable.Range(0, 20).Select(i => (double)i)]), true);
        Refused("Class 'rare' begins with the latest of the rows", Data(classes).WithTimes([.. Enumerable.Range(0, 20).Select(i => (double)i)]).Named("y", ["usual", "rare"]), true);
        Refused("Each of 2 groups has all rows of some class", Data(half).WithGroups([.. half.Select(c => (int)c)]), true);
        Assert.StartsWith("There are 3 groups for 4 rows", Assert.ThrowsExactly<ArgumentException>(() => Data(4).WithGroups([1, 2, 3])).Message);
        Assert.StartsWith("There are 3 times for 4 rows", Assert.ThrowsExactly<ArgumentException>(() => Data(4).WithTimes([1, 2, 3])).Message);
        Assert.StartsWith("The time of row 2 is NaN", Assert.ThrowsExactly<ArgumentException>(() => Data(3).WithTimes([1, double.NaN, 3])).Message);
    }

    [TestMethod]
    public void Fit_GroupsThenNames_BothAreKept()
    {
        int[] groups = [.. Enumerable.Range(0, 50).Select(i => i % 5)];
        MlpFit fit = new MlpTrainer(new MlpOptions { Epochs = 1, Network = new NetworkSpec { Hidden = [] } }).Fit(Data(50).WithGroups(groups).Named("size"), NetworkTask.Regression);
        Assert.AreEqual("size", fit.Model.Facts.Label);
        Assert.HasCount(10, fit.ValidationRows);
        Assert.HasCount(1, fit.ValidationRows.Select(i => groups[i]).Distinct());
    }

    private static void Refused(string expected, MlpData data, bool classes = false) => Assert.StartsWith(expected, Assert.ThrowsExactly<ArgumentException>(() => Split(data, classes)).Message);

    private static int[] Split(MlpData data, bool classes = false, double share = 0.2, ulong seed = 1) => ValidationSplit.HeldOut(data, [.. Enumerable.Range(0, data.Rows)], classes, share, seed);

    private static MlpData Data(int rows) => Data([.. Enumerable.Range(0, rows).Select(i => Math.Sin(i))]);

    private static MlpData Data(double[] target) => MlpData.Of(new TrainingSet(DenseColumns.FromColumns<double>([[.. target.Select((_, i) => Math.Cos(i))]]), target));
}
