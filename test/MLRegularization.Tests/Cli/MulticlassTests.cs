using System.Globalization;
using System.Text.Json;
using MLRegularization.Cli.Options;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Cli;

/// <summary>Several classes from end to end.</summary>
[TestClass]
public sealed class MulticlassTests
{
    private static readonly string[] Names = ["ill", "so-so", "well"];

    private static CliFolder With(string table)
    {
        CliFolder folder = new();
        folder.Write("t.csv", table);
        return folder;
    }

    private static string[] Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(c => c.GetString()!)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [TestMethod]
    public void FitJson_LabelOfThreeTexts_MulticlassWithSortedClasses()
    {
        using CliFolder folder = With(CliTables.Classes("well", "ill", "so-so"));
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--json").Json;
        Assert.AreEqual("multiclass", json.GetProperty("task").GetString());
        Assert.AreEqual("deviance", json.GetProperty("measure").GetString());
        CollectionAssert.AreEqual(Names, Texts(json, "classes"));
        Assert.IsFalse(json.TryGetProperty("positiveClass", out _));
        foreach (string part in new[] { "metrics", "trainingMetrics" })
            CollectionAssert.AreEqual(new[] { "logLoss", "accuracy", "balancedAccuracy" }, json.GetProperty(part).EnumerateObject().Select(p => p.Name).ToArray());
        Assert.AreEqual(json.GetProperty("cvError").GetDouble(), 2 * json.GetProperty("metrics").GetProperty("logLoss").GetDouble(), 1e-9);
        Assert.IsLessThan(json.GetProperty("nullModelError").GetDouble(), json.GetProperty("cvError").GetDouble());
        Assert.IsLessThanOrEqualTo(1e-7, json.GetProperty("certificate").GetProperty("gap").GetDouble());
        CollectionAssert.AreEqual(Names, json.GetProperty("intercepts").EnumerateObject().Select(p => p.Name).ToArray());
        JsonElement[] coefficients = [.. json.GetProperty("coefficients").EnumerateArray()];
        Assert.HasCount(json.GetProperty("nonZeros").GetInt32(), coefficients);
        foreach (JsonElement coefficient in coefficients)
        {
            Assert.Contains(coefficient.GetProperty("class").GetString()!, Names);
            Assert.Contains(coefficient.GetProperty("feature").GetString()!, ["a", "b", "c"]);
        }
    }

    [TestMethod]
    public void Fit_OtherNamesOfTheClasses_SameModel()
    {
        using CliFolder folder = With(CliTables.Classes("1", "2", "3"));
        folder.Write("u.csv", CliTables.Classes("1.0", "2.0", "30"));
        folder.Write("v.csv", CliTables.Classes(Names));
        double[] Values(params string[] words) => [.. folder.Run(["fit", .. words, "--label", "y", "--json"]).Json.GetProperty("coefficients").EnumerateArray().Select(c => c.GetProperty("coefficient").GetDouble())];
        double[] expected = Values("@t.csv", "--task", "multiclass");
        CollectionAssert.AreEqual(expected, Values("@u.csv", "--task", "multiclass"));
        CollectionAssert.AreEqual(expected, Values("@v.csv"));
        CollectionAssert.AreEqual(new[] { "1", "2", "30" }, Texts(folder.Run("fit", "@u.csv", "--label", "y", "--task", "multiclass", "--json").Json, "classes"));
    }

    [TestMethod]
    public void FitText_Multiclass_ShowsAColumnPerClassAndItsMeasures()
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        string text = folder.Run("fit", "@t.csv", "--label", "y").Out;
        foreach (string expected in new[] { "Lasso multinomial regression of 'y' (3 classes) on 3 features, 120 rows", "Deviance, 10 folds", "Log loss", "Accuracy", "Balanced accuracy", "of 9", "Features in the model" })
            Assert.Contains(expected, text);
        foreach (string wrong in new[] { "Squared", "RMSE", "R²", "AUC" }) Assert.DoesNotContain(wrong, text);
        string[] heads = text.Split('\n').Single(l => l.Contains("Feature ")  && l.Contains("ill")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(new[] { "Feature", "ill", "so-so", "well" }, heads);
    }

    [TestMethod]
    public void FitText_ManyClasses_NamesTheClassesAFeatureSpeaksForAndAgainst()
    {
        using CliFolder folder = With(CliTables.Classes([.. Enumerable.Range(0, 8).Select(k => $"a class with the long name {k}")]));
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--folds", "3", "--lambda", "0.01", "--model-out", "@m");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.Contains("Speaks most for", result.Out);
        Assert.Contains("a class with th…", result.Out);
        string text = folder.Run("inspect", "@m").Out;
        Assert.Contains("8: 'a class with the long name 0', 'a class with the long name 1'", text);
        Assert.AreEqual(2, text.Split("(intercept)").Length - 1);
    }

