using MLRegularization.Preparation;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The words that a model of free text kept, those for and against side by side.</summary>
internal static class WordSection
{
    private const int MostRows = 2000;

    /// <summary>Whether a model has columns of free text.</summary>
    public static bool Applies(ReportInput input) => input.Model.Encoding?.Columns.Any(c => c.Vocabulary is not null) == true;

    /// <summary>Writes it; nothing without free text.</summary>
    public static void Write(PageWriter page, Report report)
    {
        if (!Applies(report.Input)) return;
        page.Section("words", "Words kept");
        int number = 0;
        if (report.Outputs == 1) foreach (KeptWords column in KeptWords.Of(report)) Column(page, report, column, ++number);
        else
        {
            IReadOnlyList<KeptWords>[] byClass = [.. Enumerable.Range(0, report.Outputs).Select(k => KeptWords.Of(report, k))];
            for (; number < byClass[0].Count; number++) ClassWordSection.Column(page, report, [.. byClass.Select(columns => columns[number])], number + 1);
        }
        page.EndSection();
    }

    private static void Column(PageWriter page, Report report, KeptWords column, int number)
    {
        IReadOnlyList<KeptWord> up = column.Towards(true), down = column.Towards(false);
        int all = column.Vocabulary.Words.Count;
        string words = Unit(column.Vocabulary), predicted = Markup.Escape(report.Words.Predicted);
        page.Raw($"<p>Of {NumberText.Count(all)} {words} in column {PageWriter.ShortName(column.Column, 40)}, ");
        page.Raw(column.Words.Count == 0 ? "none is in the model.</p>\n"
            : $"<strong>{NumberText.Count(column.Words.Count)}</strong> {(column.Words.Count == 1 ? "is" : "are")} in the model: {NumberText.Count(up.Count)} to raise {predicted}, {NumberText.Count(down.Count)} to lower {(report.Words.IsBinary ? "them" : "it")}. The others have coefficients of exactly 0.</p>\n");
        if (column.Words.Count == 0) return;

        page.Raw("<div class=\"pair\">\n");
        Panel(page, report, up, down, $"words-{number}-up", Towards(report, true));
        Panel(page, report, down, up, $"words-{number}-down", Towards(report, false));
        page.Raw("</div>\n");

        List<string> heads = ["word", "weight"];
        if (report.Effects.Standardized) heads.Add("effect of 1 sd");
        heads.Add($"rows with it, of {NumberText.Count(column.Vocabulary.Rows)}");
        page.Details(column.Words.Count > MostRows ? $"The {NumberText.Count(MostRows)} words with the largest weights" : "Every word in the model, with its weight", heads, column.Words.Take(MostRows).Select(w => (IReadOnlyList<string>)
        [
            PageWriter.ShortName(w.Text, 60), NumberText.Short(w.Coefficient, 5), .. report.Effects.Standardized ? [NumberText.Short(w.Effect, 4)] : Array.Empty<string>(), NumberText.Count(w.Rows),
        ]));
    }

    /// <summary>What a vocabulary is made of.</summary>
    public static string Unit(Vocabulary vocabulary) => vocabulary.Options.PhraseLength == 1 ? "words" : "words and pairs of words";

    /// <summary>Writes the picture of some words, on one scale with those beside it; nothing without words.</summary>
    public static void Panel(PageWriter page, Report report, IReadOnlyList<KeptWord> words, IReadOnlyList<KeptWord> beside, string id, string title)
    {
        if (words.Count == 0) return;
        string most = words.Count > WordBars.Most ? $"The {WordBars.Most} largest of {NumberText.Count(words.Count)}. " : "";
        page.Figure(WordBars.Draw(report, words, title, beside, id), $"{most}{Markup.Escape(report.Effects.Axis)}.");
    }

    private static string Towards(Report report, bool higher)
    {
        IReadOnlyList<string> classes = report.Input.Model.Facts.Classes;
        return report.Words.IsBinary ? $"Words for {report.Input.Label} = {classes[higher ? 1 : 0]}" : $"Words that {(higher ? "raise" : "lower")} {report.Words.Predicted}";
    }
}
