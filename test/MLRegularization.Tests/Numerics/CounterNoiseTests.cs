using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Normal numbers made of counters, and the functions they are made with.</summary>
[TestClass]
public sealed class CounterNoiseTests
{
    [TestMethod]
    public void Log_WholeRange_IsExactToAFewUnits()
    {
        for (double x = 1.2e-38; x < 3e38; x *= 1.0037)
        {
            float at = (float)x;
            double expected = Math.Log(at);
            Assert.AreEqual(expected, FloatMath.Log(Vector512.Create(at))[3], 2e-7 * Math.Abs(expected), $"log {at}");
        }
        Assert.AreEqual(0, FloatMath.Log(Vector512<float>.One)[0]);
    }

    [TestMethod]
    public void Turn_HalfTurns_AreSineAndCosine()
    {
        for (int k = -500; k <= 500; k++)
        {
            float t = k / 1000f;
            float cosine = FloatMath.Turn(Vector512.Create(t), out Vector512<float> sine)[0];
            Assert.AreEqual(Math.Cos(2 * Math.PI * t), cosine, 1e-6);
            Assert.AreEqual(Math.Sin(2 * Math.PI * t), sine[0], 1e-6);
        }
    }

    // 320 000 numbers: the bounds are five standard errors of each figure.
    [TestMethod]
    public void Normals_ManyKeys_AreNormal()
    {
        double sum = 0, squares = 0, fourth = 0, product = 0;
        int beyond = 0, n = 0;
        for (int row = 0; row < 10_000; row++)
        {
            Vector512<float> left = CounterNoise.Normals(CounterNoise.Key(3, 1, 2, row), 64, out Vector512<float> right);
            for (int i = 0; i < 16; i++)
            {
                product += left[i] * right[i];
                foreach (double v in new[] { left[i], right[i] })
                {
                    sum += v;
                    squares += v * v;
                    fourth += v * v * v * v;
                    beyond += Math.Abs(v) > 1.959964 ? 1 : 0;
                    n++;
                }
            }
        }
        Assert.AreEqual(0, sum / n, 5 / Math.Sqrt(n));
        Assert.AreEqual(1, squares / n, 5 * Math.Sqrt(2.0 / n));
        Assert.AreEqual(3, fourth / n, 5 * Math.Sqrt(96.0 / n));
        Assert.AreEqual(0.05, (double)beyond / n, 5 * Math.Sqrt(0.05 * 0.95 / n));
        Assert.AreEqual(0, product / n, 5 / Math.Sqrt(n));
    }
}
