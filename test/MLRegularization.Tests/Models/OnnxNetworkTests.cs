using MLRegularization.Models;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Models;

/// <summary>Networks as ONNX files: every activation, norm and skip connection, and the preparation of tables, in ONNX Runtime beside the model itself.</summary>
[TestClass]
public sealed class OnnxNetworkTests
{
    private const int Rows = 37;

    [TestMethod]
    [DataRow(Activation.Identity), DataRow(Activation.Relu), DataRow(Activation.LeakyRelu), DataRow(Activation.Selu), DataRow(Activation.Mish)]
    [DataRow(Activation.Silu), DataRow(Activation.Gelu), DataRow(Activation.Tanh), DataRow(Activation.Sigmoid)]
    public void Run_EveryActivation_GivesTheNetworksPredictions(Activation activation)
    {
        NetworkInputEncoding encoding = Numbers(5);
        RandomStream random = new(5);
        NetworkLayer[] layers =
        [
            Layer(random, 5, 24, activation, SkipConnection.Projection),
            Layer(random, 24, 24, activation, SkipConnection.Identity, norm: true),
            Layer(random, 24, 1, Activation.Identity, SkipConnection.None),
        ];
        NetworkModel model = new(encoding, [], layers, new TargetScaling(1000, 250, 700, 1200), Facts("regression"));
        Table table = new([.. Enumerable.Range(0, 5).Select(j => new NumericColumn($"x{j}", Enumerable.Range(0, Rows).Select(i => 40 * Math.Sin((7 * i) + j)).ToArray()))]);
        AreEqual(model, table, OnnxNumbers.Bits64);
    }

    // Numbers with and without stand-ins, two levels, several, an embedding; missing and unseen texts; columns in an order that blocks do not keep.
    [TestMethod]
    [DataRow("regression", 1, OnnxNumbers.Bits32), DataRow("binary", 1, OnnxNumbers.Bits32), DataRow("count", 1, OnnxNumbers.Bits32), DataRow("multiclass", 4, OnnxNumbers.Bits32)]
    [DataRow("regression", 1, OnnxNumbers.Bits64), DataRow("multiclass", 4, OnnxNumbers.Bits64)]
    public void Run_EveryTaskOfAMixedTable_GivesTheNetworksPredictions(string task, int outputs, OnnxNumbers numbers)
    {
        Table table = Mixed();
        AreEqual(Model(table, task, outputs, ScalingKind.Robust, clip: true), table, numbers);
    }

    [TestMethod]
    [DataRow(ScalingKind.Standard, false), DataRow(ScalingKind.None, false), DataRow(ScalingKind.None, true)]
    public void Run_OtherScaling_GivesTheNetworksPredictions(ScalingKind scaling, bool clip)
    {
        Table table = Mixed();
        AreEqual(Model(table, "binary", 1, scaling, clip), table, OnnxNumbers.Bits64);
    }

    [TestMethod]
    public void Write_NetworkOfNumbers_AsMatrixIsOneInput()
    {
        NetworkModel model = new(Numbers(3), [], [Layer(new RandomStream(1), 3, 1, Activation.Identity, SkipConnection.None)], null, Facts("count"));
        byte[] bytes = Bytes(model, OnnxNumbers.Bits64, asMatrix: true);
        ReadPort input = new OnnxReader(bytes).Inputs.Single();
        Assert.AreEqual("features", input.Name);
        CollectionAssert.AreEqual(new long[] { -1, 3 }, input.Shape);
        double[] rows = [1, 20, -3, 0.5, 0, 70];
        double[] expected = model.Predict(new Table([.. Enumerable.Range(0, 3).Select(j => new NumericColumn($"x{j}", new[] { rows[j], rows[3 + j] }))]));
        double[] got = OnnxRuntimeWeb.Run(bytes, new Dictionary<string, OnnxTensor> { ["features"] = OnnxTensor.Of(rows, 3, wide: true) })["prediction"].Numbers;
        for (int i = 0; i < 2; i++) Assert.AreEqual(expected[i], got[i], 1e-5 * expected[i]);
    }

