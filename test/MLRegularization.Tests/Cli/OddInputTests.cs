using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MLRegularization.Tests.Cli;

/// <summary>What is odd but fine works.</summary>
[TestClass]
public sealed class OddInputTests
{
    private static double Coefficient(CliResult result, string feature)
    {
        Assert.AreEqual(0, result.Exit, result.Error);
        foreach (JsonElement entry in result.Json.GetProperty("coefficients").EnumerateArray())
            if (entry.GetProperty("feature").GetString() == feature) return entry.GetProperty("coefficient").GetDouble();
        return 0;
    }

    [TestMethod]
    [DataRow(',', "\r\n", "")]
    [DataRow(';', "\n", "")]
    [DataRow('\t', "\n", "")]
    [DataRow(',', "\n", "\uFEFF")]
    [DataRow(';', "\r\n", "\uFEFF")]
    public void Fit_OddText_SameAsPlain(char separator, string end, string mark)
    {
        using CliFolder folder = new();
        folder.Write("plain.csv", CliTables.Linear());
        folder.Write("odd.csv", mark + CliTables.Linear(separator, end));
        folder.WriteGzip("odd.csv.gz", mark + CliTables.Linear(separator, end));
        double expected = folder.Run("fit", "@plain.csv", "--label", "y", "--json").Json.GetProperty("lambda").GetDouble();
        foreach (string name in new[] { "@odd.csv", "@odd.csv.gz" })
            Assert.AreEqual(expected, folder.Run("fit", name, "--label", "y", "--json").Json.GetProperty("lambda").GetDouble());
    }

    [TestMethod]
    public void Fit_OddNames_UsableEverywhere()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n');
        lines[0] = "\"height, cm\",\"the \"\"b\"\"\",--c,Größe 身長";
        folder.Write("t.csv", string.Join('\n', lines));
        CliResult result = folder.Run("fit", "@t.csv", "--label", "Größe 身長", "--ignore=--c", "--penalty-factor", "\"height, cm=0\",\"the \"\"b\"\"=2\"", "--model-out", "@m", "--json");
        Assert.AreEqual(2, Coefficient(result, "height, cm"), 0.1);
        Assert.AreEqual(-1, Coefficient(result, "the \"b\""), 0.1);
        Assert.AreEqual(0, Coefficient(result, "--c"));
        Assert.AreEqual(0, folder.Run("path", "@t.csv", "--label", "Größe 身長", "--out", "@p.csv").Exit);
        Assert.Contains(",,\"height, cm\",", File.ReadAllText(folder.PathOf("p.csv")));
        Assert.AreEqual(0, folder.Run("predict", "@m", "@t.csv", "--out", "@q.csv").Exit);
    }

    [TestMethod]
    public void Fit_ConstantColumns_CoefficientZeroWithAWord()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("t.csv", "k,s," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select(l => "7,same," + l)) + "\n");
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--json");
        Assert.AreEqual(0, Coefficient(result, "k"));
        Assert.AreEqual(0, Coefficient(result, "s=same"));
        Assert.AreEqual(2, Coefficient(result, "a"), 0.1);
        Assert.Contains("warning: 2 columns are constant ('k' and 's=same'): their coefficients are 0; leave them out to be rid of this warning.", result.Error);
    }

    [TestMethod]
    [DataRow(1, "Column 'k0' is constant (1): its coefficient is 0, and every row gets the same prediction but for offsets.")]
    [DataRow(7, "All 7 columns are constant ('k0', 'k1', 'k2', 'k3', 'k4' and 2 more): their coefficients are 0, and every row gets the same prediction but for offsets.")]
    public void Fit_OnlyConstantColumns_OneWarning(int columns, string expected)
    {
        using CliFolder folder = new();
        folder.Write("t.csv", string.Concat(Enumerable.Range(0, columns).Select(k => $"k{k},")) + "y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => string.Concat(Enumerable.Repeat("1,", columns)) + (i % 2) + "\n")));
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--json");
        Assert.AreEqual("warning: " + expected, result.Error.Trim());
    }

    [TestMethod]
    public void Fit_HugeAndTinyValues_Work()
    {
        using CliFolder folder = new();
        StringBuilder text = new("huge,tiny,mixed,y\n");
        for (int i = 0; i < 60; i++)
        {
            double a = Math.Sin(1.3 * i), b = Math.Cos(2.1 * i), y = 3 + 2 * a - b + 0.1 * Math.Sin(11.7 * i);
            text.Append(CultureInfo.InvariantCulture, $"{a * 1e300:R},{b * 1e-300:R},{(i == 5 ? 1e300 : i * 1e-300):R},{y:R}\n");
        }
        folder.Write("t.csv", text.ToString());
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--json");
        Assert.AreEqual(2e-300, Coefficient(result, "huge"), 0.1e-300);
        Assert.AreEqual(-1e300, Coefficient(result, "tiny"), 0.1e300);
    }

    [TestMethod]
    public void Fit_HundredThousandColumns_Works()
    {
        using CliFolder folder = new();
        const int columns = 100_000, rows = 12;
        StringBuilder text = new("y");
        for (int j = 0; j < columns; j++) text.Append($",g{j}");
        text.Append('\n');
        Random random = new(2);
        for (int i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i * i % 7}.5");
            for (int j = 0; j < columns; j++) text.Append(',').Append(random.Next(100));
            text.Append('\n');
        }
        folder.Write("t.csv", text.ToString());
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--folds", "3", "--lambda-count", "5", "--lambda-ratio", "0.5", "--json", "--model-out", "@m");
        Assert.AreEqual(0, result.Exit, result.Error);
        Assert.AreEqual(columns, result.Json.GetProperty("features").GetInt32());
        Assert.AreEqual(0, folder.Run("inspect", "@m").Exit);
    }

    [TestMethod]
    public void Fit_RowNumbersWithoutName_LeftOutByTheirNumber()
    {
        using CliFolder folder = new();
        string[] lines = CliTables.Linear().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("t.csv", "\"\"," + lines[0] + "\n" + string.Join('\n', lines.Skip(1).Select((l, i) => $"\"{i}\",{l}")) + "\n");
        Assert.AreEqual(3, folder.Run("fit", "@t.csv", "--label", "y", "--ignore", "column1", "--json").Json.GetProperty("features").GetInt32());
    }

    [TestMethod]
    public void Fit_TwoRows_TwoFolds()
    {
        using CliFolder folder = new();
        folder.Write("t.csv", "a,y\n1,2\n2,5\n");
        CliResult result = folder.Run("fit", "@t.csv", "--label", "y", "--task", "regression", "--folds", "2", "--json");
        Assert.AreEqual(0, result.Exit, result.Error);
    }
}
