using MLRegularization.Preparation;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The words of one text column that a model of several classes kept: those that speak for each class side by side.</summary>
internal static class ClassWordSection
{
    private const int MostRows = 2000;

    /// <summary>Writes it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="byClass">The column's words in the model by class.</param>
    /// <param name="number">The column's number, from 1.</param>
    public static void Column(PageWriter page, Report report, IReadOnlyList<KeptWords> byClass, int number)
    {
        IReadOnlyList<string> classes = report.Input.Model.Facts.Classes;
        Vocabulary vocabulary = byClass[0].Vocabulary;
        (int Class, KeptWord Word)[] all = [.. byClass.SelectMany((kept, k) => kept.Words.Select(w => (Class: k, Word: w))).OrderByDescending(w => Math.Abs(w.Word.Effect)).ThenBy(w => w.Word.Text, StringComparer.Ordinal)];
        int count = all.Select(w => w.Word.Text).Distinct().Count();
        page.Raw($"<p>Of {NumberText.Count(vocabulary.Words.Count)} {WordSection.Unit(vocabulary)} in column {PageWriter.ShortName(byClass[0].Column, 40)}, <strong>{NumberText.Count(count)}</strong> {(count == 1 ? "is" : "are")} in the model, each with a weight for every class that it speaks for or against. The others have coefficients of exactly 0.</p>\n");
        if (count == 0) return;
        page.Raw("<div class=\"pair\">\n");
        KeptWord[] beside = [.. all.Select(w => w.Word)];
        for (int k = 0; k < byClass.Count; k++)
            WordSection.Panel(page, report, byClass[k].Towards(true), beside, FormattableString.Invariant($"words-{number}-class{k}"), $"Words for {report.Input.Label} = {classes[k]}");
        page.Raw("</div>\n");
        List<string> heads = ["word", "class", "weight"];
        if (report.Effects.Standardized) heads.Add("effect of 1 sd");
        heads.Add($"rows with it, of {NumberText.Count(vocabulary.Rows)}");
        page.Details(all.Length > MostRows ? $"The {NumberText.Count(MostRows)} largest weights" : "Every word in the model, with its weights for and against classes", heads, all.Take(MostRows).Select(w => (IReadOnlyList<string>)
        [
            PageWriter.ShortName(w.Word.Text, 60), PageWriter.ShortName(classes[w.Class], 24), NumberText.Short(w.Word.Coefficient, 5),
            .. report.Effects.Standardized ? [NumberText.Short(w.Word.Effect, 4)] : Array.Empty<string>(), NumberText.Count(w.Word.Rows),
        ]));
    }
}
