using System.Diagnostics;
using System.Globalization;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Models;
using MLRegularization.Reports;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg fit --model mlp</c>: a trained network and an honest error from one table.</summary>
internal static class FitNetworkCommand
{
    public static void Run(CommandContext context)
    {
        long started = Stopwatch.GetTimestamp();
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string data = arguments.Text(options.Data), task = context.AnyTask();
        string? modelOut = arguments.Text(options.ModelOut), report = arguments.Text(options.Report), onnxOut = arguments.Text(options.OnnxOut);
        if (arguments.Text(options.FoldsOut) is not null) throw new UserError("--folds-out was given, which belongs to linear models, and --model is mlp; leave --folds-out or --model out.");
        NetworkRequest request = NetworkRequest.From(arguments, options);
        ColumnRoles roles = ColumnRoles.From(arguments, options);
        MissingRule missing = context.Missing();
        using OutputFiles files = new();
        files.Claim(modelOut, "--model-out", data);
        files.Claim(onnxOut, "--onnx-out", data);
        files.Claim(report, "--report", data);
        NetworkOutcome outcome = ProgressDisplay.Run(context.Terminal, progress =>
            NetworkOutcome.Of(TrainingTable.Load(data, roles, missing, task, progress, context.Cancellation), request, roles.Text, progress, context.Cancellation));
        files.Write(modelOut, stream => ModelFile.Write(outcome.Fit.Model, stream));
        files.Write(onnxOut, stream => EngineCall.Do(() =>
        {
            OnnxWriter.Write(outcome.Fit.Model, stream);
            return true;
        }));
        files.WriteText(report, text => text.Write(NetworkReport.Render(Report(context, outcome))));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();
        foreach (string warning in outcome.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json)) FitNetworkText.PrintJson(context.Terminal.Output, outcome, Stopwatch.GetElapsedTime(started));
        else FitNetworkText.Print(context.Terminal, outcome, Stopwatch.GetElapsedTime(started), modelOut, report, data);
    }

    private static NetworkReportInput Report(CommandContext context, NetworkOutcome outcome) => new()
    {
        Title = $"{outcome.Table.Label}: network for {TaskWords.Purpose(outcome.Table.Task)}",
        Command = context.CommandText,
        Label = outcome.Table.Label,
        Task = outcome.Table.Task,
        Classes = outcome.Table.Classes,
        ClassWeighted = context.Arguments.IsGiven(context.Options.ClassWeights),
        History = outcome.Fit.History,
        NullLoss = outcome.Fit.NullLoss,
        Regularization = outcome.Options.Regularization!,
        Layers = NetworkReportLayer.Of(outcome.Fit.Model),
        TrainingFacts = [("Preset", outcome.Fit.Model.Facts.Preset), ("Training", outcome.Fit.Model.Facts.Training), ("Inputs", outcome.Fit.Model.Encoding.Describe()), .. outcome.Fit.Model.Target is null ? Array.Empty<(string, string)>() : [("Target", outcome.Fit.Model.Target.Describe())], ("Rows that chose the epoch", outcome.Fit.ValidationRows.Count.ToString(CultureInfo.InvariantCulture))],
        Target = outcome.Table.Target,
        Predictions = outcome.OutOfFold,
        Weights = outcome.Table.Weights,
        Metrics = [.. outcome.CrossValidated.Values.Select(m => (m.Name, Show.Short(m.Value)))],
        DataFacts = FitText.DataFacts(outcome.Table, outcome.Fit.Model),
        Warnings = outcome.Warnings,
    };
}
