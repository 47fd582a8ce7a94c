using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Paths;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg fit</c> shows to a person.</summary>
internal static class FitText
{
    private const int MostCoefficients = 25;

    public static void Print(Terminal terminal, FitOutcome outcome, TimeSpan total, string? modelOut, string? onnxOut, string? report, string data)
    {
        TrainingTable table = outcome.Table;
        CrossValidationCurve curve = outcome.Curve;
        string alpha = curve.Path.Alpha is 0 or 1 ? "" : $", α = {Show.Short(curve.Path.Alpha)}";
        terminal.Line($"{Capital(Kind(curve.Path.Alpha))} {TaskWords.Regression(table.Task)}{(outcome.Model.Facts.Grouped ? ", grouped by feature," : "")} of '{table.Label}'{Against(table.Classes)} on {Show.Count(table.Set.Columns, "feature")}, {Show.Count(table.Set.Rows, "row")}{alpha}.");
        Spectre.Console.Table summary = Terminal.Table(("", false), ("", true));
        summary.ShowHeaders = false;
        foreach ((string name, string value) in Summary(outcome)) Terminal.Row(summary, name, value);
        terminal.Tables.Write(summary);
        if (outcome.Model.Facts.ClassWeights.Count > 0) terminal.Line($"Class weights {ClassWeightText.Of(outcome.Model.Facts)}. What chose λ counts them, what follows does not.");
        PrintMetrics(terminal, outcome);
        if (outcome.Model.Intercepts.Count > 1) ClassCoefficientText.Largest(terminal, outcome.Model, outcome.Table.Set);
        else PrintCoefficients(terminal, outcome);
        DiagnosisText.PrintAlarms(terminal, outcome.Model.Facts);
        terminal.Line(Show.Proof(outcome.Point.Certificate));
        terminal.Line($"{Show.Short(total.TotalSeconds)} s in all: read {Show.Short(table.ReadTime.TotalSeconds)}, path {Show.Short(outcome.Validation.PathTime.TotalSeconds)}, cross-validation {Show.Short(outcome.Validation.CrossValidationTime.TotalSeconds)}.");
        terminal.Line();
        PrintNext(terminal, modelOut, onnxOut, report, data);
    }

    /// <summary>The usual name of an L1 share.</summary>
    public static string Kind(double alpha) => alpha switch { 0 => "ridge", 1 => "lasso", _ => "elastic net" };

    /// <summary>Which class is predicted against which other; nothing for other tasks.</summary>
    public static string Against(IReadOnlyList<string> classes) => classes.Count == 2 ? $" (probability of {Show.Quoted(classes[1])} against {Show.Quoted(classes[0])})" : classes.Count > 2 ? $" ({classes.Count} classes)" : "";

    /// <summary>What was found in the table.</summary>
    public static IReadOnlyList<(string Name, string Value)> DataFacts(TrainingTable table, TrainingFacts? model = null) =>
        DataFacts(table, [.. table.Encoding?.Columns.Where(c => c.Vocabulary is not null).Select(c => (c.Name, c.Vocabulary!)) ?? []], table.Set.Columns, model);

    /// <summary>What was found in the table of a network.</summary>
    public static IReadOnlyList<(string Name, string Value)> DataFacts(TrainingTable table, NetworkModel network) =>
        DataFacts(table, [.. network.Encoding.Columns.Where(c => c.Vocabulary is not null).Select(c => (c.Name, c.Vocabulary!))], table.ColumnCount, null);

    private static List<(string Name, string Value)> DataFacts(TrainingTable table, IReadOnlyList<(string Column, Vocabulary Words)> free, int features, TrainingFacts? model)
    {
        List<(string, string)> facts = [("Table", Path.GetFileName(table.Path)), ("Rows", Show.Count(table.Rows, "row")), ("Label", table.Label)];
        if (table.Classes.Count == 2)
        {
            int positive = table.Target.Count(y => y == 1);
            facts.Add(("Classes", $"'{table.Classes[0]}' in {Show.Count(table.Rows - positive, "row")}, '{table.Classes[1]}' in {Show.Count(positive, "row")}; '{table.Classes[1]}' is the positive class"));
        }
        if (table.Classes.Count > 2) facts.Add(("Classes", Suggestion.Listing([.. table.Classes.Select((c, k) => $"'{c}' in {Show.Count(table.Target.Count(y => y == k), "row")}")], 12)));
        TableColumn[] plain = [.. table.Features?.Columns.Where(c => free.All(f => f.Column != c.Name)) ?? []];
        int texts = plain.Count(c => c is TextColumn);
        facts.Add(("Columns", texts + free.Count == 0 ? Show.Count(table.ColumnCount, "numeric column") : $"{table.ColumnCount - texts - free.Count} numeric, {texts} text{(free.Count > 0 ? $", {free.Count} free text" : "")}"));
        foreach ((string column, Vocabulary words) in free) facts.Add(($"Words of '{column}'", Vocabulary(words)));
        if (features != table.ColumnCount) facts.Add(("Features", Show.Count(features, "feature")));
        if (table.DroppedRows > 0) facts.Add(("Left out", $"{Show.Count(table.DroppedRows, "row")} with a missing value"));
        int imputed = table.Missing == MissingRule.Impute ? plain.Count(c => c.FirstMissing() >= 0) : 0;
        if (imputed > 0) facts.Add(("Imputed", Show.Count(imputed, "column")));
        if (table.Weights is not null) facts.Add(("Weights", "given by a column"));
        if (model?.ClassWeights.Count > 0) facts.Add(("Class weights", ClassWeightText.Of(model)));
        if (table.OffsetColumn.Length > 0) facts.Add(("Offset", $"column '{table.OffsetColumn}'"));
        return facts;
    }

