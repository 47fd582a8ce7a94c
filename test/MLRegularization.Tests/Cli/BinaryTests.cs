using System.Globalization;
using System.Text.Json;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Cli;

/// <summary>Two classes from end to end.</summary>
[TestClass]
public sealed class BinaryTests
{
    private static CliFolder With(string table)
    {
        CliFolder folder = new();
        folder.Write("t.csv", table);
        return folder;
    }

    private static double[] Column(CliResult result, int column) =>
        [.. result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => double.Parse(l.Split(',')[column], CultureInfo.InvariantCulture))];

    [TestMethod]
    public void FitJson_TextLabel_BinaryWithSortedClasses()
    {
        using CliFolder folder = With(CliTables.Binary(["well", "ill"]));
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--json").Json;
        Assert.AreEqual("binary", json.GetProperty("task").GetString());
        Assert.AreEqual("deviance", json.GetProperty("measure").GetString());
        CollectionAssert.AreEqual(new[] { "ill", "well" }, json.GetProperty("classes").EnumerateArray().Select(c => c.GetString()).ToArray());
        Assert.AreEqual("well", json.GetProperty("positiveClass").GetString());
        foreach (string part in new[] { "metrics", "trainingMetrics" })
            CollectionAssert.AreEqual(new[] { "auc", "logLoss", "accuracy", "brier" }, json.GetProperty(part).EnumerateObject().Select(p => p.Name).ToArray());
        JsonElement metrics = json.GetProperty("metrics");
        Assert.AreEqual(json.GetProperty("cvError").GetDouble(), 2 * metrics.GetProperty("logLoss").GetDouble(), 1e-9);
        Assert.IsLessThan(json.GetProperty("nullModelError").GetDouble(), json.GetProperty("cvError").GetDouble());
        Assert.IsLessThanOrEqualTo(1e-7, json.GetProperty("certificate").GetProperty("gap").GetDouble());
    }

    [TestMethod]
    public void Fit_ZeroOneLabel_BinaryUnlessAskedOtherwise()
    {
        using CliFolder folder = With(CliTables.Binary());
        Assert.AreEqual("binary", folder.Run("fit", "@t.csv", "--label", "y", "--json").Json.GetProperty("task").GetString());
        Assert.AreEqual("regression", folder.Run("fit", "@t.csv", "--label", "y", "--task", "regression", "--json").Json.GetProperty("task").GetString());
        Assert.AreEqual("count", folder.Run("fit", "@t.csv", "--label", "y", "--task", "count", "--json").Json.GetProperty("task").GetString());
    }

    [TestMethod]
    public void Fit_OtherNamesOfTheClasses_SameModel()
    {
        using CliFolder folder = With(CliTables.Binary());
        folder.Write("u.csv", CliTables.Binary(["-1", "1"]));
        folder.Write("v.csv", CliTables.Binary(["a", "b"]));
        string expected = folder.Run("fit", "@t.csv", "--label", "y", "--json").Json.GetProperty("coefficients").GetRawText();
        Assert.AreEqual(expected, folder.Run("fit", "@u.csv", "--label", "y", "--task", "binary", "--json").Json.GetProperty("coefficients").GetRawText());
        Assert.AreEqual(expected, folder.Run("fit", "@v.csv", "--label", "y", "--json").Json.GetProperty("coefficients").GetRawText());
    }

    [TestMethod]
    public void FitText_Binary_NamesThePositiveClassAndItsMeasures()
    {
        using CliFolder folder = With(CliTables.Binary(["no", "yes"]));
        string text = folder.Run("fit", "@t.csv", "--label", "y").Out;
        foreach (string expected in new[] { "Lasso logistic regression of 'y' (probability of 'yes' against 'no') on 3 features, 120 rows", "Deviance, 10 folds", "AUC", "Log loss", "Accuracy", "Brier score", "Log-odds" })
            Assert.Contains(expected, text);
        foreach (string wrong in new[] { "Squared", "RMSE", "R²" }) Assert.DoesNotContain(wrong, text);
    }

    [TestMethod]
    public void Fit_DefaultFolds_HoldEveryClass()
    {
        using CliFolder folder = With(CliTables.Binary());
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--folds-out", "@f.csv").Exit);
        string[] labels = [.. File.ReadAllLines(folder.PathOf("t.csv")).Skip(1).Select(l => l.Split(',')[3])];
        int[] ones = new int[10];
        foreach (string[] cells in File.ReadAllLines(folder.PathOf("f.csv")).Skip(1).Select(l => l.Split(',')))
            if (labels[int.Parse(cells[0], CultureInfo.InvariantCulture) - 1] == "1") ones[int.Parse(cells[2], CultureInfo.InvariantCulture) - 1]++;
        Assert.IsLessThanOrEqualTo(1, ones.Max() - ones.Min());
    }

    [TestMethod]
    public void Predict_Classes_LikelierOneAndBothProbabilities()
    {
        using CliFolder folder = With(CliTables.Binary(["no", "\"yes, of course\""]));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m").Exit);
        CliResult result = folder.Run("predict", "@m", "@t.csv", "--json");
        string[] classes = [.. result.Json.GetProperty("prediction").EnumerateArray().Select(p => p.GetString()!)];
        double[] no = [.. result.Json.GetProperty("probability").GetProperty("no").EnumerateArray().Select(p => p.GetDouble())];
        double[] yes = [.. result.Json.GetProperty("probability").GetProperty("yes, of course").EnumerateArray().Select(p => p.GetDouble())];
        for (int i = 0; i < classes.Length; i++)
        {
            Assert.AreEqual(1, no[i] + yes[i], 1e-15);
            Assert.AreEqual(yes[i] > no[i] ? "yes, of course" : "no", classes[i]);
        }
        string[] lines = folder.Run("predict", "@m", "@t.csv").Out.Split('\n');
        Assert.AreEqual("row,prediction,probability_no,\"probability_yes, of course\"", lines[0]);
        string expected = yes[0] > no[0] ? "\"yes, of course\"" : "no";
        StringAssert.StartsWith(lines[1], $"1,{expected},{no[0].ToString("G17", CultureInfo.InvariantCulture)},");
    }

    [TestMethod]
    public void Evaluate_TrainingTable_SameMetricsAsFit()
    {
        using CliFolder folder = With(CliTables.Binary(["no", "yes"]));
        JsonElement fitted = folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m", "--json").Json.GetProperty("trainingMetrics");
        JsonElement evaluated = folder.Run("evaluate", "@m", "@t.csv", "--json").Json;
        Assert.AreEqual("binary", evaluated.GetProperty("task").GetString());
        foreach (JsonProperty metric in fitted.EnumerateObject())
            Assert.AreEqual(metric.Value.GetDouble(), evaluated.GetProperty("metrics").GetProperty(metric.Name).GetDouble(), 1e-12);
        folder.Write("u.csv", "a,b,c,y\n1,1,1,yes\n1,1,1,maybe\n");
        Assert.Contains("holds 'maybe' in row 2, and the model knows the classes 'no' and 'yes'", folder.Run("evaluate", "@m", "@u.csv").Sentence);
        folder.Write("v.csv", "a,b,c,y\n1,1,1,yes\n-1,1,1,yes\n");
        Assert.AreEqual(JsonValueKind.Null, folder.Run("evaluate", "@m", "@v.csv", "--json").Json.GetProperty("metrics").GetProperty("auc").ValueKind);
    }

    [TestMethod]
    public void Inspect_Binary_SaysWhoseProbabilityItIs()
    {
        using CliFolder folder = With(CliTables.Binary(["no", "yes"]));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m").Exit);
        string text = folder.Run("inspect", "@m").Out;
        Assert.Contains("lasso model for binary classification of 'y'", text);
        Assert.Contains("probabilities are of 'yes'", text);
        JsonElement json = folder.Run("inspect", "@m", "--json").Json;
        Assert.AreEqual("logistic", json.GetProperty("loss").GetString());
        Assert.AreEqual("yes", json.GetProperty("positiveClass").GetString());
    }

    [TestMethod]
    public void Path_Binary_RebuildsTheProbabilitiesOfPredict()
    {
        using CliFolder folder = With(CliTables.Binary());
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0.02", "--model-out", "@m").Exit);
        Assert.AreEqual("binary", folder.Run("path", "@t.csv", "--label", "y", "--lambda", "0.02", "--out", "@p.csv", "--json").Json.GetProperty("task").GetString());
        Dictionary<string, double> path = File.ReadAllLines(folder.PathOf("p.csv")).Skip(1).Select(l => l.Split(',')).ToDictionary(c => c[2], c => double.Parse(c[3], CultureInfo.InvariantCulture));
        double[] probability = Column(folder.Run("predict", "@m", "@t.csv"), 3);
        string[][] rows = [.. File.ReadAllLines(folder.PathOf("t.csv")).Select(l => l.Split(','))];
        for (int i = 0; i < probability.Length; i++)
        {
            double eta = path["(intercept)"];
            for (int j = 0; j < 3; j++) eta += path.GetValueOrDefault(rows[0][j]) * double.Parse(rows[i + 1][j], CultureInfo.InvariantCulture);
            Assert.AreEqual(1 / (1 + Math.Exp(-eta)), probability[i], 1e-6);
        }
    }

    [TestMethod]
    public void Fit_Libsvm_SameAsTable()
    {
        using CliFolder folder = With(CliTables.Binary(["-1", "1"]));
        string[][] rows = [.. File.ReadAllLines(folder.PathOf("t.csv")).Skip(1).Select(l => l.Split(','))];
        folder.Write("t.svm", string.Concat(rows.Select(r => $"{r[3]} 1:{r[0]} 2:{r[1]} 3:{r[2]}\n")));
        double expected = folder.Run("fit", "@t.csv", "--label", "y", "--task", "binary", "--json").Json.GetProperty("metrics").GetProperty("auc").GetDouble();
        Assert.AreEqual(expected, folder.Run("fit", "@t.svm", "--task", "binary", "--model-out", "@m", "--json").Json.GetProperty("metrics").GetProperty("auc").GetDouble(), 1e-9);
        Assert.IsGreaterThan(0.8, folder.Run("evaluate", "@m", "@t.svm", "--json").Json.GetProperty("metrics").GetProperty("auc").GetDouble());
        Assert.IsTrue(Column(folder.Run("predict", "@m", "@t.svm"), 3).All(p => p is > 0 and < 1));
        Assert.Contains("--task binary", folder.Run("fit", "@t.svm").Sentence);
    }

    [TestMethod]
    public void Fit_BreastCancer_OrdersRowsItHasNotSeen()
    {
        using CliFolder folder = new();
        JsonElement json = folder.Run("fit", Path.Combine(FixtureTable.Root, "data", "breast_cancer.csv"), "--label", "diagnosis", "--json").Json;
        Assert.IsGreaterThan(0.99, json.GetProperty("metrics").GetProperty("auc").GetDouble());
        Assert.IsGreaterThan(0.95, json.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        Assert.AreEqual("malignant", json.GetProperty("positiveClass").GetString());
    }

    [TestMethod]
    [DataRow("x", "x", "x", "auto", "is x in every row")]
    [DataRow("x", "y", "z", "binary", "'x', 'y', 'z', and --task binary takes two classes; give --task multiclass.")]
    [DataRow("0", "1", "2", "binary", "'0', '1', '2', and --task binary takes two classes; give --task multiclass, or --task regression.")]
    [DataRow("1", "1", "1", "binary", "is 1 in every row")]
    [DataRow("1", "1", "2", "auto", "has two values, 1 and 2, which may be classes or numbers")]
    [DataRow("x", "x", "y", "regression", "and regression needs numbers; give a label of numbers, or fit the two classes with --task binary")]
    [DataRow("x", "x", "y", "count", "a model of counts needs numbers")]
    [DataRow("1", "x", "2", "auto", "the text 'x' in row 2 among numbers")]
    public void Fit_LabelThatTheTaskCannotLearn_OneSentenceAndNothingWritten(string first, string second, string third, string task, string expected)
    {
        using CliFolder folder = With("a,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i * i % 7},{(i % 3 == 0 ? first : i % 3 == 1 ? second : third)}\n")));
        foreach (string command in new[] { "fit", "path" })
        {
            string sentence = folder.Run([command, "@t.csv", "--label", "y", "--task", task, .. command == "fit" ? new[] { "--model-out", "@m", "--report", "@r.html" } : ["--out", "@p.csv"]]).Sentence;
            Assert.Contains(expected, sentence);
            CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
        }
    }

    [TestMethod]
    [DataRow("auc", "AUC, 10 folds", "1 − AUC")]
    [DataRow("accuracy", "Accuracy, 10 folds", "Share of wrong classes")]
    [DataRow("mse", "Squared error of both classes, 10 folds", "Squared error of both classes")]
    public void Fit_Measure_ChoosesAndIsSaid(string measure, string words, string axis)
    {
        using CliFolder folder = With(CliTables.Binary(["no", "yes"]));
        CliResult text = folder.Run("fit", "@t.csv", "--label", "y", "--measure", measure, "--model-out", "@m", "--report", "@r.html");
        Assert.AreEqual(0, text.Exit, text.Error);
        Assert.Contains(words, text.Out);
        Assert.Contains(axis + " on held-out rows", File.ReadAllText(folder.PathOf("r.html")));
        Assert.Contains(words.Split(',')[0] + " on rows held out", folder.Run("inspect", "@m").Out);
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--measure", measure, "--json").Json;
        Assert.AreEqual(measure, json.GetProperty("measure").GetString());
        double[] mean = [.. json.GetProperty("cv").GetProperty("mean").EnumerateArray().Select(v => v.GetDouble())], lambda = [.. json.GetProperty("cv").GetProperty("lambda").EnumerateArray().Select(v => v.GetDouble())];
        double best = measure == "mse" ? mean.Min() : mean.Max();
        Assert.AreEqual(lambda[Array.IndexOf(mean, best)], json.GetProperty("lambda").GetDouble());
        Assert.AreEqual(measure == "mse" ? best : 1 - best, json.GetProperty("cvError").GetDouble(), 1e-12);
        folder.Write("u.csv", CliTables.Linear());
        string[] numbers = ["fit", "@u.csv", "--label", "y", "--measure", measure];
        if (measure == "mse") Assert.AreEqual("mse", folder.Run([.. numbers, "--json"]).Json.GetProperty("measure").GetString());
        else Assert.Contains($"--measure is '{measure}', which needs {(measure == "auc" ? "two " : "")}classes, and the task is regression", folder.Run(numbers).Sentence);
    }

    [TestMethod]
    [DataRow("binary", "Every row of class 'yes' of the label 'y' has weight 0 in 'w'")]
    [DataRow("count", "The label 'y' is 0 in every row whose weight in 'w' is not 0")]
    public void Fit_WeightsWithoutAClass_OneSentence(string task, string expected)
    {
        string[] labels = task == "count" ? ["0", "3"] : ["no", "yes"];
        using CliFolder folder = With("a,w,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i * i % 7},{1 - (i % 2)},{labels[i % 2]}\n")));
        Assert.Contains(expected, folder.Run("fit", "@t.csv", "--label", "y", "--task", task, "--weights", "w").Sentence);
    }

    [TestMethod]
    [DataRow("--fold-column"), DataRow("--group-column")]
    public void Fit_FoldThatHoldsAClass_OneSentence(string option)
    {
        using CliFolder folder = With("a,f,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * i % 7},{(i % 3 == 0 ? "all" : i % 3 == 1 ? "u" : "v")},{(i % 3 == 0 ? "yes" : "no")}\n")));
        string[] words = ["fit", "@t.csv", "--label", "y", option, "f", "--model-out", "@m", .. option == "--group-column" ? new[] { "--folds", "3" } : []];
        Assert.Contains("All 20 rows of class 'yes' of the label 'y' are held out by fold ", folder.Run(words).Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    public void Fit_SeparableWithoutPenalty_EndsWithAReasonAndRemedies()
    {
        using CliFolder folder = With("a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i - 29.5},{i * i % 7},{(i >= 30 ? "yes" : "no")}\n")));
        CliResult result = folder.Run("path", "@t.csv", "--label", "y", "--lambda", "0.1,0.001,0", "--json");
        Assert.AreEqual(0, result.Exit, result.Error);
        JsonElement last = result.Json.GetProperty("path")[2];
        Assert.IsTrue(last.GetProperty("reason").GetString() == "converged" || result.Error.Contains("larger lambdas", StringComparison.Ordinal), result.Error);
        Assert.IsLessThan(1000, last.GetProperty("iterations").GetInt32());
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0").Exit);
    }

    [TestMethod]
    public void Fit_ClassOfOneRow_SaysWhich()
    {
        using CliFolder folder = With("a,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i * i % 7},{(i == 4 ? "yes" : "no")}\n")));
        Assert.Contains("Class 'yes' of the label 'y' has 1 row, and the fold that holds it out learns nothing of the class; add rows of it", folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m").Sentence);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }
}
