using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;
using MLRegularization.Reports.Pages;

namespace MLRegularization.Reports;

/// <summary>One self-contained HTML page about one chosen linear model: no network, no script, light and dark, screen and paper.</summary>
public static class HtmlReport
{
    private static readonly (string Id, string Name)[] contents =
        [("path", "Path"), ("choice", "Choice of λ"), ("coefficients", "Model"), ("predictions", "Predictions"), ("diagnosis", "Diagnosis"), ("data", "Data"), ("certificate", "Exactness"), ("command", "Command")];

    /// <summary>Renders the page. The same input gives the same bytes.</summary>
    /// <param name="input">What to show.</param>
    /// <returns>A whole HTML document, to be written as UTF-8.</returns>
    public static string Render(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Report report = new(input);
        PageWriter page = new();
        Head(page, input);
        page.Raw("<main id=\"main\" tabindex=\"-1\">\n");
        ResultSection.Lead(page, report);
        Warnings(page, report.Warnings);
        ResultSection.KeyNumbers(page, report);
        PathSection.Write(page, report);
        ValidationSection.Write(page, report);
        CoefficientSection.Write(page, report);
        PredictionSection.Write(page, report);
        DiagnosisSection.Write(page, report);
        page.Section("data", "The data").Facts(input.DataFacts).EndSection();
        CertificateSection.Write(page, report);
        page.Section("command", "The command that made this page").Raw("<pre><code>").Text(input.Command).Raw("</code></pre>\n<p class=\"note\">One click selects it whole. The same data and command give the same numbers.</p>\n").EndSection();
        page.Raw("</main>\n<footer><p>Made by MLRegularization. This file needs no network and runs no script.</p></footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Head(PageWriter page, ReportInput input)
    {
        string title = Markup.Escape(input.Title);
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Raw($"<title>{title}</title>\n<style>\n").Raw(StyleSheet.Text).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the result</a>\n");
        page.Raw($"<header>\n<h1>{title}</h1>\n<nav aria-label=\"Contents\"><ul>\n");
        foreach ((string id, string name) in contents.Where(c => c.Id != "diagnosis" || input.Model.Facts.Diagnosis is not null)) page.Raw($"<li><a href=\"#{id}\">{name}</a></li>\n");
        page.Raw("</ul></nav>\n</header>\n");
    }

    private static void Warnings(PageWriter page, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0) return;
        page.Raw("<section class=\"warnings\" aria-labelledby=\"warnings-h\">\n<h2 id=\"warnings-h\">Before you trust this model</h2>\n<ul>\n");
        foreach (string warning in warnings) page.Raw("<li>").Text(warning).Raw("</li>\n");
        page.Raw("</ul>\n</section>\n");
    }
}
