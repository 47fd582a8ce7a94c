using MLRegularization.Models;

namespace MLRegularization.Tests.Models;

[TestClass]
public sealed class RocCurveTests
{
    [TestMethod]
    [DataRow(new double[] { 0, 0, 1, 1 }, new[] { 0.1, 0.2, 0.3, 0.4 }, 1)]
    [DataRow(new double[] { 0, 0, 1, 1 }, new[] { 0.4, 0.3, 0.2, 0.1 }, 0)]
    [DataRow(new double[] { 0, 1, 0, 1 }, new[] { 0.5, 0.5, 0.5, 0.5 }, 0.5)]
    [DataRow(new double[] { 0, 1, 0, 1 }, new[] { 0.1, 0.2, 0.3, 0.4 }, 0.75)]
    [DataRow(new double[] { 0, 1, 0, 1 }, new[] { 0.1, 0.3, 0.3, 0.4 }, 0.875)]
    [DataRow(new double[] { 1, 1 }, new[] { 0.1, 0.3 }, double.NaN)]
    [DataRow(new double[] { 0, 1, 1 }, new[] { 0.1, double.NaN, 0.3 }, 1)]
    public void Area_SmallTables_CountsPairs(double[] target, double[] scores, double area) => Assert.AreEqual(area, RocCurve.Of(target, scores).Area);

    [TestMethod]
    public void Of_Weights_SameAsRepeatedRows()
    {
        double[] target = [0, 1, 1, 0, 1], scores = [0.2, 0.1, 0.4, 0.4, 0.9], weights = [2, 1, 3, 0, 2];
        int[] repeated = [0, 0, 1, 2, 2, 2, 4, 4];
        RocCurve one = RocCurve.Of(target, scores, weights), other = RocCurve.Of([.. repeated.Select(i => target[i])], [.. repeated.Select(i => scores[i])]);
        Assert.AreEqual(other.Area, one.Area, 1e-15);
        CollectionAssert.AreEqual(other.TruePositiveRates.ToArray(), one.TruePositiveRates.ToArray());
        CollectionAssert.AreEqual(other.FalsePositiveRates.ToArray(), one.FalsePositiveRates.ToArray());
    }

    [TestMethod]
    public void Of_Scores_TrapezoidsOfTheCurveAreItsArea()
    {
        double[] target = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(3 * i) + Math.Sin(7.1 * i) > 0 ? 1.0 : 0)], scores = [.. Enumerable.Range(0, 200).Select(i => Math.Round(Math.Sin(3 * i), 1))];
        RocCurve curve = RocCurve.Of(target, scores);
        double sum = 0;
        for (int k = 1; k < curve.TruePositiveRates.Count; k++)
            sum += (curve.FalsePositiveRates[k] - curve.FalsePositiveRates[k - 1]) * (curve.TruePositiveRates[k] + curve.TruePositiveRates[k - 1]) / 2;
        Assert.AreEqual(sum, curve.Area, 1e-12);
        Assert.AreEqual(1, curve.FalsePositiveRates[^1]);
        Assert.AreEqual(1, curve.TruePositiveRates[^1]);
    }
}
