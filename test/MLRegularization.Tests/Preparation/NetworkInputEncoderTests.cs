using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Preparation;

[TestClass]
public sealed class NetworkInputEncoderTests
{
    private static readonly NetworkInputOptions Plain = new() { Scaling = ScalingKind.None, SmoothClip = false };

    private static readonly string[] Ten = [.. Enumerable.Range(0, 10).Select(i => $"k{i}")];

    private static float[] Column(NetworkInputs inputs, int column) => [.. Enumerable.Range(0, inputs.Rows).Select(i => inputs.Numbers[(i * inputs.NumberColumns) + column])];

    private static string Refusal(Action action)
    {
        string message = Assert.ThrowsExactly<ArgumentException>(action).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static Table Mixed() => new(
    [
        new NumericColumn("n", new double[] { 1, double.NaN, 3, 10 }),
        TextColumn.FromTexts("two", ["yes", "no", null, "yes"]),
        TextColumn.FromTexts("three", ["b", "a", null, "c"]),
        TextColumn.FromTexts("many", ["z", null, "x", "z"]),
        TextColumn.FromTexts("one", ["a", "a", null, "a"]),
    ]);

    [TestMethod]
    public void Encode_EveryKind_ByHand()
    {
        // One-hot up to 3 levels; 'many' has 2 of its own and is embedded below.
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(Mixed(), Plain with { Impute = true });
        CollectionAssert.AreEqual(new[] { "n", "n=(missing)", "two=yes", "three=a", "three=b", "three=c", "many=z", "one=a" }, encoding.NumberNames().ToArray());
        EncodedInputs encoded = NetworkInputEncoder.Encode(encoding, Mixed());
        float[] expected =
        [
            1, 0, 1, 0, 1, 0, 1, 1,
            3, 1, -1, 1, 0, 0, 0, 1,
            3, 0, 0, 0, 0, 0, -1, 0,
            10, 0, 1, 0, 0, 1, 1, 1,
        ];
        CollectionAssert.AreEqual(expected, encoded.Inputs.Numbers);
        Assert.IsEmpty(encoded.Unseen);
        CollectionAssert.AreEqual(new[] { 0, 0, 1, 2, 2, 2, 3, 4 }, encoded.Inputs.VariableOf);
    }

    [TestMethod]
    public void Encode_EmbeddedLevels_CodesOfTheirOwnForMissingAndUnseen()
    {
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(Mixed(), Plain with { Impute = true, OneHotLevels = 1 });
        CollectionAssert.AreEqual(new[] { "two", "three", "many" }, encoding.Embeddings().Select(e => e.Name).ToArray());
        Table other = new(
        [
            new NumericColumn("n", new double[] { 2, 2 }), TextColumn.FromTexts("many", ["y", "x"]), TextColumn.FromTexts("three", [null, "c"]),
            TextColumn.FromTexts("two", ["yes", "maybe"]), TextColumn.FromTexts("one", ["b", "a"]),
        ]);
        EncodedInputs encoded = NetworkInputEncoder.Encode(encoding, other);
        CollectionAssert.AreEqual(new[] { 3, 0, 1, 1, 4, 2 }, encoded.Inputs.Codes);
        CollectionAssert.AreEqual(new float[] { 2, 0, 0, 2, 0, 1 }, encoded.Inputs.Numbers);
        CollectionAssert.AreEquivalent(new[] { new UnseenLevels("many", 1, "y"), new UnseenLevels("two", 1, "maybe"), new UnseenLevels("one", 1, "b") }, encoded.Unseen.ToArray());
        Assert.AreEqual(5, encoded.Inputs.Variables); // n, one, and three codes
        CollectionAssert.AreEqual(new[] { 0.25, 0, 0.25, 0.5 }, encoding.Embeddings()[2].CodeShares.ToArray());
    }

    [TestMethod]
    [DataRow(8, NetworkInputKind.OneHot)]
    [DataRow(9, NetworkInputKind.Embedding)]
    [DataRow(2, NetworkInputKind.TwoLevels)]
    public void Learn_Levels_KindByTheirNumber(int levels, NetworkInputKind kind)
        => Assert.AreEqual(kind, NetworkInputEncoder.Learn(new Table([TextColumn.FromTexts("t", Ten[..levels])])).Columns[0].Kind);

    [TestMethod]
    public void Encode_Levels_ScaledAndClippedLikeNumbers()
    {
        Table table = new([TextColumn.FromTexts("t", ["a", "b", "c", "c", "c", "c", "c", "c"]), TextColumn.FromTexts("s", ["l", "l", "l", "l", "r", "r", "r", "r"])]);
        NetworkInputs inputs = NetworkInputEncoder.Encode(NetworkInputEncoder.Learn(table), table).Inputs;
        float clipped = (float)(2 / Math.Sqrt(1 + (4.0 / 9))); // a: quartiles 0 and 0, factor 2 / 1
        CollectionAssert.AreEqual(new[] { clipped, 0, 0, 0, 0, 0, 0, 0 }, Column(inputs, 0));
        Assert.AreEqual((float)(-0.5 / Math.Sqrt(1 + (0.25 / 9))), Column(inputs, 3)[0]); // s: ±1 are the quartiles, 0 the median
    }

    [TestMethod]
    public void Learn_SomeRows_TheOthersTeachNothing()
    {
        Table Table(double last, string text) => new([new NumericColumn("n", new double[] { 1, 2, 3, double.NaN, last }), TextColumn.FromTexts("t", ["a", "b", "a", "c", text])]);
        NetworkInputOptions options = new() { Impute = true };
        NetworkInputEncoding expected = NetworkInputEncoder.Learn(new Table([new NumericColumn("n", new double[] { 1, 2, 3 }), TextColumn.FromTexts("t", ["a", "b", "a"])]), options);
        foreach (NetworkInputEncoding encoding in new[]
        {
            NetworkInputEncoder.Learn(Table(4, "d"), options, rows: [0, 1, 2]), NetworkInputEncoder.Learn(Table(1e30, "e"), options, rows: [0, 1, 2]),
            NetworkInputEncoder.Learn(Table(7, "f"), options, weights: [1, 1, 1, 0, 0]),
        })
        {
            Assert.AreEqual(expected.Describe(), encoding.Describe());
            CollectionAssert.AreEqual(expected.NumberNames().ToArray(), encoding.NumberNames().ToArray());
            CollectionAssert.AreEqual(expected.Scaling.Centers.ToArray(), encoding.Scaling.Centers.ToArray());
            CollectionAssert.AreEqual(expected.Scaling.Factors.ToArray(), encoding.Scaling.Factors.ToArray());
            Assert.AreEqual(2, encoding.Columns[0].Imputed);
        }
    }

    [TestMethod]
    public void Learn_Weights_SameAsRepeatedRows()
    {
        double[] numbers = [4, 1, double.NaN, 9, 2], weights = [1, 3, 2, 0, 1];
        string?[] texts = ["a", "b", "c", "d", null];
        int[] repeated = [0, 1, 1, 1, 2, 2, 4];
        NetworkInputOptions options = new() { Impute = true, OneHotLevels = 2 };
        NetworkInputEncoding weighted = NetworkInputEncoder.Learn(new Table([new NumericColumn("n", numbers), TextColumn.FromTexts("t", texts)]), options, weights: weights);
        NetworkInputEncoding twin = NetworkInputEncoder.Learn(
            new Table([new NumericColumn("n", repeated.Select(i => numbers[i]).ToArray()), TextColumn.FromTexts("t", [.. repeated.Select(i => texts[i])])]), options);
        Assert.AreEqual(twin.Columns[0].Imputed, weighted.Columns[0].Imputed);
        Assert.AreEqual(1, weighted.Columns[0].Imputed); // 1 1 1 2 4
        CollectionAssert.AreEqual(twin.Columns[1].Levels.ToArray(), weighted.Columns[1].Levels.ToArray());
        CollectionAssert.AreEqual(twin.Columns[1].CodeShares.ToArray(), weighted.Columns[1].CodeShares.ToArray());
        CollectionAssert.AreEqual(twin.Scaling.Centers.ToArray(), weighted.Scaling.Centers.ToArray());
        CollectionAssert.AreEqual(twin.Scaling.Factors.ToArray(), weighted.Scaling.Factors.ToArray());
    }

    [TestMethod]
    public void Encode_FreeText_OneNumberPerWord()
    {
        Table table = new([new NumericColumn("n", new double[] { 1, 2, 3 }), TextColumn.FromTexts("t", ["red wine", "red", null])]);
        NetworkInputOptions options = Plain with { Texts = new Dictionary<string, TextOptions> { ["t"] = new TextOptions { MinRows = 1, Weighting = TextWeighting.Counts } } };
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(table, options);
        CollectionAssert.AreEqual(new[] { "n", "t:red", "t:wine" }, encoding.NumberNames().ToArray());
        NetworkInputs inputs = NetworkInputEncoder.Encode(encoding, table).Inputs;
        IColumnMatrix linear = TableEncoder.Encode(TableEncoder.Learn(table, texts: options.Texts, impute: true), table).Features;
        double[] column = new double[3];
        for (int j = 0; j < 3; j++)
        {
            linear.CopyCentered(j, 0, 0, column);
            CollectionAssert.AreEqual(column.Select(v => (float)v).ToArray(), Column(inputs, j));
        }
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, inputs.VariableOf);
        Assert.Contains("holds numbers", Refusal(() => NetworkInputEncoder.Learn(table, Plain with { Texts = new Dictionary<string, TextOptions> { ["n"] = new() } })));
        Assert.Contains("not in the table", Refusal(() => NetworkInputEncoder.Learn(table, Plain with { Texts = new Dictionary<string, TextOptions> { ["x"] = new() } })));
    }

