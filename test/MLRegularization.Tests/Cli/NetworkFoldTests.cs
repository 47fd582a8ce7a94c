using System.CommandLine;
using System.Globalization;
using MLRegularization.Cli.Commands;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Models;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Cli;

/// <summary>Which rows the folds of <c>mlreg fit --model mlp</c> hold out, and which of the others choose the epoch.</summary>
[TestClass]
public sealed class NetworkFoldTests
{
    private static readonly string[] Fast = ["--label", "y", "--epochs", "4", "--hidden", "8"];

    [TestMethod]
    public void OutOfFold_TimeColumn_EveryRowButTheEarliestStretch()
    {
        using CliFolder folder = Table(60);
        NetworkOutcome outcome = Fit(folder, ["--time-column", "day", "--ignore", "g", "--folds", "3"]);
        int[] heldOut = [.. Enumerable.Range(0, 60).Where(i => !double.IsNaN(outcome.OutOfFold[i]))];
        CollectionAssert.AreEqual(Enumerable.Range(15, 45).ToArray(), heldOut);
        Assert.AreEqual(45, outcome.CrossValidated.Rows);
    }

    [TestMethod]
    public void OutOfFold_GroupColumn_EveryRow()
    {
        using CliFolder folder = Table(60);
        Assert.IsTrue(Fit(folder, ["--group-column", "g", "--ignore", "day", "--folds", "3"]).OutOfFold.All(double.IsFinite));
    }

    [TestMethod]
    public void EpochRows_TimeColumn_AreTheLatest()
    {
        using CliFolder folder = Table(60);
        NetworkOutcome outcome = Fit(folder, ["--time-column", "day", "--ignore", "g", "--folds", "3"]);
        CollectionAssert.AreEqual(Enumerable.Range(48, 12).ToArray(), outcome.Fit.ValidationRows.ToArray());
    }

    [TestMethod]
    public void EpochRows_GroupColumn_AreWholeGroups()
    {
        using CliFolder folder = Table(60);
        int[] groups = [.. Fit(folder, ["--group-column", "g", "--ignore", "day", "--folds", "3"]).Fit.ValidationRows.Select(i => i % 12)];
        Assert.HasCount(10, groups);
        Assert.HasCount(2, groups.Distinct());
    }

    [TestMethod]
    public void EpochRows_TooFewGroupsOrTimes_OneSentence()
    {
        using CliFolder folder = Table(60);
        string Of(string column, string text, params string[] more)
        {
            folder.Write("u.csv", "a,c,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 7 % 11},{string.Format(CultureInfo.InvariantCulture, text, i / 20)},{i * 3 % 7}\n")));
            return folder.Run(["fit", "@u.csv", "--model", "mlp", "--task", "regression", .. Fast, column, "c", .. more]).Sentence;
        }
        Assert.EndsWith("Fold 1 is trained on one group of the column 'c', and a network needs another to choose its epoch; give --folds 3 or more.", Of("--group-column", "g{0}", "--folds", "2"));
        folder.Write("t.csv", "a,c,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 7 % 11},{i % 2},{i * 3 % 7}\n")));
        Assert.EndsWith("give a column with at least 3 groups.", folder.Run(["fit", "@t.csv", "--model", "mlp", "--task", "regression", .. Fast, "--group-column", "c", "--folds", "2"]).Sentence);
        Assert.EndsWith("Fold 1 is trained on the rows of one time, and a network needs later ones to choose its epoch; give fewer --folds, or a --time-column with more times.", Of("--time-column", "{0}", "--folds", "2"));
    }

    // 12 groups in turn; a day per row.
    private static CliFolder Table(int rows)
    {
        CliFolder folder = new();
        folder.Write("t.csv", "a,g,day,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Math.Sin(i * 1.7):F4},g{i % 12},{i},{Math.Sin(i * 1.7) + (0.1 * Math.Cos(i)):F4}\n"))));
        return folder;
    }

    private static NetworkOutcome Fit(CliFolder folder, string[] words)
    {
        CliOptions options = new();
        RootCommand command = [.. options.Rows, .. options.Path, .. options.Validation, .. options.Network, .. options.Everywhere, options.OnnxBits];
        Arguments arguments = new(command.Parse([.. Fast, .. words]));
        ColumnRoles roles = ColumnRoles.From(arguments, options);
        TrainingTable table = TrainingTable.Load(folder.PathOf("t.csv"), roles, MissingRule.Refuse, "auto", null, CancellationToken.None);
        return NetworkOutcome.Of(table, NetworkRequest.From(arguments, options), roles.Text, new Silent(), CancellationToken.None);
    }

    private sealed class Silent : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
        }
    }
}
