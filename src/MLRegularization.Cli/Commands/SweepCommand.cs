using System.Diagnostics;
using System.Globalization;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;
using MLRegularization.Models;
using MLRegularization.Reports;
using MLRegularization.Tuning;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg sweep</c>: what regularises best, searched on the same folds, and its model.</summary>
internal static class SweepCommand
{
    public static void Run(CommandContext context)
    {
        long started = Stopwatch.GetTimestamp();
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string data = arguments.Text(options.Data), task = context.AnyTask();
        string? modelOut = arguments.Text(options.ModelOut), target = arguments.Text(options.Out), report = arguments.Text(options.Report);
        bool isNetwork = context.FitsNetwork;
        SweepRequest request = SweepRequest.From(arguments, options, isNetwork);
        if (!isNetwork) NetworkRequest.RefuseNetworks(arguments, options);
        NetworkRequest? network = isNetwork ? NetworkRequest.From(arguments, options) : null;
        PathRequest path = PathRequest.From(arguments, options);
        ValidationRequest validation = ValidationRequest.From(arguments, options);
        ColumnRoles roles = ColumnRoles.From(arguments, options);
        MissingRule missing = context.Missing();
        using OutputFiles files = new();
        files.Claim(modelOut, "--model-out", data);
        files.Claim(target, "--out", data);
        files.Claim(report, "--report", data);
        files.Claim(request.Study, "--study", data);
        SweepOutcome outcome = ProgressDisplay.Run(context.Terminal, display =>
        {
            TrainingTable table = TrainingTable.Load(data, roles, missing, task, display, context.Cancellation);
            using JournalFile? journal = request.Study is null ? null : new JournalFile(request.Study);
            IStudyStorage storage = journal is null ? new MemoryStorage() : journal;
            return network is null ? SweepOutcome.OfPaths(table, request, path, validation, storage, display, context.Cancellation)
                : SweepOutcome.OfNetworks(table, request, network, roles.Text, space => SweepRequest.Free(space, arguments, options), storage, display, context.Cancellation);
        });
        files.Write(modelOut, stream =>
        {
            if (outcome.Linear is FitOutcome linear) ModelFile.Write(linear.Model, stream);
            else ModelFile.Write(outcome.Network!.Model, stream);
        });
        files.WriteText(target, text => WriteCsv(text, outcome));
        files.WriteText(report, text => text.Write(StudyReport.Render(Report(context, outcome))));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();

        foreach (string warning in outcome.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json)) SweepJson.Print(context.Terminal.Output, outcome, Stopwatch.GetElapsedTime(started));
        else SweepText.Print(context.Terminal, outcome, Stopwatch.GetElapsedTime(started), request, modelOut, target, report, data);
    }

    private static StudyReportInput Report(CommandContext context, SweepOutcome outcome) => new()
    {
        Title = $"{outcome.Table.Label}: a search of {(outcome.Network is null ? "linear models" : "networks")}",
        Command = context.CommandText,
        Label = outcome.Table.Label,
        Study = outcome.Study,
        Metric = TaskWords.Measured(outcome.Table.Task, outcome.Measure),
        MetricOf = error => TaskWords.Value(outcome.Measure, error),
        Findings = [SweepText.Fitted(outcome)],
        DataFacts = outcome.Linear is FitOutcome linear ? FitText.DataFacts(outcome.Table, linear.Model.Facts) : FitText.DataFacts(outcome.Table, outcome.Network!.Model),
        Warnings = outcome.Warnings,
    };

    private static void WriteCsv(TextWriter text, SweepOutcome outcome)
    {
        Study study = outcome.Study;
        string[] found = [.. study.Trials.SelectMany(t => t.Found.Select(f => f.Name)).Distinct()];
        text.WriteLine($"trial,state,reached,mean,standardError,gain,gainError,p,{string.Join(',', study.Space.Dimensions.Select(d => d.Name).Concat(found))},seconds");
        static string Number(double? value) => value is double known && !double.IsNaN(known) ? Show.Full(known) : "";
        foreach (Trial trial in study.Trials)
        {
            PairedDifference? gain = study.Gain(trial);
            IEnumerable<string> values = study.Space.Dimensions.Select(d => trial.Point.Find(d.Name) is double value ? d is ChoiceDimension { Names: not null } ? Show.CsvField(d.Text(value)) : Show.Full(value) : "")
                .Concat(found.Select(name => Number(trial.Found.Where(f => f.Name == name).Select(f => (double?)f.Value).FirstOrDefault())));
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{trial.Number},{Show.JsonName(trial.State.ToString())},{trial.Reached},{Number(TaskWords.Value(outcome.Measure, trial.Mean))},{Number(trial.StandardError)},{Number(gain?.Mean)},{Number(gain?.StandardError)},{Number(gain?.PValue)},{string.Join(',', values)},{Show.Short(trial.Seconds)}"));
        }
    }
}
