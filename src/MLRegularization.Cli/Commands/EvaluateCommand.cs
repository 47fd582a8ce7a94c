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
        ModelInputs inputs = ModelInputs.Of(ModelSource.Load(arguments.Text(options.Model)));
        string label = arguments.Text(options.Label) ?? inputs.Model.Facts.Label;
        if (label.Length == 0) throw new UserError("The model does not name its label; name the column with the truth by --label NAME.");
        ScoringTable scored = ProgressDisplay.Run(context.Terminal, progress => ScoringTable.Load(data, inputs, label, arguments.Text(options.Weights), drop, progress, context.Cancellation));
        Metrics metrics = Metrics.Of(inputs.Model.Facts.Task, scored.Target!, scored.Predictions, scored.Weights);
        foreach (string warning in scored.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json)) PrintJson(context.Terminal.Output, inputs, label, scored, metrics, Stopwatch.GetElapsedTime(started));
        else
        {
            context.Terminal.Line($"Predictions of '{label}' against the truth on {Show.Count(metrics.Rows, "row")}.");
            Spectre.Console.Table table = Terminal.Table(("", false), ("", true));
            table.ShowHeaders = false;
            foreach (Metric metric in metrics.Values) Terminal.Row(table, metric.Name, Show.Short(metric.Value));
            context.Terminal.Tables.Write(table);
        }
    }

    private static void PrintJson(TextWriter output, ModelInputs inputs, string label, ScoringTable scored, Metrics metrics, TimeSpan total) => JsonObject.Print(output, json =>
    {
        json.WriteString("task", inputs.Model.Facts.Task);
        json.WriteString("label", label);
        json.Classes(inputs.Model.Facts.Classes);
        json.WriteNumber("rows", metrics.Rows);
        json.WriteNumber("columns", inputs.Columns.Count);
        json.Number("alpha", inputs.Model.Facts.Alpha);
        json.Number("lambda", inputs.Model.Facts.Lambda);
        json.WriteString("selection", inputs.Model.Facts.Selection);
        json.Metrics("metrics", metrics);
        json.WriteString("metricsOn", "the rows of the table");
        json.WriteNumber("nonZeros", inputs.Model.Coefficients.Count(c => c != 0));
        json.WriteStartObject("certificate");
        json.CertificateParts(inputs.Model.Facts.Certificate);
        json.WriteEndObject();
        json.Texts("warnings", scored.Warnings);
        json.Seconds(total, TimeSpan.Zero, TimeSpan.Zero, total);
    });
}
