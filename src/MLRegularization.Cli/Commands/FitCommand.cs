using System.Diagnostics;
using System.Globalization;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Models;
using MLRegularization.Paths;
using MLRegularization.Reports;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg fit</c>: a chosen model and an honest error from one table.</summary>
internal static class FitCommand
{
    public static void Run(CommandContext context)
    {
        if (context.FitsNetwork)
        {
            FitNetworkCommand.Run(context);
            return;
        }
        NetworkRequest.RefuseNetworks(context.Arguments, context.Options);
        long started = Stopwatch.GetTimestamp();
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string data = arguments.Text(options.Data), task = context.Task();
        string? modelOut = arguments.Text(options.ModelOut), report = arguments.Text(options.Report), foldsOut = arguments.Text(options.FoldsOut);
        PathRequest path = PathRequest.From(arguments, options);
        if (path.Lambdas is { Length: > 1 }) throw new UserError($"--lambda gives {path.Lambdas.Length} strengths, and fit takes one; give one, or use mlreg path for several.");
        ValidationRequest validation = ValidationRequest.From(arguments, options);
        if (path.Lambdas is not null && arguments.Text(options.Select) is not null) throw new UserError("--lambda and --select were both given; a given strength needs no rule, so leave one out.");
        ColumnRoles roles = ColumnRoles.From(arguments, options);
        OnnxRequest onnx = OnnxRequest.From(arguments, options, roles);
        MissingRule missing = context.Missing();
        using OutputFiles files = new();
        files.Claim(modelOut, "--model-out", data);
        files.Claim(onnx.File, "--onnx-out", data);
        files.Claim(report, "--report", data);
        files.Claim(foldsOut, "--folds-out", data);

        FitOutcome outcome = ProgressDisplay.Run(context.Terminal, progress =>
            FitOutcome.Of(TrainingTable.Load(data, roles, missing, task, progress, context.Cancellation), path, validation, progress, context.Cancellation));
        files.Write(modelOut, stream => ModelFile.Write(outcome.Model, stream));
        files.Write(onnx.File, stream => onnx.Write(outcome.Model, stream));
        if (onnx.Rounding(outcome) is string rounding) outcome = outcome with { Warnings = [.. outcome.Warnings, rounding] };
        files.WriteText(foldsOut, text => WriteFolds(text, outcome.Table, outcome.Validation.Folds));
        files.WriteText(report, text => text.Write(HtmlReport.Render(Report(context, outcome))));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();

        foreach (string warning in outcome.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json)) FitJson.Print(context.Terminal.Output, outcome, Stopwatch.GetElapsedTime(started));
        else FitText.Print(context.Terminal, outcome, Stopwatch.GetElapsedTime(started), modelOut, onnx.File, report, data);
    }

    private static void WriteFolds(TextWriter text, TrainingTable table, IReadOnlyList<Folds> divisions)
    {
        text.WriteLine("row,repeat,fold");
        for (int repeat = 0; repeat < divisions.Count; repeat++)
            for (int i = 0; i < table.RowNumbers.Length; i++)
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.RowNumbers[i]},{repeat + 1},{divisions[repeat].FoldOf[i] + 1}"));
    }

    private static ReportInput Report(CommandContext context, FitOutcome outcome) => new()
    {
        Title = $"{outcome.Table.Label}: {FitText.Kind(outcome.Curve.Path.Alpha)} {TaskWords.Regression(outcome.Table.Task)}",
        Command = context.CommandText,
        Label = outcome.Table.Label,
        Validation = outcome.Validation,
        Path = outcome.Curve.Path,
        Chosen = outcome.Point,
        Selection = outcome.Selection,
        Model = outcome.Model,
        Target = outcome.Table.Set.Target,
        OutOfFold = outcome.OutOfFold,
        DataFacts = FitText.DataFacts(outcome.Table, outcome.Model.Facts),
        Metrics =
        [
            .. outcome.CrossValidated.Values.Select(m => (m.Name, Show.Short(m.Value))),
            outcome.Table.Task == "regression" ? ("RMSE of the null model", Show.Short(Math.Sqrt(outcome.NullError))) : ($"{TaskWords.Measured(outcome.Table.Task, outcome.Model.Facts.Measure)} of the null model, cross-validated", Show.Short(TaskWords.Value(outcome.Model.Facts.Measure, outcome.NullError))),
        ],
        Warnings = outcome.Warnings,
        Deviations = FeatureDeviations.Of(outcome.Table.Set),
        Weights = outcome.Table.Set.Weights,
    };
}
