using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Packing and the matrix-product kernel against plain loops.</summary>
[TestClass]
public unsafe class TileKernelTests
{
    [TestMethod]
    public void Accumulate_EveryDepth_EqualsPlainLoop()
    {
        for (int rows = 0; rows <= 256; rows++)
        {
            Product<float>(rows, TileKernel.PanelWidth<float>(), TileKernel.PanelWidth<float>(), v => (float)v, 1e-6);
            Product<double>(rows, 8, 37, v => v, 1e-14);
        }
    }

    [TestMethod]
    [DataRow(0), DataRow(1), DataRow(7), DataRow(8), DataRow(9), DataRow(31), DataRow(64), DataRow(255), DataRow(256), DataRow(257), DataRow(600)]
    public void Transpose_AnyRows_PutsEachWhereItBelongs(int rows)
    {
        Transpose<float>(rows, v => v);
        Transpose<double>(rows, v => v);
    }

    [TestMethod]
    public void AddSums_AnyRows_EqualsPlainLoop()
    {
        RandomStream random = new(8);
        for (int rows = 0; rows <= 40; rows++)
        {
            float[] panel = [.. Enumerable.Range(0, rows * 32).Select(_ => (float)random.NextUniform())];
            double[] weights = [.. Enumerable.Range(0, rows).Select(_ => random.NextUniform())], values = [.. weights.Select(_ => random.NextUniform() - 0.5)];
            double[] sums = [.. Enumerable.Repeat(1.0, 32)], products = [.. Enumerable.Repeat(2.0, 32)];
            fixed (float* p = panel)
            fixed (double* w = weights, v = values, s = sums, q = products) PanelPacking.AddSums(p, rows, 32, w, v, s, q);
            for (int c = 0; c < 32; c++)
            {
                Assert.AreEqual(1 + Enumerable.Range(0, rows).Sum(k => weights[k] * panel[(k * 32) + c]), sums[c], 1e-12);
                Assert.AreEqual(2 + Enumerable.Range(0, rows).Sum(k => values[k] * panel[(k * 32) + c]), products[c], 1e-12);
            }
        }
    }

    private static void Product<T>(int rows, int aStride, int bStride, Func<double, T> convert, double precision) where T : unmanaged, IConvertible
    {
        RandomStream random = new((ulong)rows);
        int width = TileKernel.PanelWidth<T>(), stride = width + 3;
        T[] a = [.. Enumerable.Range(0, (rows * aStride) + 8).Select(_ => convert(random.NextUniform() - 0.5))], b = [.. Enumerable.Range(0, (rows * bStride) + width).Select(_ => convert(random.NextUniform() - 0.5))];
        double[] c = [.. Enumerable.Range(0, 8 * stride).Select(i => (double)i)];
        fixed (T* pa = a, pb = b)
        fixed (double* pc = c) TileKernel.Accumulate(rows, pa, aStride, pb, bStride, pc, stride);
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < stride; j++)
            {
                double expected = (i * stride) + j;
                for (int k = 0; k < rows && j < width; k++) expected += a[(k * aStride) + i].ToDouble(null) * b[(k * bStride) + j].ToDouble(null);
                // Beyond the panel's width nothing may change.
                Assert.AreEqual(expected, c[(i * stride) + j], j < width ? precision * (rows + 300) : 0, $"{typeof(T).Name}, {rows} rows, [{i}, {j}]");
            }
    }

    private static void Transpose<T>(int rows, Func<float, T> convert) where T : unmanaged
    {
        const int width = 32;
        int stride = rows + 5;
        T[] columns = [.. Enumerable.Range(0, width * stride).Select(i => convert(i))], panel = new T[(rows + 1) * width];
        int[] to = [.. Enumerable.Range(0, rows)];
        new RandomStream(2).Shuffle(to);
        fixed (T* source = columns, target = panel)
        fixed (int* order = to) PanelPacking.Transpose(source, stride, rows, width, target, order);
        for (int k = 0; k < rows; k++)
            for (int c = 0; c < width; c++) Assert.AreEqual(columns[(c * stride) + k], panel[(to[k] * width) + c]);
        for (int c = 0; c < width; c++) Assert.AreEqual(default, panel[(rows * width) + c]);
    }
}
