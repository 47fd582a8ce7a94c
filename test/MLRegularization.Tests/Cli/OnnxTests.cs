using System.Globalization;
using System.Text;
using MLRegularization.Tests.Models;

namespace MLRegularization.Tests.Cli;

/// <summary><c>mlreg fit --onnx-out</c>: what the file says in ONNX Runtime is what <c>mlreg predict</c> says.</summary>
[TestClass]
public sealed class OnnxTests
{
    [TestMethod]
    [DataRow("regression", "32"), DataRow("binary", "32"), DataRow("multiclass", "32"), DataRow("count", "64")]
    public void OnnxOut_TableWithTextsAndMissingValues_PredictsAsPredict(string task, string bits)
    {
        using CliFolder folder = new();
        string[][] rows = Rows(task, 90);
        folder.Write("t.csv", Csv(rows));
        CliResult fitted = folder.Run("fit", "@t.csv", "--label", "y", "--task", task, "--missing", "impute", "--folds", "3", "--lambda-count", "20", "--model-out", "@m", "--onnx-out", "@m.onnx", "--onnx-bits", bits);
        Assert.AreEqual(0, fitted.Exit, fitted.Error);
        StringAssert.Contains(fitted.Out, "The model for ONNX Runtime is");
        string[][] scored = Rows(task, 120);
        scored[5][3] = "never seen";
        folder.Write("s.csv", Csv(scored));
        string[][] predicted = [.. folder.Run("predict", "@m", "@s.csv").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];

        byte[] bytes = File.ReadAllBytes(folder.PathOf("m.onnx"));
        OnnxReader file = new(bytes);
        Assert.IsTrue(file.Inputs.Any(i => i.Name == "c") && file.Inputs.Any(i => i.Name == "a"), string.Join(',', file.Inputs.Select(i => i.Name)));
        Dictionary<string, OnnxTensor> got = OnnxRuntimeWeb.Run(bytes, file.Inputs.ToDictionary(i => i.Name, i =>
        {
            string[] cells = [.. scored.Select(r => r["y a b c".Split(' ').ToList().IndexOf(i.Name)])];
            return i.Name == "c" ? OnnxTensor.Of(cells) : OnnxTensor.Of([.. cells.Select(c => c.Length == 0 ? double.NaN : Number(c))], 1, bits == "64");
        }));
        Assert.HasCount(scored.Length, predicted);
        for (int i = 0; i < predicted.Length; i++)
        {
            if (task is "regression" or "count") Assert.AreEqual(Number(predicted[i][1]), got["prediction"].Numbers[i], 1e-5 * Math.Max(1, Math.Abs(Number(predicted[i][1]))));
            else
            {
                int classes = predicted[i].Length - 2;
                Assert.AreEqual(predicted[i][1], got["label"].Texts[i]);
                for (int k = 0; k < classes; k++) Assert.AreEqual(Number(predicted[i][2 + k]), got["probabilities"].Numbers[(i * classes) + k], 1e-5);
            }
        }
    }

    [TestMethod]
    public void OnnxOut_NumbersFarFromZero_WarnsOf32BitsAlone()
    {
        using CliFolder folder = new();
        StringBuilder text = new("time,y\n");
        for (int i = 0; i < 60; i++) text.Append(CultureInfo.InvariantCulture, $"{1_700_000_000 + (7 * i)},{i + Math.Sin(i)}\n");
        folder.Write("t.csv", text.ToString());
        CliResult narrow = folder.Run("fit", "@t.csv", "--label", "y", "--onnx-out", "@m.onnx"), wide = folder.Run("fit", "@t.csv", "--label", "y", "--onnx-out", "@m.onnx", "--onnx-bits", "64");
        StringAssert.Contains(narrow.Error, "round column 'time' so much that predictions move by up to");
        StringAssert.Contains(narrow.Error, "write it with --onnx-bits 64.");
        Assert.AreEqual("", wide.Error);
        folder.Write("l.csv", CliTables.Linear());
        Assert.AreEqual("", folder.Run("fit", "@l.csv", "--label", "y", "--onnx-out", "@m.onnx").Error);
    }

    [TestMethod]
    [DataRow("--onnx-bits 64", "--onnx-bits was given without --onnx-out")]
    [DataRow("--onnx-out @m.onnx --onnx-bits 16", "--onnx-bits is '16'")]
    [DataRow("--onnx-out @m.onnx --text c", "an ONNX file cannot hold the bag of words of column 'c'; leave one of them out")]
    [DataRow("--onnx-out @t.csv", "is the file that is read")]
    [DataRow("--onnx-out @m --model-out @m", "is written by another option too")]
    public void OnnxOut_Mistake_OneSentenceAndNoFile(string words, string sentence)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", Csv(Rows("regression", 60)));
        StringAssert.Contains(folder.Run(["fit", "@t.csv", "--label", "y", "--missing", "drop", .. words.Split(' ')]).Sentence, sentence);
        Assert.HasCount(1, folder.Files);
    }

    // y, a, b, c: a is sometimes missing, c is one of three texts and sometimes missing.
    private static string[][] Rows(string task, int rows)
    {
        string[] levels = ["red", "green", "", "blue"];
        return [.. Enumerable.Range(0, rows).Select(i =>
        {
            double a = 50 + (20 * Math.Sin(1.3 * i)), b = Math.Cos(2.1 * i), score = ((a - 50) / 20) - b + (i % 4) + (0.3 * Math.Sin(11.7 * i));
            string y = task switch
            {
                "regression" => Text(score),
                "count" => Text(Math.Floor(Math.Exp(score / 2))),
                "binary" => score > 1.2 ? "yes" : "no",
                _ => score > 2 ? "high" : score > 0.8 ? "middle" : "low",
            };
            return new[] { y, i % 6 == 1 ? "" : Text(a), Text(b), levels[i % 4] };
        })];
    }

    private static string Csv(string[][] rows) => "y,a,b,c\n" + string.Concat(rows.Select(r => string.Join(',', r) + "\n"));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
