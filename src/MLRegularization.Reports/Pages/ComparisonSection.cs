using MLRegularization.Comparisons;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Pages;

/// <summary>The figures of compared models.</summary>
internal static class ComparisonSection
{
    /// <summary>Writes them.</summary>
    public static void Write(PageWriter page, Comparison comparison)
    {
        string metric = Markup.Escape(comparison.Metrics[0].Name);
        bool scored = comparison.Models.Any(m => m.ScoreTimes.Count > 0), saved = comparison.Models.Any(m => m.SavedBytes.Count > 0), tried = comparison.Models.Any(m => m.Tried.Count > 0);
        Table(page, "Models compared", ["model", $"{metric}, held out", "training rows", "gap", "minus best", "p", "non-zeros", .. tried ? ["settings tried"] : Array.Empty<string>(), "seconds", .. scored ? ["µs to score a row"] : Array.Empty<string>(), .. saved ? ["kB saved"] : Array.Empty<string>()], comparison.Models.Select((model, m) => Row(comparison, model, m, tried, scored, saved)), comparison.Best);
        page.Raw("<p class=\"note\">The best is in bold. <em>Minus best</em> is the difference to it, paired by fold, with the corrected standard error of Nadeau and Bengio (2003), who count that folds share training rows; p is the probability of so large a difference between models that do equally well. A p above 0.05 is within noise.</p>\n");
        if (comparison.Metrics.Count > 1)
        {
            page.Raw("<h3>Every measure on rows held out</h3>\n");
            Table(page, "Every measure", ["model", .. comparison.Metrics.Select(m => Markup.Escape(m.Name))],
                comparison.Models.Select(model => (IReadOnlyList<string>)[Markup.Escape(model.Name), .. comparison.Metrics.Select((_, k) => $"{NumberText.Short(model.TestMean(k), 4)} ± {NumberText.Short(model.StandardError(k), 2)}")]), comparison.Best);
        }
        int folds = comparison.Folds[0].Count;
        page.Details("Every fold", ["fold", .. comparison.Models.Select(m => Markup.Escape(m.Name))], Enumerable.Range(0, folds * comparison.Folds.Count).Select(k =>
            (IReadOnlyList<string>)[comparison.Folds.Count > 1 ? $"{(k / folds) + 1}.{(k % folds) + 1}" : $"{k + 1}", .. comparison.Models.Select(m => NumberText.Short(m.Test[0][k], 4))]));
    }

    private static string[] Row(Comparison comparison, ComparedModel model, int m, bool tried, bool scored, bool saved)
    {
        PairedDifference d = comparison.Difference(m, comparison.Best);
        bool best = m == comparison.Best;
        return
        [
            Markup.Escape(model.Name), $"{NumberText.Short(model.TestMean(), 4)} ± {NumberText.Short(model.StandardError(), 2)}", NumberText.Short(model.TrainingMean(), 4),
            NumberText.Short(model.Gap(), 2), best ? "" : $"{NumberText.Short(d.Mean, 2)} ± {NumberText.Short(d.StandardError, 2)}",
            best ? "" : d.PValue < 0.001 ? "&lt; 0.001" : NumberText.Short(d.PValue, 2), double.IsNaN(model.MeanNonZeros) ? NumberText.Short(double.NaN) : NumberText.Setting(Math.Round(model.MeanNonZeros, 1)),
            .. tried ? [double.IsNaN(model.MeanTried) ? NumberText.Short(double.NaN) : NumberText.Setting(Math.Round(model.MeanTried, 1))] : Array.Empty<string>(),
            NumberText.Short(model.Times.Sum(t => t.TotalSeconds), 2),
            .. scored ? [NumberText.Short(model.ScoreTimes.Select(t => t.TotalMicroseconds).DefaultIfEmpty(double.NaN).Average(), 2)] : Array.Empty<string>(),
            .. saved ? [NumberText.Short(model.SavedBytes.Select(b => b / 1000.0).DefaultIfEmpty(double.NaN).Average())] : Array.Empty<string>(),
        ];
    }

    private static void Table(PageWriter page, string label, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, int marked)
    {
        page.Raw($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n<table class=\"compared\">\n<thead><tr>");
        foreach (string head in heads) page.Raw($"<th scope=\"col\">{head}</th>");
        page.Raw("</tr></thead>\n<tbody>\n");
        int row = 0;
        foreach (IReadOnlyList<string> cells in rows)
        {
            page.Raw(row++ == marked ? "<tr class=\"chosen\">" : "<tr>").Raw($"<th scope=\"row\">{cells[0]}</th>");
            for (int i = 1; i < cells.Count; i++) page.Raw($"<td>{cells[i]}</td>");
            page.Raw("</tr>\n");
        }
        page.Raw("</tbody>\n</table>\n</div>\n");
    }
}