    /// <summary>How many words a text column gave, and what they count for.</summary>
    public static string Vocabulary(Vocabulary words) =>
        $"{Show.Count(words.Words.Count, "word")}{(words.Options.PhraseLength > 1 ? " and pairs of words" : "")}{(words.Options.MinRows > 1 ? $", each in at least {words.Options.MinRows} rows" : "")}, {words.Options.Weighting switch { TextWeighting.Counts => "counted", TextWeighting.SublinearTfIdf => "as TF-IDF with 1 + ln(count)", _ => "as TF-IDF" }}";

    private static IEnumerable<(string, string)> Summary(FitOutcome outcome)
    {
        CrossValidationCurve curve = outcome.Curve;
        double error = curve.MeanError[outcome.Choice.Index], spread = curve.StandardError[outcome.Choice.Index];
        int repeats = outcome.Validation.Folds.Count;
        string folds = $"{outcome.Validation.Folds[0].Count} folds{(outcome.Validation.Folds[0].TimeOrdered ? " in order of time" : "")}{(repeats > 1 ? $", {repeats} times" : "")}";
        yield return ("λ", $"{Show.Short(outcome.Point.Lambda)} ({Rule(outcome.Selection)})");
        if (outcome.Selection != "given") yield return ("λmin, λ1se", $"{Show.Short(curve.Path.Points[curve.MinIndex].Lambda)}, {Show.Short(curve.Path.Points[curve.OneSeIndex].Lambda)}");
        string measure = outcome.Model.Facts.Measure;
        yield return ($"{TaskWords.Measured(outcome.Table.Task, measure)}, {folds}", $"{Show.Short(TaskWords.Value(measure, error))} ± {Show.Short(spread)}");
        yield return ("… of the null model", Show.Short(TaskWords.Value(measure, outcome.NullError)));
        yield return ("Non-zero coefficients", $"{outcome.Point.NonZeros} of {outcome.Model.Coefficients.Count}");
        if (outcome.Model.Intercepts.Count > 1) yield return ("Features in the model", $"{outcome.Point.Indices.Select(c => c % outcome.Table.Set.Columns).Distinct().Count()} of {outcome.Table.Set.Columns}");
    }

    private static void PrintMetrics(Terminal terminal, FitOutcome outcome)
    {
        Spectre.Console.Table table = Terminal.Table(("", false), ("Rows held out", true), ("Training rows", true));
        foreach ((Metric held, Metric training) in outcome.CrossValidated.Values.Zip(outcome.Training.Values)) Terminal.Row(table, held.Name, Show.Short(held.Value), Show.Short(training.Value));
        terminal.Tables.Write(table);
    }

    private static string Rule(string selection) => selection switch
    {
        "min" => "smallest error",
        "1se" => "largest within one SE of the smallest error",
        "aic" => "smallest AIC",
        "bic" => "smallest BIC",
        "ebic" => "smallest extended BIC",
        _ => "given",
    };

    private static void PrintCoefficients(Terminal terminal, FitOutcome outcome)
    {
        TrainingSet set = outcome.Table.Set;
        (string Name, double Value, double Effect)[] effects = [.. outcome.Point.Indices
            .Select((j, k) => (set.FeatureNames[j], outcome.Point.Values[k], outcome.Point.Values[k] * ColumnSpread.Of(set, j)))
            .OrderByDescending(e => Math.Abs(e.Item3))];
        Spectre.Console.Table table = Terminal.Table(("Feature", false), ("Coefficient", true), (outcome.Table.Task switch { "binary" => "Log-odds per standard deviation", "count" => "Log of the count per standard deviation", _ => "Effect of one standard deviation" }, true));
        Terminal.Row(table, "(intercept)", Show.Short(outcome.Point.Intercept), "");
        foreach ((string name, double value, double effect) in effects.Take(MostCoefficients)) Terminal.Row(table, Show.Name(name), Show.Short(value), Show.Short(effect));
        terminal.Tables.Write(table);
        if (effects.Length > MostCoefficients) terminal.Line($"… and {effects.Length - MostCoefficients} more with smaller effects: --json lists all.");
    }

    private static void PrintNext(Terminal terminal, string? modelOut, string? onnxOut, string? report, string data)
    {
        if (report is not null) terminal.Line($"The report is {report}: open it in a browser.");
        if (modelOut is not null) terminal.Line($"The model is {modelOut}. Predict with it: mlreg predict {ShellText.Word(modelOut)} NEW.csv --out predictions.csv");
        if (onnxOut is not null) terminal.Line($"The model for ONNX Runtime is {onnxOut}.");
        if (modelOut is null || report is null)
        {
            string add = string.Join(" and ", new[] { modelOut is null ? "--model-out FILE to save the model" : null, report is null ? "--report FILE.html for a page of pictures" : null }.Where(s => s is not null));
            terminal.Line($"Add {add}.");
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
