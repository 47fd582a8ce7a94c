using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Sums and shrinkage of floats against plain loops.</summary>
[TestClass]
public sealed unsafe class FloatSumsTests
{
    [TestMethod]
    public void EveryKernel_AllLengths_AgreesWithPlainLoops()
    {
        for (int n = 0; n <= 256; n += 16)
        {
            using AlignedMemory<float> x = Random(n, 1), y = Random(n, 2), z = Random(n, 1), sizes = Random(n, 3), scaled = Random(n, 1);
            for (int i = 0; i < n; i++) sizes.Values[i] = Math.Abs(sizes.Values[i]);
            float[] plain = [.. x.All[..n]], other = [.. y.All[..n]];
            Assert.AreEqual(plain.Sum(v => (double)v * v), FloatSums.Squares(x.Values, n), 1e-12 * (1 + n));
            Assert.AreEqual(plain.Sum(v => Math.Abs((double)v)), FloatSums.Sizes(x.Values, n), 1e-12 * (1 + n));
            (double sum, long count) = FloatSums.SizesAbove(x.Values, n, 0.5);
            Assert.AreEqual(plain.Where(v => Math.Abs(v) > 0.5).Sum(v => Math.Abs((double)v)), sum, 1e-12 * (1 + n));
            Assert.AreEqual(plain.LongCount(v => Math.Abs(v) > 0.5), count);
            FloatSums.Add(x.Values, n, 0.25f, y.Values);
            FloatSums.Scale(scaled.Values, n, 0.3f);
            FloatSums.Shrink(x.Values, n, sizes.Values, 0.7f);
            FloatSums.Shrink(z.Values, n, 0.4);
            for (int i = 0; i < n; i++)
            {
                Assert.AreEqual(other[i] + (0.25f * plain[i]), y.Values[i], 1e-6);
                Assert.AreEqual(0.3f * plain[i], scaled.Values[i]);
                Assert.AreEqual(Soft(plain[i], 0.7f * sizes.Values[i]), x.Values[i], 1e-6);
                Assert.AreEqual((float)Soft(plain[i], 0.4), z.Values[i]);
            }
        }
    }

    [TestMethod]
    public void Shrink_OnTheEdge_IsZeroWithoutSign_AndNaNStays()
    {
        using AlignedMemory<float> x = new(16), sizes = new(16), y = new(16);
        foreach (AlignedMemory<float> v in new[] { x, y }) (v.Values[0], v.Values[1], v.Values[2], v.Values[3]) = (0.5f, -0.5f, -0f, float.NaN);
        sizes.All.Fill(0.5f);
        FloatSums.Shrink(x.Values, 16, sizes.Values, 1);
        FloatSums.Shrink(y.Values, 16, 0.5);
        foreach (AlignedMemory<float> v in new[] { x, y })
        {
            for (int i = 0; i < 3; i++) Assert.AreEqual(0, BitConverter.SingleToInt32Bits(v.Values[i]));
            Assert.IsTrue(float.IsNaN(v.Values[3]));
        }
    }

    private static double Soft(double x, double threshold) => Math.Sign(x) * Math.Max(Math.Abs(x) - threshold, 0);

    private static AlignedMemory<float> Random(int n, ulong seed)
    {
        RandomStream random = new(seed);
        AlignedMemory<float> x = new(n);
        for (int i = 0; i < n; i++) x.Values[i] = (float)((2 * random.NextUniform()) - 1);
        return x;
    }
}
