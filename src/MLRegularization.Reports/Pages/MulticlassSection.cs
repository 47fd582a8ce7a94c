using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>Several classes on rows held out: confusion table, measures by class, calibration, and the rows most wrongly judged.</summary>
internal static class MulticlassSection
{
    private const int Extremes = 20;

    /// <summary>Classes up to which every cell of the confusion table gives its share of the row.</summary>
    private const int MostShares = 12;

    /// <summary>Writes tables and picture.</summary>
    public static void Pictures(PageWriter page, HeldOutWords words, HeldOutMulticlass held)
    {
        IReadOnlyList<string> names = words.Classes;
        string rows = NumberText.Count(held.Rows.Length);
        page.Raw("<h3>Classes found and classes predicted</h3>\n");
        Confusion(page, held, names);
        page.Raw($"<p class=\"note\">All {rows} rows {words.Rows}, each predicted as its likeliest class. Across: the rows of one class{(names.Count <= MostShares ? " with their shares" : "")}; down: the rows predicted as one. Blue cells are right, orange ones wrong, the darker the larger their share of the row.</p>\n");
        page.Raw("<div class=\"pair\">\n<div>\n<h3>Class by class</h3>\n");
        ByClass(page, held, names);
        page.Raw("<p class=\"note\">Recall: the share of the class’s rows that are named so. Precision: the share of the rows named so that are of the class.</p>\n</div>\n");
        page.Figure(CalibrationChart.Draw(held.Groups, "probability of the predicted class", "Share of rows in which it is right"),
            $"The same rows in {held.Groups.Count} {(held.Groups.Count == 1 ? "group" : "groups")} of about equal size by the probability of the class that was predicted, with 95 % intervals. On the dashed line a prediction is right as often as its probability says.{(!words.ClassWeighted ? "" : " Probabilities are those of rows with the weights of their classes, shares those of the rows as they are: they lie apart by design.")}");
        page.Raw("</div>\n");
    }

    /// <summary>Writes the rows whose class was the least expected.</summary>
    public static void Largest(PageWriter page, HeldOutWords words, HeldOutMulticlass held)
    {
        IReadOnlyList<string> names = words.Classes;
        int[] order = [.. Enumerable.Range(0, held.Rows.Length).OrderBy(i => held.OfTruth[i]).ThenBy(i => i).Take(Extremes)];
        page.Details(order.Length < held.Rows.Length ? $"The {Extremes} rows whose class was expected least" : "Every row’s probability of its class", [words.Row, "class", "predicted", "probability of its class"],
            order.Select(i => (IReadOnlyList<string>)[NumberText.Count(held.Rows[i] + 1), Short(names[held.Truth[i]]), Short(names[held.Predicted[i]]), NumberText.Short(held.OfTruth[i], 4)]));
    }

    private static void Confusion(PageWriter page, HeldOutMulticlass held, IReadOnlyList<string> names)
    {
        int classes = names.Count, letters = classes > 5 ? 10 : 16;
        page.Raw("<div class=\"scroll whole\" tabindex=\"0\" role=\"region\" aria-label=\"Confusion table\">\n<table class=\"matrix\">\n");
        page.Raw($"<thead><tr><th scope=\"col\">predicted\u00A0→<br>class\u00A0↓</th>{string.Concat(names.Select(n => $"<th scope=\"col\">{PageWriter.ShortName(n, letters)}</th>"))}</tr></thead>\n<tbody>\n");
        for (int found = 0; found < classes; found++)
        {
            page.Raw($"<tr><th scope=\"row\">{PageWriter.ShortName(names[found], 16)}</th>");
            int all = held.Found(found);
            for (int predicted = 0; predicted < classes; predicted++)
            {
                int rows = held.Confusion[found, predicted];
                double share = (double)rows / all;
                string percent = FormattableString.Invariant($"{100 * share:0}\u00A0%");
                if (rows == 0) page.Raw("<td class=\"none\">·</td>");
                else page.Raw($"<td class=\"{Tint.Of(share, 1, found == predicted)}\" title=\"{percent}\">{NumberText.Count(rows)}{(classes <= MostShares ? $"<small>{percent}</small>" : "")}</td>");
            }
            page.Raw("</tr>\n");
        }
        page.Raw("</tbody>\n</table>\n</div>\n");
    }

    private static void ByClass(PageWriter page, HeldOutMulticlass held, IReadOnlyList<string> names)
    {
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Recall and precision by class\">\n<table class=\"classes\">\n");
        page.Raw("<thead><tr><th scope=\"col\">class</th><th scope=\"col\">rows</th><th scope=\"col\">recall</th><th scope=\"col\">precision</th><th scope=\"col\">most taken for</th></tr></thead>\n<tbody>\n");
        for (int k = 0; k < names.Count; k++)
        {
            (int other, int rows) = held.MostTakenFor(k);
            page.Raw($"<tr><th scope=\"row\">{PageWriter.ShortName(names[k], 16)}</th><td>{NumberText.Count(held.Found(k))}</td><td>{NumberText.Percent(held.Recall(k))}</td><td>{NumberText.Percent(held.Precision(k))}</td><td>{(other < 0 ? "" : $"{PageWriter.ShortName(names[other], 12)} ({NumberText.Count(rows)})")}</td></tr>\n");
        }
        page.Raw("</tbody>\n</table>\n</div>\n");
    }

    private static string Short(string name) => PageWriter.ShortName(name, 24);
}
