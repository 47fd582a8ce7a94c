using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg compare</c> shows to a person.</summary>
internal static class CompareText
{
    public static void Print(Terminal terminal, CompareOutcome outcome, TimeSpan total, string? target, string? report)
    {
        TrainingTable table = outcome.Table;
        Comparison comparison = outcome.Comparison;
        terminal.Line($"Models of '{table.Label}'{FitText.Against(table.Classes)} compared on {Show.Count(table.Set.Columns, "feature")}, {Show.Count(table.Set.Rows, "row")}: {Procedure(outcome)}");
        string metric = comparison.Metrics[0].Name;
        string? second = comparison.Metrics.Count > 1 ? comparison.Metrics[1].Name : null;
        (string, bool)[] heads = [("Model", true), ($"{Show.Capital(metric)}, held out", true), ("Training", true), ("Gap", true), ("Minus best", true), ("p", true), .. second is null ? [] : new[] { (Show.Capital(second), true) }, ("Non-zero", true), ("Seconds", true)];
        Spectre.Console.Table lines = Terminal.Table(heads);
        lines.Columns[0].Alignment = Spectre.Console.Justify.Left;
        for (int m = 0; m < comparison.Models.Count; m++)
        {
            ComparedModel model = comparison.Models[m];
            PairedDifference d = comparison.Difference(m, comparison.Best);
            bool best = m == comparison.Best;
            Terminal.Row(lines, [best ? $"{model.Name} *" : model.Name, $"{Show.Plain(model.TestMean(), 4)} ± {Show.Plain(model.StandardError(), 2)}", Show.Plain(model.TrainingMean(), 4), Show.Plain(model.Gap(), 2),
                best ? "" : $"{Show.Plain(d.Mean, 2)} ± {Show.Plain(d.StandardError, 2)}", best ? "" : Chance(d.PValue), .. second is null ? [] : new[] { Show.Plain(model.TestMean(1), 4) },
                model.MeanNonZeros < 10_000 ? Show.Short(Math.Round(model.MeanNonZeros, 1)) : model.MeanNonZeros.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), Show.Plain(model.Times.Sum(t => t.TotalSeconds), 2)]);
        }
        terminal.Tables.Write(lines);
        foreach (string sentence in outcome.Verdict) terminal.Line(sentence);
        if (outcome.Note is string note) terminal.Line(note);
        terminal.Line();
        terminal.Line($"* is the best; ± is one standard error over folds, of differences the corrected one of Nadeau and Bengio; p is that of no difference. {Show.Short(total.TotalSeconds)} s in all.");
        if (report is not null) terminal.Line($"The report is {report}: open it in a browser.");
        if (target is not null) terminal.Line($"The values of every fold are in {target}.");
        if (report is null || target is null)
            terminal.Line($"Add {string.Join(" and ", new[] { report is null ? "--report FILE.html for a picture" : null, target is null ? "--out FILE.csv for every fold" : null }.Where(s => s is not null))}.");
    }

    /// <summary>How it was compared, in a sentence.</summary>
    public static string Procedure(CompareOutcome outcome)
    {
        Comparison comparison = outcome.Comparison;
        int repeats = comparison.Folds.Count;
        string chosen = outcome.Validation.Select is "min" ? "smallest error" : outcome.Validation.Select is "1se" ? "one-standard-error rule" : outcome.Validation.Select.ToUpperInvariant();
        string[] inside = [.. new[] { outcome.ChoseStrengths ? $"λ and α chosen inside each ({chosen}, {outcome.InnerFolds} inner folds)" : null, outcome.ChoseEpochs ? "the epoch of networks chosen on a fifth of each fold's training rows" : null }.OfType<string>()];
        return $"{comparison.Folds[0].Count} folds{(comparison.Folds[0].TimeOrdered ? " in order of time" : "")}{(repeats > 1 ? $", {repeats} times" : "")}{string.Concat(inside.Select(c => $"; {c}"))}.";
    }

    /// <summary>A probability as people read it.</summary>
    private static string Chance(double p) => double.IsNaN(p) ? "–" : p < 0.001 ? "< 0.001" : Show.Plain(p, 2);
}
