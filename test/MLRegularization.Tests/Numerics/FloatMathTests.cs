using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Functions of floats against double precision on dense grids: errors in units in the last place of the float result, and what happens at the edges.</summary>
[TestClass]
public sealed class FloatMathTests
{
    private static readonly float[] Edges = [0f, -0f, float.Epsilon, -float.Epsilon, 1e-30f, -1e-30f, 200f, -200f, 1e30f, -1e30f, float.MaxValue, -float.MaxValue, float.PositiveInfinity, float.NegativeInfinity];

    [TestMethod]
    public void Exp_EverySize_IsWithinTwoUlp() => Check(-104, 88.7, 2, Math.Exp, FloatMath.Exp);

    [TestMethod]
    public void ExpMinusOne_EverySize_IsWithinThreeUlp() => Check(-104, 88.7, 3, ExpMinusOne, FloatMath.ExpMinusOne);

    [TestMethod]
    public void Tanh_EverySize_IsWithinTwoUlp() => Check(-20, 20, 2, Math.Tanh, FloatMath.Tanh);

    [TestMethod]
    public void Sigmoid_EverySize_IsWithinThreeUlp() => Check(-104, 104, 3, x => 1 / (1 + Math.Exp(-x)), FloatMath.Sigmoid);

    // e^(−x²/2) has the rounding of x² in its exponent, which grows with x².
    [TestMethod]
    public void Normal_EverySize_IsWithinItsBounds()
    {
        Check(-5, 14, 12, Normal, x => FloatMath.Normal(x, out _));
        Check(-13.5, -5, 80, Normal, x => FloatMath.Normal(x, out _));
        Check(-5, 5, 10, x => Math.Exp(-x * x / 2), Bell);
        Check(-13, 13, 80, x => Math.Exp(-x * x / 2), Bell);
    }

    [TestMethod]
    public void Edges_FollowTheDefinitions()
    {
        foreach (float x in Edges)
        {
            Assert.AreEqual((float)Math.Exp(x), One(FloatMath.Exp, x), $"exp {x}");
            Assert.AreEqual((float)ExpMinusOne(x), One(FloatMath.ExpMinusOne, x), $"exp {x} − 1");
            Assert.AreEqual((float)Math.Tanh(x), One(FloatMath.Tanh, x), $"tanh {x}");
            Assert.AreEqual((float)(1 / (1 + Math.Exp(-(double)x))), One(FloatMath.Sigmoid, x), $"sigmoid {x}");
            Assert.AreEqual(x > 1 ? 1 : x < -1 ? 0 : 0.5, One(v => FloatMath.Normal(v, out _), x), 3e-7, $"normal {x}");
        }
        foreach (Func<Vector512<float>, Vector512<float>> function in new[] { FloatMath.Exp, FloatMath.ExpMinusOne, FloatMath.Tanh, FloatMath.Sigmoid, v => FloatMath.Normal(v, out _), Bell })
            Assert.IsTrue(float.IsNaN(One(function, float.NaN)));
    }

    private static Vector512<float> Bell(Vector512<float> x)
    {
        FloatMath.Normal(x, out Vector512<float> bell);
        return bell;
    }

    // Kahan's formula: (u − 1) x / log u at u = e^x.
    private static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : Math.Abs(x) > 1 ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    // The series x + x³/3 + x⁵/15 + … near 0; in the tails Laplace's continued fraction.
    private static double Normal(double x)
    {
        double size = Math.Abs(x), bell = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (size < 3)
        {
            double term = x, sum = x;
            for (int k = 1; k < 100; k++) sum += term *= x * x / ((2 * k) + 1);
            return 0.5 + (sum * bell);
        }
        double fraction = size;
        for (int k = 200; k >= 1; k--) fraction = size + (k / fraction);
        return x > 0 ? 1 - (bell / fraction) : bell / fraction;
    }

    private static float One(Func<Vector512<float>, Vector512<float>> function, float x) => function(Vector512.Create(1f, x, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f))[1];

    // Evenly over the range, and sizes evenly by their logarithm around 0.
    private static void Check(double low, double high, double ulps, Func<double, double> expected, Func<Vector512<float>, Vector512<float>> function)
    {
        const int n = 400_000;
        double worst = 0;
        float worstAt = 0;
        for (int i = 0; i < n; i += 16)
        {
            Vector512<float> x = default;
            for (int lane = 0; lane < 16; lane++)
            {
                double share = (i + lane) / (n - 1.0), size = Math.Pow(10, -40 + (41 * share));
                x = x.WithElement(lane, (float)(lane % 4 == 0 ? Math.Clamp(lane % 8 == 0 ? size : -size, low, high) : low + ((high - low) * share)));
            }
            Vector512<float> actual = function(x);
            for (int lane = 0; lane < 16; lane++)
            {
                double exact = expected(x[lane]), unit = MathF.BitIncrement(MathF.Abs((float)exact)) - MathF.Abs((float)exact), error = Math.Abs(actual[lane] - exact) / unit;
                if (error > worst || double.IsNaN(error)) (worst, worstAt) = (error, x[lane]);
            }
        }
        Assert.IsTrue(worst <= ulps, $"{worst} ulp at {worstAt:R}");
    }
}
