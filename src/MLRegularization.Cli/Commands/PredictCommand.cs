using System.Globalization;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg predict</c>: a prediction for every row.</summary>
internal static class PredictCommand
{
    public static void Run(CommandContext context)
    {
        (Arguments arguments, CliOptions options) = (context.Arguments, context.Options);
        string model = arguments.Text(options.Model), data = arguments.Text(options.Data);
        string? target = arguments.Text(options.Out);
        bool drop = context.DropsMissing();
        using OutputFiles files = new();
        files.Claim(target, "--out", data, model);
        ModelInputs inputs = ModelInputs.Of(ModelSource.Load(model));
        IReadOnlyList<string> classes = inputs.Model.Facts.Classes;
        ScoringTable scored = ProgressDisplay.Run(context.Terminal, progress => ScoringTable.Load(data, inputs, null, null, drop, progress, context.Cancellation));
        files.WriteText(target, text => WriteCsv(text, classes, scored));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();
        foreach (string warning in scored.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json))
        {
            JsonObject.Print(context.Terminal.Output, json =>
            {
                json.WriteString("task", inputs.Model.Facts.Task);
                json.WriteNumber("rows", scored.Predictions.Length);
                json.WriteStartArray("row");
                foreach (int row in scored.RowNumbers) json.WriteNumberValue(row);
                json.WriteEndArray();
                if (classes.Count == 0) json.Numbers("prediction", scored.Predictions);
                else
                {
                    json.Texts("prediction", scored.Predictions.Select(p => TaskWords.Class(classes, p)));
                    json.WriteStartObject("probability");
                    json.Numbers(classes[0], scored.Predictions.Select(p => 1 - p));
                    json.Numbers(classes[1], scored.Predictions);
                    json.WriteEndObject();
                }
                json.Texts("warnings", scored.Warnings);
            });
        }
        else if (target is null) WriteCsv(context.Terminal.Output, classes, scored);
        else context.Terminal.Line($"{Show.Count(scored.Predictions.Length, "prediction")} in {target}.");
    }

    private static void WriteCsv(TextWriter text, IReadOnlyList<string> classes, ScoringTable scored)
    {
        text.Write("row,prediction");
        foreach (string name in classes) text.Write("," + Show.CsvField("probability_" + name));
        text.Write('\n');
        for (int i = 0; i < scored.Predictions.Length; i++)
        {
            double mean = scored.Predictions[i];
            text.Write(classes.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{scored.RowNumbers[i]},{Show.Full(mean)}\n")
                : string.Create(CultureInfo.InvariantCulture, $"{scored.RowNumbers[i]},{Show.CsvField(TaskWords.Class(classes, mean))},{Show.Full(1 - mean)},{Show.Full(mean)}\n"));
        }
    }
}
