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

    // The loss of counts, e^η − yη, has no zero to take shares of: the deviance has.
    [TestMethod]
    public void Inspect_Count_ShareOfTheDeviance()
    {
        using CliFolder folder = With(CliTables.Counts());
        JsonElement fitted = folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--model-out", "@m", "--json").Json, inspected = folder.Run("inspect", "@m", "--json").Json;
        double[] y = [.. File.ReadAllLines(folder.PathOf("t.csv")).Skip(1).Select(l => double.Parse(l.Split(',')[3], CultureInfo.InvariantCulture))];
        double mean = y.Average(), ofMean = y.Average(v => 2 * ((v > 0 ? v * Math.Log(v / mean) : 0) - v + mean));
        Assert.AreEqual(1 - (fitted.GetProperty("trainingMetrics").GetProperty("deviance").GetDouble() / ofMean), inspected.GetProperty("explainedDeviance").GetDouble(), 1e-9);
    }

    [TestMethod]
    public void Predict_ExposureInsteadOfItsLogarithm_IsRefused()
    {
        string[] lines = CliTables.Counts().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using CliFolder folder = With(string.Join('\n', lines.Select((l, k) => k == 0 ? l + ",exposure" : $"{l},{k % 3}")));
        folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--offset", "exposure", "--model-out", "@m");
        folder.Write("u.csv", "a,b,c,exposure\n1,1,1,2\n1,1,1,8000\n");
        Assert.AreEqual("mlreg: The prediction of row 2 is too large to be a number, and its offset 'exposure' is 8000, where the logarithm of the exposure is needed; correct the row, or leave it out.",
            folder.Run("predict", "@m", "@u.csv", "--out", "@p.csv").Sentence);
        Assert.IsFalse(File.Exists(folder.PathOf("p.csv")));
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
    public void Help_Offset_SaysLogarithmOfTheExposure()
    {
        using CliFolder folder = new();
        Assert.Contains("logarithm of the exposure", string.Join(' ', folder.Run("fit", "--help").Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    // The offsets of the rows of CliTables.Counts, as they stand in the file.
    private static CliFolder WithOffsets(Func<int, string> offset)
    {
        string[] lines = CliTables.Counts().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return With("e," + lines[0] + "\n" + string.Concat(lines.Skip(1).Select((l, i) => $"{offset(i)},{l}\n")));
    }

    [TestMethod]
    [DataRow("impute", "Column 'e', which --offset names, has no value in row 8, and only features are imputed; fill it in, or leave such rows out with --missing drop")]
    [DataRow(null, "Column 'e' has no value in 1 of 120 rows, first in row 8; fill it in, or leave such rows out with --missing drop")]
    public void Fit_OffsetMissing_OneSentenceAndNothingWritten(string? missing, string expected)
    {
        using CliFolder folder = WithOffsets(i => i == 7 ? "" : "0.5");
        Assert.Contains(expected, folder.Run(["fit", "@t.csv", "--label", "y", "--task", "count", "--offset", "e", "--model-out", "@m", .. missing is null ? Array.Empty<string>() : ["--missing", missing]]).Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--offset", "e", "--missing", "drop").Exit);
    }

    [TestMethod]
    public void Fit_OffsetIsTheExposure_OneSentenceOrAWord()
    {
        using CliFolder folder = WithOffsets(i => $"{100 + (50 * (i % 40))}");
        foreach (string command in new[] { "fit", "path" })
            Assert.Contains("The offsets run from 100 to 2050, and counts that differ by a factor of e^1950 overflow; an offset is the logarithm of the exposure: give log(exposure), not the exposure",
                folder.Run(command, "@t.csv", "--label", "y", "--task", "count", "--offset", "e").Sentence);
        Assert.Contains("The largest offset is 2050, and without an intercept", folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--offset", "e", "--no-intercept").Sentence);
        using CliFolder years = WithOffsets(i => $"{1 + (i % 60)}");
        CliResult result = years.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--offset", "e", "--json");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.Contains("The offsets run from 1 to 60", result.Error);
        Assert.Contains("if these are exposures, give their logarithms", result.Error);
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
