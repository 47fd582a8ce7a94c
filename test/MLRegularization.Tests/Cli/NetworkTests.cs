using System.Globalization;
using System.Text.Json;
using MLRegularization.Models;

namespace MLRegularization.Tests.Cli;

/// <summary>Networks from the command line: fit, predict, evaluate, inspect, report and ONNX of every task, and the mistakes that users make.</summary>
[TestClass]
public sealed class NetworkTests
{
    private static readonly string[] Fast = ["--model", "mlp", "--epochs", "15", "--hidden", "16,16", "--folds", "3"];

    private static CliFolder With(Func<int, string> label)
    {
        CliFolder folder = new();
        folder.Write("t.csv", "a,b,kind,y\n" + string.Concat(Enumerable.Range(0, 120).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Math.Sin(i * 1.7):F4},{i * 7 % 13},{(i % 3 == 0 ? "red" : "blue")},{label(i)}\n"))));
        return folder;
    }

    private static string Number(int i) => string.Create(CultureInfo.InvariantCulture, $"{(3 * Math.Sin(i * 1.7)) + (i * 7 % 13) + (i % 3 == 0 ? 5 : 0):F3}");

    private static string Class(int i, string[] names) => names[(i * 7 % 13) * names.Length / 13];

    [TestMethod]
    public void Fit_Regression_LearnsAndIsPredictedWith()
    {
        using CliFolder folder = With(Number);
        JsonElement json = folder.Run(["fit", "@t.csv", "--label", "y", "--model", "mlp", "--epochs", "80", "--hidden", "32", "--folds", "3", "--model-out", "@m.json", "--json"]).Json;
        Assert.AreEqual("regression", json.GetProperty("task").GetString());
        Assert.IsGreaterThan(0.8, json.GetProperty("metrics").GetProperty("r2").GetDouble());
        Assert.AreEqual(80, json.GetProperty("history").GetProperty("validationLoss").GetArrayLength());
        Assert.AreEqual("3", json.GetProperty("layers")[0].GetProperty("inputs").GetRawText());
        JsonElement predicted = folder.Run("predict", "@m.json", "@t.csv", "--json").Json, evaluated = folder.Run("evaluate", "@m.json", "@t.csv", "--json").Json;
        Assert.AreEqual(120, predicted.GetProperty("prediction").GetArrayLength());
        Assert.AreEqual(json.GetProperty("trainingMetrics").GetProperty("rmse").GetDouble(), evaluated.GetProperty("metrics").GetProperty("rmse").GetDouble(), 1e-12);
        Assert.Contains("Network for regression of 'y'", folder.Run("inspect", "@m.json").Out.Replace("values", "regression"), StringComparison.Ordinal);
        Assert.AreEqual("realmlp-1", folder.Run("inspect", "@m.json", "--json").Json.GetProperty("preset").GetString());
    }

    [TestMethod]
    [DataRow("binary", "no,yes")]
    [DataRow("multiclass", "high,low,middle")]
    public void Fit_Classes_ProbabilitiesAndErrors(string task, string names)
    {
        string[] classes = names.Split(',');
        using CliFolder folder = With(i => Class(i, classes));
        JsonElement json = folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--class-weights", "balanced", "--model-out", "@m.json", "--report", "@r.html", "--onnx-out", "@m.onnx", "--json"]).Json;
        Assert.AreEqual(task, json.GetProperty("task").GetString());
        Assert.IsGreaterThan(0.6, json.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        JsonElement probability = folder.Run("predict", "@m.json", "@t.csv", "--json").Json.GetProperty("probability");
        Assert.AreEqual(1, classes.Sum(c => probability.GetProperty(c)[5].GetDouble()), 1e-9);
        Assert.Contains("Learning curves", File.ReadAllText(folder.PathOf("r.html")));
        Assert.IsGreaterThan(1000, new FileInfo(folder.PathOf("m.onnx")).Length);
    }

    [TestMethod]
    public void Fit_Counts_HaveADeviance()
    {
        using CliFolder folder = With(i => $"{i * 7 % 13}");
        JsonElement json = folder.Run(["fit", "@t.csv", "--label", "y", "--task", "count", .. Fast, "--json"]).Json;
        Assert.IsGreaterThan(0, json.GetProperty("nullLoss").GetDouble());
        Assert.IsTrue(json.GetProperty("history").GetProperty("validationLoss").EnumerateArray().All(v => v.GetDouble() >= 0));
    }

    [TestMethod]
    public void Fit_Penalties_AreThoseAskedFor()
    {
        using CliFolder folder = With(Number);
        string regularization = folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--dropout", "0", "--weight-decay", "0", "--l1", "0.05", "--input-dropout", "0.1", "--json"]).Json.GetProperty("regularization").GetString()!;
        Assert.DoesNotContain("decay", regularization);
        Assert.Contains("10 %", regularization);
        JsonElement json = folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--l1", "0.05", "--json"]).Json;
        Assert.IsGreaterThan(10, json.GetProperty("layers")[1].GetProperty("zeroWeights").GetInt32());
    }

    [TestMethod]
    public void Fit_MissingValues_AreImputedOnRequestAlone()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 9 == 0 ? "" : $"{i % 7}")},{i % 5},{i % 7}\n")));
        Assert.Contains("Column 'a' has no value in 7 of 60 rows", folder.Run(["fit", "@t.csv", "--label", "y", "--task", "regression", .. Fast]).Sentence);
        Assert.AreEqual(0, folder.Run(["fit", "@t.csv", "--label", "y", "--task", "regression", "--missing", "impute", "--model-out", "@m", .. Fast]).Exit);
        Assert.AreEqual(0, folder.Run("predict", "@m", "@t.csv", "--out", "@p.csv").Exit);
    }

    [TestMethod]
    public void Fit_Mistakes_OneSentenceEach()
    {
        using CliFolder folder = With(Number);
        string Of(params string[] more) => folder.Run(["fit", "@t.csv", "--label", "y", "--model-out", "@m", .. more]).Sentence;
        Assert.Contains("--alpha was given, which belongs to linear models, and --model is mlp; leave --alpha or --model out", Of("--model", "mlp", "--alpha", "0.5"));
        Assert.Contains("--hidden was given, which belongs to networks; add --model mlp, or leave it out", Of("--hidden", "8"));
        Assert.Contains("--hidden", Of("--model", "mlp", "--hidden", "0"));
        Assert.Contains("--dropout", Of("--model", "mlp", "--dropout", "1"));
        Assert.Contains("realmlp-1", Of("--model", "mlp", "--preset", "best"));
        Assert.Contains("--offset names the column 'b', and networks take no offset", Of("--model", "mlp", "--offset", "b"));
        Assert.Contains("--epochs", Of("--model", "mlp", "--epochs", "0"));
        Assert.Contains("--model", Of("--model", "tree"));
        Assert.Contains("it may have at most 134217728", Of("--model", "mlp", "--hidden", "65536,65536"));
        Assert.Contains("--measure is 'mse', and a network for count chooses its epoch by other measures; give --measure deviance.", folder.Run("fit", "@t.csv", "--label", "b", "--task", "count", "--model", "mlp", "--measure", "mse").Sentence);
        Assert.Contains("name networks with --models mlp-plain,mlp", folder.Run("compare", "@t.csv", "--label", "y", "--model", "mlp").Sentence);
        Assert.IsFalse(File.Exists(folder.PathOf("m")));
        Assert.Contains("this command is for linear models", folder.Run("path", "@t.csv", "--label", "y", "--model", "mlp").Sentence);
    }

    [TestMethod]
    public void Fit_SquaredErrorAsMeasure_IsTheLossOfARegression()
    {
        using CliFolder folder = With(Number);
        string Loss(string measure) => folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--measure", measure, "--json"]).Json.GetProperty("validationLoss").GetRawText();
        Assert.AreEqual(Loss("deviance"), Loss("mse"));
    }

    [TestMethod]
    public void Fit_DivergedFromTheStart_IsRefusedAndNothingIsWritten()
    {
        using CliFolder folder = With(Number);
        string sentence = folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--preset", "plain-1", "--learning-rate", "1e300", "--model-out", "@m"]).Sentence;
        Assert.Contains("Training diverged in its first epoch: the loss was no longer a number, so there is no model; give a --learning-rate below 1e300, or weaker penalties.", sentence);
        Assert.IsFalse(File.Exists(folder.PathOf("m")));
    }

    [TestMethod]
    public void Fit_ConstantColumns_SaysThatNothingCanBeLearned()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"1,2,{i}\n")));
        Assert.Contains("Every column is constant in the training rows ('a' and 'b'): every row gets the same prediction.", folder.Run(["fit", "@t.csv", "--label", "y", .. Fast]).Error);
    }

    // The inputs are those of the network, and not the features that a linear model would have.
    [TestMethod]
    public void Fit_Report_TellsOfTheNetworksOwnInputs()
    {
        using CliFolder folder = With(Number);
        folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--report", "@r.html"]);
        string page = File.ReadAllText(folder.PathOf("r.html"));
        Assert.Contains("A text of two levels begins as −1 or 1.", page);
        Assert.DoesNotContain("<th scope=\"row\">Features</th>", page);
    }

    [TestMethod]
    public void Fit_OutputThatIsADevice_IsRefusedAndStays()
    {
        if (OperatingSystem.IsWindows()) return;
        using CliFolder folder = With(Number);
        Assert.Contains("--model-out '/dev/null' is a device, whose place a file would take", folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--model-out", "/dev/null"]).Sentence);
    }

    [TestMethod]
    public void Predict_TableThatLacksAColumn_SaysWhich()
    {
        using CliFolder folder = With(Number);
        folder.Run(["fit", "@t.csv", "--label", "y", .. Fast, "--model-out", "@m"]);
        folder.Write("u.csv", "a,kind\n1,red\n");
        Assert.Contains("lacks the column 'b'", folder.Run("predict", "@m", "@u.csv").Sentence);
        folder.Write("v.csv", "a,b,kind\n1,2,green\n");
        CliResult unseen = folder.Run("predict", "@m", "@v.csv");
        Assert.AreEqual(0, unseen.Exit);
        Assert.Contains("that the model has not seen, such as 'green'", unseen.Error);
        Assert.IsTrue(ModelFile.HoldsNetwork(folder.PathOf("m")));
    }
}
