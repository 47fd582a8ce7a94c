using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Preparation;

/// <summary>Matrices as a network's inputs.</summary>
[TestClass]
public sealed class NetworkInputMatrixTests
{
    private static readonly string[] Names = [.. Enumerable.Range(1, 35).Select(j => $"x{j}")];

    // 35 columns: more than are written together, and no multiple.
    private static double[][] Columns()
    {
        RandomStream random = new(3);
        return [.. Enumerable.Range(0, 35).Select(j => Enumerable.Range(0, 50).Select(_ => random.NextUniform() < 0.5 && j > 5 ? 0 : random.NextUniform() * j).ToArray())];
    }

    private static SparseColumns Sparse(double[][] columns)
    {
        List<long> pointers = [0];
        List<int> rows = [];
        List<double> values = [];
        foreach (double[] column in columns)
        {
            for (int i = 0; i < column.Length; i++)
                if (column[i] != 0)
                {
                    rows.Add(i);
                    values.Add(column[i]);
                }
            pointers.Add(values.Count);
        }
        return new SparseColumns(columns[0].Length, [.. pointers], [.. rows], [.. values]);
    }

    [TestMethod]
    public void Encode_DenseSparseAndTable_SameNumbers()
    {
        double[][] columns = Columns();
        IColumnMatrix dense = DenseColumns.FromColumns<double>(columns), sparse = Sparse(columns);
        Table table = new([.. columns.Select((c, j) => new NumericColumn(Names[j], c))]);
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(dense, Names, rows: [.. Enumerable.Range(0, 30)]);
        float[] expected = NetworkInputEncoder.Encode(encoding, dense).Numbers;
        CollectionAssert.AreEqual(expected, NetworkInputEncoder.Encode(encoding, sparse).Numbers);
        CollectionAssert.AreEqual(expected, NetworkInputEncoder.Encode(encoding, table).Inputs.Numbers);
        CollectionAssert.AreEqual(expected, NetworkInputEncoder.Encode(NetworkInputEncoder.Learn(sparse, Names, rows: [.. Enumerable.Range(0, 30)]), sparse).Numbers);
        for (int i = 0; i < 50; i += 7)
            for (int j = 0; j < 35; j++) Assert.AreEqual((float)encoding.Scaling.Scale(j, columns[j][i]), expected[(i * 35) + j]);
    }

    [TestMethod]
    public void Encode_WrongMatrix_OneSentence()
    {
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(DenseColumns.FromColumns<double>(Columns()), Names);
        Assert.Contains("34 columns and the encoding 35", Assert.ThrowsExactly<ArgumentException>(() => NetworkInputEncoder.Encode(encoding, DenseColumns.FromColumns<double>(Columns()[1..]))).Message);
        Assert.Contains("35 names for 34 columns", Assert.ThrowsExactly<ArgumentException>(() => NetworkInputEncoder.Learn(DenseColumns.FromColumns<double>(Columns()[1..]), Names)).Message);
        NetworkInputEncoding texts = NetworkInputEncoder.Learn(new Table([TextColumn.FromTexts("t", ["a", "b"])]));
        Assert.Contains("'t' is more than a number", Assert.ThrowsExactly<ArgumentException>(() => NetworkInputEncoder.Encode(texts, DenseColumns.FromColumns<double>([[1.0, 2.0]]))).Message);
    }

    [TestMethod]
    public void Encode_SparseTooLargeOnceDense_OneSentence()
    {
        SparseColumns wide = new(3_000_000, new long[1001], [], []);
        ColumnScaling scaling = new(ScalingKind.None, new double[1000], new double[1000], false);
        NetworkInputEncoding encoding = new([.. Enumerable.Range(0, 1000).Select(j => new NetworkInput($"x{j}", NetworkInputKind.Number, []))], scaling);
        string message = Assert.ThrowsExactly<ArgumentException>(() => NetworkInputEncoder.Encode(encoding, wide)).Message;
        Assert.Contains("3000000 rows and 1000 inputs", message);
        Assert.Contains("12.0 GB", message);
        Assert.Contains("2 GB", message);
    }
}
