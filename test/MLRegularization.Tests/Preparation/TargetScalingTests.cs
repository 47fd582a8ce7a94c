using MLRegularization.Preparation;

namespace MLRegularization.Tests.Preparation;

[TestClass]
public sealed class TargetScalingTests
{
    [TestMethod]
    public void Learn_Target_MeanDeviationAndRange()
    {
        TargetScaling scaling = TargetScaling.Learn([1, 3, 100, 5], rows: [0, 1, 3]);
        Assert.AreEqual(3, scaling.Mean, 1e-15);
        Assert.AreEqual(Math.Sqrt(8.0 / 3), scaling.Deviation, 1e-15);
        Assert.AreEqual((1.0, 5.0), (scaling.Least, scaling.Greatest));
        Assert.AreEqual(4, scaling.Unscale(scaling.Scale(4)), 1e-14);
        Assert.AreEqual(5, scaling.Unscale(10));
        Assert.AreEqual(1, scaling.Unscale(double.NegativeInfinity));
    }

    [TestMethod]
    public void Learn_Weights_SameAsRepeatedRows()
    {
        TargetScaling weighted = TargetScaling.Learn([1, 3, -100, 5], weights: [2, 1, 0, 3]), repeated = TargetScaling.Learn([1, 1, 3, 5, 5, 5]);
        Assert.AreEqual(repeated.Mean, weighted.Mean, 1e-14);
        Assert.AreEqual(repeated.Deviation, weighted.Deviation, 1e-14);
        Assert.AreEqual((repeated.Least, repeated.Greatest), (weighted.Least, weighted.Greatest));
    }

    [TestMethod]
    public void Learn_ConstantTarget_PredictedAsItIs()
    {
        TargetScaling scaling = TargetScaling.Learn([0.3, 0.3, 0.3]);
        Assert.AreEqual(1, scaling.Deviation);
        Assert.AreEqual(0, scaling.Scale(0.3));
        Assert.AreEqual(0.3, scaling.Unscale(7));
    }

    [TestMethod]
    public void Learn_BadTargets_OneSentence()
    {
        Assert.Contains("target of row 2 is NaN", Assert.ThrowsExactly<ArgumentException>(() => TargetScaling.Learn([1, double.NaN])).Message);
        Assert.Contains("too far to calculate with", Assert.ThrowsExactly<ArgumentException>(() => TargetScaling.Learn([-1e308, 1e308])).Message);
        Assert.Contains("no row with a positive weight", Assert.ThrowsExactly<ArgumentException>(() => TargetScaling.Learn([])).Message);
    }

    [TestMethod]
    public void Describe_Target_PlainWords() => Assert.AreEqual(
        "The target is learned as distance from its mean 3 in standard deviations of 1.633; predictions stay between 1 and 5, the range of the training rows.", TargetScaling.Learn([1, 3, 5]).Describe());
}
