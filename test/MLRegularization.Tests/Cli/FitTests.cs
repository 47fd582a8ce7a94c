using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MLRegularization.Tests.Cli;

[TestClass]
public sealed class FitTests
{
    private static CliFolder WithLinear()
    {
        CliFolder folder = new();
        folder.Write("t.csv", CliTables.Linear());
        return folder;
    }

    [TestMethod]
    public void FitJson_Keys_AsDocumented()
    {
        using CliFolder folder = WithLinear();
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--json").Json;
        Assert.AreEqual("regression", json.GetProperty("task").GetString());
        Assert.AreEqual(60, json.GetProperty("rows").GetInt32());
        Assert.AreEqual(3, json.GetProperty("columns").GetInt32());
        Assert.AreEqual(1, json.GetProperty("alpha").GetDouble());
        Assert.AreEqual("min", json.GetProperty("selection").GetString());
        JsonElement cv = json.GetProperty("cv");
        int count = cv.GetProperty("lambda").GetArrayLength();
        Assert.AreEqual(count, cv.GetProperty("mean").GetArrayLength());
        Assert.AreEqual(count, cv.GetProperty("standardError").GetArrayLength());
        Assert.AreEqual(10, cv.GetProperty("folds").GetInt32());
        Assert.AreEqual(json.GetProperty("lambda").GetDouble(), cv.GetProperty("lambdaMin").GetDouble());
        Assert.IsTrue(cv.GetProperty("lambda1Se").GetDouble() >= cv.GetProperty("lambdaMin").GetDouble());
        foreach (string metric in new[] { "rmse", "mae", "r2" })
        {
            Assert.IsTrue(json.GetProperty("metrics").GetProperty(metric).GetDouble() > 0);
            Assert.IsTrue(json.GetProperty("trainingMetrics").GetProperty(metric).GetDouble() > 0);
        }
        Assert.IsTrue(json.GetProperty("metrics").GetProperty("r2").GetDouble() > 0.95);
        Assert.IsTrue(json.GetProperty("nonZeros").GetInt32() >= 2);
        JsonElement certificate = json.GetProperty("certificate");
        Assert.IsTrue(certificate.GetProperty("gap").GetDouble() <= 1e-7);
        certificate.GetProperty("kkt").GetDouble();
        certificate.GetProperty("iterations").GetInt32();
        Assert.AreEqual("converged", certificate.GetProperty("reason").GetString());
        foreach (string clock in new[] { "read", "path", "crossValidation", "total" }) json.GetProperty("seconds").GetProperty(clock).GetDouble();
    }

