using System.Globalization;
using System.Text.Json;

namespace MLRegularization.Tests.Cli;

[TestClass]
public sealed class PredictTests
{
    /// <summary>A folder with t.csv, where the town matters, and its model m.</summary>
    private static CliFolder WithModel(params string[] options)
    {
        CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("t.csv", "town," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select((l, i) =>
        {
            string[] cells = l.Split(',');
            double y = double.Parse(cells[3], CultureInfo.InvariantCulture) + 2 * (i % 3);
            return string.Create(CultureInfo.InvariantCulture, $"{i % 3 + 1}{(i % 3 == 2 ? "x" : "")},{cells[0]},{cells[1]},{cells[2]},{y:R}");
        })) + "\n");
        CliResult fit = folder.Run(["fit", "@t.csv", "--label", "y", "--model-out", "@m", .. options]);
        Assert.AreEqual(0, fit.Exit, fit.Error);
        return folder;
    }

    [TestMethod]
    public void PredictAndEvaluate_TrainingTable_SameMetricsAsFit()
    {
        using CliFolder folder = WithModel();
        double fitted = folder.Run("fit", "@t.csv", "--label", "y", "--json").Json.GetProperty("trainingMetrics").GetProperty("rmse").GetDouble();
        JsonElement evaluated = folder.Run("evaluate", "@m", "@t.csv", "--json").Json;
        Assert.AreEqual(fitted, evaluated.GetProperty("metrics").GetProperty("rmse").GetDouble(), 1e-12);
        Assert.AreEqual(60, evaluated.GetProperty("rows").GetInt32());
        Assert.AreEqual("regression", evaluated.GetProperty("task").GetString());
        Assert.AreEqual(0, folder.Run("predict", "@m", "@t.csv", "--out", "@p.csv").Exit);
        string[] predictions = File.ReadAllLines(folder.PathOf("p.csv"));
        Assert.AreEqual("row,prediction", predictions[0]);
        double squares = 0;
        string[] truth = File.ReadAllLines(folder.PathOf("t.csv"));
        for (int i = 1; i <= 60; i++)
        {
            string[] cells = predictions[i].Split(',');
            Assert.AreEqual(i, int.Parse(cells[0], CultureInfo.InvariantCulture));
            squares += Math.Pow(double.Parse(cells[1], CultureInfo.InvariantCulture) - double.Parse(truth[i].Split(',')[4], CultureInfo.InvariantCulture), 2);
        }
        Assert.AreEqual(fitted, Math.Sqrt(squares / 60), 1e-12);
    }

    [TestMethod]
    public void Predict_ColumnsReorderedAndMore_SamePredictions()
    {
        using CliFolder folder = WithModel();
        string[][] cells = [.. File.ReadAllLines(folder.PathOf("t.csv")).Select(l => l.Split(','))];
        folder.Write("u.csv", string.Concat(cells.Select((c, i) => $"{(i == 0 ? "more" : "text" + i)};{c[3]};{c[2]};{c[0]};{c[1]}\n")));
        Assert.AreEqual(folder.Run("predict", "@m", "@t.csv").Out, folder.Run("predict", "@m", "@u.csv").Out);
    }

    [TestMethod]
    public void Predict_ColumnAbsent_Refused()
    {
        using CliFolder folder = WithModel();
        string[][] cells = [.. File.ReadAllLines(folder.PathOf("t.csv")).Select(l => l.Split(','))];
        folder.Write("u.csv", string.Concat(cells.Select((c, i) => $"{c[0]},{(i == 0 ? "aa" : c[1])},{c[2]}\n")));
        string sentence = folder.Run("predict", "@m", "@u.csv", "--out", "@p.csv").Sentence;
        Assert.Contains("lacks", sentence);
        Assert.Contains("'a'", sentence);
        Assert.Contains("no column 'q', which --label names", folder.Run("evaluate", "@m", "@t.csv", "--label", "q").Sentence);
        CollectionAssert.AreEqual(new[] { "m", "t.csv", "u.csv" }, folder.Files);
    }

    [TestMethod]
    public void Predict_LevelsThatLookLikeNumbers_MatchedAsText()
    {
        // Here every town is a number, though the model has learned texts.
        using CliFolder folder = WithModel();
        string[] lines = File.ReadAllLines(folder.PathOf("t.csv"));
        folder.Write("u.csv", string.Join('\n', lines.Where(l => !l.StartsWith("3x", StringComparison.Ordinal))) + "\n");
        CliResult result = folder.Run("predict", "@m", "@u.csv");
        Assert.AreEqual("", result.Error);
        string first = folder.Run("predict", "@m", "@t.csv").Out.Split('\n')[1];
        Assert.AreEqual(first, result.Out.Split('\n')[1]);
    }

    [TestMethod]
    public void Predict_UnseenLevel_CountedWarning()
    {
        using CliFolder folder = WithModel();
        folder.Write("u.csv", "town,a,b,c\n9,1,1,1\n1,1,1,1\n8,1,1,1\n");
        CliResult result = folder.Run("predict", "@m", "@u.csv");
        Assert.AreEqual(0, result.Exit);
        Assert.Contains("2 rows", result.Error);
        Assert.Contains("'9'", result.Error);
        Assert.AreEqual("", folder.Run("predict", "@m", "@u.csv", "--quiet").Error);
    }

    [TestMethod]
    public void Predict_BadCells_OneSentence()
    {
        using CliFolder folder = WithModel();
        folder.Write("text.csv", "town,a,b,c\n1,1,1,1\n1,x,1,1\n");
        Assert.Contains("'x' in row 2", folder.Run("predict", "@m", "@text.csv").Sentence);
        folder.Write("hole.csv", "town,a,b,c\n1,1,1,1\n1,,1,1\n,1,1,1\n1,2,2,2\n");
        Assert.Contains("has no value in row", folder.Run("predict", "@m", "@hole.csv").Sentence);
        CollectionAssert.AreEqual(new[] { "row", "1", "4" }, folder.Run("predict", "@m", "@hole.csv", "--missing", "drop").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')[0]).ToArray());
        folder.Write("inf.csv", "town,a,b,c\n1,inf,1,1\n");
        Assert.Contains("'inf' in row 1", folder.Run("predict", "@m", "@inf.csv").Sentence);
        folder.Write("label.csv", "town,a,b,c,y\n1,1,1,1,high\n");
        Assert.Contains("'high'", folder.Run("evaluate", "@m", "@label.csv").Sentence);
    }

    [TestMethod]
    public void Predict_Imputed_ModelFillsIn()
    {
        using CliFolder folder = WithModel("--missing", "impute");
        folder.Write("hole.csv", "town,a,b,c\n,,,\n2,0.5,1,1\n");
        CliResult result = folder.Run("predict", "@m", "@hole.csv");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.HasCount(4, result.Out.Split('\n'));
        Assert.DoesNotContain("NaN", result.Out);
    }

    [TestMethod]
    public void Predict_Offset_NeededAndAdded()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("t.csv", "off," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select((l, i) => $"{i % 5},{l}")) + "\n");
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--offset", "off", "--model-out", "@m").Exit);
        folder.Write("u.csv", "a,b,c,off\n1,1,1,0\n1,1,1,100\n");
        double[] predictions = [.. folder.Run("predict", "@m", "@u.csv").Out.Split('\n').Skip(1).Take(2).Select(l => double.Parse(l.Split(',')[1], CultureInfo.InvariantCulture))];
        Assert.AreEqual(100, predictions[1] - predictions[0], 1e-10);
        folder.Write("v.csv", "a,b,c\n1,1,1\n");
        Assert.Contains("'off'", folder.Run("predict", "@m", "@v.csv").Sentence);
    }

    [TestMethod]
    public void Predict_NullModel_InterceptForEveryRow()
    {
        using CliFolder folder = WithModel("--lambda", "1e6");
        CliResult result = folder.Run("predict", "@m", "@t.csv", "--json");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.AreEqual(60, result.Json.GetProperty("rows").GetInt32());
        Assert.HasCount(1, result.Json.GetProperty("prediction").EnumerateArray().Select(p => p.GetDouble()).Distinct().ToArray());
    }

    [TestMethod]
    public void Predict_DamagedModel_OneSentence()
    {
        using CliFolder folder = WithModel();
        byte[] bytes = File.ReadAllBytes(folder.PathOf("m"));
        folder.WriteBytes("cut", bytes[..(bytes.Length / 2)]);
        Assert.Contains("cut off", folder.Run("predict", "@cut", "@t.csv").Sentence);
        bytes[bytes.Length / 2] ^= 4;
        folder.WriteBytes("flip", bytes);
        Assert.Contains("checksum", folder.Run("inspect", "@flip").Sentence);
    }

    [TestMethod]
    public void Inspect_Model_ShowsFactsAndCoefficients()
    {
        using CliFolder folder = WithModel();
        string text = folder.Run("inspect", "@m").Out;
        foreach (string expected in new[] { "lasso model for regression of 'y'", "60 rows", "town=3x", "(intercept)", "The objective is at most", "Columns it needs" }) Assert.Contains(expected, text);
        JsonElement json = folder.Run("inspect", "@m", "--json").Json;
        Assert.Contains("town", json.GetProperty("columnsNeeded").EnumerateArray().Select(c => c.GetString()).ToArray());
        Assert.AreEqual(json.GetProperty("nonZeros").GetInt32(), json.GetProperty("coefficients").GetArrayLength());
    }
}