    [TestMethod]
    public void Encode_MissingNumber_WithoutImputationNamesColumnAndRow()
    {
        string message = Refusal(() => NetworkInputEncoder.Learn(Mixed()));
        Assert.Contains("'n'", message);
        Assert.Contains("row 2", message);
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(new Table([new NumericColumn("n", new double[] { 1, 2 })]));
        Assert.Contains("row 1", Refusal(() => NetworkInputEncoder.Encode(encoding, new Table([new NumericColumn("n", new[] { double.NaN })]))));
    }

    [TestMethod]
    public void Encode_HugeNumber_ClippedOrRefused_InfiniteRefused()
    {
        Table table = new([new NumericColumn("n", new double[] { 1, 2, 3, 4 })]), huge = new([new NumericColumn("n", new[] { 2.5, -1e30, 1e300 })]);
        CollectionAssert.AreEqual(new float[] { 0, -3, 3 }, NetworkInputEncoder.Encode(NetworkInputEncoder.Learn(table), huge).Inputs.Numbers);
        string message = Refusal(() => NetworkInputEncoder.Encode(NetworkInputEncoder.Learn(table, Plain), huge));
        Assert.Contains("Column 'n' holds -1E+30 in row 2", message);
        Assert.Contains("1E+18", message);
        Table infinite = new([new NumericColumn("n", new[] { 1, double.PositiveInfinity })]);
        Assert.Contains("every value must be finite", Refusal(() => NetworkInputEncoder.Encode(NetworkInputEncoder.Learn(table), infinite)));
        Assert.Contains("row 2", Refusal(() => NetworkInputEncoder.Learn(infinite)));
    }

