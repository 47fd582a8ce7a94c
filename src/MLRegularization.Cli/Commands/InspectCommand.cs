using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Models;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Commands;

/// <summary><c>mlreg inspect</c>: what is inside a model file.</summary>
internal static class InspectCommand
{
    private const int MostCoefficients = 50;

    public static void Run(CommandContext context)
    {
        string path = context.Arguments.Text(context.Options.Model);
        if (ModelSource.HoldsNetwork(path))
        {
            InspectNetwork.Print(context, ModelSource.LoadNetwork(path));
            return;
        }
        LinearModel model = ModelSource.Load(path);
        if (context.Arguments.Flag(context.Options.Json)) PrintJson(context.Terminal.Output, model);
        else PrintText(context.Terminal, model);
    }

    private static void PrintText(Terminal terminal, LinearModel model)
    {
        TrainingFacts facts = model.Facts;
        int[] nonZero = NonZero(model);
        terminal.Line($"{FitText.Kind(facts.Alpha)} model for {TaskWords.Purpose(facts.Task)} of '{facts.Label}', learned from {Show.Count(facts.Rows, "row")}.");
        Spectre.Console.Table table = Terminal.Table(("", false), ("", false));
        table.ShowHeaders = false;
        Terminal.ClassRow(table, facts.Classes);
        if (facts.ClassWeights.Count > 0) Terminal.Row(table, "Class weights", ClassWeightText.Of(facts));
        Terminal.Row(table, "α, the share of L1", Show.Short(facts.Alpha));
        Terminal.Row(table, "λ", $"{Show.Full(facts.Lambda)} ({facts.Selection}; λmax {Show.Short(facts.LambdaMax)})");
        Terminal.Row(table, "Penalty applied to", (facts.Standardized ? "standardised columns" : "columns as they are") + (facts.Grouped ? ", all classes of a feature at once" : ""));
        Terminal.Row(table, "Explained deviance on training rows", Show.Short(facts.ExplainedDeviance));
        if (facts.Folds > 0) Terminal.Row(table, $"{TaskWords.Measured(facts.Task, facts.Measure)} on rows held out ({facts.Folds} folds, seed {facts.Seed})", $"{Show.Short(TaskWords.Value(facts.Measure, facts.CrossValidatedLoss))} ± {Show.Short(facts.CrossValidatedError)}");
        Terminal.Row(table, "Non-zero coefficients", $"{nonZero.Length} of {model.Coefficients.Count}");
        Terminal.Row(table, "Columns it needs", Suggestion.Listing(Needed(model), 40));
        foreach (ColumnEncoding column in model.Encoding?.Columns.Where(c => c.Vocabulary is not null) ?? [])
            Terminal.Row(table, $"Words of '{column.Name}'", FitText.Vocabulary(column.Vocabulary!));
        foreach (ColumnEncoding column in model.Encoding?.Columns.Where(c => c.MissingIndicator) ?? [])
            Terminal.Row(table, $"Missing '{column.Name}' becomes", column.ImputedLevel ?? Show.Short(column.Imputed ?? 0));
        terminal.Tables.Write(table);
        if (model.Intercepts.Count > 1) ClassCoefficientText.All(terminal, model);
        else PrintCoefficients(terminal, model, nonZero);
        DiagnosisText.Print(terminal, facts);
        terminal.Line(Show.Proof(facts.Certificate));
    }

    private static void PrintCoefficients(Terminal terminal, LinearModel model, int[] nonZero)
    {
        Spectre.Console.Table coefficients = Terminal.Table(("Feature", false), ("Coefficient", true));
        Terminal.Row(coefficients, "(intercept)", Show.Full(model.Intercept));
        foreach (int j in nonZero.Take(MostCoefficients)) Terminal.Row(coefficients, Show.Name(model.FeatureNames[j]), Show.Full(model.Coefficients[j]));
        terminal.Tables.Write(coefficients);
        if (nonZero.Length > MostCoefficients) terminal.Line($"… and {nonZero.Length - MostCoefficients} more: --json lists all.");
    }

    private static void PrintJson(TextWriter output, LinearModel model) => JsonObject.Print(output, json =>
    {
        TrainingFacts facts = model.Facts;
        json.WriteString("task", facts.Task);
        json.WriteString("label", facts.Label);
        json.WriteString("loss", facts.Loss);
        json.Classes(facts.Classes);
        if (model.Intercepts.Count > 1) json.WriteBoolean("grouped", facts.Grouped);
        json.ClassWeights(facts.ClassWeighting, facts.Classes, facts.ClassWeights);
        json.WriteNumber("rows", facts.Rows);
        json.WriteNumber("features", model.FeatureNames.Count);
        json.Number("alpha", facts.Alpha);
        json.Number("lambda", facts.Lambda);
        json.Number("lambdaMax", facts.LambdaMax);
        json.WriteString("selection", facts.Selection);
        json.WriteBoolean("standardized", facts.Standardized);
        json.Number("trainingLoss", facts.TrainingLoss);
        json.Number("nullLoss", facts.NullLoss);
        json.Number("explainedDeviance", facts.ExplainedDeviance);
        json.WriteString("measure", TaskWords.Measure(facts.Task, facts.Measure));
        json.Number("cvError", facts.CrossValidatedLoss);
        json.Number("cvStandardError", facts.CrossValidatedError);
        json.WriteNumber("folds", facts.Folds);
        json.WriteNumber("seed", facts.Seed);
        json.Texts("columnsNeeded", Needed(model));
        json.WriteStartArray("textColumns");
        foreach (ColumnEncoding column in model.Encoding?.Columns.Where(c => c.Vocabulary is not null) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("column", column.Name);
            json.WriteString("weighting", Show.JsonName(column.Vocabulary!.Options.Weighting.ToString()));
            json.WriteNumber("minRows", column.Vocabulary.Options.MinRows);
            json.WriteNumber("phraseLength", column.Vocabulary.Options.PhraseLength);
            json.WriteNumber("words", column.Vocabulary.Words.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("nonZeros", NonZero(model).Length);
        json.Coefficients(facts.Classes, model.FeatureNames, model.Intercepts, NonZero(model).Select(c => (c, model.Coefficients[c])));
        json.WriteStartObject("certificate");
        json.CertificateParts(facts.Certificate);
        json.WriteEndObject();
        DiagnosisText.WriteJson(json, facts);
    });

    private static int[] NonZero(LinearModel model) => [.. Enumerable.Range(0, model.Coefficients.Count).Where(j => model.Coefficients[j] != 0)];

    private static string[] Needed(LinearModel model) =>
        [.. ModelInputs.Of(model).Columns, .. model.Facts.OffsetColumn.Length > 0 ? [model.Facts.OffsetColumn] : Array.Empty<string>()];
}
