using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Numerics;
using MLRegularization.Preparation;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Models;

/// <summary>ONNX files: their form, and what ONNX Runtime makes of them beside what the model says.</summary>
[TestClass]
public sealed class OnnxWriterTests
{
    private const int Float = 1, Text = 8, Double = 11;

    public static IEnumerable<object[]> Tasks => [["regression", "squared", 1], ["regression", "huber", 1], ["binary", "logistic", 1], ["count", "poisson", 1], ["multiclass", "multinomial", 3]];

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Write_EveryTask_NamesAreMadeOnceAndBeforeTheyAreUsed(string task, string loss, int outputs)
    {
        OnnxReader file = Read(Model(task, loss, outputs, Columns()));
        Assert.AreEqual(7, file.FormatVersion);
        Assert.AreEqual(13, file.OperatorSets[""]);
        Assert.AreEqual(2, file.OperatorSets["ai.onnx.ml"]);
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string name in file.Inputs.Select(i => i.Name).Concat(file.Constants.Select(c => c.Name))) Assert.IsTrue(known.Add(name), name);
        foreach (ReadNode node in file.Nodes)
        {
            foreach (string input in node.Inputs) Assert.Contains(input, known, $"{node.Op} uses {input}, which nothing makes before.");
            foreach (string output in node.Outputs) Assert.IsTrue(known.Add(output), output);
        }
        foreach (ReadPort output in file.Outputs) Assert.Contains(output.Name, known);
        foreach (ReadConstant constant in file.Constants)
        {
            long count = constant.Shape.Aggregate(1L, (a, b) => a * b);
            Assert.AreEqual(constant.Type == Text ? count : count * (constant.Type == Float ? 4 : 8), constant.Type == Text ? constant.Texts.Length : constant.Raw.Length, constant.Name);
        }
    }

    [TestMethod]
    public void Write_TableModel_AsksForTheColumnsWithCoefficientsByName()
    {
        OnnxReader file = Read(Model("binary", "logistic", 1, Columns(), offset: "exposure"));
        CollectionAssert.AreEqual(new[] { "age", "income", "colour", "size", "exposure" }, file.Inputs.Select(i => i.Name).ToArray());
        CollectionAssert.AreEqual(new[] { Float, Float, Text, Text, Float }, file.Inputs.Select(i => i.Type).ToArray());
        foreach (ReadPort input in file.Inputs) CollectionAssert.AreEqual(new long[] { -1, 1 }, input.Shape);
        StringAssert.Contains(file.Inputs[0].Description, "for which 40.5 stands in");
        CollectionAssert.AreEqual(new[] { "label", "probabilities" }, file.Outputs.Select(o => o.Name).ToArray());
        CollectionAssert.AreEqual(new long[] { -1 }, file.Outputs[0].Shape);
        CollectionAssert.AreEqual(new long[] { -1, 2 }, file.Outputs[1].Shape);
        Assert.AreEqual("""["class 0","class 1"]""", file.Metadata["classes"]);
        Assert.AreEqual(Double, Read(Model("binary", "logistic", 1, Columns()), OnnxNumbers.Bits64).Inputs[0].Type);
    }

    [TestMethod]
    public void Write_ColumnsCalledLikeValuesOfTheGraph_KeepTheirNames()
    {
        string[] names = ["Sum", "prediction", "prediction.output", "coefficients", "Ünïcode, with \"signs\""];
        byte[] bytes = Bytes(new LinearModel(names, [1, 2, 3, 4, 5], 0.5, Facts("regression", "squared", 1), Numeric(names)));
        OnnxReader file = new(bytes);
        CollectionAssert.AreEqual(names, file.Inputs.Select(i => i.Name).ToArray());
        Assert.AreEqual("prediction.output.output", file.Outputs.Single().Name);
        string[] made = [.. file.Inputs.Select(i => i.Name), .. file.Constants.Select(c => c.Name), .. file.Nodes.SelectMany(n => n.Outputs)];
        CollectionAssert.AllItemsAreUnique(made);
        Dictionary<string, OnnxTensor> outputs = OnnxRuntimeWeb.Run(bytes, names.ToDictionary(n => n, _ => OnnxTensor.Of([1.0, 2.0], 1, wide: false)));
        CollectionAssert.AreEqual(new[] { 15.5, 30.5 }, outputs["prediction.output.output"].Numbers);
    }

    [TestMethod]
    public void Write_ModelThatHasNoForm_OneSentenceAndNothingWritten()
    {
        TrainingFacts facts = Facts("regression", "squared", 1);
        Vocabulary words = new(["good"], [3], 9, new TextOptions());
        TableEncoding text = new([.. Numeric(["a"]).Columns, new("review", ColumnKind.Text, [], null, "", false) { Vocabulary = words }]);
        void Refused(LinearModel model, string sentence)
        {
            using MemoryStream stream = new();
            StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => OnnxWriter.Write(model, stream)).Message, sentence);
            Assert.AreEqual(0, stream.Length);
        }
        Refused(new LinearModel(["a", "review:good"], [1, 2], 0, facts, text), "The column 'review' of free text becomes a bag of words, for which ONNX files have no form here; leave it out");
        Refused(new LinearModel([""], [1], 0, facts, Numeric([""])), "A column has no name");
        Refused(new LinearModel(["a"], [1], 0, facts with { OffsetColumn = "a" }, Numeric(["a"])), "Two inputs of the ONNX file would be called 'a'");
        Refused(new LinearModel([], [], 0, facts), "The model has no feature");
        Assert.HasCount(1, Read(new LinearModel(["a", "review:good"], [1, 0], 0, facts, text)).Inputs);
    }

    [TestMethod]
    public void Save_File_IsWhatWriteWritesOrIsNotThere()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlreg-onnx-");
        try
        {
            string path = Path.Combine(folder.FullName, "m.onnx");
            LinearModel model = Model("count", "poisson", 1, Columns());
            OnnxWriter.Save(model, path);
            CollectionAssert.AreEqual(Bytes(model), File.ReadAllBytes(path));
            Assert.ThrowsExactly<ArgumentException>(() => OnnxWriter.Save(new LinearModel([], [], 0, Facts("count", "poisson", 1)), Path.Combine(folder.FullName, "none.onnx")));
            Assert.HasCount(1, folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Texts that the encoding knows, does not know and that are missing; missing numbers; an offset.
    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public void Run_EveryTask_GivesTheModelsPredictions(string task, string loss, int outputs)
    {
        const int rows = 40;
        LinearModel model = Model(task, loss, outputs, Columns(), offset: "exposure");
        Table table = Rows(rows);
        double[] offset = [.. Enumerable.Range(0, rows * outputs).Select(i => Math.Sin(i))];
        double[] expected = model.Predict(TableEncoder.Encode(model.Encoding!, table).Features, offset);
        foreach (OnnxNumbers numbers in Enum.GetValues<OnnxNumbers>())
        {
            bool wide = numbers == OnnxNumbers.Bits64;
            Dictionary<string, OnnxTensor> feeds = Feeds(model, table, wide);
            feeds["exposure"] = OnnxTensor.Of([.. Enumerable.Range(0, rows).SelectMany(i => Enumerable.Range(0, outputs).Select(k => offset[(k * rows) + i]))], outputs, wide);
            Dictionary<string, OnnxTensor> got = OnnxRuntimeWeb.Run(Bytes(model, numbers), feeds);
            AreEqual(expected, got, model, rows, wide ? 1e-12 : 1e-5);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Run_MissingWithoutStandIn_GivesNoPredictionForThatRowAlone(int outputs)
    {
        string[] names = ["x", "t=a", "t=b"];
        double[] coefficients = [.. Enumerable.Range(1, 3 * outputs).Select(c => (double)c)];
        TableEncoding encoding = new([new("x", ColumnKind.Numeric, [], null, null, false), new("t", ColumnKind.OneHot, ["a", "b"], null, null, false)]);
        LinearModel model = new(names, coefficients, new double[outputs], Facts(outputs > 1 ? "multiclass" : "binary", outputs > 1 ? "multinomial" : "logistic", outputs), encoding);
        Dictionary<string, OnnxTensor> got = OnnxRuntimeWeb.Run(Bytes(model), new Dictionary<string, OnnxTensor>
        {
            ["x"] = OnnxTensor.Of([1, double.NaN, 1, 1], 1, wide: false),
            ["t"] = OnnxTensor.Of(["a", "a", "", "c"]),
        });
        string last = $"class {Math.Max(2, outputs) - 1}";
        CollectionAssert.AreEqual(new[] { last, "", "", last }, got["label"].Texts);
        CollectionAssert.AreEqual(new[] { false, true, true, false }, got["probabilities"].Numbers.Chunk(Math.Max(2, outputs)).Select(r => r.All(double.IsNaN)).ToArray());
    }

    [TestMethod]
    public void Run_EqualProbabilities_LabelIsTheFirstClass()
    {
        LinearModel model = new(["x"], [1], 0, Facts("binary", "logistic", 1));
        Dictionary<string, OnnxTensor> got = OnnxRuntimeWeb.Run(Bytes(model), new Dictionary<string, OnnxTensor> { ["features"] = OnnxTensor.Of([-1e-6, 0, 1e-6], 1, wide: false) });
        CollectionAssert.AreEqual(new[] { "class 0", "class 0", "class 1" }, got["label"].Texts);
    }

    [TestMethod]
    [DataRow("squared", 1)]
    [DataRow("multinomial", 4)]
    public void Run_ModelOfAMatrix_TakesAllFeaturesAtOnce(string loss, int outputs)
    {
        const int rows = 7, p = 50;
        double[] coefficients = [.. Enumerable.Range(0, p * outputs).Select(c => c % p % 9 == 4 ? Math.Sin(c) : 0)];
        LinearModel model = new([.. Enumerable.Range(0, p).Select(j => $"f{j}")], coefficients, [.. Enumerable.Range(0, outputs).Select(k => 0.1 * k)], Facts("", loss, outputs));
        double[][] columns = [.. Enumerable.Range(0, p).Select(j => Enumerable.Range(0, rows).Select(i => Math.Cos((5 * i) + j)).ToArray())];
        double[] expected = model.Predict(DenseColumns.FromColumns<double>(columns));
        // A column without a coefficient is not looked at.
        Array.Fill(columns[0], double.NaN);
        double[] features = [.. Enumerable.Range(0, rows).SelectMany(i => columns.Select(c => c[i]))];
        OnnxReader file = Read(model);
        CollectionAssert.AreEqual(new long[] { -1, p }, file.Inputs.Single().Shape);
        StringAssert.StartsWith(file.Metadata["features"], """["f0","f1",""");
        AreEqual(expected, OnnxRuntimeWeb.Run(Bytes(model), new Dictionary<string, OnnxTensor> { ["features"] = OnnxTensor.Of(features, p, wide: false) }), model, rows, 1e-6);
    }

    [TestMethod]
    public void Run_NullModel_PredictsEveryRowWhateverIsFed()
    {
        TrainingFacts facts = Facts("regression", "squared", 1);
        TableEncoding texts = new([new("t", ColumnKind.OneHot, ["a"], null, null, false)]);
        (LinearModel, string, OnnxTensor)[] cases =
        [
            (new(["x"], [0], 2.5, facts), "features", OnnxTensor.Of([1, double.NaN], 1, wide: false)),
            (new(["x"], [0], 2.5, facts, Numeric(["x"])), "x", OnnxTensor.Of([1, double.NaN], 1, wide: false)),
            (new(["t=a"], [0], 2.5, facts, texts), "t", OnnxTensor.Of(["a", ""])),
        ];
        foreach ((LinearModel model, string input, OnnxTensor fed) in cases)
            CollectionAssert.AreEqual(new[] { 2.5, 2.5 }, OnnxRuntimeWeb.Run(Bytes(model), new Dictionary<string, OnnxTensor> { [input] = fed })["prediction"].Numbers);
    }

    // Seconds since 1970: a float is a multiple of 128 there. All that is lost is lost where numbers are fed; with 64 bits nothing is.
    [TestMethod]
    public void Run_NumbersFarFromZero_LoseNoMoreThanTheirOwnRounding()
    {
        const double slope = 0.01, start = 1.7e9;
        double[] times = [.. Enumerable.Range(0, 30).Select(i => start + (37.25 * i))];
        LinearModel model = new(["time"], [slope], -slope * start, Facts("regression", "squared", 1), Numeric(["time"]));
        double[] Got(bool wide) => OnnxRuntimeWeb.Run(Bytes(model, wide ? OnnxNumbers.Bits64 : OnnxNumbers.Bits32), new Dictionary<string, OnnxTensor> { ["time"] = OnnxTensor.Of(times, 1, wide) })["prediction"].Numbers;
        double[] wide = Got(true), narrow = Got(false);
        for (int i = 0; i < times.Length; i++)
        {
            Assert.AreEqual(slope * (times[i] - start), wide[i], 1e-8);
            Assert.AreEqual(slope * ((float)times[i] - start), narrow[i], 1e-6);
        }
    }

    private static void AreEqual(double[] expected, Dictionary<string, OnnxTensor> got, LinearModel model, int rows, double tolerance)
    {
        int classes = model.Facts.Classes.Count;
        if (classes == 0)
        {
            CollectionAssert.AreEqual(new[] { rows, 1 }, got["prediction"].Shape);
            for (int i = 0; i < rows; i++) Assert.AreEqual(expected[i], got["prediction"].Numbers[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
            return;
        }
        CollectionAssert.AreEqual(new[] { rows, classes }, got["probabilities"].Shape);
        CollectionAssert.AreEqual(new[] { rows }, got["label"].Shape);
        for (int i = 0; i < rows; i++)
        {
            double[] row = [.. Enumerable.Range(0, classes).Select(k => expected.Length > rows ? expected[(k * rows) + i] : k == 1 ? expected[i] : 1 - expected[i])];
            for (int k = 0; k < classes; k++) Assert.AreEqual(row[k], got["probabilities"].Numbers[(i * classes) + k], tolerance);
            Assert.AreEqual(model.Facts.Classes[Array.IndexOf(row, row.Max())], got["label"].Texts[i]);
        }
    }

    private static TableEncoding Columns() => new(
    [
        new("age", ColumnKind.Numeric, [], 40.5, null, true),
        new("unused", ColumnKind.Numeric, [], 1, null, true),
        new("income", ColumnKind.Numeric, [], null, null, false),
        new("colour", ColumnKind.OneHot, ["", "blue", "grün", "red"], null, null, false),
        new("size", ColumnKind.OneHot, ["large", "small"], null, "small", true),
    ]);

    private static TableEncoding Numeric(string[] names) => new([.. names.Select(n => new ColumnEncoding(n, ColumnKind.Numeric, [], null, null, false))]);

    private static LinearModel Model(string task, string loss, int outputs, TableEncoding encoding, string offset = "")
    {
        IReadOnlyList<string> names = encoding.FeatureNames();
        RandomStream random = new(11);
        double[] coefficients = [.. Enumerable.Range(0, names.Count * outputs).Select(c => names[c % names.Count] switch
        {
            "age" => 0.05 * random.NextUniform(),
            "income" => 3e-5 * random.NextUniform(),
            string name when name.StartsWith("unused", StringComparison.Ordinal) => 0,
            _ => random.NextUniform() - 0.5,
        })];
        return new LinearModel(names, coefficients, [.. Enumerable.Range(0, outputs).Select(k => -1.5 - k)], Facts(task, loss, outputs) with { OffsetColumn = offset }, encoding);
    }

    private static TrainingFacts Facts(string task, string loss, int outputs) =>
        new(task, "y", 9, 1, 0.1, 1, "given", true, 1, 2, double.NaN, double.NaN, 0, 1, new Certificate(1, 0, 0, 3, StopReason.Converged))
        {
            Loss = loss,
            Classes = loss is "logistic" or "multinomial" ? [.. Enumerable.Range(0, Math.Max(2, outputs)).Select(k => $"class {k}")] : [],
        };

    private static Table Rows(int rows)
    {
        string?[] colours = ["red", "", "grün", "violet", "blue"], sizes = ["small", "large", null, "huge"];
        return new Table(
        [
            new NumericColumn("age", Enumerable.Range(0, rows).Select(i => i % 7 == 3 ? double.NaN : 20 + (1.7 * i)).ToArray()),
            new NumericColumn("unused", Enumerable.Range(0, rows).Select(i => (double)i).ToArray()),
            new NumericColumn("income", Enumerable.Range(0, rows).Select(i => 52_340.77 + (20_000 * Math.Sin(i))).ToArray()),
            TextColumn.FromTexts("colour", [.. Enumerable.Range(0, rows).Select(i => colours[i % colours.Length])]),
            TextColumn.FromTexts("size", [.. Enumerable.Range(0, rows).Select(i => sizes[i % sizes.Length])]),
        ]);
    }

    private static Dictionary<string, OnnxTensor> Feeds(LinearModel model, Table table, bool wide) => Read(model).Inputs.Where(i => table.Find(i.Name) is not null).ToDictionary(i => i.Name, i => table.Find(i.Name) switch
    {
        NumericColumn numbers => OnnxTensor.Of(numbers.Values.ToArray(), 1, wide),
        TextColumn texts => OnnxTensor.Of([.. texts.Codes.ToArray().Select(c => c < 0 ? "" : texts.Levels[c])]),
        _ => throw new InvalidOperationException(),
    });

    private static byte[] Bytes(LinearModel model, OnnxNumbers numbers = OnnxNumbers.Bits32)
    {
        using MemoryStream stream = new();
        OnnxWriter.Write(model, stream, numbers);
        return stream.ToArray();
    }

    private static OnnxReader Read(LinearModel model, OnnxNumbers numbers = OnnxNumbers.Bits32) => new(Bytes(model, numbers));
}
