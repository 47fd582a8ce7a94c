using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>More folds than the rows are good for: the sentence names a number that would work.</summary>
[TestClass]
public sealed class FoldCountTests
{
    [TestMethod]
    public void Random_MoreFoldsThanRows_NamesHowMany()
        => Refuses("There are 3 rows for 10 folds; give at most 3 folds.", () => Folds.Random(3, 10));

    [TestMethod]
    public void Grouped_OneGroup_AsksForAnother()
        => Refuses("There is 1 group for 10 folds; give at least 2 groups.", () => Folds.Grouped([4, 4, 4], 10));

    [TestMethod]
    public void ByTime_FewTimes_NamesHowManyFoldsTheyMake()
    {
        Refuses("There are 4 distinct times for 10 folds and the rows before the first; give at most 3 folds.", () => Folds.ByTime([1, 2, 3, 4, 4], 10));
        Assert.AreEqual(3, Folds.ByTime([1, 2, 3, 4, 4], 3).Count);
    }

    [TestMethod]
    public void ByTime_OneTime_AsksForOthers()
        => Refuses("There is 1 distinct time for 10 folds and the rows before the first; give rows of at least 3 times.", () => Folds.ByTime([1, 1, 1], 10));

    private static void Refuses(string sentence, Action make) => Assert.StartsWith(sentence, Assert.ThrowsExactly<ArgumentException>(make).Message);
}
