using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Training;

[TestClass]
public sealed class RowDrawsTests
{
    private const int Count = 20_000;

    private static double[] Draw(Func<RowDraws, double> draw) => [.. Enumerable.Range(0, Count).Select(i => draw(new RowDraws(CounterNoise.Key(3, 1, -2, i))))];

    // Mean ½ and variance 1 / (4 (2α + 1)); fourth central moment 3 / (16 (2α + 1)(2α + 3)).
    [TestMethod]
    [DataRow(0.001)]
    [DataRow(0.2)]
    [DataRow(1.0)]
    [DataRow(4.0)]
    public void Beta_OfAlpha_ItsMoments(double alpha)
    {
        double[] draws = Draw(d => d.Beta(alpha));
        Assert.IsTrue(draws.All(x => x is >= 0 and <= 1));
        double variance = 1 / (4 * ((2 * alpha) + 1)), fourth = 3 / (16 * ((2 * alpha) + 1) * ((2 * alpha) + 3));
        Assert.AreEqual(0.5, draws.Average(), 5 * Math.Sqrt(variance / Count));
        Assert.AreEqual(variance, draws.Average(x => Math.Pow(x - 0.5, 2)), (5 * Math.Sqrt(Math.Max(fourth - (variance * variance), 0) / Count)) + 1e-12);
        Assert.AreEqual(fourth, draws.Average(x => Math.Pow(x - 0.5, 4)), 5 * Math.Sqrt(fourth / Count));
    }

    [TestMethod]
    public void Beta_OfOne_IsUniform()
    {
        double[] sorted = [.. Draw(d => d.Beta(1)).Order()];
        for (int i = 0; i < Count; i++) Assert.AreEqual((i + 0.5) / Count, sorted[i], 2.2 / Math.Sqrt(Count)); // Kolmogorov's distance, far in its tail
    }

    [TestMethod]
    public void Normal_ManyKeys_ItsMoments()
    {
        double[] draws = Draw(d => d.Normal());
        Assert.AreEqual(0, draws.Average(), 5 / Math.Sqrt(Count));
        Assert.AreEqual(1, draws.Average(x => x * x), 5 * Math.Sqrt(2.0 / Count));
        Assert.AreEqual(3, draws.Average(x => Math.Pow(x, 4)), 5 * Math.Sqrt(96.0 / Count));
    }

    [TestMethod]
    public void Draws_SameKey_SameNumbers()
    {
        RowDraws one = new(7), two = new(7), other = new(8);
        for (int k = 0; k < 10; k++)
        {
            double next = one.Uniform();
            Assert.AreEqual(next, two.Uniform());
            Assert.AreNotEqual(next, other.Uniform());
        }
    }
}
