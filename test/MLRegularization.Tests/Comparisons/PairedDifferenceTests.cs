using MLRegularization.Comparisons;

namespace MLRegularization.Tests.Comparisons;

[TestClass]
public sealed class PairedDifferenceTests
{
    // Differences 1, 2, 3, 6: mean 3, variance 14/3. Five-fold-like share 1/4: error² = (1/4 + 1/4) 14/3 = 7/3, t = 3/√(7/3).
    [TestMethod]
    public void Of_HandNumbers_CountsTheTestShare()
    {
        PairedDifference d = PairedDifference.Of([2, 4, 6, 10], [1, 2, 3, 4], 0.25);
        Assert.AreEqual(3, d.Mean, 1e-15);
        Assert.AreEqual(Math.Sqrt(7.0 / 3), d.StandardError, 1e-15);
        Assert.AreEqual(3 / Math.Sqrt(7.0 / 3), d.T, 1e-15);
        Assert.AreEqual(0.144293612814387, d.PValue, 1e-14); // 2 * pt(-3 / sqrt(7 / 3), 3) of R
        Assert.IsTrue(d.IsNoise);
        Assert.AreEqual(4, d.Folds);
    }

    [TestMethod]
    public void Of_ScoresThatDifferByRounding_AreEqual()
    {
        PairedDifference d = PairedDifference.Of([0.7, Math.BitIncrement(0.6), Math.BitIncrement(0.5)], [0.7, 0.6, 0.5], 0.1);
        Assert.AreEqual((0.0, 0.0, 1.0), (d.Mean, d.StandardError, d.PValue));
        Assert.AreNotEqual(0, PairedDifference.Of([0.7 + 1e-10, 0.6], [0.7, 0.6], 0.1).Mean);
        Assert.AreEqual(double.PositiveInfinity, PairedDifference.Of([double.PositiveInfinity, 1], [1, 1], 0.1).Mean);
    }

    [TestMethod]
    public void Of_Odds_AreMet()
    {
        PairedDifference same = PairedDifference.Of([1, 2], [1, 2], 0.1);
        Assert.AreEqual((0.0, 0.0, 1.0), (same.Mean, same.T, same.PValue));
        PairedDifference always = PairedDifference.Of([2, 3], [1, 2], 0.1);
        Assert.AreEqual(double.PositiveInfinity, always.T);
        Assert.IsFalse(always.IsNoise);
        Assert.AreEqual(2, PairedDifference.Of([2, double.NaN, 3], [1, 5, 2.5], 0.1).Folds);
        Assert.IsTrue(PairedDifference.Of([2], [1], 0.1).IsNoise);
        Assert.IsFalse(PairedDifference.Of([double.PositiveInfinity, 1], [1, 1], 0.1).IsNoise);
        Assert.AreEqual(0, PairedDifference.Of([double.NaN], [1], 0.1).Folds);
        Assert.ThrowsExactly<ArgumentException>(() => PairedDifference.Of([1], [1, 2], 0.1));
    }
}
