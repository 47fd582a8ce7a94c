using System.Globalization;
using System.Text.Json;

namespace MLRegularization.Tests.Cli;

/// <summary>Counts from end to end.</summary>
[TestClass]
public sealed class CountTests
{
    private static CliFolder With(string table)
    {
        CliFolder folder = new();
        folder.Write("t.csv", table);
        return folder;
    }

    [TestMethod]
    public void FitJson_Count_DevianceAndRootMeanSquare()
    {
        using CliFolder folder = With(CliTables.Counts());
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--json").Json;
        Assert.AreEqual("count", json.GetProperty("task").GetString());
        Assert.IsFalse(json.TryGetProperty("classes", out _));
        CollectionAssert.AreEqual(new[] { "deviance", "rmse" }, json.GetProperty("metrics").EnumerateObject().Select(p => p.Name).ToArray());
        Assert.AreEqual(json.GetProperty("cvError").GetDouble(), json.GetProperty("metrics").GetProperty("deviance").GetDouble(), 1e-9);
        Assert.IsLessThan(json.GetProperty("nullModelError").GetDouble(), json.GetProperty("cvError").GetDouble());
        Assert.AreEqual("regression", folder.Run("fit", "@t.csv", "--label", "y", "--json").Json.GetProperty("task").GetString());
    }

    [TestMethod]
    public void FitText_Count_SpeaksOfDeviance()
    {
        using CliFolder folder = With(CliTables.Counts());
        string text = folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--alpha", "0.5").Out;
        foreach (string expected in new[] { "Elastic net Poisson regression of 'y' on 3 features, 120 rows", "Deviance, 10 folds", "RMSE", "Log of the count" }) Assert.Contains(expected, text);
        Assert.DoesNotContain("Squared", text);
    }

    [TestMethod]
    public void PredictAndEvaluate_Count_ExpectedCounts()
    {
        using CliFolder folder = With(CliTables.Counts());
        JsonElement fitted = folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--model-out", "@m", "--json").Json;
        JsonElement evaluated = folder.Run("evaluate", "@m", "@t.csv", "--json").Json;
        foreach (string metric in new[] { "deviance", "rmse" })
            Assert.AreEqual(fitted.GetProperty("trainingMetrics").GetProperty(metric).GetDouble(), evaluated.GetProperty("metrics").GetProperty(metric).GetDouble(), 1e-12);
        string[] lines = folder.Run("predict", "@m", "@t.csv").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual("row,prediction", lines[0]);
        double[] predicted = [.. lines.Skip(1).Select(l => double.Parse(l.Split(',')[1], CultureInfo.InvariantCulture))];
        double[] truth = [.. File.ReadAllLines(folder.PathOf("t.csv")).Skip(1).Select(l => double.Parse(l.Split(',')[3], CultureInfo.InvariantCulture))];
        Assert.AreEqual(truth.Average(), predicted.Average(), 1e-3); // the intercept is unpenalised
        folder.Write("u.csv", "a,b,c,y\n1,1,1,-2\n");
        Assert.Contains("is -2 in row 1, and the model predicts counts", folder.Run("evaluate", "@m", "@u.csv").Sentence);
        Assert.Contains("lasso model for counts of 'y'", folder.Run("inspect", "@m").Out);
    }

    [TestMethod]
    public void Fit_OffsetOfLogExposure_MultipliesTheCount()
    {
        string[] lines = CliTables.Counts().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using CliFolder folder = With("e," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select((l, i) => string.Create(CultureInfo.InvariantCulture, $"{Math.Log(1 + i % 3):R},{l}"))) + "\n");
        JsonElement fitted = folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--offset", "e", "--model-out", "@m", "--json").Json;
        Assert.IsTrue(fitted.GetProperty("nullModelError").GetDouble() > 0);
        folder.Write("u.csv", string.Create(CultureInfo.InvariantCulture, $"a,b,c,e\n1,1,1,0\n1,1,1,{Math.Log(10):R}\n"));
        double[] predicted = [.. folder.Run("predict", "@m", "@u.csv", "--json").Json.GetProperty("prediction").EnumerateArray().Select(p => p.GetDouble())];
        Assert.AreEqual(10, predicted[1] / predicted[0], 1e-12);
    }

    [TestMethod]
    public void Fit_NegativeCount_OneSentenceAndNothingWritten()
    {
        using CliFolder folder = With(CliTables.Counts() + "1,1,1,-3\n");
        Assert.Contains("is -3 in row 121, and --task count needs counts of 0 or more", folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--model-out", "@m").Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    public void Fit_CountNotWhole_WarningOnce()
    {
        using CliFolder folder = With(CliTables.Counts() + "1,1,1,2.5\n");
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--json");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.HasCount(1, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("row 121 is 2.5, not a whole number", result.Error);
    }
}
