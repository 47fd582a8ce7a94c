using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>Two classes on rows held out: ROC curve, calibration, confusion table, and the rows most wrongly judged.</summary>
internal static class ClassSection
{
    private const int Extremes = 20;

    /// <summary>Writes the pictures and the confusion table.</summary>
    public static void Pictures(PageWriter page, HeldOutWords words, HeldOutClasses held)
    {
        (string other, string positive) = (words.Classes[0], words.Classes[1]);
        string named = words.NumberedClasses ? $"{words.Label} = {positive}" : positive;
        string rows = NumberText.Count(held.Rows.Length);
        string weighted = !words.ClassWeighted ? "" : " Probabilities are those of rows with the weights of their classes, frequencies those of the rows as they are: they lie apart by design.";
        page.Raw("<div class=\"pair\">\n").Figure(RocChart.Draw(held),
            $"All {rows} rows {words.Rows}. For every threshold: the share of {Rows(words, 1)} above it against the share of {Rows(words, 0)} above it. The ring is the threshold ½; on the dashed line a model guesses.");
        page.Figure(CalibrationChart.Draw(held.Groups, "predicted probability of " + named, "Observed share of " + named),
            $"The same rows in {held.Groups.Count} {(held.Groups.Count == 1 ? "group" : "groups")} of about equal size, with 95 % intervals. On the dashed line {Short(named)} is as frequent as predicted; {words.Calibration}.{weighted}");
        page.Raw("</div>\n<h3>Right and wrong at the threshold ½</h3>\n");
        Confusion(page, held, Short(other), Short(positive));
    }

    /// <summary>The rows of a class, in markup.</summary>
    public static string Rows(HeldOutWords words, int k)
    {
        string name = Short(words.Classes[k]);
        return words.NumberedClasses ? $"rows with {Short(words.Label)} = {name}" : $"{name} rows";
    }

    /// <summary>Writes the rows whose class was the least expected.</summary>
    public static void Largest(PageWriter page, HeldOutWords words, HeldOutClasses held)
    {
        IReadOnlyList<string> classes = words.Classes;
        double Miss(int i) => held.Positive[i] ? 1 - held.Probability[i] : held.Probability[i];
        int[] order = [.. Enumerable.Range(0, held.Rows.Length).OrderByDescending(Miss).ThenBy(i => i).Take(Extremes)];
        page.Details(order.Length < held.Rows.Length ? $"The {Extremes} rows whose class was expected least" : "Every row’s probability", [words.Row, "class", $"probability of {Short(classes[1])}"],
            order.Select(i => (IReadOnlyList<string>)[NumberText.Count(held.Rows[i] + 1), Short(classes[held.Positive[i] ? 1 : 0]), NumberText.Short(held.Probability[i], 4)]));
    }

    private static void Confusion(PageWriter page, HeldOutClasses held, string other, string positive)
    {
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Confusion table\">\n<table class=\"confusion\">\n");
        page.Raw($"<thead><tr><th scope=\"col\">rows</th><th scope=\"col\">predicted {other}</th><th scope=\"col\">predicted {positive}</th><th scope=\"col\">right</th></tr></thead>\n<tbody>\n");
        for (int found = 0; found < 2; found++)
        {
            int no = held.Confusion[found, 0], yes = held.Confusion[found, 1];
            string share = no + yes > 0 ? NumberText.Percent((double)(found == 0 ? no : yes) / (no + yes)) : "–";
            page.Raw($"<tr><th scope=\"row\">{(found == 0 ? other : positive)}</th><td>{NumberText.Count(no)}</td><td>{NumberText.Count(yes)}</td><td>{share}</td></tr>\n");
        }
        page.Raw("</tbody>\n</table>\n</div>\n");
    }

    private static string Short(string name) => PageWriter.ShortName(name, 24);
}
