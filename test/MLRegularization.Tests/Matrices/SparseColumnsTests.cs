using MLRegularization.Matrices;

namespace MLRegularization.Tests.Matrices;

[TestClass]
public sealed class SparseColumnsTests
{
    private static (SparseColumns Sparse, DenseColumns<double> Dense) Pair(int rows, int columns, int seed)
    {
        Random random = new(seed);
        double[,] x = new double[rows, columns];
        List<int> indices = [];
        List<double> values = [];
        long[] pointers = new long[columns + 1];
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                if (random.Next(3) > 0) continue;
                x[i, j] = random.Next(5) == 0 ? 0 : random.NextDouble() - 0.5; // some zeros are stored
                indices.Add(i);
                values.Add(x[i, j]);
            }
            pointers[j + 1] = values.Count;
        }
        return (new SparseColumns(rows, pointers, [.. indices], [.. values]), DenseColumns.FromRows(x));
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(7, 3)]
    [DataRow(100, 20)]
    public void SparseColumns_EveryOperation_SameAsDense(int rows, int columns)
    {
        (SparseColumns sparse, DenseColumns<double> dense) = Pair(rows, columns, rows);
        double[] vector = [.. Enumerable.Range(0, rows).Select(i => Math.Sin(i + 1))];
        for (int j = 0; j < columns; j++)
        {
            Assert.AreEqual(dense.Dot(j, 0, vector), sparse.Dot(j, 0, vector), 1e-14 * rows);
            double[] a = [.. vector], b = [.. vector];
            dense.AddScaled(j, 1.7, 0, a);
            sparse.AddScaled(j, 1.7, 0, b);
            for (int i = 0; i < rows; i++) Assert.AreEqual(a[i], b[i], 1e-15);
            for (int first = 0; first < rows; first += 3)
            {
                double[] c = new double[Math.Min(5, rows - first)], d = new double[c.Length];
                float[] e = new float[c.Length], f = new float[c.Length];
                dense.CopyCentered(j, first, 0.25, c);
                sparse.CopyCentered(j, first, 0.25, d);
                dense.CopyCentered(j, first, 0.25, e);
                sparse.CopyCentered(j, first, 0.25, f);
                CollectionAssert.AreEqual(c, d);
                CollectionAssert.AreEqual(e, f);
            }
        }
    }

    [TestMethod]
    [DataRow(new long[] { 0, 1 }, new[] { 2 }, 1.0)]
    [DataRow(new long[] { 0, 1 }, new[] { -1 }, 1.0)]
    [DataRow(new long[] { 0, 2 }, new[] { 0 }, 1.0)]
    [DataRow(new long[] { 1, 1 }, new[] { 0 }, 1.0)]
    [DataRow(new long[] { 0, 2, 1 }, new[] { 0 }, 1.0)]
    [DataRow(new long[] { 0, 1 }, new[] { 0 }, double.NaN)]
    [DataRow(new long[] { 0, 1 }, new[] { 0, 1 }, 1.0)]
    public void SparseColumns_MalformedParts_Refused(long[] pointers, int[] indices, double value) =>
        Assert.ThrowsExactly<ArgumentException>(() => new SparseColumns(2, pointers, indices, [value]));

    [TestMethod]
    public void SparseColumns_RowsNotAscending_Refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new SparseColumns(3, [0, 2], [1, 1], [1, 2]));
}
