using System.Diagnostics;
using System.Globalization;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;
using MLRegularization.Reports;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg compare</c>: models side by side on the same folds, with a verdict.</summary>
internal static class CompareCommand
{
    public static void Run(CommandContext context)
    {
        long started = Stopwatch.GetTimestamp();
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string data = arguments.Text(options.Data), task = context.Task("name networks with --models mlp-plain,mlp");
        string? target = arguments.Text(options.Out), report = arguments.Text(options.Report);
        CompareRequest request = CompareRequest.From(arguments, options);
        PathRequest path = PathRequest.From(arguments, options);
        ValidationRequest validation = ValidationRequest.From(arguments, options);
        ColumnRoles roles = ColumnRoles.From(arguments, options);
        MissingRule missing = context.Missing();
        using OutputFiles files = new();
        files.Claim(target, "--out", data);
        files.Claim(report, "--report", data);
        CompareOutcome outcome = ProgressDisplay.Run(context.Terminal, progress =>
            CompareOutcome.Of(TrainingTable.Load(data, roles, missing, task, progress, context.Cancellation), request, path, validation, progress, context.Cancellation));
        files.WriteText(target, text => WriteCsv(text, outcome));
        files.WriteText(report, text => text.Write(ComparisonReport.Render(Report(context, outcome))));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();

        foreach (string warning in outcome.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json)) CompareJson.Print(context.Terminal.Output, outcome, Stopwatch.GetElapsedTime(started));
        else CompareText.Print(context.Terminal, outcome, Stopwatch.GetElapsedTime(started), target, report);
    }

    private static void WriteCsv(TextWriter text, CompareOutcome outcome)
    {
        text.WriteLine($"model,repeat,fold,{string.Join(',', outcome.Keys)},{string.Join(',', outcome.Keys.Select(k => $"training_{k}"))},nonZeros,alpha,lambda,epoch,seconds");
        for (int m = 0; m < outcome.Names.Length; m++)
        {
            ComparedModel model = outcome.Comparison.Models[m];
            for (int k = 0; k < model.Times.Count; k++)
            {
                int folds = outcome.Comparison.Folds[0].Count;
                IEnumerable<double> scores = model.Test.Concat(model.Training).Select(s => s[k]);
                string Chosen(string name) => model.Chosen[k].Where(c => c.Name == name).Select(c => Show.Full(c.Value)).FirstOrDefault("");
                text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{outcome.Names[m]},{(k / folds) + 1},{(k % folds) + 1},{string.Join(',', scores.Select(s => double.IsNaN(s) ? "" : Show.Full(s)))},{model.NonZeros[k]},{Chosen("alpha")},{Chosen("lambda")},{Chosen("epoch")},{Show.Short(model.Times[k].TotalSeconds)}"));
            }
        }
    }

    private static ComparisonReportInput Report(CommandContext context, CompareOutcome outcome) => new()
    {
        Title = $"{outcome.Table.Label}: {outcome.Names.Length} models compared",
        Command = context.CommandText,
        Label = outcome.Table.Label,
        Comparison = outcome.Comparison,
        Procedure = outcome.Note is string note ? $"{CompareText.Procedure(outcome)} {note}" : CompareText.Procedure(outcome),
        DataFacts = FitText.DataFacts(outcome.Table),
        Warnings = outcome.Warnings,
    };
}
