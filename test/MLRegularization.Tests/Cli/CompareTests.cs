using System.Text.Json;
using MLRegularization.Cli.Options;

namespace MLRegularization.Tests.Cli;

/// <summary><c>mlreg compare</c> from end to end.</summary>
[TestClass]
public sealed class CompareTests
{
    private static CliFolder With(string table)
    {
        CliFolder folder = new();
        folder.Write("t.csv", table);
        return folder;
    }

    [TestMethod]
    public void Compare_NullModelOfBalancedClasses_HasNoGapNotEvenOfRounding()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 120).Select(i => $"{i * i % 17},{(i % 12 < 5 ? 0 : 1)}\n")));
        JsonElement empty = folder.Run("compare", "@t.csv", "--label", "y", "--models", "null,unpenalised", "--json").Json.GetProperty("models")[0];
        Assert.AreEqual(0, empty.GetProperty("metrics").GetProperty("logLoss").GetProperty("gap").GetDouble());
    }

    [TestMethod]
    public void Compare_ClassOfTwoRows_IsRefusedWhereStrengthsAreChosen()
    {
        using CliFolder folder = With("a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 7 % 11},{(i is 3 or 20 ? "rare" : "usual")}\n")));
        string sentence = folder.Run("compare", "@t.csv", "--label", "y", "--out", "@o.csv").Sentence;
        Assert.StartsWith("mlreg: Class 'rare' of the label 'y' has 2 rows, of which fold ", sentence);
        Assert.EndsWith("and strengths are chosen on folds inside that need 2; add rows of it, leave the class out or merge it with another, or compare --models null,unpenalised.", sentence);
        Assert.IsFalse(File.Exists(folder.PathOf("o.csv")));
        Assert.AreEqual(0, folder.Run("compare", "@t.csv", "--label", "y", "--models", "null,unpenalised").Exit);
    }

    // At λmax the lasso is the null model, but for the last digits of an intercept found on another way.
    [TestMethod]
    public void Compare_ModelsThatAreTheSame_DifferByNothing()
    {
        using CliFolder folder = With(CliTables.Binary(["no", "yes"]));
        JsonElement json = folder.Run("compare", "@t.csv", "--label", "y", "--ignore", "a", "--models", "null,lasso", "--select", "1se", "--lambda-count", "2", "--lambda-ratio", "0.99", "--json").Json;
        Assert.AreEqual("null", json.GetProperty("best").GetString());
        Assert.AreEqual(0, Model(json, "lasso").GetProperty("minusBest").GetProperty("mean").GetDouble());
    }

    private static JsonElement Model(JsonElement json, string name) => json.GetProperty("models").EnumerateArray().First(m => m.GetProperty("model").GetString() == name);

    [TestMethod]
    [DataRow("regression", "rmse,r2,mae")]
    [DataRow("binary", "logLoss,auc,accuracy,brier")]
    [DataRow("count", "deviance,rmse")]
    public void CompareJson_EveryTask_AllModelsByItsMetrics(string task, string metrics)
    {
        using CliFolder folder = With(task switch { "binary" => CliTables.Binary(["no", "yes"]), "count" => CliTables.Counts(), _ => CliTables.Linear() });
        JsonElement json = folder.Run("compare", "@t.csv", "--label", "y", "--task", task, "--folds", "5", "--json").Json;
        Assert.AreEqual(task, json.GetProperty("task").GetString());
        CollectionAssert.AreEqual(CompareRequest.Known, json.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("model").GetString()).ToArray());
        string first = metrics.Split(',')[0];
        Assert.AreEqual(first, json.GetProperty("metric").GetString());
        foreach (JsonElement model in json.GetProperty("models").EnumerateArray())
        {
            CollectionAssert.AreEqual(metrics.Split(','), model.GetProperty("metrics").EnumerateObject().Select(p => p.Name).ToArray());
            JsonElement main = model.GetProperty("metrics").GetProperty(first);
            Assert.AreEqual(main.GetProperty("byFold").EnumerateArray().Average(v => v.GetDouble()), main.GetProperty("mean").GetDouble(), 1e-12);
            Assert.AreEqual(main.GetProperty("mean").GetDouble() - main.GetProperty("training").GetDouble(), main.GetProperty("gap").GetDouble(), 1e-12);
        }
        Assert.AreNotEqual("null", json.GetProperty("best").GetString());
        Assert.AreEqual(0, Model(json, json.GetProperty("best").GetString()!).GetProperty("minusBest").GetProperty("mean").GetDouble());
        Assert.IsLessThan(0.05, Model(json, "null").GetProperty("minusBest").GetProperty("pValue").GetDouble());
        Assert.IsGreaterThan(0, json.GetProperty("verdict").GetArrayLength());
        Assert.AreEqual(0, Model(json, "null").GetProperty("nonZeros").GetDouble());
    }

    [TestMethod]
    public void CompareText_Table_VerdictAndFiles()
    {
        using CliFolder folder = With(CliTables.Linear());
        CliResult result = folder.Run("compare", "@t.csv", "--label", "y", "--folds", "4", "--repeats", "2", "--models", "lasso,null", "--out", "@o.csv", "--report", "@r.html");
        Assert.AreEqual(0, result.Exit, result.Error);
        foreach (string expected in new[] { "compared on 3 features, 60 rows: 4 folds, 2 times", "RMSE, held out", "null model", "lasso *", "Take the lasso", "Nadeau and Bengio" }) Assert.Contains(expected, result.Out);
        Assert.DoesNotContain("ridge", result.Out);
        string[] lines = File.ReadAllLines(folder.PathOf("o.csv"));
        Assert.AreEqual("model,repeat,fold,rmse,r2,mae,training_rmse,training_r2,training_mae,nonZeros,alpha,lambda,epoch,seconds", lines[0]);
        Assert.HasCount(1 + (2 * 8), lines);
        StringAssert.StartsWith(lines[1], "null,1,1,");
        StringAssert.StartsWith(lines[^1], "lasso,2,4,");
        Assert.HasCount(14, lines[^1].Split(','));
        string page = File.ReadAllText(folder.PathOf("r.html"));
        foreach (string expected in new[] { "Take the lasso", "Models compared", "mlreg compare", "60 rows" }) Assert.Contains(expected, page);
        CollectionAssert.AreEqual(new[] { "o.csv", "r.html", "t.csv" }, folder.Files);
    }

    [TestMethod]
    public void Compare_NetworksAskedFor_TheirEpochsAreToldAndTheReportShowsThem()
    {
        using CliFolder folder = With(CliTables.Linear());
        CliResult text = folder.Run("compare", "@t.csv", "--label", "y", "--folds", "2", "--models", "mlp,mlp-plain,null", "--out", "@o.csv", "--report", "@r.html");
        Assert.AreEqual(0, text.Exit, text.Error);
        foreach (string expected in new[] { "2 folds; the epoch of networks chosen on a fifth of each fold's training rows.", "plain MLP", "regularised MLP" }) Assert.Contains(expected, text.Out);
        foreach (string expected in new[] { "plain MLP", "regularised MLP", "the epoch of networks" }) Assert.Contains(expected, File.ReadAllText(folder.PathOf("r.html")));
        string[] last = File.ReadAllLines(folder.PathOf("o.csv"))[^1].Split(',');
        Assert.AreEqual("mlp", last[0]);
        Assert.IsInRange(1, 256, int.Parse(last[^2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.AreEqual("", last[^3]);
    }

    [TestMethod]
    public void Compare_NetworksByDefault_WhereTheyAreQuickAndMeanTheSame()
    {
        using CliFolder folder = With(CliTables.Linear(rows: (CompareRequest.QuickRows / 2) + 1).Replace("a,b", "a,o", StringComparison.Ordinal));
        string[] common = ["compare", "@t.csv", "--label", "y", "--folds", "2", "--json"];
        JsonElement json = folder.Run(common).Json;
        Assert.AreEqual("Networks were left out: 5,001 rows times 2 fits are more than 10,000 rows, and would take long; --models null,unpenalised,ridge,lasso,elasticnet,mlp-plain,mlp compares them too.", json.GetProperty("notes")[0].GetString());
        Assert.AreEqual(5, json.GetProperty("models").GetArrayLength());
        folder.Write("t.csv", CliTables.Linear().Replace("a,b", "a,o", StringComparison.Ordinal));
        Assert.Contains("they take no offset.", folder.Run([.. common, "--offset", "o"]).Json.GetProperty("notes")[0].GetString()!);
        Assert.Contains("penalty factors and bounds are not for them", folder.Run([.. common, "--lower", "a=0"]).Json.GetProperty("notes")[0].GetString()!);
        Assert.Contains("--models names 'mlp', and --offset the column 'o', which networks do not take", folder.Run("compare", "@t.csv", "--label", "y", "--offset", "o", "--models", "null,mlp").Sentence);
    }

    [TestMethod]
    public void Compare_MeasureAuc_DecidesByAuc()
    {
        using CliFolder folder = With(CliTables.Binary());
        JsonElement json = folder.Run("compare", "@t.csv", "--label", "y", "--folds", "4", "--measure", "auc", "--models", "null,ridge,lasso", "--json").Json;
        Assert.AreEqual("auc", json.GetProperty("metric").GetString());
        double best = Model(json, json.GetProperty("best").GetString()!).GetProperty("metrics").GetProperty("auc").GetProperty("mean").GetDouble();
        foreach (JsonElement model in json.GetProperty("models").EnumerateArray()) Assert.IsGreaterThanOrEqualTo(model.GetProperty("metrics").GetProperty("auc").GetProperty("mean").GetDouble(), best);
    }

    [TestMethod]
    public void Compare_OptionsOfRowsAndFolds_AreHeard()
    {
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string wide = "g,w,o," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select((l, i) => $"{i % 4},{1 + (i % 3)},{i % 2},{(i == 7 ? "," + l.Split(',', 2)[1] : l)}")) + "\n";
        using CliFolder folder = With(wide);
        string[] common = ["compare", "@t.csv", "--label", "y", "--json", "--models", "null,unpenalised,lasso", "--missing", "impute", "--ignore"];
        JsonElement Run(params string[] more) => folder.Run([.. common, .. more]).Json;
        double Error(JsonElement json, string model = "lasso") => Model(json, model).GetProperty("metrics").GetProperty("rmse").GetProperty("mean").GetDouble();
        JsonElement plain = Run("g,w,o");
        Assert.AreEqual(10, plain.GetProperty("folds").GetInt32());
        Assert.AreEqual(4, Run("w,o", "--fold-column", "g").GetProperty("folds").GetInt32());
        Assert.AreEqual(3, Run("w,o", "--group-column", "g", "--folds", "3").GetProperty("innerFolds").GetInt32());
        Assert.AreNotEqual(Error(plain), Error(Run("g,o", "--weights", "w")));
        Assert.AreNotEqual(Error(plain, "null"), Error(Run("g,w", "--offset", "o"), "null"));
        Assert.AreNotEqual(Error(plain), Error(Run("g,w,o", "--seed", "2")));
        Assert.AreNotEqual(Error(plain), Error(Run("g,w,o", "--select", "1se")));
        Assert.IsGreaterThan(2 * Error(plain), Error(Run("g,w,o", "--penalty-factor", "a=inf")));
        Assert.AreEqual(3, Run("g,w,o", "--inner-folds", "3").GetProperty("innerFolds").GetInt32());
        Assert.AreEqual(Error(plain), Error(Run("g,w,o", "--threads", "1")));
    }

    [TestMethod]
    public void Compare_NoMoreRowsThanFeatures_OneWordOnTheUnpenalised()
    {
        string wide = "y," + string.Join(',', Enumerable.Range(0, 30).Select(j => $"x{j}")) + "\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i =>
            FormattableString.Invariant($"{Math.Sin(i)},") + string.Join(',', Enumerable.Range(0, 30).Select(j => FormattableString.Invariant($"{Math.Sin((j + 1.3) * (i + 1) * 1.7):R}"))))) + "\n";
        using CliFolder folder = With(wide);
        CliResult result = folder.Run("compare", "@t.csv", "--label", "y", "--folds", "4", "--models", "null,unpenalised,lasso");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.Contains("warning: Unpenalised: The training rows are no more than the features", result.Error);
        Assert.HasCount(1, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    [DataRow("is no model (did you mean 'lasso'?); give some of null, unpenalised, ridge, lasso, elasticnet, mlp-plain, mlp", "--models", "null,laso")]
    [DataRow("--alpha is for the elastic net, which --models leaves out", "--models", "lasso", "--alpha", "0.3")]
    [DataRow("--folds is '1'; give a whole number from 2", "--folds", "1")]
    [DataRow("--inner-folds is 'x'", "--inner-folds", "x")]
    [DataRow("mlreg compare has no option '--model-out'", "--model-out", "m")]
    [DataRow("--measure is 'auc', which needs two classes", "--measure", "auc")]
    [DataRow("There are 60 rows for 61 folds", "--folds", "61")]
    [DataRow("has 2 values; strengths are chosen on the folds left", "--fold-column", "h")]
    [DataRow("lies in a folder that does not exist", "--report", "/no/such/folder/r.html")]
    [DataRow("is the file that is read", "--out", "@t.csv")]
    [DataRow("has 1 row (so have 59 other classes)", "--task", "multiclass")]
    public void Compare_Mistake_OneSentenceAndNothingWritten(string expected, params string[] more)
    {
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using CliFolder folder = With("h," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select((l, i) => $"{i % 2},{l}")) + "\n");
        Assert.Contains(expected, folder.Run(["compare", "@t.csv", "--label", "y", .. more]).Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    public void Compare_Cancelled_NothingWritten()
    {
        using CliFolder folder = With(CliTables.Linear());
        using CancellationTokenSource stop = new();
        stop.Cancel();
        CliResult result = folder.Run(stop.Token, "compare", "@t.csv", "--label", "y", "--out", "@o.csv");
        Assert.Contains("nothing was written", result.Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }
}