    [TestMethod]
    public void Fit_DefaultFolds_HoldEveryClass()
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--folds-out", "@f.csv").Exit);
        string[] labels = [.. File.ReadAllLines(folder.PathOf("t.csv")).Skip(1).Select(l => l.Split(',')[3])];
        int[] folds = [.. File.ReadAllLines(folder.PathOf("f.csv")).Skip(1).Select(l => int.Parse(l.Split(',')[2], CultureInfo.InvariantCulture) - 1)];
        foreach (string name in Names)
        {
            int[] rows = [.. Enumerable.Range(0, 10).Select(f => folds.Zip(labels).Count(r => r.First == f && r.Second == name))];
            Assert.IsLessThanOrEqualTo(1, rows.Max() - rows.Min());
        }
    }

    [TestMethod]
    public void Predict_OddClassNames_QuotedAndTheLikeliestNamed()
    {
        using CliFolder folder = With(CliTables.Classes("\"yes, of course\"", "\"a \"\"maybe\"\"\"", "日本 – nein"));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m").Exit);
        JsonElement json = folder.Run("predict", "@m", "@t.csv", "--json").Json;
        string[] classes = ["a \"maybe\"", "yes, of course", "日本 – nein"], predicted = Texts(json, "prediction");
        double[][] probability = [.. classes.Select(c => json.GetProperty("probability").GetProperty(c).EnumerateArray().Select(p => p.GetDouble()).ToArray())];
        for (int i = 0; i < predicted.Length; i++)
        {
            Assert.AreEqual(1, probability.Sum(p => p[i]), 1e-14);
            Assert.AreEqual(probability.Max(p => p[i]), probability[Array.IndexOf(classes, predicted[i])][i]);
        }
        CollectionAssert.AreEquivalent(classes, predicted.Distinct().ToArray());
        string[] lines = folder.Run("predict", "@m", "@t.csv").Out.Split('\n');
        Assert.AreEqual("row,prediction,\"probability_a \"\"maybe\"\"\",\"probability_yes, of course\",probability_日本 – nein", lines[0]);
        StringAssert.StartsWith(lines[1], "1,\"a \"\"maybe\"\"\"," + probability[0][0].ToString("G17", CultureInfo.InvariantCulture) + ",");
        Assert.AreEqual(0, folder.Run("path", "@t.csv", "--label", "y", "--out", "@p.csv").Exit);
        Assert.Contains(",\"yes, of course\",a,", File.ReadAllText(folder.PathOf("p.csv")));
    }

    [TestMethod]
    public void Evaluate_TrainingTable_SameMetricsAsFit()
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        JsonElement fitted = folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m", "--json").Json.GetProperty("trainingMetrics");
        JsonElement evaluated = folder.Run("evaluate", "@m", "@t.csv", "--json").Json;
        Assert.AreEqual("multiclass", evaluated.GetProperty("task").GetString());
        Assert.AreEqual(120, evaluated.GetProperty("rows").GetInt32());
        foreach (JsonProperty metric in fitted.EnumerateObject())
            Assert.AreEqual(metric.Value.GetDouble(), evaluated.GetProperty("metrics").GetProperty(metric.Name).GetDouble(), 1e-12);
    }

    [TestMethod]
    public void Evaluate_KnownPredictions_MeasuresAsDefined()
    {
        using CliFolder folder = With("a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 3},{Names[i % 3]}\n")));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0.05", "--model-out", "@m").Exit);
        folder.Write("u.csv", "a,w,y\n0,1,ill\n0,1,ill\n0,2,well\n2,1,well\n");
        string[][] rows = [.. folder.Run("predict", "@m", "@u.csv").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
        CollectionAssert.AreEqual(new[] { "ill", "ill", "ill", "well" }, rows.Select(r => r[1]).ToArray());
        JsonElement plain = folder.Run("evaluate", "@m", "@u.csv", "--json").Json.GetProperty("metrics"), weighted = folder.Run("evaluate", "@m", "@u.csv", "--weights", "w", "--json").Json.GetProperty("metrics");
        double[] losses = [.. rows.Zip([2, 2, 4, 4], (r, at) => -Math.Log(Number(r[at])))];
        Assert.AreEqual(losses.Average(), plain.GetProperty("logLoss").GetDouble(), 1e-12);
        Assert.AreEqual(0.75, plain.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.AreEqual((1 + 0.5) / 2, plain.GetProperty("balancedAccuracy").GetDouble(), 1e-12);
        Assert.AreEqual((losses[0] + losses[1] + (2 * losses[2]) + losses[3]) / 5, weighted.GetProperty("logLoss").GetDouble(), 1e-12);
        Assert.AreEqual(0.6, weighted.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.AreEqual((1 + (1.0 / 3)) / 2, weighted.GetProperty("balancedAccuracy").GetDouble(), 1e-12);
    }

    [TestMethod]
    public void Path_Multiclass_RebuildsTheProbabilitiesOfPredict()
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0.02", "--model-out", "@m").Exit);
        Assert.AreEqual("multiclass", folder.Run("path", "@t.csv", "--label", "y", "--lambda", "0.02", "--out", "@p.csv", "--json").Json.GetProperty("task").GetString());
        Dictionary<(string, string), double> path = File.ReadAllLines(folder.PathOf("p.csv")).Skip(1).Select(l => l.Split(',')).ToDictionary(c => (c[1], c[2]), c => Number(c[3]));
        string[][] predicted = [.. folder.Run("predict", "@m", "@t.csv").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
        string[][] rows = [.. File.ReadAllLines(folder.PathOf("t.csv")).Select(l => l.Split(','))];
        for (int i = 0; i < predicted.Length; i++)
        {
            double[] e = [.. Names.Select(k => Math.Exp(path.GetValueOrDefault((k, "(intercept)")) + Enumerable.Range(0, 3).Sum(j => path.GetValueOrDefault((k, rows[0][j])) * Number(rows[i + 1][j]))))];
            for (int k = 0; k < 3; k++) Assert.AreEqual(e[k] / e.Sum(), Number(predicted[i][2 + k]), 1e-6);
        }
    }

    [TestMethod]
    public void Predict_TextColumnsAndUnusedOnes_NeedsOnlyThoseOfSomeClass()
    {
        using CliFolder folder = With("town,a,noise,y\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"{(i % 3 == 0 ? "Ulm" : "Hof")},{i % 5},{i * i % 11},{Names[i % 3 == 0 ? 0 : i % 5 > 2 ? 1 : 2]}\n")));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--penalty-factor", "noise=inf", "--model-out", "@m").Exit);
        CollectionAssert.AreEquivalent(new[] { "town", "a" }, Texts(folder.Run("inspect", "@m", "--json").Json, "columnsNeeded"));
        string whole = folder.Run("predict", "@m", "@t.csv").Out;
        folder.Write("u.csv", string.Concat(File.ReadAllLines(folder.PathOf("t.csv")).Select(l => l.Split(',')).Select(c => $"{c[1]},{c[0]}\n")));
        Assert.AreEqual(whole, folder.Run("predict", "@m", "@u.csv").Out);
    }

    [TestMethod]
    public void Fit_Libsvm_SameAsTable()
    {
        using CliFolder folder = With(CliTables.Classes("1", "2", "5"));
        string[][] rows = [.. File.ReadAllLines(folder.PathOf("t.csv")).Skip(1).Select(l => l.Split(','))];
        folder.Write("t.svm", string.Concat(rows.Select(r => $"{r[3]} 1:{r[0]} 2:{r[1]} 3:{r[2]}\n")));
        double expected = folder.Run("fit", "@t.csv", "--label", "y", "--task", "multiclass", "--json").Json.GetProperty("metrics").GetProperty("logLoss").GetDouble();
        JsonElement fitted = folder.Run("fit", "@t.svm", "--task", "multiclass", "--model-out", "@m", "--json").Json;
        Assert.AreEqual(expected, fitted.GetProperty("metrics").GetProperty("logLoss").GetDouble(), 1e-9);
        Assert.AreEqual(fitted.GetProperty("trainingMetrics").GetProperty("logLoss").GetDouble(), folder.Run("evaluate", "@m", "@t.svm", "--json").Json.GetProperty("metrics").GetProperty("logLoss").GetDouble(), 1e-12);
        Assert.AreEqual("5", Texts(folder.Run("predict", "@m", "@t.svm", "--json").Json, "prediction").Max());
    }

    [TestMethod]
    public void Fit_FactorsAndBounds_HoldForEveryClass()
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0.001", "--penalty-factor", "c=inf", "--lower", "b=0", "--upper", "b=0.05", "--json").Json;
        JsonElement[] coefficients = [.. json.GetProperty("coefficients").EnumerateArray()];
        Assert.IsFalse(coefficients.Any(c => c.GetProperty("feature").GetString() == "c"));
        Assert.IsGreaterThan(1, coefficients.Count(c => c.GetProperty("feature").GetString() == "a"));
        Assert.IsTrue(coefficients.Where(c => c.GetProperty("feature").GetString() == "b").All(c => c.GetProperty("coefficient").GetDouble() is > 0 and <= 0.05));
    }

    [TestMethod]
    public void Fit_Grouped_KeepsOrLeavesAFeatureForAllClasses()
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        string[] fit = ["fit", "@t.csv", "--label", "y", "--lambda", "0.02", "--grouped"];
        JsonElement json = folder.Run([.. fit, "--json"]).Json;
        Assert.IsTrue(json.GetProperty("grouped").GetBoolean());
        IGrouping<string, JsonElement>[] features = [.. json.GetProperty("coefficients").EnumerateArray().GroupBy(c => c.GetProperty("feature").GetString()!)];
        Assert.IsNotEmpty(features);
        foreach (IGrouping<string, JsonElement> feature in features)
        {
            Assert.AreEqual(3, feature.Count());
            Assert.AreEqual(0, feature.Sum(c => c.GetProperty("coefficient").GetDouble()), 1e-6);
        }
        CliResult text = folder.Run([.. fit, "--model-out", "@m", "--report", "@r.html"]);
        Assert.Contains("grouped by feature", text.Out);
        Assert.Contains("The multinomial group lasso", File.ReadAllText(folder.PathOf("r.html")));
        Assert.Contains("all classes of a feature at once", folder.Run("inspect", "@m").Out);
        Assert.IsFalse(folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0.02", "--json").Json.GetProperty("grouped").GetBoolean());
    }

    [TestMethod]
    public void Fit_ClassWeightsOfSeveral_AreSaidEverywhere()
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        CliResult text = folder.Run("fit", "@t.csv", "--label", "y", "--class-weights", "well=3", "--model-out", "@m", "--report", "@r.html");
        Assert.Contains("'ill' 1, 'so-so' 1, 'well' 3", text.Out);
        Assert.Contains("they lie apart by design", File.ReadAllText(folder.PathOf("r.html")));
        Assert.AreEqual(3, folder.Run("inspect", "@m", "--json").Json.GetProperty("classWeights").GetProperty("well").GetDouble());
    }

    [TestMethod]
    [DataRow("accuracy", "Accuracy, 10 folds")]
    [DataRow("mse", "Squared error of all classes, 10 folds")]
    public void Fit_Measure_ChoosesAndIsSaid(string measure, string words)
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        Assert.Contains(words, folder.Run("fit", "@t.csv", "--label", "y", "--measure", measure).Out);
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--measure", measure, "--json").Json;
        double[] mean = [.. json.GetProperty("cv").GetProperty("mean").EnumerateArray().Select(v => v.GetDouble())], lambda = [.. json.GetProperty("cv").GetProperty("lambda").EnumerateArray().Select(v => v.GetDouble())];
        Assert.AreEqual(lambda[Array.IndexOf(mean, measure == "mse" ? mean.Min() : mean.Max())], json.GetProperty("lambda").GetDouble());
    }

    [TestMethod]
    [DataRow("deviance", "logLoss"), DataRow("accuracy", "accuracy"), DataRow("mse", "logLoss")]
    public void Compare_SeveralClasses_MeasuresEveryModelOnTheSameRows(string measure, string first)
    {
        using CliFolder folder = With(CliTables.Classes(Names));
        string[] models = measure == "accuracy" ? CompareRequest.Known : ["null", "lasso", "elasticnet"];
        CliResult result = folder.Run("compare", "@t.csv", "--label", "y", "--folds", "3", "--lambda-count", "12", "--measure", measure, "--models", string.Join(',', models), "--report", "@r.html", "--json");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.AreEqual(first, result.Json.GetProperty("metric").GetString());
        JsonElement[] compared = [.. result.Json.GetProperty("models").EnumerateArray()];
        Assert.HasCount(models.Length, compared);
        foreach (JsonElement model in compared)
            CollectionAssert.AreEquivalent(new[] { "logLoss", "accuracy", "balancedAccuracy" }, model.GetProperty("metrics").EnumerateObject().Select(m => m.Name).ToArray());
        double Of(string model, string metric) => compared.Single(m => m.GetProperty("model").GetString() == model).GetProperty("metrics").GetProperty(metric).GetProperty("mean").GetDouble();
        Assert.AreEqual(1.0 / 3, Of("null", "balancedAccuracy"), 1e-12);
        Assert.IsGreaterThan(Of("null", "accuracy") + 0.2, Of("lasso", "accuracy"));
        Assert.IsLessThan(Of("null", "logLoss"), Of("elasticnet", "logLoss"));
    }

    [TestMethod]
    public void Fit_Iris_NamesMostRowsItHasNotSeen()
    {
        using CliFolder folder = new();
        string iris = Path.Combine(FixtureTable.Root, "data", "iris.csv");
        JsonElement json = folder.Run("fit", iris, "--label", "species", "--lambda-count", "30", "--select", "1se", "--json").Json;
        Assert.IsGreaterThan(0.94, json.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        CollectionAssert.AreEqual(new[] { "setosa", "versicolor", "virginica" }, Texts(json, "classes"));
    }
}
