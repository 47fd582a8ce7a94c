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
        ScoringTable scored = ProgressDisplay.Run(context.Terminal, progress => ScoringTable.Load(data, inputs, null, null, drop, progress, context.Cancellation));
        files.WriteText(target, text => WriteCsv(text, scored));
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
                json.Numbers("prediction", scored.Predictions);
                json.Texts("warnings", scored.Warnings);
            });
        }
        else if (target is null) WriteCsv(context.Terminal.Output, scored);
        else context.Terminal.Line($"{Show.Count(scored.Predictions.Length, "prediction")} in {target}.");
    }

    private static void WriteCsv(TextWriter text, ScoringTable scored)
    {
        text.Write("row,prediction\n");
        for (int i = 0; i < scored.Predictions.Length; i++)
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{scored.RowNumbers[i]},{Show.Full(scored.Predictions[i])}\n"));
    }
}
