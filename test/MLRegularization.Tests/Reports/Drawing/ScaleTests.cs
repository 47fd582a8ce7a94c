using MLRegularization.Reports.Drawing;

namespace MLRegularization.Tests.Reports.Drawing;

[TestClass]
public sealed class ScaleTests
{
    [TestMethod]
    public void Linear_Ends_MapToEnds()
    {
        LinearScale scale = new(-2, 6, 100, 500);
        Assert.AreEqual(100, scale.Map(-2), 1e-9);
        Assert.AreEqual(500, scale.Map(6), 1e-9);
        Assert.AreEqual(200, scale.Map(0), 1e-9);
    }

    [TestMethod]
    [DataRow(0.0, 10.0, 5, "0 2 4 6 8 10")]
    [DataRow(-1.0, 1.0, 4, "−1.0 −0.5 0.0 0.5 1.0")]
    [DataRow(0.0, 0.5, 4, "0.0 0.2 0.4")]
    [DataRow(0.0, 1.0, 4, "0.00 0.25 0.50 0.75 1.00")]
    [DataRow(3000.0, 12000.0, 4, "5000 7500 10 000")]
    [DataRow(0.01, 0.03, 4, "0.010 0.015 0.020 0.025 0.030")]
    public void Linear_Ticks_AreRound(double low, double high, int about, string expected) => Assert.AreEqual(expected, Texts(new LinearScale(low, high, 0, 1), about));

    [TestMethod]
    [DataRow(1e300, 3e300, 300)]
    [DataRow(-1.7e308, 1.7e308, 306)]
    [DataRow(1e-300, 5e-300, -300)]
    [DataRow(-2e-320, 5e-320, -321)]
    [DataRow(2e7, 9e7, 6)]
    public void Linear_HugeOrTiny_TakesThePowerOutOfTheTicks(double low, double high, int exponent)
    {
        LinearScale scale = new(low, high, 0, 100);
        IReadOnlyList<Tick> ticks = scale.Ticks(4);
        Assert.AreEqual(exponent, scale.Exponent);
        Assert.IsGreaterThan(1, ticks.Count);
        Assert.IsLessThan(14, ticks.Count);
        foreach (Tick tick in ticks)
        {
            Assert.IsTrue(tick.Position is >= -0.01 and <= 100.01, tick.ToString());
            Assert.IsLessThan(8, tick.Text.Length, tick.Text);
        }
        Assert.AreEqual(100, scale.Map(high), 1e-6);
    }

    [TestMethod]
    [DataRow(0.0, 0.0)]
    [DataRow(5.0, 5.0)]
    [DataRow(1e300, 1e300)]
    [DataRow(double.NaN, 1.0)]
    [DataRow(1.0, double.PositiveInfinity)]
    public void Linear_EmptyRange_StillMapsToNumbers(double low, double high)
    {
        LinearScale scale = new(low, high, 0, 100);
        if (double.IsFinite(low) && low == high) Assert.AreEqual(50, scale.Map(low), 1e-9);
        Assert.IsNotEmpty(scale.Ticks(5));
        Assert.IsTrue(scale.Ticks(5).All(t => double.IsFinite(t.Position)));
    }

    [TestMethod]
    public void Log_Reversed_FallsToTheRight()
    {
        LogScale scale = new(0.01, 100, 500, 100);
        Assert.AreEqual(500, scale.Map(0.01), 1e-9);
        Assert.AreEqual(100, scale.Map(100), 1e-9);
        Assert.AreEqual(300, scale.Map(1), 1e-9);
    }

    [TestMethod]
    [DataRow(0.01, 100.0, 5, "0.01 0.1 1 10 100")]
    [DataRow(0.1, 10.0, 9, "0.1 0.2 0.5 1 2 5 10")]
    [DataRow(1e-8, 1e8, 4, "10⁻⁸ 0.0001 1 10 000 10⁸")]
    [DataRow(2.0, 4.0, 4, "2 2.5 3 3.5 4")]
    [DataRow(1e-300, 1e300, 3, "10⁻²⁰⁰ 1 10²⁰⁰")]
    public void Log_Ticks_AreRound(double low, double high, int about, string expected) => Assert.AreEqual(expected, Texts(new LogScale(low, high, 0, 1), about));

    [TestMethod]
    [DataRow(0.0, 1.0)]
    [DataRow(3.0, 3.0)]
    [DataRow(1e-320, 1e-320)]
    [DataRow(1e308, 1e308)]
    public void Log_EmptyOrImpossibleRange_StillMapsToNumbers(double low, double high)
    {
        LogScale scale = new(low, high, 0, 100);
        Assert.IsTrue(scale.Ticks(5).All(t => double.IsFinite(t.Position)));
        if (low > 0) Assert.IsTrue(double.IsFinite(scale.Map(low)));
    }

    private static string Texts(IScale scale, int about) => string.Join(' ', scale.Ticks(about).Select(t => t.Text.Replace('\u202F', ' ')));
}
