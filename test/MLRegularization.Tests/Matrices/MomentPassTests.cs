using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Matrices;

/// <summary>The one pass that gathers the moments of every fold, and the one that measures slopes, against plain loops.</summary>
[TestClass]
public class MomentPassTests
{
    [TestMethod]
    [DataRow(1, 1, 1, false, false)]
    [DataRow(127, 15, 1, true, false)]
    [DataRow(129, 16, 3, false, false)]
    [DataRow(600, 17, 10, true, false)]
    [DataRow(1025, 33, 2, true, true)]
    [DataRow(2100, 40, 5, false, true)]
    public void Run_AnyTable_EqualsPlainLoops(int n, int p, int parts, bool weighted, bool sparse)
    {
        RandomStream random = new((ulong)(n + p));
        double[,] x = new double[n, p];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < p; j++) x[i, j] = sparse && random.NextBelow(4) > 0 ? 0 : (float)(random.NextUniform() + j);
        double[] y = [.. Enumerable.Range(0, n).Select(_ => random.NextUniform() * 3)], reference = [.. Enumerable.Range(0, p).Select(j => (float)(j + 0.5))];
        double[]? weights = weighted ? [.. Enumerable.Range(0, n).Select(_ => random.NextUniform())] : null;
        int[] part = [.. Enumerable.Range(0, n).Select(_ => random.NextBelow(parts))];
        IColumnMatrix matrix = sparse ? Sparse(x) : DenseColumns.FromRows(x);
        Check(MomentPass<double>.Run(matrix, y, weights, part, parts, reference, 1.5, 2, default), x, y, weights, part, reference, 1e-12 * n);
        Check(MomentPass<float>.Run(matrix, y, weights, part, parts, reference, 1.5, 2, default), x, y, weights, part, reference, 3e-6 * n * p);
        Check(Stretches<double>(x, y, weights, part, parts, reference), x, y, weights, part, reference, 1e-12 * n);
        Check(Stretches<float>(x, y, weights, part, parts, reference), x, y, weights, part, reference, 3e-6 * n * p);
    }

    // Row after row, as they stream past.
    private static Moments[] Stretches<T>(double[,] x, double[] y, double[]? weights, int[] part, int parts, double[] reference)
        where T : unmanaged
    {
        const int stretch = 500;
        using MomentPass<T> pass = new(reference, 1.5, parts, stretch, 2);
        for (int first = 0; first < y.Length; first += stretch)
        {
            int rows = Math.Min(stretch, y.Length - first);
            pass.Add([.. x.Cast<double>().Skip(first * reference.Length).Take(rows * reference.Length)], rows, [.. y.Skip(first).Take(rows)], weights?.Skip(first).Take(rows).ToArray(), [.. part.Skip(first).Take(rows)], default);
        }
        return pass.Parts;
    }

    [TestMethod]
    public void ResidualPass_AnyTable_EqualsPlainLoops()
    {
        RandomStream random = new(4);
        const int n = 4500, p = 11;
        double[,] x = new double[n, p];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < p; j++) x[i, j] = random.NextUniform() + j;
        double[] weights = [.. Enumerable.Range(0, n).Select(_ => random.NextUniform())], beta = [.. Enumerable.Range(0, p).Select(j => j % 3 == 0 ? 0 : random.NextUniform())];
        double total = weights.Sum();
        DenseColumns<double> matrix = DenseColumns.FromRows(x);
        Standardization scale = Standardization.Learn(matrix, weights, true, true, 1);
        double[] y = [.. Enumerable.Range(0, n).Select(_ => random.NextUniform())], slopes = new double[p];
        double mean = y.Zip(weights, (v, w) => v * w).Sum() / total;
        double[] response = [.. y.Select(v => v - mean)];
        double squares = ResidualPass.Run(matrix, response, weights, scale, beta, slopes, 2, default);
        double[] residual = [.. response];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < p; j++) residual[i] -= beta[j] * (x[i, j] - scale.Centres[j]) / scale.Scales[j];
        Assert.AreEqual(residual.Select((r, i) => weights[i] * r * r).Sum() / total, squares, 1e-12);
        for (int j = 0; j < p; j++)
            Assert.AreEqual(residual.Select((r, i) => weights[i] * r * (x[i, j] - scale.Centres[j]) / scale.Scales[j]).Sum() / total, slopes[j], 1e-12);
    }

    private static SparseColumns Sparse(double[,] x)
    {
        int n = x.GetLength(0), p = x.GetLength(1);
        List<long> starts = [0];
        List<int> rows = [];
        List<double> values = [];
        for (int j = 0; j < p; j++)
        {
            for (int i = 0; i < n; i++)
            {
                if (x[i, j] == 0) continue;
                rows.Add(i);
                values.Add(x[i, j]);
            }
            starts.Add(rows.Count);
        }
        return new SparseColumns(n, [.. starts], [.. rows], [.. values]);
    }

    private static void Check(Moments[] moments, double[,] x, double[] y, double[]? weights, int[] part, double[] reference, double tolerance)
    {
        int n = y.Length, p = reference.Length;
        for (int f = 0; f < moments.Length; f++)
        {
            int[] rows = [.. Enumerable.Range(0, n).Where(i => part[i] == f)];
            double W(int i) => weights?[i] ?? 1;
            Assert.AreEqual(rows.Length, moments[f].Rows);
            Assert.AreEqual(rows.Sum(W), moments[f].Weight, 1e-9);
            Assert.AreEqual(rows.Sum(i => W(i) * (y[i] - 1.5)), moments[f].ResponseSum, 1e-9);
            Assert.AreEqual(rows.Sum(i => W(i) * (y[i] - 1.5) * (y[i] - 1.5)), moments[f].ResponseSquares, 1e-9);
            for (int j = 0; j < p; j++)
            {
                Assert.AreEqual(rows.Sum(i => W(i) * (x[i, j] - reference[j])), moments[f].Sums[j], tolerance);
                Assert.AreEqual(rows.Sum(i => W(i) * (x[i, j] - reference[j]) * (y[i] - 1.5)), moments[f].Cross[j], tolerance);
                for (int k = 0; k <= j; k++)
                    Assert.AreEqual(rows.Sum(i => W(i) * (x[i, j] - reference[j]) * (x[i, k] - reference[k])), moments[f][j, k], tolerance, $"part {f}, [{j}, {k}]");
            }
        }
    }
}
