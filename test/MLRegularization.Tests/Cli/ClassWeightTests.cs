using System.Text.Json;

namespace MLRegularization.Tests.Cli;

/// <summary>--class-weights from end to end.</summary>
[TestClass]
public sealed class ClassWeightTests
{
    private static CliFolder Folder()
    {
        CliFolder folder = new();
        string[] lines = CliTables.Binary(["no", "yes"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("t.csv", "w," + lines[0] + "\n" + string.Concat(lines.Skip(1).Select(l => (l.EndsWith("yes", StringComparison.Ordinal) ? "5," : "1,") + l + "\n")));
        return folder;
    }

    [TestMethod]
    public void Fit_GivenWeights_SameModelAsAColumnOfThem()
    {
        using CliFolder folder = Folder();
        JsonElement column = folder.Run("fit", "@t.csv", "--label", "y", "--weights", "w", "--json").Json;
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--ignore", "w", "--class-weights", "yes=5", "--json");
        Assert.AreEqual(0, result.Exit, result.Error);
        foreach (string part in new[] { "lambda", "intercept", "coefficients", "cv", "cvError", "nullModelError" })
            Assert.AreEqual(column.GetProperty(part).GetRawText(), result.Json.GetProperty(part).GetRawText(), part);
        Assert.AreEqual("given", result.Json.GetProperty("classWeighting").GetString());
        Assert.AreEqual(5, result.Json.GetProperty("classWeights").GetProperty("yes").GetDouble());
        Assert.AreEqual(1, result.Json.GetProperty("classWeights").GetProperty("no").GetDouble());
        Assert.AreEqual(Math.Log(5), result.Json.GetProperty("logOddsShift").GetDouble(), 1e-15);
        Assert.IsFalse(column.TryGetProperty("classWeights", out _));
        CliResult path = folder.Run("path", "@t.csv", "--label", "y", "--ignore", "w", "--class-weights", "yes=5,no=1", "--json");
        Assert.AreEqual(0, path.Exit, path.Error);
        Assert.AreEqual(column.GetProperty("lambdaMax").GetDouble(), path.Json.GetProperty("lambdaMax").GetDouble());
        Assert.AreEqual(5, path.Json.GetProperty("classWeights").GetProperty("yes").GetDouble());
    }

    [TestMethod]
    public void Fit_Balanced_IsSaidWhereverTheModelIsShown()
    {
        using CliFolder folder = Folder();
        CliResult fitted = folder.Run("fit", "@t.csv", "--label", "y", "--ignore", "w", "--class-weights", "balanced", "--model-out", "@m", "--report", "@r.html");
        Assert.AreEqual(0, fitted.Exit, fitted.Error);
        JsonElement inspected = folder.Run("inspect", "@m", "--json").Json;
        string[] labels = [.. File.ReadAllLines(folder.PathOf("t.csv")).Skip(1).Select(l => l.Split(',')[^1])];
        Assert.AreEqual("balanced", inspected.GetProperty("classWeighting").GetString());
        foreach (string name in new[] { "no", "yes" })
            Assert.AreEqual(120.0 / (2 * labels.Count(l => l == name)), inspected.GetProperty("classWeights").GetProperty(name).GetDouble(), 1e-15);
        foreach (string text in new[] { fitted.Out, folder.Run("inspect", "@m").Out, System.Net.WebUtility.HtmlDecode(File.ReadAllText(folder.PathOf("r.html"))) })
            Assert.Contains("(balanced); probabilities are those of rows so weighted", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("they lie apart by design", File.ReadAllText(folder.PathOf("r.html")));
        // Evaluation is of the rows as they are, as the metrics of fit are.
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--ignore", "w", "--class-weights", "balanced", "--json").Json;
        foreach (JsonProperty metric in json.GetProperty("trainingMetrics").EnumerateObject())
            Assert.AreEqual(metric.Value.GetDouble(), folder.Run("evaluate", "@m", "@t.csv", "--json").Json.GetProperty("metrics").GetProperty(metric.Name).GetDouble(), 1e-12);
    }

    [TestMethod]
    public void Fit_NumbersAsClasses_AnyWritingOfThem()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", CliTables.Binary());
        Assert.AreEqual(3, folder.Run("fit", "@t.csv", "--label", "y", "--class-weights", "1.0=3", "--json").Json.GetProperty("classWeights").GetProperty("1").GetDouble());
    }

    [TestMethod]
    [DataRow("yess=2", "names 'yess', which is no class of the label 'y' (did you mean 'yes'?); its classes are: 'no', 'yes'")]
    [DataRow("balance", "holds 'balance' (did you mean 'balanced'?); give balanced alone, or NAME=WEIGHT")]
    [DataRow("balanced,yes=2", "holds 'balanced'; give balanced alone, or NAME=WEIGHT")]
    [DataRow("yes=0", "--class-weights for 'yes' is '0'; give a finite number above 0")]
    [DataRow("yes=-1", "--class-weights for 'yes' is '-1'; give a finite number above 0")]
    [DataRow("yes=inf", "--class-weights for 'yes' is 'inf'; give a finite number above 0")]
    [DataRow("yes=NaN", "--class-weights for 'yes' is 'NaN'; give a finite number above 0")]
    [DataRow("yes=two", "--class-weights for 'yes' is 'two'; give a finite number above 0")]
    [DataRow("yes=2,yes=3", "names the class 'yes' twice")]
    public void Fit_WrongClassWeights_OneSentenceAndNothingWritten(string given, string expected)
    {
        using CliFolder folder = Folder();
        Assert.Contains(expected, folder.Run("fit", "@t.csv", "--label", "y", "--class-weights", given, "--model-out", "@m").Sentence);
        Assert.Contains(expected, folder.Run("path", "@t.csv", "--label", "y", "--class-weights", given, "--out", "@p.csv").Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    [DataRow("regression"), DataRow("count")]
    public void Fit_ClassWeightsWithoutClasses_OneSentence(string task)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", CliTables.Counts());
        Assert.Contains($"--class-weights was given, and the task is {task}, which has no classes; weigh rows with --weights, or give --task binary or multiclass",
            folder.Run("fit", "@t.csv", "--label", "y", "--task", task, "--class-weights", "balanced").Sentence);
    }
}
