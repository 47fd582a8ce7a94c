using System.Text.Json;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg compare --json</c> prints.</summary>
internal static class CompareJson
{
    public static void Print(TextWriter output, CompareOutcome outcome, TimeSpan total) => JsonObject.Print(output, json =>
    {
        TrainingTable table = outcome.Table;
        Comparison comparison = outcome.Comparison;
        json.WriteString("task", table.Task);
        json.WriteString("label", table.Label);
        json.Classes(table.Classes);
        json.WriteNumber("rows", table.Set.Rows);
        json.WriteNumber("columns", table.ColumnCount);
        json.WriteNumber("features", table.Set.Columns);
        json.WriteNumber("droppedRows", table.DroppedRows);
        json.WriteNumber("folds", comparison.Folds[0].Count);
        json.WriteNumber("innerFolds", outcome.InnerFolds);
        json.WriteNumber("repeats", comparison.Folds.Count);
        json.WriteNumber("seed", outcome.Validation.Seed);
        json.WriteString("selection", outcome.Validation.Select);
        json.WriteString("metric", outcome.Keys[0]);
        json.WriteStartArray("models");
        for (int m = 0; m < outcome.Names.Length; m++) Write(json, outcome, m);
        json.WriteEndArray();
        json.WriteString("best", outcome.Names[comparison.Best]);
        json.WriteString("recommended", outcome.Names[comparison.Recommended]);
        json.Texts("verdict", outcome.Verdict);
        json.Texts("warnings", outcome.Warnings);
        json.Texts("notes", outcome.Note is string note ? [note] : []);
        json.Seconds(table.ReadTime, TimeSpan.Zero, outcome.Time, total);
    });

    private static void Write(Utf8JsonWriter json, CompareOutcome outcome, int m)
    {
        ComparedModel model = outcome.Comparison.Models[m];
        PairedDifference difference = outcome.Comparison.Difference(m, outcome.Comparison.Best);
        json.WriteStartObject();
        json.WriteString("model", outcome.Names[m]);
        json.WriteStartObject("metrics");
        for (int k = 0; k < outcome.Keys.Length; k++)
        {
            json.WriteStartObject(outcome.Keys[k]);
            json.Number("mean", model.TestMean(k));
            json.Number("standardError", model.StandardError(k));
            json.Number("training", model.TrainingMean(k));
            json.Number("gap", model.Gap(k));
            json.Numbers("byFold", model.Test[k]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.Difference("minusBest", difference);
        json.Number("nonZeros", model.MeanNonZeros);
        foreach (string name in (string[])["alpha", "lambda", "epoch"])
            if (model.Chosen.All(c => c.Any(v => v.Name == name))) json.Numbers(name, model.Chosen.Select(c => c.First(v => v.Name == name).Value));
        json.Number("seconds", model.Times.Sum(t => t.TotalSeconds));
        json.WriteEndObject();
    }
}
