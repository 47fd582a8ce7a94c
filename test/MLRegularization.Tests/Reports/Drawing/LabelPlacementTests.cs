using FsCheck;
using FsCheck.Fluent;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Tests.Reports.Drawing;

[TestClass]
public sealed class LabelPlacementTests
{
    [TestMethod]
    public void Spread_LabelsApart_StayWhereTheyBelong() =>
        CollectionAssert.AreEqual(new double[] { 80, 20, 50 }, LabelPlacement.Spread([80, 20, 50], [10, 10, 10], 0, 100));

    [TestMethod]
    public void Spread_TwoAtOnePlace_MoveEvenly()
    {
        double[] centres = LabelPlacement.Spread([50, 50], [10, 10], 0, 100);
        Assert.AreEqual(45, centres[0], 1e-9);
        Assert.AreEqual(55, centres[1], 1e-9);
    }

    [TestMethod]
    public void Spread_Nothing_GivesNothing() => Assert.IsEmpty(LabelPlacement.Spread([], [], 0, 100));

    [TestMethod]
    public void Spread_AnyWishes_NeitherTouchNorLeave()
    {
        Gen<double[]> wishes = Gen.Choose(-500, 1500).Select(v => v / 10.0).ArrayOf().Where(a => a.Length is > 0 and <= 10);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(1, 1), Prop.ForAll(wishes.ToArbitrary(), wanted =>
        {
            double[] centres = LabelPlacement.Spread(wanted, [.. wanted.Select(_ => 9.0)], 0, 100);
            double[] sorted = [.. centres.Order()];
            bool apart = Enumerable.Range(1, sorted.Length - 1).All(i => sorted[i] - sorted[i - 1] >= 9 - 1e-9);
            bool inside = sorted[0] >= 4.5 - 1e-9 && sorted[^1] <= 95.5 + 1e-9;
            bool ordered = Enumerable.Range(0, wanted.Length).All(i => Enumerable.Range(0, wanted.Length).All(k => wanted[i] >= wanted[k] || centres[i] < centres[k]));
            return apart && inside && ordered;
        }));
    }

    [TestMethod]
    public void Spread_TooMany_ShrinkEvenly()
    {
        double[] centres = LabelPlacement.Spread([.. Enumerable.Repeat(50.0, 20)], [.. Enumerable.Repeat(10.0, 20)], 0, 100);
        Assert.AreEqual(2.5, centres.Min(), 1e-9);
        Assert.AreEqual(97.5, centres.Max(), 1e-9);
    }

    [TestMethod]
    public void Keep_Touching_DropsTheLaterOne() =>
        CollectionAssert.AreEqual(new[] { true, false, true }, LabelPlacement.Keep([0, 5, 12], [10, 10, 10]));

    [TestMethod]
    public void FreeSpots_FirstWishTaken_UsesTheSecond()
    {
        FreeSpots free = new(new PlotArea(0, 0, 200, 100), 10);
        free.Reserve(new Spot(100, 50), 5);
        Assert.AreEqual(new Spot(100, 80), free.Place(40, [new Spot(100, 52), new Spot(100, 80)]));
        Assert.AreEqual(new Spot(20, 10), free.Place(40, [new Spot(100, 81), new Spot(-50, -50)]));
    }
}
