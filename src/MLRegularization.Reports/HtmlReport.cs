using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Reports.Pages;

namespace MLRegularization.Reports;

/// <summary>One self-contained HTML page about one chosen linear model: no network, no script, light and dark, screen and paper.</summary>
public static class HtmlReport
{
    private static readonly (string Id, string Name)[] contents =
        [("path", "Path"), ("choice", "Choice of λ"), ("coefficients", "Model"), ("words", "Words"), ("predictions", "Predictions"), ("diagnosis", "Diagnosis"), ("data", "Data"), ("certificate", "Exactness"), ("command", "Command")];

    /// <summary>Renders the page. The same input gives the same bytes.</summary>
    /// <param name="input">What to show.</param>
    /// <returns>A whole HTML document, to be written as UTF-8.</returns>
    public static string Render(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Report report = new(input);
        PageWriter page = new();
        PageFrame.Begin(page, input.Title, contents.Where(c => c.Id switch { "diagnosis" => input.Model.Facts.Diagnosis is not null, "words" => WordSection.Applies(input), _ => true }));
        ResultSection.Lead(page, report);
        PageFrame.Warnings(page, "Before you trust this model", report.Warnings);
        ResultSection.KeyNumbers(page, report);
        PathSection.Write(page, report);
        ValidationSection.Write(page, report);
        CoefficientSection.Write(page, report);
        WordSection.Write(page, report);
        PredictionSection.Write(page, report.Judged, HeldOutWords.OfFolds(input, report.Words), input.Metrics);
        DiagnosisSection.Write(page, report);
        page.Section("data", "The data").Facts(input.DataFacts).EndSection();
        CertificateSection.Write(page, report);
        PageFrame.End(page, input.Command);
        return page.ToString();
    }
}
