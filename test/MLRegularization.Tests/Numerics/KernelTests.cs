using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Vector kernels against plain loops, at every length from 0 to 256, with values around the buffers that must stay.</summary>
[TestClass]
public class KernelTests
{
    private const int Longest = 256, Guard = 19;

    private static readonly RandomStream Random = new(3);

    [TestMethod]
    public void Dot_EveryLength_EqualsPlainLoop() => ForEveryLength(n =>
    {
        double[] y = Doubles(n);
        (double[] x, float[] s) = (Doubles(n), Singles(n));
        Assert.AreEqual(x.Zip(y, (a, b) => a * b).Sum(), Kernels.Dot(x, y), Rounding(x, y));
        Assert.AreEqual(s.Zip(y, (a, b) => a * b).Sum(), Kernels.Dot(s, y), Rounding(Widened(s), y));
    });

    [TestMethod]
    public void FourColumnsDot_EveryLength_EqualsPlainLoops() => ForEveryLength(n =>
    {
        double[] v = Doubles(n), result = new double[4];
        double[][] x = [Doubles(n), Doubles(n), Doubles(n), Doubles(n)];
        float[][] s = [Singles(n), Singles(n), Singles(n), Singles(n)];
        FourColumns.Dot<double>(x[0], x[1], x[2], x[3], v, result);
        for (int c = 0; c < 4; c++) Assert.AreEqual(x[c].Zip(v, (a, b) => a * b).Sum(), result[c], Rounding(x[c], v));
        FourColumns.Dot<float>(s[0], s[1], s[2], s[3], v, result);
        for (int c = 0; c < 4; c++) Assert.AreEqual(s[c].Zip(v, (a, b) => a * b).Sum(), result[c], Rounding(Widened(s[c]), v));
    });

    [TestMethod]
    public void AddScaled_EveryLength_EqualsPlainLoopsAndKeepsWhatIsAround() => ForEveryLength(n =>
    {
        double[][] x = [Doubles(n), Doubles(n), Doubles(n), Doubles(n)];
        float[][] s = [Singles(n), Singles(n), Singles(n), Singles(n)];
        double[] a = [0.3, -1.7, 0, 2.5];
        Guarded(n, y => Kernels.AddScaled(x[0], a[1], y), (i, y) => y + (a[1] * x[0][i]));
        Guarded(n, y => Kernels.AddScaled(s[0], a[1], y), (i, y) => y + (a[1] * s[0][i]));
        Guarded(n, y => Kernels.AddScaled4(x[0], x[1], x[2], x[3], a[0], a[1], a[2], a[3], y), (i, y) => y + Enumerable.Range(0, 4).Sum(c => a[c] * x[c][i]));
        Guarded(n, y => FourColumns.AddScaled<double>(x[0], x[1], x[2], x[3], a, y), (i, y) => y + Enumerable.Range(0, 4).Sum(c => a[c] * x[c][i]));
        Guarded(n, y => FourColumns.AddScaled<float>(s[0], s[1], s[2], s[3], a, y), (i, y) => y + Enumerable.Range(0, 4).Sum(c => a[c] * s[c][i]));
    });

    [TestMethod]
    public void Subtract_EveryLength_EqualsPlainLoopsAndKeepsWhatIsAround() => ForEveryLength(n =>
    {
        double[] x = Doubles(n);
        float[] s = Singles(n);
        foreach (double centre in (double[])[0, 0.25, 0.1])
        {
            Guarded(n, y => Kernels.SubtractWidening(s, centre, y), (i, _) => s[i] - centre);
            GuardedSingle(n, y => Kernels.SubtractNarrowing(x, centre, y), i => (float)(x[i] - centre));
            GuardedSingle(n, y => Kernels.SubtractNarrowing(s, centre, y), i => (float)(s[i] - centre));
        }
    });

    private static void ForEveryLength(Action<int> check)
    {
        for (int n = 0; n <= Longest; n++) check(n);
    }

    private static double[] Doubles(int n) => [.. Enumerable.Range(0, n).Select(i => (Random.NextUniform() - 0.5) * (i % 7 == 3 ? 100 : i % 11 == 5 ? 0 : 1))];

    private static float[] Singles(int n) => [.. Doubles(n).Select(v => (float)v)];

    private static double[] Widened(float[] x) => [.. x.Select(v => (double)v)];

    // n rounding errors of the largest partial sum.
    private static double Rounding(double[] x, double[] y) => x.Zip(y, (a, b) => Math.Abs(a * b)).Sum() * x.Length * 3e-16;

    private delegate void Fill<T>(Span<T> span);

    private static void Guarded(int n, Fill<double> run, Func<int, double, double> expected)
    {
        double[] buffer = Doubles(n + (2 * Guard)), before = [.. buffer];
        run(buffer.AsSpan(Guard, n));
        for (int i = 0; i < buffer.Length; i++)
        {
            if (i < Guard || i >= Guard + n) Assert.AreEqual(before[i], buffer[i], $"length {n}: {i - Guard} was touched");
            else Assert.AreEqual(expected(i - Guard, before[i]), buffer[i], 1e-12, $"length {n}, at {i - Guard}");
        }
    }

    private static void GuardedSingle(int n, Fill<float> run, Func<int, float> expected)
    {
        float[] buffer = Singles(n + (2 * Guard)), before = [.. buffer];
        run(buffer.AsSpan(Guard, n));
        for (int i = 0; i < buffer.Length; i++)
        {
            if (i < Guard || i >= Guard + n) Assert.AreEqual(before[i], buffer[i], $"length {n}: {i - Guard} was touched");
            else Assert.AreEqual(expected(i - Guard), buffer[i], 1e-6f * (1 + Math.Abs(buffer[i])), $"length {n}, at {i - Guard}");
        }
    }
}
