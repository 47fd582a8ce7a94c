using System.Globalization;
using System.Text;
using System.Text.Json;
using MLRegularization.Tests.Models;

namespace MLRegularization.Tests.Cli;

/// <summary>Text columns with more levels than usual, <c>--max-levels</c>: features of linear models, embeddings of networks.</summary>
[TestClass]
public sealed class ManyLevelsTests
{
    private const int Levels = 70, Rows = 700;

    // Each town has a level of its own, and ten rows.
    private static CliFolder Towns()
    {
        CliFolder folder = new();
        StringBuilder text = new("a,town,y\n");
        for (int i = 0; i < Rows; i++) text.Append(CultureInfo.InvariantCulture, $"{Math.Sin(1.7 * i):F3},town{i % Levels},{(5 * Math.Sin(3.1 * (i % Levels))) + Math.Sin(1.7 * i):F3}\n");
        folder.Write("t.csv", text.ToString());
        return folder;
    }

    [TestMethod]
    public void Fit_MoreLevelsThanTheLimit_NamesTheOption()
    {
        using CliFolder folder = Towns();
        string Of(params string[] more) => folder.Run(["fit", "@t.csv", "--label", "y", .. more]).Sentence;
        Assert.Contains("Column 'town' is text (the first is 'town0' in row 1) with more than 50 different values, the limit for one feature per value; leave it out with --ignore town, allow more with --max-levels, ", Of());
        Assert.Contains("more than 50 different values", Of("--model", "mlp"));
        Assert.Contains("more than 69 different values", Of("--max-levels", "69"));
        Assert.Contains("--max-levels is '70000'; give a whole number from 1 to 65536", Of("--max-levels", "70000"));
        folder.Write("t.svm", "1 1:2\n2 1:3\n");
        Assert.Contains("--max-levels was given, but a LIBSVM file has no texts; leave --max-levels out", folder.Run("fit", "@t.svm", "--max-levels", "9").Sentence);
    }

    [TestMethod]
    public void Fit_LinearModel_LearnsEveryLevel()
    {
        using CliFolder folder = Towns();
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--max-levels", "70", "--folds", "3", "--model-out", "@m", "--onnx-out", "@m.onnx", "--json").Json;
        Assert.AreEqual(Levels + 1, json.GetProperty("features").GetInt32());
        Assert.IsGreaterThan(0.98, json.GetProperty("metrics").GetProperty("r2").GetDouble());
        Assert.IsGreaterThan(0.98, folder.Run("evaluate", "@m", "@t.csv", "--json").Json.GetProperty("metrics").GetProperty("r2").GetDouble());
        Assert.Contains("town=town7", folder.Run("inspect", "@m", "--json").Out);
    }

    [TestMethod]
    public void Fit_Network_LearnsAnEmbedding()
    {
        using CliFolder folder = Towns();
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--model", "mlp", "--max-levels", "70", "--epochs", "30", "--hidden", "32", "--folds", "2", "--model-out", "@m", "--onnx-out", "@m.onnx", "--report", "@r.html", "--json").Json;
        Assert.AreEqual(1 + 8, json.GetProperty("layers")[0].GetProperty("inputs").GetInt32());
        Assert.IsGreaterThan(0.9, json.GetProperty("metrics").GetProperty("r2").GetDouble());
        Assert.AreEqual(json.GetProperty("trainingMetrics").GetProperty("rmse").GetDouble(), folder.Run("evaluate", "@m", "@t.csv", "--json").Json.GetProperty("metrics").GetProperty("rmse").GetDouble(), 1e-12);
        Assert.Contains("'town' has 70 levels, each with an embedding", folder.Run("inspect", "@m").Out.ReplaceLineEndings(" "));
        Assert.Contains("1 numeric, 1 text", File.ReadAllText(folder.PathOf("r.html")));
        folder.Write("u.csv", "a,town\n0,town7\n0,elsewhere\n0,\n");
        CliResult unseen = folder.Run("predict", "@m", "@u.csv", "--json");
        Assert.Contains("'town' holds texts in 1 row that the model has not seen, such as 'elsewhere'", unseen.Error);
        Assert.AreEqual(3, unseen.Json.GetProperty("prediction").GetArrayLength());
    }

    [TestMethod]
    [DataRow("elasticnet"), DataRow("mlp")]
    public void OnnxOut_EveryLevelAndOneUnseen_PredictsAsPredict(string model)
    {
        using CliFolder folder = Towns();
        string[] network = model == "mlp" ? ["--epochs", "5", "--hidden", "16"] : [];
        Assert.AreEqual(0, folder.Run(["fit", "@t.csv", "--label", "y", "--max-levels", "70", "--folds", "2", "--model", model, "--model-out", "@m", "--onnx-out", "@m.onnx", .. network]).Exit);
        string[] towns = [.. Enumerable.Range(0, Levels).Select(k => $"town{k}"), "elsewhere"];
        folder.Write("u.csv", "a,town\n" + string.Concat(towns.Select((town, k) => $"{k % 3},{town}\n")));
        double[] predicted = [.. folder.Run("predict", "@m", "@u.csv", "--json").Json.GetProperty("prediction").EnumerateArray().Select(p => p.GetDouble())];
        double[] got = OnnxRuntimeWeb.Run(File.ReadAllBytes(folder.PathOf("m.onnx")), new Dictionary<string, OnnxTensor>
        {
            ["a"] = OnnxTensor.Of([.. towns.Select((_, k) => (double)(k % 3))], 1, false),
            ["town"] = OnnxTensor.Of(towns),
        })["prediction"].Numbers;
        Assert.HasCount(predicted.Length, got);
        for (int i = 0; i < got.Length; i++) Assert.AreEqual(predicted[i], got[i], 1e-4);
    }

    // A column of each level would be called like the column 'town=town3'.
    [TestMethod]
    public void Fit_Network_MakesNoFeatureOfALevel()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "town=town3,town,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 7 % 11},town{i % 5},{i * 3 % 7}\n")));
        string[] words = ["fit", "@t.csv", "--label", "y", "--task", "regression", "--folds", "2"];
        Assert.Contains("Two features would be called 'town=town3'", folder.Run(words).Sentence);
        Assert.AreEqual(0, folder.Run([.. words, "--model", "mlp", "--epochs", "2", "--hidden", "4"]).Exit);
    }
}
