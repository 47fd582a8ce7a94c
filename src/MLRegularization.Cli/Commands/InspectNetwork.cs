using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Models;
using MLRegularization.Reports;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg inspect</c> shows of a network.</summary>
internal static class InspectNetwork
{
    public static void Print(CommandContext context, NetworkModel model)
    {
        if (context.Arguments.Flag(context.Options.Json)) PrintJson(context.Terminal.Output, model);
        else PrintText(context.Terminal, model);
    }

    private static void PrintText(Terminal terminal, NetworkModel model)
    {
        NetworkFacts facts = model.Facts;
        terminal.Line($"Network for {TaskWords.Purpose(facts.Task)} of '{facts.Label}', learned from {Show.Count(facts.Rows, "row")}.");
        Spectre.Console.Table table = Terminal.Table(("", false), ("", false));
        table.ShowHeaders = false;
        Terminal.ClassRow(table, facts.Classes);
        Terminal.Row(table, "Preset", facts.Preset);
        Terminal.Row(table, "Parameters", model.Parameters.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        Terminal.Row(table, "Best epoch", $"{facts.BestEpoch} of {facts.Epochs}, chosen on {Show.Count(facts.ValidationRows, "row")}");
        Terminal.Row(table, "Loss on training rows", Show.Short(facts.TrainingLoss));
        if (facts.ValidationRows > 0) Terminal.Row(table, "Loss on the rows that chose the epoch", Show.Short(facts.ValidationLoss));
        Terminal.Row(table, "Columns it needs", Suggestion.Listing([.. model.Encoding.Columns.Select(c => c.Name)], 40));
        terminal.Tables.Write(table);
        Spectre.Console.Table layers = Terminal.Table(("Layer", false), ("Inputs", true), ("Units", true), ("Activation", false), ("Parameters", true), ("Zero weights", true));
        foreach (NetworkReportLayer layer in NetworkReportLayer.Of(model)) Terminal.Row(layers, layer.Name, $"{layer.Inputs}", $"{layer.Units}", layer.Activation, $"{layer.Parameters}", $"{layer.Zeros}");
        terminal.Tables.Write(layers);
        terminal.Line(model.Encoding.Describe());
        if (model.Target is not null) terminal.Line(model.Target.Describe());
        terminal.Line(facts.Regularization);
        terminal.Line(facts.Training);
    }

    private static void PrintJson(TextWriter output, NetworkModel model) => JsonObject.Print(output, json =>
    {
        json.WriteString("model", "mlp");
        json.WriteString("task", model.Facts.Task);
        json.WriteString("label", model.Facts.Label);
        json.Classes(model.Facts.Classes);
        json.WriteNumber("rows", model.Facts.Rows);
        FitNetworkText.Describe(json, model);
        json.Texts("columns", model.Encoding.Columns.Select(c => c.Name));
    });
}
