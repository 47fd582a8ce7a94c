using MLRegularization.Comparisons;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Pages;

namespace MLRegularization.Reports;

/// <summary>One self-contained HTML page about models compared on the same folds: no network, no script.</summary>
public static class ComparisonReport
{

    /// <summary>Renders the page. The same input gives the same bytes.</summary>
    /// <param name="input">What to show.</param>
    /// <returns>A whole HTML document, to be written as UTF-8.</returns>
    public static string Render(ComparisonReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PageWriter page = new();
        PageFrame.Begin(page, input.Title, [("models", "Models"), ("figures", "Figures"), .. input.Further.Select((further, k) => (Id(k), further.Heading)), ("data", "Data"), ("command", "Command")]);
        page.Raw("<p class=\"lead\">").Text(string.Join(' ', input.Verdict ?? Verdict.Of(input.Comparison))).Raw("</p>\n");
        PageFrame.Warnings(page, "Before you trust these figures", input.Warnings);
        page.Section("models", "Models on rows held out and on their own").Figure(ChartFormat.Both(format => ComparisonChart.Draw(input.Comparison, input.Label, format)), Caption(input)).EndSection();
        page.Section("figures", "The figures");
        ComparisonSection.Write(page, input.Comparison);
        page.EndSection();
        for (int k = 0; k < input.Further.Count; k++) Write(page, input.Further[k], input.Label, Id(k));
        page.Section("data", "The data").Facts(input.DataFacts).EndSection();
        PageFrame.End(page, input.Command);
        return page.ToString();
    }

    private static string Id(int further) => $"further{further + 1}";

    private static void Write(PageWriter page, FurtherComparison further, string label, string id)
    {
        page.Section(id, further.Heading).Raw("<p>").Text(further.Procedure).Raw("</p>\n");
        if (further.Notes.Count > 0)
        {
            page.Raw("<ul>\n");
            foreach (string note in further.Notes) page.Raw("<li>").Text(note).Raw("</li>\n");
            page.Raw("</ul>\n");
        }
        page.Figure(ChartFormat.Both(format => ComparisonChart.Draw(further.Comparison, label, format, id)), "Dots, bars and rings as above.");
        ComparisonSection.Write(page, further.Comparison);
        page.EndSection();
    }

    private static string Caption(ComparisonReportInput input) =>
        $"{Drawing.Markup.Escape(input.Procedure)} A dot is the mean over rows held out, its bar one standard error over folds either way; the ring is the mean over the rows a model was trained on, and the line between them the gap: long where a model overfits.";
}