    // Max and Clip turn NaN into a number on some processors; a row without a number it needs must not look like a prediction.
    [TestMethod]
    [DataRow("regression"), DataRow("binary"), DataRow("count")]
    public void Run_MissingWithoutStandIn_GivesNoPredictionForThatRowAlone(string task)
    {
        NetworkLayer[] layers = [Layer(new RandomStream(1), 1, 8, Activation.Relu, SkipConnection.None), Layer(new RandomStream(2), 8, 1, Activation.Identity, SkipConnection.None)];
        NetworkModel model = new(Numbers(1), [], layers, task == "regression" ? new TargetScaling(0, 1, -1, 1) : null, Facts(task));
        Dictionary<string, OnnxTensor> got = OnnxRuntimeWeb.Run(Bytes(model, OnnxNumbers.Bits32), new Dictionary<string, OnnxTensor> { ["x0"] = OnnxTensor.Of([3, double.NaN, -4], 1, wide: false) });
        double[] first = task == "binary" ? [.. got["probabilities"].Numbers.Chunk(2).Select(r => r[0])] : got["prediction"].Numbers;
        CollectionAssert.AreEqual(new[] { false, true, false }, first.Select(double.IsNaN).ToArray());
        if (task == "binary") Assert.AreEqual("", got["label"].Texts[1]);
    }

