using MLRegularization.Matrices;
using MLRegularization.Preparation;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Preparation;

/// <summary>Words as features: by hand, and beside scikit-learn's vectorizers.</summary>
[TestClass]
public sealed class BagOfWordsTests
{
    private static Table Texts(params string?[] texts) => new([TextColumn.FromTexts("t", texts)]);

    private static TableEncoding Learn(Table table, TextOptions? options = null, bool impute = false) =>
        TableEncoder.Learn(table, impute, new Dictionary<string, TextOptions> { ["t"] = options ?? new TextOptions { MinRows = 1 } });

    private static double[] Column(IColumnMatrix matrix, int column)
    {
        double[] values = new double[matrix.Rows];
        matrix.CopyCentered(column, 0, 0, values);
        return values;
    }

    private static string Refusal(Action action)
    {
        string message = Assert.ThrowsExactly<ArgumentException>(action).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    [TestMethod]
    public void Learn_Texts_WordsInOrdinalOrderWithTheirRows()
    {
        TableEncoding encoding = Learn(Texts("b2 cc, CC", "cc Z_", "b2 éa"));
        CollectionAssert.AreEqual(new[] { "t:b2", "t:cc", "t:z_", "t:éa" }, encoding.FeatureNames().ToArray());
        Vocabulary vocabulary = encoding.Columns[0].Vocabulary!;
        CollectionAssert.AreEqual(new[] { 2, 2, 1, 1 }, vocabulary.RowsWith.ToArray());
        Assert.AreEqual(3, vocabulary.Rows);
    }

    [TestMethod]
    public void Encode_Counts_EmptyAndUnknownTextsAllZeros()
    {
        TableEncoding encoding = Learn(Texts("aa bb", "aa aa"), new TextOptions { MinRows = 1, Weighting = TextWeighting.Counts });
        EncodedTable encoded = TableEncoder.Encode(encoding, Texts("bb aa bb new", "", "nothing known", "aa"));
        CollectionAssert.AreEqual(new double[] { 1, 0, 0, 1 }, Column(encoded.Features, 0));
        CollectionAssert.AreEqual(new double[] { 2, 0, 0, 0 }, Column(encoded.Features, 1));
        Assert.IsEmpty(encoded.Unseen);
    }

    [TestMethod]
    public void Encode_TfIdf_ByHand()
    {
        TableEncoding encoding = Learn(Texts("aa bb", "aa", "aa"));
        SparseColumns features = (SparseColumns)TableEncoder.Encode(encoding, Texts("aa bb bb")).Features;
        double aa = Math.Log(4.0 / 4) + 1, bb = 2 * (Math.Log(4.0 / 2) + 1), length = Math.Sqrt(aa * aa + bb * bb);
        Assert.AreEqual(aa / length, features.ValuesOf(0)[0], 1e-15);
        Assert.AreEqual(bb / length, features.ValuesOf(1)[0], 1e-15);
    }

    [TestMethod]
    public void Encode_SameTextInAnotherTable_SameBits()
    {
        TableEncoding encoding = Learn(Texts("one two three four", "two three", "three one", "four"));
        double[] alone = [.. ((SparseColumns)TableEncoder.Encode(encoding, Texts("four three two one")).Features).AllValues()];
        double[] among = [.. ((SparseColumns)TableEncoder.Encode(encoding, Texts("one", "four three two one")).Features).AllValues(row: 1)];
        CollectionAssert.AreEqual(alone, among);
    }

    [TestMethod]
    [DataRow("counts", TextWeighting.Counts, 1, 0, 1)]
    [DataRow("counts_min2", TextWeighting.Counts, 2, 0, 1)]
    [DataRow("counts_top4", TextWeighting.Counts, 1, 4, 1)]
    [DataRow("tfidf", TextWeighting.TfIdf, 1, 0, 1)]
    [DataRow("tfidf_min2", TextWeighting.TfIdf, 2, 0, 1)]
    [DataRow("pairs_min2", TextWeighting.TfIdf, 2, 0, 2)]
    [DataRow("sublinear", TextWeighting.SublinearTfIdf, 1, 0, 1)]
    [DataRow("fold", TextWeighting.TfIdf, 2, 0, 1)]
    public void Encode_Fixture_SameAsScikitLearn(string name, TextWeighting weighting, int minRows, int most, int phrase)
    {
        Table table = Texts([.. FixtureTable.Fixture("inputs/texts.csv").Rows.Select(r => r[0])]);
        TableEncoding encoding = Learn(table, new TextOptions { Weighting = weighting, MinRows = minRows, MaxWords = most == 0 ? null : most, PhraseLength = phrase });
        if (name == "fold") encoding = TableEncoder.Relearn(encoding, table, [.. Enumerable.Range(0, table.Rows).Where(i => i % 4 != 0)]);
        SparseColumns features = (SparseColumns)TableEncoder.Encode(encoding, table).Features;
        Dictionary<(int, string), double> expected = FixtureTable.Fixture("scikit_learn_text.csv").Rows.Where(r => r[0] == name)
            .ToDictionary(r => (int.Parse(r[1], System.Globalization.CultureInfo.InvariantCulture) - 1, "t:" + r[2]), r => FixtureTable.Number(r[3]));
        Assert.IsGreaterThan(30, expected.Count);
        Assert.AreEqual(expected.Count, features.StoredValues);
        for (int j = 0; j < features.Columns; j++)
            for (int k = 0; k < features.RowsOf(j).Length; k++)
                Assert.AreEqual(expected[(features.RowsOf(j)[k], encoding.FeatureNames()[j])], features.ValuesOf(j)[k], 1e-15);
    }

    [TestMethod]
    public void Relearn_WordOfTooFewTrainingRows_ZeroEverywhereAndColumnsKept()
    {
        Table table = Texts("aa bb", "aa bb", "aa cc", "cc aa");
        TableEncoding all = Learn(table, new TextOptions { MinRows = 2 }), fold = TableEncoder.Relearn(all, table, [0, 1, 2]);
        CollectionAssert.AreEqual(new[] { "t:aa", "t:bb", "t:cc" }, fold.FeatureNames().ToArray());
        SparseColumns features = (SparseColumns)TableEncoder.Encode(fold, table).Features;
        Assert.IsTrue(features.RowsOf(2).IsEmpty);
        Assert.AreEqual(1, Column(features, 0)[2], 1e-15); // the length of a text counts known words only
    }

    [TestMethod]
    public void Encode_BesideNumbersAndLevels_SameAsDense()
    {
        Table table = new([new NumericColumn("n", new double[] { 1, 0, -3.5 }), TextColumn.FromTexts("t", ["aa bb", "", "bb"]), TextColumn.FromTexts("u", ["x", "y", "x"])]);
        TableEncoding encoding = Learn(table, new TextOptions { MinRows = 1, Weighting = TextWeighting.Counts });
        CollectionAssert.AreEqual(new[] { "n", "t:aa", "t:bb", "u=x", "u=y" }, encoding.FeatureNames().ToArray());
        SparseColumns features = (SparseColumns)TableEncoder.Encode(encoding, table).Features;
        double[][] dense = [[1, 0, -3.5], [1, 0, 0], [1, 0, 1], [1, 0, 1], [0, 1, 0]];
        for (int j = 0; j < dense.Length; j++) CollectionAssert.AreEqual(dense[j], Column(features, j));
    }

    [TestMethod]
    public void Encode_MissingText_AnErrorOrWhereImputedAnEmptyOne()
    {
        Table table = Texts("aa", null, "aa bb");
        Assert.Contains("row 2", Refusal(() => TableEncoder.Encode(Learn(table), table)));
        TableEncoding encoding = Learn(table, impute: true);
        CollectionAssert.AreEqual(new[] { "t:aa", "t:bb" }, encoding.FeatureNames().ToArray());
        Assert.AreEqual(3, encoding.Columns[0].Vocabulary!.Rows);
        Assert.AreEqual(0, Column(TableEncoder.Encode(encoding, table).Features, 0)[1]);
        Assert.AreEqual(3, TableEncoder.Encode(TableEncoder.Relearn(encoding, table, [0, 1]), table).Features.Rows);
    }

    [TestMethod]
    public void Learn_NothingToLearn_SaysWhy()
    {
        Assert.Contains("at least 2 rows; lower that number", Refusal(() => Learn(Texts("aa", "bb"), new TextOptions())));
        Assert.Contains("at least 1 row; leave", Refusal(() => Learn(Texts("a", "?! ; "))));
        Assert.Contains("MinRows is 0", Refusal(() => Learn(Texts("aa"), new TextOptions { MinRows = 0 })));
        Assert.Contains("MaxWords is 0", Refusal(() => Learn(Texts("aa"), new TextOptions { MaxWords = 0 })));
        Assert.Contains("PhraseLength is 3", Refusal(() => Learn(Texts("aa"), new TextOptions { PhraseLength = 3 })));
        Assert.Contains("weighting is 9", Refusal(() => Learn(Texts("aa"), new TextOptions { Weighting = (TextWeighting)9 })));
        Assert.Contains("'t' of free text holds numbers", Refusal(() => Learn(new Table([new NumericColumn("t", new double[] { 1 })]))));
        Assert.Contains("'t' of free text is not in the table", Refusal(() => Learn(new Table([new NumericColumn("n", new double[] { 1 })]))));
    }

    [TestMethod]
    public void Encode_NumbersWhereTextsAreNeeded_Refused() =>
        Assert.Contains("holds numbers", Refusal(() => TableEncoder.Encode(Learn(Texts("aa")), new Table([new NumericColumn("t", new double[] { 1 })]))));
}

internal static class SparseColumnsValues
{
    /// <summary>The stored values, of one row or of all, by column.</summary>
    public static IEnumerable<double> AllValues(this SparseColumns matrix, int? row = null)
    {
        for (int j = 0; j < matrix.Columns; j++)
            for (int k = 0; k < matrix.RowsOf(j).Length; k++)
                if (row is null || matrix.RowsOf(j)[k] == row) yield return matrix.ValuesOf(j)[k];
    }
}
