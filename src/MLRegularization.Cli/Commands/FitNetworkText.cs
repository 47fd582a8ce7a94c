using System.Text.Json;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Models;
using MLRegularization.Networks;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg fit --model mlp</c> shows, to a person and to a program.</summary>
internal static class FitNetworkText
{
    public static void Print(Terminal terminal, NetworkOutcome outcome, TimeSpan total, string? modelOut, string? report, string data)
    {
        TrainingTable table = outcome.Table;
        NetworkModel model = outcome.Fit.Model;
        terminal.Line($"Network for {TaskWords.Purpose(table.Task)} of '{table.Label}'{FitText.Against(table.Classes)} on {Show.Count(table.ColumnCount, "column")}, {Show.Count(table.Rows, "row")}: {Shape(model)}, {model.Parameters:N0} parameters, preset {model.Facts.Preset}.");
        Spectre.Console.Table summary = Terminal.Table(("", false), ("", true));
        summary.ShowHeaders = false;
        TrainingHistory history = outcome.Fit.History;
        Terminal.Row(summary, "Best epoch", $"{history.BestEpoch} of {history.Epochs.Count}{(history.End == TrainingEnd.EarlyStopping ? ", stopped early" : "")}");
        if (history.Best is EpochRecord best)
        {
            Terminal.Row(summary, "Loss on training rows", Show.Short(best.TrainingLoss));
            if (!double.IsNaN(best.ValidationLoss)) Terminal.Row(summary, "Loss on the rows that chose the epoch", Show.Short(best.ValidationLoss));
            Terminal.Row(summary, "Loss of the best constant", Show.Short(outcome.Fit.NullLoss));
        }
        terminal.Tables.Write(summary);
        Spectre.Console.Table errors = Terminal.Table(("", false), ($"Rows held out, {outcome.Folds} folds", true), ("All rows", true));
        foreach ((Metric heldOut, Metric training) in outcome.CrossValidated.Values.Zip(outcome.Training.Values)) Terminal.Row(errors, heldOut.Name, Show.Short(heldOut.Value), Show.Short(training.Value));
        terminal.Tables.Write(errors);
        terminal.Line(outcome.Verdict.Sentence);
        terminal.Line(outcome.Options.Regularization!.ToString());
        terminal.Line($"{Show.Short(total.TotalSeconds)} s in all: read {Show.Short(table.ReadTime.TotalSeconds)}, training {Show.Short(outcome.FitTime.TotalSeconds)}, cross-validation {Show.Short(outcome.CrossValidationTime.TotalSeconds)}.");
        terminal.Line();
        if (modelOut is not null) terminal.Line($"The model is in {modelOut}; predict with: mlreg predict {ShellText.Word(modelOut)} {ShellText.Word(data)}");
        else terminal.Line("Keep the model with --model-out FILE.");
        if (report is not null) terminal.Line($"The report is in {report}.");
    }

    public static void PrintJson(TextWriter output, NetworkOutcome outcome, TimeSpan total) => JsonObject.Print(output, json =>
    {
        TrainingTable table = outcome.Table;
        NetworkModel model = outcome.Fit.Model;
        json.WriteString("model", "mlp");
        json.WriteString("task", table.Task);
        json.WriteString("label", table.Label);
        json.Classes(table.Classes);
        json.WriteNumber("rows", table.Rows);
        json.WriteNumber("columns", table.ColumnCount);
        json.WriteNumber("droppedRows", table.DroppedRows);
        Describe(json, model);
        json.Metrics("metrics", outcome.CrossValidated);
        json.WriteString("metricsOn", "rows held out by cross-validation");
        json.WriteNumber("folds", outcome.Folds);
        json.Metrics("trainingMetrics", outcome.Training);
        json.Number("nullLoss", outcome.Fit.NullLoss);
        json.WriteString("finding", outcome.Verdict.Finding.ToString());
        json.WriteString("verdict", outcome.Verdict.Sentence);
        json.WriteStartObject("history");
        IReadOnlyList<EpochRecord> epochs = outcome.Fit.History.Epochs;
        json.WriteString("end", outcome.Fit.History.End.ToString());
        json.Numbers("batchLoss", epochs.Select(e => e.BatchLoss));
        json.Numbers("trainingLoss", epochs.Select(e => e.TrainingLoss));
        json.Numbers("validationLoss", epochs.Select(e => e.ValidationLoss));
        json.Numbers("validationError", epochs.Select(e => e.ValidationError));
        json.Numbers("learningRate", epochs.Select(e => e.LearningRate));
        json.WriteEndObject();
        json.Texts("warnings", outcome.Warnings);
        json.Seconds(("read", table.ReadTime), ("training", outcome.FitTime), ("crossValidation", outcome.CrossValidationTime), ("total", total));
    });

    /// <summary>What is inside a network, as properties.</summary>
    public static void Describe(Utf8JsonWriter json, NetworkModel model)
    {
        json.WriteString("preset", model.Facts.Preset);
        json.WriteString("regularization", model.Facts.Regularization);
        json.WriteString("training", model.Facts.Training);
        json.WriteString("inputs", model.Encoding.Describe());
        json.WriteNumber("parameters", model.Parameters);
        json.WriteNumber("bestEpoch", model.Facts.BestEpoch);
        json.WriteNumber("epochs", model.Facts.Epochs);
        json.WriteNumber("validationRows", model.Facts.ValidationRows);
        json.Number("trainingLoss", model.Facts.TrainingLoss);
        json.Number("validationLoss", model.Facts.ValidationLoss);
        json.WriteStartArray("layers");
        foreach (NetworkLayer layer in model.Layers)
        {
            json.WriteStartObject();
            json.WriteNumber("inputs", layer.Inputs);
            json.WriteNumber("outputs", layer.Outputs);
            json.WriteString("activation", layer.Activation.ToString());
            json.WriteNumber("zeroWeights", layer.Weights.Count(w => w == 0));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Widths from the inputs up, such as 12-256-256-1.</summary>
    public static string Shape(NetworkModel model) => string.Join('-', model.Layers.Select(l => l.Inputs).Append(model.Layers[^1].Outputs));
}
