using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

[TestClass]
public sealed class SearchSpaceTests
{
    [TestMethod]
    public void Point_OfATrial_IsTheSameWhateverWasAskedBefore()
    {
        SearchPoint[] forward = [.. Enumerable.Range(0, 40).Select(k => FakeRunner.Space.Point(3, k))];
        SearchPoint[] backward = [.. Enumerable.Range(0, 40).Reverse().Select(k => FakeRunner.Space.Point(3, k)).Reverse()];
        CollectionAssert.AreEqual(forward, backward);
        Assert.AreEqual(FakeRunner.Space.First[0], forward[0]);
        Assert.AreNotEqual(FakeRunner.Space.Point(4, 7), forward[7]);
        Assert.IsGreaterThan(35, forward.Distinct().Count());
    }

    [TestMethod]
    public void Point_Drawn_HasNoneAndStaysWithinLimits_AndUnderASwitchOnlyWhereItIsOn()
    {
        SearchPoint[] points = [.. Enumerable.Range(1, 2000).Select(k => FakeRunner.Space.Point(1, k))];
        double[] x = [.. points.Select(p => p.Find("x")!.Value)];
        Assert.AreEqual(0.2, x.Count(v => v == 0) / 2000.0, 0.03);
        Assert.IsTrue(x.All(v => v == 0 || v is >= 0.01 and <= 1));
        // Half of a logarithmic range of two powers of ten lies below its geometric mean.
        Assert.AreEqual(0.4, x.Count(v => v is > 0 and < 0.1) / 2000.0, 0.04);
        foreach (SearchPoint point in points) Assert.AreEqual(point.Find("s") == 1, point.Find("c") is not null);
        Assert.AreEqual(0.5, points.Count(p => p.Find("s") == 1) / 2000.0, 0.04);
        Assert.HasCount(3, points.Where(p => p.Find("c") is not null).Select(p => p.Find("c")).Distinct());
    }

    [TestMethod]
    public void Point_OfFewChoices_ComesOnce()
    {
        SearchSpace space = new("few-1", [new ChoiceDimension("a", "a", 1.0, 2.0, 3.0), new SwitchDimension("s", "stirred"), new ChoiceDimension("b", "b", 5.0, 6.0) { Under = "s" }], [new SearchPoint(("a", 2), ("s", 0))]);
        Assert.AreEqual(9, space.Size);
        SearchPoint[] all = [.. Enumerable.Range(0, 9).Select(k => space.Point(1, k))];
        Assert.HasCount(9, all.Distinct());
        Assert.AreEqual(space.First[0], all[0]);
        CollectionAssert.AreNotEqual(all, Enumerable.Range(0, 9).Select(k => space.Point(2, k)).ToArray());
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => space.Point(1, 9)).Message, "the space has 9 points");
    }

    [TestMethod]
    public void Describe_APoint_SaysWhatIsDoneAndNotWhatIsNot()
    {
        SearchSpace space = FakeRunner.Space;
        Assert.AreEqual("x 0.5", space.Describe(space.First[0]));
        Assert.AreEqual("x 0.0123, stirred, slowly", space.Describe(new SearchPoint(("x", 0.0123), ("s", 1), ("c", 1))));
        Assert.AreEqual("stirred", space.Describe(new SearchPoint(("x", 0), ("s", 1), ("c", 0))));
        Assert.AreEqual("nothing that regularises", space.Describe(new SearchPoint(("x", 0), ("s", 0))));
        Assert.AreEqual("x 2e-5", new RangeDimension("x", "x", 1e-6, 1, logarithmic: true).Describe(2e-5));
    }

    [TestMethod]
    public void Position_OfEveryKind_IsFromLeastToMost()
    {
        RangeDimension range = new("x", "x", 0.01, 1, logarithmic: true, noneShare: 0.2);
        Assert.AreEqual(0, range.Position(0));
        Assert.AreEqual(0.1, range.Position(0.01), 1e-12);
        Assert.AreEqual(0.55, range.Position(0.1), 1e-12);
        Assert.AreEqual(1, range.Position(1), 1e-12);
        Assert.AreEqual(0.5, new RangeDimension("x", "x", 0, 2).Position(1));
        Assert.AreEqual(0.5, new ChoiceDimension("c", "c", "none", "a", "b").Position(1));
    }

    [TestMethod]
    public void Without_ASwitch_LeavesOutWhatHangsOnIt()
    {
        SearchSpace space = FakeRunner.Space.Without("s");
        CollectionAssert.AreEqual(new[] { "x" }, space.Dimensions.Select(d => d.Name).ToArray());
        Assert.AreEqual(new SearchPoint(("x", 0.5)), space.First[0]);
        Assert.AreNotEqual(FakeRunner.Space.ToJson(), space.ToJson());
    }

    [TestMethod]
    public void SearchSpace_ThatContradictsItself_IsRefused()
    {
        Dimension x = new RangeDimension("x", "x", 0, 1);
        SearchPoint first = new(("x", 0.5));
        void Refused(string part, Func<object> make) => StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(make).Message, part);
        Refused("Two dimensions are called 'x'", () => new SearchSpace("a", [x, x], [first]));
        Refused("which is no switch before it", () => new SearchSpace("a", [x, new RangeDimension("y", "y", 0, 1) { Under = "x" }], [first]));
        Refused("No point is to be tried first", () => new SearchSpace("a", [x], []));
        Refused("A first point has no value of 'x'", () => new SearchSpace("a", [x], [new SearchPoint()]));
        Refused("must begin above 0", () => new RangeDimension("x", "x", 0, 1, logarithmic: true));
        Refused("give a lower limit below", () => new RangeDimension("x", "x", 1, 1));
        Refused("all different", () => new ChoiceDimension("x", "x", 1.0, 1.0));
    }
}
