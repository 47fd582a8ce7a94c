using System.Diagnostics;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg evaluate</c>: a model's errors on labelled rows.</summary>
internal static class EvaluateCommand
{
    public static void Run(CommandContext context)
    {
        long started = Stopwatch.GetTimestamp();
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string data = arguments.Text(options.Data);
        bool drop = context.DropsMissing();
        IScorer scorer = ModelSource.LoadScorer(arguments.Text(options.Model));
        string label = arguments.Text(options.Label) ?? scorer.Label;
        if (label.Length == 0) throw new UserError("The model does not name its label; name the column with the truth by --label NAME.");
        ScoringTable scored = ProgressDisplay.Run(context.Terminal, progress => ScoringTable.Load(data, scorer, label, arguments.Text(options.Weights), drop, progress, context.Cancellation));
        Metrics metrics = Metrics.Of(scorer.Task, scored.Target!, scored.Predictions, scored.Weights);
        foreach (string warning in scored.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json)) PrintJson(context.Terminal.Output, scorer, label, scored, metrics, Stopwatch.GetElapsedTime(started));
        else
        {
            context.Terminal.Line($"Predictions of '{label}' against the truth on {Show.Count(metrics.Rows, "row")}.");
            Spectre.Console.Table table = Terminal.Table(("", false), ("", true));
            table.ShowHeaders = false;
            foreach (Metric metric in metrics.Values) Terminal.Row(table, metric.Name, Show.Short(metric.Value));
            context.Terminal.Tables.Write(table);
        }
    }

    private static void PrintJson(TextWriter output, IScorer scorer, string label, ScoringTable scored, Metrics metrics, TimeSpan total) => JsonObject.Print(output, json =>
    {
        json.WriteString("task", scorer.Task);
        json.WriteString("label", label);
        json.Classes(scorer.Classes);
        json.WriteNumber("rows", metrics.Rows);
        json.WriteNumber("columns", scorer.Inputs.Count);
        if (scorer is ModelInputs chosen)
        {
            json.Number("alpha", chosen.Model.Facts.Alpha);
            json.Number("lambda", chosen.Model.Facts.Lambda);
            json.WriteString("selection", chosen.Model.Facts.Selection);
        }
        json.Metrics("metrics", metrics);
        json.WriteString("metricsOn", "the rows of the table");
        if (scorer is ModelInputs linear)
        {
            json.WriteNumber("nonZeros", linear.Model.Coefficients.Count(c => c != 0));
            json.WriteStartObject("certificate");
            json.CertificateParts(linear.Model.Facts.Certificate);
            json.WriteEndObject();
        }
        json.Texts("warnings", scored.Warnings);
        json.Seconds(total, TimeSpan.Zero, TimeSpan.Zero, total);
    });
}
