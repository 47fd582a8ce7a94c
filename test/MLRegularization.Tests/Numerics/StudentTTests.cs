using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

[TestClass]
public sealed class StudentTTests
{
    // 2 * pt(-|t|, df) of R 4.2.
    [TestMethod]
    [DataRow(1.0, 1, 0.4999999999999996)]
    [DataRow(-2.5, 2, 0.1296117202215108)]
    [DataRow(0.3, 9, 0.7709907037415249)]
    [DataRow(12.0, 10, 2.921408824769991e-07)]
    [DataRow(2.262157163, 9, 0.04999999998350861)]
    [DataRow(1.7, 99, 0.09227070974648892)]
    [DataRow(40.0, 100, 0.0)]
    public void TwoSided_AnyDegrees_IsThatOfR(double t, int degrees, double expected) => Assert.AreEqual(expected, StudentT.TwoSided(t, degrees), 1e-13);

    [TestMethod]
    public void TwoSided_NothingToTell_IsNaN()
    {
        Assert.AreEqual(double.NaN, StudentT.TwoSided(double.NaN, 5));
        Assert.AreEqual(double.NaN, StudentT.TwoSided(1, 0));
        Assert.AreEqual(0, StudentT.TwoSided(double.PositiveInfinity, 4), 1e-15);
    }
}
