using System.CommandLine;
using MLRegularization.Cli.Commands;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Models;
using MLRegularization.Tuning;

namespace MLRegularization.Cli;

/// <summary>From the typed words to a command and an exit code: 0 done, 1 the user's mistake, 2 ours.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command.</summary>
    public static int Run(string[] words, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            return Dispatch(words, terminal, cancellation);
        }
        catch (Exception e) when (e is UserError or ModelFileException or StudyFileException)
        {
            terminal.Error.WriteLine($"mlreg: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("mlreg: Stopped before the end; nothing was written.");
            return 1;
        }
        catch (OutOfMemoryException)
        {
            terminal.Error.WriteLine("mlreg: The memory of this machine does not suffice for the table and the model; leave columns out with --ignore, or rows, and give a network narrower layers.");
            return 1;
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine($"mlreg: This is a bug in mlreg, not your mistake ({e.GetType().Name}: {e.Message.Split('\n')[0]}); please report it with the command you typed.");
            if (Environment.GetEnvironmentVariable("MLREG_DEBUG") == "1") terminal.Error.WriteLine(e);
            return 2;
        }
    }

    private static int Dispatch(string[] words, Terminal terminal, CancellationToken cancellation)
    {
        CliOptions options = new();
        RootCommand root = new("mlreg: a table in; a chosen, certified, readable linear model and a report out.");
        root.Directives.Clear();
        void Add(string name, string description, Argument[] arguments, Option[] own, Action<CommandContext> action)
        {
            Command command = new(name, description);
            foreach (Argument argument in arguments) command.Add(argument);
            foreach (Option option in own.Concat(options.Everywhere)) command.Add(option);
            command.SetAction(parsed =>
            {
                Arguments given = new(parsed);
                terminal.Quiet = given.Flag(options.Quiet);
                action(new CommandContext(given, options, terminal, words, cancellation));
            });
            root.Add(command);
        }

        Add("fit", "Fit a path, choose its strength by cross-validation, refit on all rows, and show an honest error", [options.Data],
            [.. options.Rows, .. options.Path, .. options.Validation, .. options.Network, options.ModelOut, options.OnnxOut, options.OnnxBits, options.Report, options.FoldsOut], FitCommand.Run);
        Add("compare", "Compare null model, unpenalised, ridge, lasso, elastic net and networks on the same folds, with a verdict on over- and underfitting", [options.Data],
            [.. options.Rows, options.Models, .. options.ComparedPath, .. options.Validation, options.InnerFolds, options.Out, options.Report], CompareCommand.Run);
        Add("sweep", "Search what regularises best, on the same folds, within a number of trials or a time; stopped or killed, the same command continues", [options.Data],
            [.. options.Rows, .. options.Search, .. options.SearchedPath, options.SearchedSelect, options.Measure, options.Folds, options.FoldColumn, options.GroupColumn, options.TimeColumn, options.Repeats, .. options.Network, options.ModelOut, options.Out, options.Report], SweepCommand.Run);
        Add("path", "Fit the whole regularization path", [options.Data], [.. options.Rows, .. options.Path, options.Out], PathCommand.Run);
        Add("predict", "Predict the rows of a table with a saved model", [options.Model, options.Data], [options.Out, options.MissingScored], PredictCommand.Run);
        Add("evaluate", "Compare a saved model's predictions with the labels of a table", [options.Model, options.Data], [options.Label, options.Weights, options.MissingScored], EvaluateCommand.Run);
        Add("inspect", "Show what is inside a saved model", [options.Model], [], InspectCommand.Run);
        Add("geometry", "Draw why L1 gives zeros and L2 does not", [options.OptionalData], [options.Label, options.Features, options.Out], GeometryCommand.Run);

        ParseResult result = root.Parse(words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        ParseMistakes.Refuse(result, root, words);
        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Output, Error = terminal.Error });
    }
}
