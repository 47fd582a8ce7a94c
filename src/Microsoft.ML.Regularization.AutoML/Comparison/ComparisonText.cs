using System.Text;
using MLRegularization.Comparisons;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A comparison as tables of text.</summary>
internal static class ComparisonText
{
    /// <summary>Both tables, what is left out, and the verdict.</summary>
    public static string Write(RegularizationComparison result)
    {
        StringBuilder text = new();
        text.Append($"{result.Options.LabelColumnName}: {result.Rows} rows. {ComparisonWords.Procedure(result)}\n\n");
        if (result.SameStrength is { } same)
        {
            text.Append($"At the same strength. {ComparisonWords.StrengthProcedure(result)}\n");
            Table(text, same);
        }
        Left(text, "Without an equivalent of this strength:", result.WithoutStrength);
        text.Append("\nEach tuned\n");
        Table(text, result.Tuned);
        Left(text, "Left out:", result.LeftOut);
        foreach ((string name, string sentence, int folds) in result.Tuned.Models.SelectMany(m => m.Remarks.Select(r => (m.Name, r.Sentence, r.Folds)))) text.Append($"  {name}: {sentence} in {folds} folds.\n");
        return text.Append($"\n{string.Join(' ', result.Verdict)}\n").ToString();
    }

    /// <summary>Headings and cells of one comparison, the first column the learners.</summary>
    public static IReadOnlyList<string[]> Cells(Comparison comparison) =>
    [
        ["learner", comparison.Metrics[0].Name, "on training", "gap", "minus best", "p", .. comparison.Metrics.Skip(1).Select(m => m.Name), "non-zeros", .. Tried(comparison) ? ["settings"] : Array.Empty<string>(), "fit s", "score µs/row", "kB"],
        .. comparison.Models.Select((model, m) => Row(comparison, model, m)),
    ];

    private static string[] Row(Comparison comparison, ComparedModel model, int m)
    {
        PairedDifference d = comparison.Difference(m, comparison.Best);
        bool best = m == comparison.Best;
        return
        [
            model.Name, ComparisonWords.Score(model, 0), ComparisonWords.Number(model.TrainingMean(), 4), ComparisonWords.Number(model.Gap(), 2),
            best ? "best" : $"{ComparisonWords.Number(d.Mean, 2)} ± {ComparisonWords.Number(d.StandardError, 2)}", best ? "" : d.PValue < 0.001 ? "<0.001" : ComparisonWords.Number(d.PValue, 2),
            .. Enumerable.Range(1, comparison.Metrics.Count - 1).Select(k => ComparisonWords.Score(model, k)),
            ComparisonWords.Number(model.MeanNonZeros), .. Tried(comparison) ? [ComparisonWords.Number(model.MeanTried)] : Array.Empty<string>(), ComparisonWords.Number(Median([.. model.Times.Select(t => t.TotalSeconds)]), 2),
            ComparisonWords.Number(Median([.. model.ScoreTimes.Select(t => t.TotalMicroseconds)]), 2), ComparisonWords.Number(model.SavedBytes.Average() / 1000),
        ];
    }

    private static bool Tried(Comparison comparison) => comparison.Models.Any(m => m.Tried.Count > 0);

    // The first fit of a learner pays for its code.
    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static void Table(StringBuilder text, Comparison comparison)
    {
        IReadOnlyList<string[]> cells = Cells(comparison);
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(c => cells.Max(row => row[c].Length))];
        foreach (string[] row in cells) text.Append($"  {row[0].PadRight(widths[0])}{string.Concat(row.Skip(1).Select((cell, c) => "  " + cell.PadLeft(widths[c + 1])))}\n");
    }

    private static void Left(StringBuilder text, string heading, IReadOnlyList<LeftOutLearner> learners)
    {
        if (learners.Count == 0) return;
        text.Append(heading).Append('\n');
        foreach (LeftOutLearner learner in learners) text.Append($"  {learner}\n");
    }
}
