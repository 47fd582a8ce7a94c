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

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Standardization_OfSparse_SameAsOfDense(bool weighted)
    {
        (SparseColumns sparse, DenseColumns<double> dense) = Pair(200, 30, 5);
        double[]? weights = weighted ? [.. Enumerable.Range(0, 200).Select(i => i % 5 == 0 ? 0 : 0.1 * (i % 7 + 1))] : null;
        foreach (bool centre in new[] { true, false })
        {
            Standardization one = Standardization.Learn(sparse, weights, centre, true, 1), two = Standardization.Learn(dense, weights, centre, true, 1);
            CollectionAssert.AreEqual(two.Constant, one.Constant);
            for (int j = 0; j < 30; j++)
            {
                Assert.AreEqual(two.Centres[j], one.Centres[j], 1e-14 * (1 + Math.Abs(two.Centres[j])));
                Assert.AreEqual(two.Scales[j], one.Scales[j], 1e-13 * two.Scales[j]);
                Assert.AreEqual(two.SquareMeans[j], one.SquareMeans[j], 1e-12);
            }
        }
    }

    [TestMethod]
    public void Standardization_SparseColumnLevelWhereWeightsAre_Constant()
    {
        // 0.1 in the rows of any weight and absent in the others: sums of weights in two orders differ by rounding.
        double[] weights = [.. Enumerable.Range(0, 100).Select(i => i < 90 ? 0.1 * (i % 7 + 1) : 0)];
        SparseColumns sparse = new(100, [0, 90, 90], [.. Enumerable.Range(0, 90)], [.. Enumerable.Repeat(0.1, 90)]);
        CollectionAssert.AreEqual(new[] { true, true }, Standardization.Learn(sparse, weights, true, true, 1).Constant);
    }

    [TestMethod]
    public void Factors_OfSparse_SameAsOfDense()
    {
        double[] values = [1e200, -1e250, 3, 1e-200];
        SparseColumns sparse = new(3, [0, 2, 3, 4, 4], [0, 2, 1, 1], values);
        DenseColumns<double> dense = DenseColumns.FromColumns<double>([[1e200, 0, -1e250], [0, 3, 0], [0, 1e-200, 0], [0, 0, 0]]);
        CollectionAssert.AreEqual(ScaledColumns.FactorsFor(dense, 1, default), ScaledColumns.FactorsFor(sparse, 1, default));
    }
}
