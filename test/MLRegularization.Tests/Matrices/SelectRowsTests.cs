using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Matrices;

[TestClass]
public sealed class SelectRowsTests
{
    private static readonly double[,] X = { { 1, 0, 2 }, { 0, 1, 0 }, { 3, 0, 0.5 }, { 0, 0, 4 }, { 7, 1, -1 } };
    private static readonly int[] Chosen = [0, 2, 4];

    public static IEnumerable<object[]> Kinds
    {
        get
        {
            DenseColumns<double> dense = DenseColumns.FromRows(X);
            yield return [dense];
            yield return [DenseColumns.FromRows<float>([1, 0, 2, 0, 1, 0, 3, 0, 0.5f, 0, 0, 4, 7, 1, -1], 5, 3)];
            yield return [new SparseColumns(5, [0, 3, 5, 9], [0, 2, 4, 1, 4, 0, 2, 3, 4], [1, 3, 7, 1, 1, 2, 0.5, 4, -1])];
            yield return [new ScaledColumns(dense, [1, 1, 1])];
            Table table = new([new NumericColumn("a", new double[] { 1, 0, 3, 0, 7 }), TextColumn.FromTexts("t", ["n", "y", "n", "n", "y"]), new NumericColumn("c", new double[] { 2, 0, 0.5, 4, -1 })]);
            yield return [TableEncoder.Encode(TableEncoder.Learn(table), table).Features];
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void SelectRows_AnyStorage_HoldsThoseRowsInOrder(IColumnMatrix matrix)
    {
        IColumnMatrix some = matrix.SelectRows(Chosen);
        Assert.AreEqual(3, some.Rows);
        Assert.AreEqual(matrix.Columns, some.Columns);
        double[] all = new double[5], values = new double[3];
        for (int j = 0; j < matrix.Columns; j++)
        {
            matrix.CopyCentered(j, 0, 0, all);
            some.CopyCentered(j, 0, 0, values);
            CollectionAssert.AreEqual(Chosen.Select(i => all[i]).ToArray(), values, $"column {j}");
        }
        Assert.AreEqual(matrix is DenseColumns<float> or SparseColumns ? matrix.GetType() : some.GetType(), some.GetType());
    }

    [TestMethod]
    public void SelectRows_OfATrainingSet_KeepsWeightsOffsetsAndNames()
    {
        TrainingSet some = new TrainingSet(DenseColumns.FromRows(X), [1, 2, 3, 4, 5], [1, 0, 2, 0, 3], [0.1, 0.2, 0.3, 0.4, 0.5], ["a", "b", "c"]).SelectRows(Chosen);
        CollectionAssert.AreEqual(new double[] { 1, 3, 5 }, some.Target);
        CollectionAssert.AreEqual(new double[] { 1, 2, 3 }, some.Weights);
        CollectionAssert.AreEqual(new double[] { 0.1, 0.3, 0.5 }, some.Offset);
        Assert.AreEqual("b", some.FeatureNames[1]);
    }
}
