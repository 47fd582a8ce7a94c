using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Preparation;

[TestClass]
public sealed class TableEncoderTests
{
    private static double[] Column(IColumnMatrix matrix, int column)
    {
        double[] values = new double[matrix.Rows];
        matrix.CopyCentered(column, 0, 0, values);
        return values;
    }

    private static Table Mixed() => new(
    [
        new NumericColumn("n", new double[] { 1, double.NaN, 3, 10 }),
        TextColumn.FromTexts("t", ["b", "a", null, "b"]),
        new NumericColumn("full", new double[] { 4, 5, 6, 7 }),
    ]);

    [TestMethod]
    public void Learn_TextColumn_AllLevelsInOrdinalOrder()
    {
        Table table = new([TextColumn.FromTexts("t", ["é", "b", "B", "a", "b"])]);
        TableEncoding encoding = TableEncoder.Learn(table);
        CollectionAssert.AreEqual(new[] { "t=B", "t=a", "t=b", "t=é" }, encoding.FeatureNames().ToArray());
        IColumnMatrix features = TableEncoder.Encode(encoding, table).Features;
        CollectionAssert.AreEqual(new double[] { 0, 1, 0, 0, 1 }, Column(features, 2));
    }

    [TestMethod]
    public void Encode_OnlyNumbers_SharesTheColumns()
    {
        double[] values = [1, 2, 3];
        Table table = new([new NumericColumn("n", values)]);
        IColumnMatrix features = TableEncoder.Encode(TableEncoder.Learn(table), table).Features;
        Assert.IsInstanceOfType<DenseColumns<double>>(features);
        values[1] = 9;
        Assert.AreEqual(9, Column(features, 0)[1]);
    }

    [TestMethod]
    public void Encode_Missing_MedianMostFrequentAndIndicators()
    {
        TableEncoding encoding = TableEncoder.Learn(Mixed(), impute: true);
        CollectionAssert.AreEqual(new[] { "n", "n=(missing)", "t=a", "t=b", "t=(missing)", "full" }, encoding.FeatureNames().ToArray());
        IColumnMatrix features = TableEncoder.Encode(encoding, Mixed()).Features;
        CollectionAssert.AreEqual(new double[] { 1, 3, 3, 10 }, Column(features, 0));
        CollectionAssert.AreEqual(new double[] { 0, 1, 0, 0 }, Column(features, 1));
        CollectionAssert.AreEqual(new double[] { 1, 0, 1, 1 }, Column(features, 3));
        CollectionAssert.AreEqual(new double[] { 0, 0, 1, 0 }, Column(features, 4));
    }

    [TestMethod]
    public void Relearn_TrainingRows_OnlyTheyTeach()
    {
        TableEncoding all = TableEncoder.Learn(Mixed(), impute: true);
        TableEncoding some = TableEncoder.Relearn(all, Mixed(), [0, 1]);
        Assert.AreEqual(3, all.Columns[0].Imputed);
        Assert.AreEqual(1, some.Columns[0].Imputed);
        Assert.AreEqual("a", some.Columns[1].ImputedLevel); // a and b once each: the first in order
        Assert.AreEqual(5.5, some.Columns[2].Imputed); // nothing is missing there: kept
        CollectionAssert.AreEqual(all.FeatureNames().ToArray(), some.FeatureNames().ToArray());
    }

