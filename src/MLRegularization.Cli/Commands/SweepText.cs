using MLRegularization.Cli.Data;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Comparisons;
using MLRegularization.Tuning;

namespace MLRegularization.Cli.Commands;

/// <summary>What <c>mlreg sweep</c> shows to a person.</summary>
internal static class SweepText
{
    private const int MostTrials = 10;

    public static void Print(Terminal terminal, SweepOutcome outcome, TimeSpan total, SweepRequest request, string? modelOut, string? target, string? report, string data)
    {
        (TrainingTable table, Study study) = (outcome.Table, outcome.Study);
        bool network = outcome.Network is not null;
        string measured = TaskWords.Measured(table.Task, outcome.Measure);
        terminal.Line($"{(network ? "Networks" : "Linear models")} for '{table.Label}'{FitText.Against(table.Classes)} searched on {Show.Count(table.Rows, "row")}: {Trials(study)}, {(network ? $"judged after {string.Join(", ", study.Rungs)} epochs" : "each a whole path")}, on the same {study.Folds[0].Count} folds{(study.Folds[0].TimeOrdered ? " in order of time" : "")}{(study.Folds.Count > 1 ? $", {study.Folds.Count} times" : "")}.");
        if (study.Continued > 0) terminal.Line($"{Show.Count(study.Continued, "trial")} had ended in earlier sessions.");
        (string, bool)[] heads = [("Trial", true), ($"{measured}, held out", true), ("Gain over defaults", true), ("p", true), .. network ? [("Epoch", true)] : new[] { ("λ", true), ("Non-zero", true) }, ("Setting", false)];
        Spectre.Console.Table lines = Terminal.Table(heads);
        Trial[] shown = [.. study.Ranked.Take(MostTrials)];
        foreach (Trial trial in study.Default is Trial standard && !shown.Contains(standard) && !double.IsNaN(standard.Mean) ? shown.Append(standard) : shown)
        {
            PairedDifference? gain = trial.Number == 0 ? null : study.Gain(trial);
            string Found(string name) => trial.Found.Where(f => f.Name == name).Select(f => f.Value == 0 && name == "lambda" ? "none" : Show.Plain(f.Value, 3)).FirstOrDefault("");
            Terminal.Row(lines, [$"{trial.Number}{(trial.Number == outcome.Best.Number ? " *" : "")}", $"{Show.Plain(TaskWords.Value(outcome.Measure, trial.Mean), 4)} ± {Show.Plain(trial.StandardError, 2)}",
                gain is PairedDifference g ? $"{Show.Plain(g.Mean, 2)} ± {Show.Plain(g.StandardError, 2)}" : "", gain is PairedDifference d && !double.IsNaN(d.PValue) ? d.PValue < 0.001 ? "< 0.001" : Show.Plain(d.PValue, 2) : "",
                .. network ? [trial.State == TrialState.Complete ? Found("bestEpoch") : $"of {trial.Reached}"] : new[] { Found("lambda"), trial.Found.Where(f => f.Name == "nonZeros").Select(f => $"{f.Value:0}").FirstOrDefault("") },
                $"{(trial.Number == 0 ? "defaults: " : "")}{trial.Words}"]);
        }
        terminal.Tables.Write(lines);
        foreach (string sentence in Sentences(outcome)) terminal.Line(sentence);
        terminal.Line();
        terminal.Line($"* is the best; ± is one standard error over folds, of gains the corrected one of Nadeau and Bengio; p is that of no gain. {Show.Short(total.TotalSeconds)} s in all: search {Show.Short(study.Time.TotalSeconds)}, model {Show.Short(outcome.RefitTime.TotalSeconds)}.");
        if (request.Study is not null) terminal.Line($"The study is {request.Study}; the same command with more --trials or --time continues it.");
        if (target is not null) terminal.Line($"All trials are in {target}.");
        if (report is not null) terminal.Line($"The report is {report}.");
        terminal.Line(modelOut is null ? "Add --model-out FILE to save the model." : $"The model is {modelOut}. Predict with it: mlreg predict {ShellText.Word(modelOut)} {ShellText.Word(data)} --out predictions.csv");
    }

    /// <summary>What came of it, in plain sentences.</summary>
    public static IEnumerable<string> Sentences(SweepOutcome outcome)
    {
        (Study study, Trial best) = (outcome.Study, outcome.Best);
        yield return $"The best is trial {best.Number}: {best.Words}. {Fitted(outcome)}";
        foreach (string sentence in StudyVerdict.Of(study)) yield return sentence;
        if (outcome.Importance.Knobs.Count > 0) yield return outcome.Importance.Sentence;
    }

    /// <summary>What the model of all rows is.</summary>
    public static string Fitted(SweepOutcome outcome) => outcome.Linear is FitOutcome linear
        ? $"Fitted to all rows: λ {Show.Short(linear.Point.Lambda)}, {linear.Point.NonZeros} of {linear.Model.Coefficients.Count} coefficients not zero."
        : $"Fitted to all rows: epoch {outcome.Network!.History.BestEpoch} of {outcome.Network.History.Epochs.Count}.";

    private static string Trials(Study study)
    {
        int Count(TrialState state) => study.Trials.Count(t => t.State == state);
        (int pruned, int failed) = (Count(TrialState.Pruned), Count(TrialState.Failed));
        return $"{Show.Count(study.Trials.Count, "trial")}{(pruned > 0 ? $", {pruned} given up early" : "")}{(failed > 0 ? $", {failed} failed" : "")}";
    }
}
