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
        IScorer scorer = ModelSource.LoadScorer(model);
        IReadOnlyList<string> classes = scorer.Classes;
        ScoringTable scored = ProgressDisplay.Run(context.Terminal, progress => ScoringTable.Load(data, scorer, null, null, drop, progress, context.Cancellation));
        files.WriteText(target, text => WriteCsv(text, classes, scored));
        context.Cancellation.ThrowIfCancellationRequested();
        files.Commit();
        foreach (string warning in scored.Warnings) context.Terminal.Warn(warning);
        if (arguments.Flag(options.Json))
        {
            JsonObject.Print(context.Terminal.Output, json =>
            {
                json.WriteString("task", scorer.Task);
                json.WriteNumber("rows", scored.RowNumbers.Length);
                json.WriteStartArray("row");
                foreach (int row in scored.RowNumbers) json.WriteNumberValue(row);
                json.WriteEndArray();
                if (classes.Count == 0) json.Numbers("prediction", scored.Predictions);
                else
                {
                    ClassProbabilities probability = new(scored.Predictions, scored.RowNumbers.Length, classes.Count);
                    int[] rows = [.. Enumerable.Range(0, scored.RowNumbers.Length)];
                    json.Texts("prediction", rows.Select(i => classes[probability.Likeliest(i)]));
                    json.WriteStartObject("probability");
                    for (int k = 0; k < classes.Count; k++) json.Numbers(classes[k], rows.Select(i => probability[i, k]));
                    json.WriteEndObject();
                }
                json.Texts("warnings", scored.Warnings);
            });
        }
        else if (target is null) WriteCsv(context.Terminal.Output, classes, scored);
        else context.Terminal.Line($"{Show.Count(scored.RowNumbers.Length, "prediction")} in {target}.");
    }

    private static void WriteCsv(TextWriter text, IReadOnlyList<string> classes, ScoringTable scored)
    {
        text.Write("row,prediction");
        foreach (string name in classes) text.Write("," + Show.CsvField("probability_" + name));
        text.Write('\n');
        ClassProbabilities probability = new(scored.Predictions, scored.RowNumbers.Length, classes.Count);
        string[] names = [.. classes.Select(Show.CsvField)];
        for (int i = 0; i < scored.RowNumbers.Length; i++)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{scored.RowNumbers[i]},{(classes.Count == 0 ? Show.Full(scored.Predictions[i]) : names[probability.Likeliest(i)])}"));
            for (int k = 0; k < names.Length; k++) text.Write("," + Show.Full(probability[i, k]));
            text.Write('\n');
        }
    }
}
