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