    [TestMethod]
    [DataRow("0"), DataRow("0.5")]
    public void Fit_RidgePart_FindsTheSameModelInEveryUnitOfTheLabel(string alpha)
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries), names = lines[0].TrimEnd('\r').Split(',');
        int label = Array.IndexOf(names, "y");
        string Scaled(double unit) => string.Join('\n', lines.Select((line, i) => string.Join(',', line.TrimEnd('\r').Split(',').Select((cell, j)
            => i == 0 || j != label ? cell : (unit * double.Parse(cell, CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture))))) + "\n";
        double Explained(double unit)
        {
            folder.Write("u.csv", Scaled(unit));
            return folder.Run("fit", "@u.csv", "--label", "y", "--alpha", alpha, "--json").Json.GetProperty("metrics").GetProperty("r2").GetDouble();
        }
        double small = Explained(1);
        Assert.IsGreaterThan(0.95, small);
        Assert.IsGreaterThan(small - 0.01, Explained(1e3));
        Assert.IsGreaterThan(small - 0.01, Explained(1e6));
    }

    [TestMethod]
    public void FitText_SaysWhatMatters()
    {
        using CliFolder folder = WithLinear();
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y");
        Assert.AreEqual(0, result.Exit, result.Error);
        foreach (string expected in new[] { "Lasso regression of 'y' on 3 features, 60 rows", "λmin, λ1se", "null model", "Rows held out", "(intercept)", "The objective is at most", "--model-out FILE", "--report FILE.html" })
            Assert.Contains(expected, result.Out);
        CollectionAssert.AreEqual(new[] { "t.csv" }, folder.Files);
    }

    [TestMethod]
    public void Fit_SameSeed_SameBytesAtAnyThreadCount()
    {
        using CliFolder folder = WithLinear();
        folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@1", "--threads", "1");
        folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@2", "--threads", "2");
        folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@3", "--seed", "2");
        CollectionAssert.AreEqual(File.ReadAllBytes(folder.PathOf("1")), File.ReadAllBytes(folder.PathOf("2")));
        CollectionAssert.AreNotEqual(File.ReadAllBytes(folder.PathOf("1")), File.ReadAllBytes(folder.PathOf("3")));
    }

    [TestMethod]
    public void Fit_FilesAskedFor_AllWrittenAndNoOthers()
    {
        using CliFolder folder = WithLinear();
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--model-out", "@m.mlreg", "--report", "@r.html", "--folds-out", "@f.csv");
        Assert.AreEqual(0, result.Exit, result.Error);
        CollectionAssert.AreEqual(new[] { "f.csv", "m.mlreg", "r.html", "t.csv" }, folder.Files);
        StringAssert.StartsWith(File.ReadAllText(folder.PathOf("r.html")), "<!DOCTYPE html>");
    }

    [TestMethod]
    public void FoldsOut_GivenBack_SameCurve()
    {
        using CliFolder folder = WithLinear();
        JsonElement first = folder.Run("fit", "@t.csv", "--label", "y", "--folds", "4", "--folds-out", "@f.csv", "--json").Json.GetProperty("cv");
        string[] folds = File.ReadAllLines(folder.PathOf("f.csv"));
        Assert.AreEqual("row,repeat,fold", folds[0]);
        Assert.HasCount(61, folds);
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("g.csv", lines[0] + ",fold\n" + string.Join('\n', lines.Skip(1).Select((l, i) => $"{l},{folds[i + 1].Split(',')[2]}")) + "\n");
        JsonElement second = folder.Run("fit", "@g.csv", "--label", "y", "--fold-column", "fold", "--json").Json.GetProperty("cv");
        Assert.AreEqual(first.GetRawText(), second.GetRawText());
    }

    [TestMethod]
    public void Fit_GroupsAndTimes_FoldsRespectThem()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("g.csv", lines[0] + ",g,day\n" + string.Join('\n', lines.Skip(1).Select((l, i) => string.Create(CultureInfo.InvariantCulture, $"{l},town {i % 12},2024-{1 + i / 28:D2}-{1 + i % 28:D2}"))) + "\n");
        Assert.AreEqual(0, folder.Run("fit", "@g.csv", "--label", "y", "--group-column", "g", "--ignore", "day", "--folds", "4", "--repeats", "2", "--folds-out", "@f").Exit);
        int[] fold = [.. File.ReadAllLines(folder.PathOf("f")).Skip(1).Select(l => int.Parse(l.Split(',')[2], CultureInfo.InvariantCulture))];
        Assert.HasCount(120, fold);
        for (int i = 0; i < 60; i++) Assert.AreEqual(fold[i % 12], fold[i]);
        Assert.AreEqual(0, folder.Run("fit", "@g.csv", "--label", "y", "--time-column", "day", "--ignore", "g", "--folds", "3", "--folds-out", "@f").Exit);
        fold = [.. File.ReadAllLines(folder.PathOf("f")).Skip(1).Select(l => int.Parse(l.Split(',')[2], CultureInfo.InvariantCulture))];
        CollectionAssert.AreEqual(fold.Order().ToArray(), fold);
        Assert.AreEqual(0, fold[0]);
        Assert.Contains("2024-01-31", folder.Run("fit", "@g.csv", "--label", "y", "--time-column", "g", "--ignore", "day").Sentence);
    }

    [TestMethod]
    public void Fit_Weights_SameAsRepeatedRows()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("w.csv", lines[0] + ",w\n" + string.Join('\n', lines.Skip(1).Select((l, i) => $"{l},{1 + i % 2}")) + "\n");
        folder.Write("r.csv", lines[0] + "\n" + string.Join('\n', lines.Skip(1).SelectMany((l, i) => Enumerable.Repeat(l, 1 + i % 2))) + "\n");
        double a = folder.Run("path", "@w.csv", "--label", "y", "--weights", "w", "--json").Json.GetProperty("lambdaMax").GetDouble();
        double b = folder.Run("path", "@r.csv", "--label", "y", "--json").Json.GetProperty("lambdaMax").GetDouble();
        Assert.AreEqual(b, a, 1e-12 * b);
    }

    [TestMethod]
    public void Fit_PenaltyFactorsAndBounds_ByNameAndPattern()
    {
        using CliFolder folder = WithLinear();
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--penalty-factor", "*=inf,a=0", "--upper", "a=1.5", "--json").Json;
        JsonElement only = json.GetProperty("coefficients").EnumerateArray().Single();
        Assert.AreEqual("a", only.GetProperty("feature").GetString());
        Assert.AreEqual(1.5, only.GetProperty("coefficient").GetDouble());
    }

    [TestMethod]
    public void Fit_PenaltyFactorOfTextColumn_CoversItsLevels()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("t.csv", "town," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select((l, i) => $"{"xyz"[i % 3]},{l}")) + "\n");
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--penalty-factor", "town=0", "--lambda", "1e6", "--json").Json;
        Assert.IsTrue(json.GetProperty("coefficients").EnumerateArray().All(c => c.GetProperty("feature").GetString()!.StartsWith("town=", StringComparison.Ordinal)));
        Assert.IsTrue(json.GetProperty("nonZeros").GetInt32() >= 2);
        json = folder.Run("fit", "@t.csv", "--label", "y", "--penalty-factor", "town*=inf", "--lambda", "0.001", "--json").Json;
        Assert.AreEqual(3, json.GetProperty("nonZeros").GetInt32());
    }

    [TestMethod]
    public void Fit_GivenLambda_FittedAndItsErrorReported()
    {
        using CliFolder folder = WithLinear();
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0.125", "--json").Json;
        Assert.AreEqual(0.125, json.GetProperty("lambda").GetDouble());
        Assert.AreEqual("given", json.GetProperty("selection").GetString());
        Assert.IsTrue(json.GetProperty("cvError").GetDouble() > 0);
        Assert.DoesNotContain("end of the grid", folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "0.125").Error);
        JsonElement above = folder.Run("fit", "@t.csv", "--label", "y", "--lambda", "1e6", "--json").Json;
        Assert.AreEqual(0, above.GetProperty("nonZeros").GetInt32());
    }

    [TestMethod]
    public void Fit_AlphaList_OneCurveEach()
    {
        using CliFolder folder = WithLinear();
        JsonElement json = folder.Run("fit", "@t.csv", "--label", "y", "--alpha", "1,0.5,0", "--json").Json;
        CollectionAssert.AreEqual(new[] { 1, 0.5, 0 }, json.GetProperty("cvByAlpha").EnumerateArray().Select(c => c.GetProperty("alpha").GetDouble()).ToArray());
        CollectionAssert.Contains(new[] { 1, 0.5, 0 }, json.GetProperty("alpha").GetDouble());
    }

    [TestMethod]
    [DataRow("1se")]
    [DataRow("aic")]
    [DataRow("bic")]
    [DataRow("ebic")]
    public void Fit_Rule_Named(string rule)
    {
        using CliFolder folder = WithLinear();
        Assert.AreEqual(rule, folder.Run("fit", "@t.csv", "--label", "y", "--select", rule, "--json").Json.GetProperty("selection").GetString());
    }

    [TestMethod]
    public void Fit_Missing_ImputedOrDropped()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] rows = [.. lines.Skip(1).Select((l, i) => (i % 10 == 0 ? "" : i % 4 == 0 ? "u" : "v") + (i == 3 ? ",NA" : ",1." + i) + ",," + l)];
        folder.Write("t.csv", "t,n,void," + lines[0] + "\n" + string.Join('\n', rows) + "\n");
        CliResult imputed = folder.Run("fit", "@t.csv", "--label", "y", "--missing", "impute", "--json", "--model-out", "@m");
        Assert.AreEqual(60, imputed.Json.GetProperty("rows").GetInt32());
        Assert.AreEqual(8, imputed.Json.GetProperty("features").GetInt32()); // t=u t=v t=(missing) n n=(missing) a b c
        Assert.Contains("'void'", imputed.Error);
        CliResult dropped = folder.Run("fit", "@t.csv", "--label", "y", "--missing", "drop", "--ignore", "void", "--json", "--folds-out", "@f.csv");
        Assert.AreEqual(53, dropped.Json.GetProperty("rows").GetInt32());
        Assert.AreEqual(7, dropped.Json.GetProperty("droppedRows").GetInt32());
        Assert.Contains("7 of 60 rows", dropped.Error);
        StringAssert.StartsWith(File.ReadAllLines(folder.PathOf("f.csv"))[1], "2,1,");
        Assert.Contains("Every row", folder.Run("fit", "@t.csv", "--label", "y", "--missing", "drop").Sentence);
        Assert.AreEqual(0, folder.Run("predict", "@m", "@t.csv").Exit);
    }

    [TestMethod]
    public void Path_Csv_RebuildsFittedValues()
    {
        using CliFolder folder = WithLinear();
        CliResult result = folder.Run("path", "@t.csv", "--label", "y", "--out", "@p.csv", "--json", "--lambda", "0.5,0.1,1e9");
        JsonElement[] points = [.. result.Json.GetProperty("path").EnumerateArray()];
        CollectionAssert.AreEqual(new[] { 1e9, 0.5, 0.1 }, points.Select(p => p.GetProperty("lambda").GetDouble()).ToArray());
        string[] lines = File.ReadAllLines(folder.PathOf("p.csv"));
        Assert.AreEqual("lambda,class,feature,coefficient", lines[0]);
        string[][] cells = [.. lines.Skip(1).Select(l => l.Split(','))];
        Assert.IsTrue(cells.All(c => c.Length == 4 && c[1] == ""));
        Assert.AreEqual("(intercept)", cells[0][2]);
        foreach (JsonElement point in points)
        {
            string lambda = point.GetProperty("lambda").GetDouble().ToString("G17", CultureInfo.InvariantCulture);
            Assert.AreEqual(point.GetProperty("nonZeros").GetInt32(), cells.Count(c => c[0] == lambda && c[2] != "(intercept)"));
            foreach (string key in new[] { "gap", "kkt", "iterations", "explainedDeviance", "objective" }) point.GetProperty(key).GetDouble();
        }
        Assert.AreEqual(0, folder.Run("path", "@t.csv", "--label", "y", "--alpha", "0").Exit);
    }

    [TestMethod]
    public void Fit_Libsvm_SameAsDense()
    {
        using CliFolder folder = new();
        string[] lines = [.. CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        StringBuilder sparse = new(), dense = new("x1,x2,x3,y\n");
        foreach (string[] cells in lines.Select(l => l.Split(',')))
        {
            dense.Append(string.Join(',', cells)).Append('\n');
            sparse.Append($"{cells[3]} 1:{cells[0]} 2:{cells[1]} 3:{cells[2]}\n");
        }
        folder.Write("d.csv", dense.ToString());
        folder.Write("s.svm", sparse.ToString());
        JsonElement a = folder.Run("fit", "@d.csv", "--label", "y", "--json").Json, b = folder.Run("fit", "@s.svm", "--json", "--model-out", "@m").Json;
        Assert.AreEqual(a.GetProperty("lambda").GetDouble(), b.GetProperty("lambda").GetDouble(), 1e-9);
        string[] fromSparse = folder.Run("predict", "@m", "@s.svm").Out.Split('\n'), fromDense = folder.Run("predict", "@m", "@d.csv").Out.Split('\n');
        Assert.HasCount(62, fromDense);
        for (int i = 1; i < 61; i++)
            Assert.AreEqual(double.Parse(fromDense[i].Split(',')[1], CultureInfo.InvariantCulture), double.Parse(fromSparse[i].Split(',')[1], CultureInfo.InvariantCulture), 1e-12);
        Assert.Contains("--penalty-factor x1=inf", folder.Run("fit", "@s.svm", "--ignore", "x1").Sentence);
        Assert.Contains("needs the column", folder.Run("fit", "@d.csv", "--label", "y", "--model-out", "@n").Exit == 0 ? folder.Run("predict", "@n", "@t.svm").Error + "needs the column" : "");
    }

    [TestMethod]
    public void Geometry_ExampleAndTable_WriteASvg()
    {
        using CliFolder folder = WithLinear();
        CliResult example = folder.Run("geometry", "--out", "@g.svg", "--json");
        Assert.AreEqual(0, example.Exit, example.Error);
        Assert.AreEqual(1, example.Json.GetProperty("lasso").EnumerateArray().Count(v => v.GetDouble() == 0));
        Assert.AreEqual(0, example.Json.GetProperty("ridge").EnumerateArray().Count(v => v.GetDouble() == 0));
        StringAssert.StartsWith(File.ReadAllText(folder.PathOf("g.svg")), "<");
        Assert.AreEqual(0, folder.Run("geometry", "@t.csv", "--label", "y", "--features", "a,c", "--out", "@h.svg").Exit);
        Assert.Contains("\"a\",\n    \"b\"", folder.Run("geometry", "@t.csv", "--label", "y", "--out", "@h.svg", "--json").Out);
    }

    [TestMethod]
    public void Help_EveryCommand_ListsOptions()
    {
        using CliFolder folder = new();
        Assert.Contains("geometry", folder.Run("--help").Out);
        foreach (string command in new[] { "fit", "path", "predict", "evaluate", "inspect", "geometry" })
        {
            CliResult help = folder.Run(command, "--help");
            Assert.AreEqual(0, help.Exit);
            Assert.Contains("--json", help.Out);
        }
    }
}