    [TestMethod]
    public void Write_NetworkThatHasNoForm_OneSentence()
    {
        Table table = Mixed();
        NetworkModel mixed = Model(table, "count", 1, ScalingKind.Robust, clip: true);
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => Bytes(mixed, OnnxNumbers.Bits32, asMatrix: true)).Message, "The column 'sex' holds texts, which a matrix of numbers cannot; write the model with an input for each column.");
        NetworkInput words = new("review", NetworkInputKind.Words, []) { Vocabulary = new Vocabulary(["good"], [3], 9, new TextOptions()) };
        NetworkModel texts = new(new NetworkInputEncoding([words], new ColumnScaling(ScalingKind.None, [0], [1], false)), [], [Layer(new RandomStream(1), 1, 1, Activation.Identity, SkipConnection.None)], null, Facts("count"));
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => Bytes(texts, OnnxNumbers.Bits32)).Message, "The column 'review' of free text becomes a bag of words");
    }

    private static void AreEqual(NetworkModel model, Table table, OnnxNumbers numbers)
    {
        bool wide = numbers == OnnxNumbers.Bits64;
        byte[] bytes = Bytes(model, numbers);
        Dictionary<string, OnnxTensor> got = OnnxRuntimeWeb.Run(bytes, new OnnxReader(bytes).Inputs.ToDictionary(i => i.Name, i => table.Find(i.Name) switch
        {
            NumericColumn column => OnnxTensor.Of(column.Values.ToArray(), 1, wide),
            TextColumn column => OnnxTensor.Of([.. column.Codes.ToArray().Select(c => c < 0 ? "" : column.Levels[c])]),
            _ => throw new InvalidOperationException(),
        }));
        double[] expected = model.Predict(table);
        Assert.IsGreaterThan(Rows / 2, expected.Distinct().Count());
        IReadOnlyList<string> classes = model.Facts.Classes;
        if (classes.Count == 0)
        {
            double unit = model.Target?.Deviation ?? 1;
            for (int i = 0; i < Rows; i++) Assert.AreEqual(expected[i], got["prediction"].Numbers[i], 1e-5 * Math.Max(unit, Math.Abs(expected[i])));
            return;
        }
        for (int i = 0; i < Rows; i++)
        {
            double[] row = [.. Enumerable.Range(0, classes.Count).Select(k => classes.Count > 2 ? expected[(k * Rows) + i] : k == 1 ? expected[i] : 1 - expected[i])];
            for (int k = 0; k < classes.Count; k++) Assert.AreEqual(row[k], got["probabilities"].Numbers[(i * classes.Count) + k], 1e-5);
            Assert.AreEqual(classes[Array.IndexOf(row, row.Max())], got["label"].Texts[i]);
        }
    }

    private static NetworkModel Model(Table table, string task, int outputs, ScalingKind scaling, bool clip)
    {
        Table seen = new([.. table.Columns.Select(c => c is TextColumn texts ? WithoutLast(texts) : c)]);
        NetworkInputEncoding encoding = NetworkInputEncoder.Learn(seen, new NetworkInputOptions { Scaling = scaling, SmoothClip = clip, Impute = true });
        CollectionAssert.AreEquivalent(Enum.GetValues<NetworkInputKind>()[..4], encoding.Columns.Select(c => c.Kind).Distinct().ToArray());
        RandomStream random = new(8);
        EmbeddingTable[] embeddings = [.. encoding.Embeddings().Select(c => new EmbeddingTable(c.Levels.Count + NetworkInput.FirstLevelCode, 3, Some(random, 3 * (c.Levels.Count + NetworkInput.FirstLevelCode), 1)))];
        int inputs = encoding.NumberNames().Count + (3 * embeddings.Length);
        NetworkLayer[] layers = [Layer(random, inputs, 32, Activation.Selu, SkipConnection.None), Layer(random, 32, outputs, Activation.Identity, SkipConnection.None)];
        return new NetworkModel(encoding, embeddings, layers, task == "regression" ? new TargetScaling(-3, 2, -8, 1) : null, Facts(task, outputs));
    }

    // The last level of every text is unseen by the encoding.
    private static TextColumn WithoutLast(TextColumn column) => new(column.Name, column.Codes.ToArray().Select(c => c == column.Levels.Count - 1 ? -1 : c).ToArray(), column.Levels);

    private static Table Mixed()
    {
        string?[] sexes = ["f", "m", null, "m", "x"], sizes = ["s", "l", "m", null, "xl", "?"];
        return new Table(
        [
            TextColumn.FromTexts("sex", [.. Enumerable.Range(0, Rows).Select(i => sexes[i % sexes.Length])]),
            new NumericColumn("age", Enumerable.Range(0, Rows).Select(i => i % 5 == 2 ? double.NaN : 20 + (1.5 * i)).ToArray()),
            TextColumn.FromTexts("town", [.. Enumerable.Range(0, Rows).Select(i => i % 9 == 0 ? null : $"town {i % 17}")]),
            new NumericColumn("constant", Enumerable.Repeat(4.0, Rows).ToArray()),
            TextColumn.FromTexts("size", [.. Enumerable.Range(0, Rows).Select(i => sizes[i % sizes.Length])]),
            new NumericColumn("height", Enumerable.Range(0, Rows).Select(i => i == 4 ? 1e6 : 1.6 + (0.1 * Math.Sin(i))).ToArray()),
        ]);
    }

    private static NetworkInputEncoding Numbers(int count) =>
        new([.. Enumerable.Range(0, count).Select(j => new NetworkInput($"x{j}", NetworkInputKind.Number, []))], new ColumnScaling(ScalingKind.Robust, [.. Enumerable.Repeat(5.0, count)], [.. Enumerable.Repeat(0.05, count)], true));

    private static NetworkFacts Facts(string task, int outputs = 1) => new(task, "y", 9, 0, task switch
    {
        "binary" => ["no", "yes"],
        "multiclass" => [.. Enumerable.Range(0, outputs).Select(k => $"class {k}")],
        _ => [],
    }, "", "", "", 1, 1, 1, double.NaN, 1);

    private static NetworkLayer Layer(RandomStream random, int inputs, int outputs, Activation activation, SkipConnection skip, bool norm = false)
    {
        double width = 1 / Math.Sqrt(inputs);
        return new NetworkLayer(inputs, Some(random, inputs * outputs, width), Some(random, outputs, width), activation)
        {
            Skip = skip,
            Projection = skip == SkipConnection.Projection ? Some(random, inputs * outputs, width) : [],
            Norm = norm ? new RowNorm(Some(random, outputs, 1), Some(random, outputs, 1), 1e-5) : null,
        };
    }

    private static float[] Some(RandomStream random, int count, double width) => [.. Enumerable.Range(0, count).Select(_ => (float)(width * ((2 * random.NextUniform()) - 1)))];

    private static byte[] Bytes(NetworkModel model, OnnxNumbers numbers, bool asMatrix = false)
    {
        using MemoryStream stream = new();
        OnnxWriter.Write(model, stream, numbers, asMatrix);
        return stream.ToArray();
    }
}
