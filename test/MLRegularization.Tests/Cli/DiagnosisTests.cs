using System.Text;
using System.Text.Json;

namespace MLRegularization.Tests.Cli;

/// <summary>The diagnosis at the shell: alarms in fit, all of it in inspect.</summary>
[TestClass]
public sealed class DiagnosisTests
{
    // total = a + b, and a column of texts.
    private static CliFolder Table(bool sum)
    {
        StringBuilder text = new("a,b,total,town,y\n");
        for (int i = 0; i < 90; i++)
        {
            double a = Math.Round(100 * Math.Sin(1.3 * i)), b = Math.Round(100 * Math.Cos(2.1 * i)), c = Math.Round(100 * Math.Sin((0.7 * i) + 1));
            text.Append(FormattableString.Invariant($"{a},{b},{(sum ? a + b : c)},{"xyz"[i % 3]},{(2 * a) - b + (10 * Math.Sin(11.7 * i))}\n"));
        }
        CliFolder folder = new();
        folder.Write("t.csv", text.ToString());
        return folder;
    }

    [TestMethod]
    public void Fit_ExactCombination_SaysSo()
    {
        using CliFolder folder = Table(true);
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y");
        Assert.Contains("'total' = 'a' + 'b', exactly.", result.Out);
        Assert.Contains("decided by the penalty, not by the data", result.Out);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public void Fit_NothingWrong_SaysNothing()
    {
        using CliFolder folder = Table(false);
        string text = folder.Run("fit", "@t.csv", "--label", "y").Out;
        foreach (string word in new[] { "condition", "exactly", "penalty", "collinear" }) Assert.DoesNotContain(word, text);
    }

    [TestMethod]
    public void Inspect_SavedModel_TellsWhatWasFoundAtTheFit()
    {
        using CliFolder folder = Table(true);
        JsonElement fit = folder.Run("fit", "@t.csv", "--label", "y", "--alpha", "0.5", "--model-out", "@m.mlreg", "--json").Json.GetProperty("diagnosis");
        string text = folder.Run("inspect", "@m.mlreg").Out;
        foreach (string part in new[] { "Features:", "The condition number of the 5 standardised features is infinite", "The ridge part of the penalty brings it to", "one level of 'town' is left out",
            "'total' = 'a' + 'b', exactly.", "Penalty:", "stands for the belief", "in units of 'y'", "Errors:", "At the chosen λ the mean squared error is", "Underfitted: from λ =" })
            Assert.Contains(part, text);
        JsonElement inspected = folder.Run("inspect", "@m.mlreg", "--json").Json.GetProperty("diagnosis");
        Assert.AreEqual(fit.GetRawText(), inspected.GetRawText());
        Assert.IsTrue(inspected.GetProperty("conditionNumberInfinite").GetBoolean());
        Assert.AreEqual("total", inspected.GetProperty("combinations")[0].GetProperty("column").GetString());
        Assert.IsGreaterThan(0, inspected.GetProperty("prior").GetProperty("normalDeviation").GetDouble());
        foreach (string sentence in inspected.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()!)) Assert.Contains(sentence, text);
    }

    [TestMethod]
    [DataRow("binary")]
    [DataRow("count")]
    public void Inspect_OtherTasks_HaveTheirOwnWords(string task)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", task == "binary" ? CliTables.Binary() : CliTables.Counts());
        folder.Run("fit", "@t.csv", "--label", "y", "--task", task, "--model-out", "@m.mlreg");
        string text = folder.Run("inspect", "@m.mlreg").Out;
        Assert.Contains(task == "binary" ? "in log-odds" : "in the logarithm of 'y'", text);
        Assert.Contains("At the chosen λ the deviance is", text);
        foreach (string wrong in new[] { "squared error is", "normal noise" }) Assert.DoesNotContain(wrong, text);
    }

    [TestMethod]
    public void Inspect_ChosenByAuc_TellsErrorsOfThatMeasure()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", CliTables.Binary());
        folder.Run("fit", "@t.csv", "--label", "y", "--measure", "auc", "--model-out", "@m.mlreg");
        Assert.Contains("At the chosen λ the 1 − AUC is", folder.Run("inspect", "@m.mlreg").Out);
    }
}
