using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>The blocked reduction and what stands on it, against plain loops.</summary>
[TestClass]
public unsafe class HouseholderReductionTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(17)]
    [DataRow(34)]
    [DataRow(66)]
    [DataRow(130)]
    [DataRow(450)]
    public void Reduce_AnySize_GivesTheMatrixBack(int n)
    {
        double[,] a = Matrix(n);
        (Tridiagonal t, double[,] q) = Reduce(a, 2);
        double[,] tridiagonal = new double[n, n], identity = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            identity[i, i] = 1;
            tridiagonal[i, i] = t.Diagonal[i];
            if (i + 1 < n) tridiagonal[i, i + 1] = tridiagonal[i + 1, i] = t.Off[i];
        }
        AssertEqual(identity, Product(Transposed(q), q), 1e-12);
        AssertEqual(a, Product(Product(q, tridiagonal), Transposed(q)), 1e-12 * n);
    }

    [TestMethod]
    public void Reduce_AnyThreads_GivesTheSameBits()
    {
        double[,] a = Matrix(450);
        (Tridiagonal one, double[,] q) = Reduce(a, 1);
        foreach (int threads in new[] { 2, 4 })
        {
            (Tridiagonal other, double[,] rotated) = Reduce(a, threads);
            CollectionAssert.AreEqual(one.Diagonal, other.Diagonal);
            CollectionAssert.AreEqual(one.Off, other.Off);
            CollectionAssert.AreEqual(q, rotated);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(60)]
    [DataRow(101)]
    public void ExtremeEigenvalues_SecondDifferences_AreTheirCosines(int n)
    {
        // Eigenvalues 2 − 2 cos(kπ/(n+1)), known in closed form; scaled by what would overflow or vanish when squared too soon.
        foreach (double scale in new[] { 1, 1e-100, 1e100 })
        {
            Tridiagonal t = new([.. Enumerable.Repeat(2 * scale, n)], [.. Enumerable.Repeat(-scale, n - 1)]);
            (double smallest, double largest) = t.ExtremeEigenvalues();
            Assert.AreEqual(2 - (2 * Math.Cos(Math.PI / (n + 1))), smallest / scale, 1e-14);
            Assert.AreEqual(2 + (2 * Math.Cos(Math.PI / (n + 1))), largest / scale, 1e-14);
        }
        Assert.AreEqual((0.0, 0.0), new Tridiagonal(new double[n], new double[n - 1]).ExtremeEigenvalues());
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(23, 5)]
    [DataRow(40, 100)]
    public void ShiftedFactors_SolveFormsAndTrace_EqualDenseElimination(int n, int count)
    {
        double[,] a = Matrix(n);
        (Tridiagonal t, _) = Reduce(a, 1);
        double[] lambdas = [.. Enumerable.Range(0, count).Select(l => 0.01 * Math.Pow(1.1, l))], x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))];
        using ShiftedFactors factors = new(t, lambdas);
        using Panels solved = factors.Solve(x), z = new(n, 16);
        for (int k = 0; k < n; k++) z.At(k, 3) = x[k];
        using AlignedMatrix last = new(factors.PaddedCount, 16), sums = new(factors.PaddedCount, 16);
        factors.AddForms(z[0], 0, n / 2, last.Values, sums.Values);
        factors.AddForms(z[0], n / 2, n, last.Values, sums.Values);
        for (int l = 0; l < count; l++)
        {
            double[,] shifted = new double[n, n];
            for (int k = 0; k < n; k++)
            {
                shifted[k, k] = t.Diagonal[k] + lambdas[l];
                if (k + 1 < n) shifted[k, k + 1] = shifted[k + 1, k] = t.Off[k];
            }
            double[] expected = Solve(shifted, x);
            double form = 0, trace = n;
            for (int k = 0; k < n; k++)
            {
                Assert.AreEqual(expected[k], solved.At(k, l), 1e-9 * Math.Max(1, Math.Abs(expected[k])));
                form += x[k] * expected[k];
                double[] unit = new double[n];
                unit[k] = 1;
                trace -= lambdas[l] * Solve(shifted, unit)[k];
            }
            Assert.AreEqual(form, sums.Row(l)[3], 1e-9 * Math.Max(1, form));
            Assert.AreEqual(0, sums.Row(l)[4]);
            Assert.AreEqual(trace, t.SmootherTrace(lambdas[l]), 1e-9 * n);
        }
    }

    private static (Tridiagonal T, double[,] Q) Reduce(double[,] a, int threads)
    {
        int n = a.GetLength(0);
        using AlignedMatrix matrix = new(n, n);
        for (int i = 0; i < n; i++)
            for (int j = i / 8 * 8; j < n; j++) matrix.Row(i)[j] = a[i, j];
        (Tridiagonal t, double[] scales) = HouseholderReduction.Reduce(matrix, threads, CancellationToken.None);
        using Panels q = BlockReflectors.Form(matrix, scales, threads, CancellationToken.None), transposed = q.TransposedSquare(threads);
        double[,] result = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                result[i, j] = q.At(i, j);
                Assert.AreEqual(q.At(i, j), transposed.At(j, i));
            }
        return (t, result);
    }

    private static double[,] Matrix(int n)
    {
        Random random = new(n);
        double[,] x = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) x[i, j] = (random.NextDouble() - 0.5) * (j % 7 == 3 ? 0 : 1);
        return Product(Transposed(x), x);
    }

    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[,] a = (double[,])matrix.Clone();
        double[] x = [.. right];
        for (int k = 0; k < n; k++)
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++) a[i, j] -= factor * a[k, j];
                x[i] -= factor * x[k];
            }
        for (int k = n - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < n; j++) x[k] -= a[k, j] * x[j];
            x[k] /= a[k, k];
        }
        return x;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        int n = a.GetLength(0), m = b.GetLength(1);
        double[,] c = new double[n, m];
        for (int i = 0; i < n; i++)
            for (int k = 0; k < a.GetLength(1); k++)
                for (int j = 0; j < m; j++) c[i, j] += a[i, k] * b[k, j];
        return c;
    }

    private static double[,] Transposed(double[,] a)
    {
        double[,] result = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) result[j, i] = a[i, j];
        return result;
    }

    private static void AssertEqual(double[,] expected, double[,] actual, double tolerance)
    {
        for (int i = 0; i < expected.GetLength(0); i++)
            for (int j = 0; j < expected.GetLength(1); j++) Assert.AreEqual(expected[i, j], actual[i, j], tolerance, $"{i}, {j}");
    }
}
