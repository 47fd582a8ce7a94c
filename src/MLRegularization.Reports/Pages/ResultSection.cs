using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The answer first: one sentence, then the key numbers.</summary>
internal static class ResultSection
{
    /// <summary>Writes the sentence.</summary>
    public static void Lead(PageWriter page, Report report)
    {
        int kept = report.Kept, all = report.Names.Count;
        page.Raw("<p class=\"lead\">The ").Text(report.Kind).Raw($" with λ = <strong>{NumberText.Short(report.Input.Chosen.Lambda)}</strong>, chosen ").Text(report.Rule);
        if (kept == 0) page.Raw($", keeps <strong>none</strong> of the {Features(all)}: it predicts the same {PageWriter.Name(report.Input.Label)} for every row.");
        else if (kept == all) page.Raw($", uses {(all == 1 ? "the one feature" : $"all <strong>{Features(all)}</strong>")}.");
        else page.Raw($", keeps <strong>{NumberText.Count(kept)}</strong> of {Features(all)}.");
        page.Raw(" ");

        string more = double.IsFinite(report.Error) ? $"; cross-validated {report.Words.Error} {ErrorText(report)}" : "";
        if (HeldOutLead.Write(page, report.Judged, HeldOutWords.OfFolds(report.Input, report.Words), report.Input.Chosen.NonZeros > 0, more))
        {
            bool numbers = report.Judged is { Errors: not null, Counts: null };
            if (!numbers && more.Length > 0) page.Raw($" Its cross-validated {report.Words.Error} is <strong>{ErrorText(report)}</strong>.");
        }
        else
            page.Raw(double.IsFinite(report.Error)
                ? $"Its cross-validated {report.Words.Error} is <strong>{ErrorText(report)}</strong>."
                : $"No cross-validation was made, so this page cannot say how well it predicts new rows; on the rows it learned from it explains {NumberText.Percent(report.Input.Chosen.ExplainedDeviance)} of the deviance.");
        page.Raw("</p>\n");
    }

    /// <summary>Writes the key numbers.</summary>
    public static void KeyNumbers(PageWriter page, Report report)
    {
        page.Raw("<dl class=\"key\">\n");
        Number("penalty strength λ", NumberText.Short(report.Input.Chosen.Lambda), $"α {NumberText.Setting(report.Path.Alpha)}");
        Number("non-zero coefficients", NumberText.Count(report.Input.Chosen.NonZeros), $"of {NumberText.Count(report.Input.Model.Coefficients.Count)}");
        if (double.IsFinite(report.Error)) Number($"cross-validated {report.Words.Error} ± standard error", NumberText.Short(report.Error, 4), double.IsFinite(report.ErrorDeviation) ? "± " + NumberText.Short(report.ErrorDeviation) : "");
        IReadOnlyList<(string Name, string Value)> held = HeldOutLead.Numbers(report.Judged);
        foreach ((string name, string value) in held) Number(name, value, "");
        if (held.Count == 0) Number("explained deviance, training rows", NumberText.Percent(report.Input.Chosen.ExplainedDeviance), "");
        page.Raw("</dl>\n");

        void Number(string name, string value, string more) => page.Raw($"<div><dt>{name}</dt><dd>{value}{(more.Length > 0 ? $" <small>{more}</small>" : "")}</dd></div>\n");
    }

    private static string Features(int count) => count == 1 ? "1 feature" : NumberText.Count(count) + " features";

    private static string ErrorText(Report report) =>
        NumberText.Short(report.Error, 4) + (double.IsFinite(report.ErrorDeviation) ? $" ± {NumberText.Short(report.ErrorDeviation)}" : "");
}