    [TestMethod]
    public void Encode_MissingWithoutStandIn_NamesColumnAndRow()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => TableEncoder.Encode(TableEncoder.Learn(Mixed()), Mixed()));
        Assert.Contains("'n'", error.Message);
        Assert.Contains("row 2", error.Message);
    }

    [TestMethod]
    public void Encode_UnseenLevel_ZerosAndCounted()
    {
        TableEncoding encoding = TableEncoder.Learn(new Table([TextColumn.FromTexts("t", ["a", "b"])]));
        EncodedTable encoded = TableEncoder.Encode(encoding, new Table([TextColumn.FromTexts("t", ["b", "z", "q", "z"])]));
        Assert.AreEqual(new UnseenLevels("t", 3, "z"), encoded.Unseen.Single());
        CollectionAssert.AreEqual(new double[] { 1, 0, 0, 0 }, Column(encoded.Features, 1));
        CollectionAssert.AreEqual(new double[4], Column(encoded.Features, 0));
    }

    [TestMethod]
    public void Encode_MixedColumns_EveryOperationSameAsDense()
    {
        Table table = new([new NumericColumn("n", new double[] { 1, -2, 3, 10, 0 }), TextColumn.FromTexts("t", ["b", "a", "c", "b", "b"])]);
        IColumnMatrix features = TableEncoder.Encode(TableEncoder.Learn(table), table).Features;
        double[] vector = [0.5, 1.5, -2, 4, 8];
        for (int j = 0; j < features.Columns; j++)
        {
            double[] dense = Column(features, j);
            Assert.AreEqual(dense.Zip(vector, (a, b) => a * b).Sum(), features.Dot(j, 0, vector), 1e-14);
            double[] sum = [.. vector];
            features.AddScaled(j, 2, 0, sum);
            for (int i = 0; i < sum.Length; i++) Assert.AreEqual(vector[i] + 2 * dense[i], sum[i], 1e-14);
            double[] part = new double[3];
            float[] single = new float[3];
            features.CopyCentered(j, 2, 0.25, part);
            features.CopyCentered(j, 2, 0.25, single);
            for (int i = 0; i < 3; i++)
            {
                Assert.AreEqual(dense[i + 2] - 0.25, part[i]);
                Assert.AreEqual((float)(dense[i + 2] - 0.25), single[i]);
            }
        }
    }

    [TestMethod]
    public void Learn_LimitOfLevelsGiven_Counts()
    {
        Table table = new([TextColumn.FromTexts("t", [.. Enumerable.Range(0, 400).Select(k => $"k{k % 200}")])]);
        Assert.HasCount(200, TableEncoder.Learn(table, levelLimit: 200).FeatureNames());
        Assert.Contains("200 different texts, more than the 199 that become features", Assert.ThrowsExactly<ArgumentException>(() => TableEncoder.Learn(table, levelLimit: 199)).Message);
        Assert.Contains("give from 1 to 65536", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TableEncoder.Learn(table, levelLimit: 0)).Message);
    }

    [TestMethod]
    public void Learn_FiftyLevelsFine_OneMoreRefused()
    {
        string[] levels = [.. Enumerable.Range(0, 51).Select(k => $"k{k}")];
        Assert.HasCount(50, TableEncoder.Learn(new Table([TextColumn.FromTexts("t", levels[..50])])).FeatureNames());
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => TableEncoder.Learn(new Table([TextColumn.FromTexts("t", levels)])));
        Assert.Contains("51", error.Message);
    }

    [TestMethod]
    public void Median_ManyShapes_SameAsSorting()
    {
        Random random = new(4);
        MedianFinder finder = new();
        for (int length = 1; length < 300; length++)
        {
            double[] values = [.. Enumerable.Range(0, length).Select(i => (length % 4) switch { 0 => i, 1 => -i, 2 => random.Next(3), _ => random.NextDouble() })];
            if (length > 5) values[length / 2] = double.NaN;
            double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
            int half = sorted.Length / 2;
            Assert.AreEqual(sorted.Length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2, finder.Of(values, null));
        }
        Assert.AreEqual(0, finder.Of([double.NaN], null));
    }

    [TestMethod]
    public void Learn_HugeValues_MedianDoesNotOverflow()
    {
        Table table = new([new NumericColumn("n", new double[] { 1.7e308, 1.7e308, double.NaN })]);
        Assert.AreEqual(1.7e308, TableEncoder.Learn(table, impute: true).Columns[0].Imputed);
    }
}
