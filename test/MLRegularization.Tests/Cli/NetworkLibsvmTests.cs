using System.Globalization;
using System.Text;

namespace MLRegularization.Tests.Cli;

/// <summary>Networks and LIBSVM files: fit, predict and evaluate are those of the same numbers in a table.</summary>
[TestClass]
public sealed class NetworkLibsvmTests
{
    private static readonly string[] Fast = ["--model", "mlp", "--epochs", "10", "--hidden", "16", "--folds", "3", "--model-out", "@m", "--json"];

    // x3 is 0 in every row but the first; the last column of each file is x4.
    private static CliFolder Files(Func<int, string> label)
    {
        CliFolder folder = new();
        StringBuilder sparse = new(), dense = new("x1,x2,x3,x4,y\n");
        for (int i = 0; i < 90; i++)
        {
            string[] x = [i % 2 == 0 ? Invariant(Math.Sin(i)) : "0", i % 3 == 0 ? Invariant(i % 11) : "0", i == 0 ? "1" : "0", Invariant(i % 5)];
            sparse.Append(label(i)).Append(string.Concat(x.Select((v, j) => v == "0" ? "" : $" {j + 1}:{v}"))).Append('\n');
            dense.Append(string.Join(',', x)).Append(',').Append(label(i)).Append('\n');
        }
        folder.Write("s.svm", sparse.ToString());
        folder.Write("d.csv", dense.ToString());
        return folder;
    }

    [TestMethod]
    public void Regression_SparseAndDense_SamePredictionsAndErrors()
    {
        using CliFolder folder = Files(i => Invariant((i % 2 == 0 ? Math.Sin(i) : 0) + (i % 5)));
        double r2 = folder.Run(["fit", "@s.svm", .. Fast]).Json.GetProperty("trainingMetrics").GetProperty("r2").GetDouble();
        string[] predictions = Predict(folder, "d.csv");
        CollectionAssert.AreEqual(predictions, Predict(folder, "s.svm"));
        Assert.AreEqual(r2, folder.Run("evaluate", "@m", "@s.svm", "--json").Json.GetProperty("metrics").GetProperty("r2").GetDouble(), 1e-12);
        folder.Run(["fit", "@d.csv", "--label", "y", .. Fast]);
        CollectionAssert.AreEqual(predictions, Predict(folder, "s.svm"));
    }

    [TestMethod]
    public void Multiclass_SparseAndDense_SameProbabilities()
    {
        using CliFolder folder = Files(i => $"{i % 5 / 2}");
        folder.Run(["fit", "@s.svm", "--task", "multiclass", .. Fast]);
        CollectionAssert.AreEqual(Predict(folder, "d.csv"), Predict(folder, "s.svm"));
        Assert.IsTrue(folder.Run("evaluate", "@m", "@s.svm", "--json").Json.GetProperty("metrics").TryGetProperty("balancedAccuracy", out _));
    }

    [TestMethod]
    public void Predict_FileWithFewerOrMoreColumns_ZerosAndNotLookedAt()
    {
        using CliFolder folder = Files(i => $"{i % 5}");
        folder.Run(["fit", "@s.svm", "--task", "regression", .. Fast]);
        folder.Write("few.svm", "0 1:0.5\n0 2:3\n");
        folder.Write("many.svm", "0 1:0.5 77:9\n0 2:3 5:1e300\n");
        folder.Write("same.csv", "x1,x2,x3,x4\n0.5,0,0,0\n0,3,0,0\n");
        string[] expected = Predict(folder, "same.csv");
        CollectionAssert.AreEqual(expected, Predict(folder, "few.svm"));
        CollectionAssert.AreEqual(expected, Predict(folder, "many.svm"));
    }

    [TestMethod]
    public void Predict_ModelOfOtherColumns_OneSentence()
    {
        using CliFolder folder = Files(i => $"{i % 5}");
        folder.Write("t.csv", "x1,kind,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},{(i % 2 == 0 ? "a" : "b")},{i % 9}\n")));
        folder.Run(["fit", "@t.csv", "--label", "y", "--task", "regression", .. Fast]);
        Assert.Contains("The model needs the column 'kind', but the features of a LIBSVM file are called x1, x2, …", folder.Run("predict", "@m", "@s.svm").Sentence);
    }

    // The stand-in's indicator is a feature beside the number, and 0 where nothing is missing.
    [TestMethod]
    public void Predict_LinearModelWithAnIndicator_SameAsTable()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "x1,x2,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 4 == 0 ? "" : $"{i % 7}")},{i % 5},{(i % 4 == 0 ? 40 : i % 7) + (3 * (i % 5))}\n")));
        Assert.AreEqual(0, folder.Run("fit", "@t.csv", "--label", "y", "--missing", "impute", "--model-out", "@m").Exit);
        folder.Write("u.svm", "0 1:2 2:4\n0 2:1\n");
        folder.Write("u.csv", "x1,x2\n2,4\n0,1\n");
        CollectionAssert.AreEqual(Predict(folder, "u.csv"), Predict(folder, "u.svm"));
    }

    private static string[] Predict(CliFolder folder, string file)
    {
        CliResult result = folder.Run("predict", "@m", $"@{file}");
        Assert.AreEqual(0, result.Exit, result.Error);
        return result.Out.Split('\n');
    }

    private static string Invariant(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
