using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

[TestClass]
public class VectorMathTests
{
    [TestMethod]
    public void Exp_AllSizes_EqualsTheLibrarysToTwoUlp()
    {
        foreach (double x in Samples(-744, 709.7)) Check(x, Math.Exp(x), VectorMath.Exp(Vector512.Create(x)), Math.Exp(x) < 1e-300 ? 4 : 2);
    }

    [TestMethod]
    public void Log_AllSizes_EqualsTheLibrarysToTwoUlp()
    {
        Random random = new(1);
        for (int k = 0; k < 200_000; k++)
        {
            double x = k % 2 == 0 ? Math.Exp((random.NextDouble() * 1400) - 700) : 0.5 + (1.5 * random.NextDouble());
            Check(x, Math.Log(x), VectorMath.Log(Vector512.Create(x)), 2);
        }
        foreach (double x in (double[])[double.Epsilon, 1e-310, 2.2250738585072014e-308, 1, double.MaxValue])
            Check(x, Math.Log(x), VectorMath.Log(Vector512.Create(x)), 2);
    }

    [TestMethod]
    public void LogOnePlus_AllSizes_KeepsRelativePrecision()
    {
        Random random = new(2);
        for (int k = 0; k < 200_000; k++)
        {
            double x = Math.Exp(-60 * random.NextDouble()), expected = LogOnePlus(x);
            Check(x, expected, VectorMath.LogOnePlusUnit(Vector512.Create(x)), 3);
            Check(x, expected, VectorMath.LogOnePlus(Vector512.Create(x)), 3);
            Check(-0.5 * x, LogOnePlus(-0.5 * x), VectorMath.LogOnePlus(Vector512.Create(-0.5 * x)), 3);
            Check(1 / x, LogOnePlus(1 / x), VectorMath.LogOnePlus(Vector512.Create(1 / x)), 3);
        }
        Check(0, 0, VectorMath.LogOnePlusUnit(Vector512<double>.Zero), 0);
        Check(1, Math.Log(2), VectorMath.LogOnePlusUnit(Vector512<double>.One), 1);
    }

    [TestMethod]
    public void Edges_FollowTheLibrary()
    {
        foreach (double x in (double[])[double.NegativeInfinity, -1e9, -746, 0, 709.9, 1e9, double.PositiveInfinity, double.NaN])
            Assert.AreEqual(Math.Exp(x), VectorMath.Exp(Vector512.Create(x))[0], $"exp {x}");
        foreach (double x in (double[])[double.NegativeInfinity, -1, 0, 1, double.PositiveInfinity, double.NaN])
            Assert.AreEqual(Math.Log(x), VectorMath.Log(Vector512.Create(x))[0], $"log {x}");
    }

    // Kahan's formula: log(u) · x / (u − 1) at u = 1 + x.
    private static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    private static IEnumerable<double> Samples(double low, double high)
    {
        Random random = new(3);
        for (int k = 0; k < 200_000; k++) yield return k % 2 == 0 ? low + ((high - low) * random.NextDouble()) : (2 * random.NextDouble()) - 1;
    }

    private static void Check(double x, double expected, Vector512<double> actual, double ulps)
    {
        for (int lane = 0; lane < 8; lane++)
            Assert.IsLessThanOrEqualTo(ulps * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)), Math.Abs(actual[lane] - expected), $"at {x:R}: {actual[lane]:R} against {expected:R}");
    }
}