    [TestMethod]
    public void Encode_WrongTable_NamesTheColumn()
    {
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(new Table([new NumericColumn("n", new double[] { 1, 2 }), TextColumn.FromTexts("t", ["a", "b"])]));
        Assert.Contains("no column 't'", Refusal(() => NetworkInputEncoder.Encode(encoding, new Table([new NumericColumn("n", new double[] { 1 })]))));
        Assert.Contains("'n' holds text", Refusal(() => NetworkInputEncoder.Encode(encoding, new Table([TextColumn.FromTexts("n", ["1"]), TextColumn.FromTexts("t", ["a"])]))));
        Assert.Contains("'t' holds numbers", Refusal(() => NetworkInputEncoder.Encode(encoding, new Table([new NumericColumn("n", new double[] { 1 }), new NumericColumn("t", new double[] { 1 })]))));
    }

    [TestMethod]
    public void Learn_TooManyLevels_Refused()
    {
        Table table = new([TextColumn.FromTexts("id", [.. Enumerable.Range(0, 65_537).Select(i => $"{i}")])]);
        Assert.Contains("'id' has 65537 different texts", Refusal(() => NetworkInputEncoder.Learn(table)));
        Assert.Contains("-1 levels", Refusal(() => NetworkInputEncoder.Learn(table, new NetworkInputOptions { OneHotLevels = -1 })));
    }

    [TestMethod]
    public void Encode_NoRowsOrNoColumns_Nothing()
    {
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(new Table([new NumericColumn("n", new double[] { 1, 2 }), TextColumn.FromTexts("t", ["a", "b"])]));
        NetworkInputs none = NetworkInputEncoder.Encode(encoding, new Table([new NumericColumn("n", Array.Empty<double>()), TextColumn.FromTexts("t", [])])).Inputs;
        Assert.AreEqual((0, 2), (none.Rows, none.NumberColumns));
        Table categories = new([TextColumn.FromTexts("t", Ten)]);
        NetworkInputs codes = NetworkInputEncoder.Encode(NetworkInputEncoder.Learn(categories), categories).Inputs;
        Assert.AreEqual((0, 1), (codes.NumberColumns, codes.CodeColumns));
        CollectionAssert.AreEqual(Enumerable.Range(2, 10).ToArray(), codes.Codes);
    }

    [TestMethod]
    public void Describe_Encoding_PlainWords()
    {
        Assert.AreEqual("2 columns become 2 numbers and 1 embedded category. Numbers are measured from their median, in widths of their middle half, and bent smoothly so that none is beyond ±3. "
            + "A missing number counts as its column's median. A further input says where 'n' is missing. 't' has 10 levels, each with an embedding; so have missing and unseen ones.",
            NetworkInputEncoder.Learn(new Table([new NumericColumn("n", new[] { double.NaN, 1, 2, 3, 4, 5, 6, double.NaN, double.NaN, double.NaN }), TextColumn.FromTexts("t", Ten)]), new NetworkInputOptions { Impute = true }).Describe());
    }
}
