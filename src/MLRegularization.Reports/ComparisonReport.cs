using MLRegularization.Comparisons;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Pages;

namespace MLRegularization.Reports;

/// <summary>One self-contained HTML page about models compared on the same folds: no network, no script.</summary>
public static class ComparisonReport
{
    private static readonly (string Id, string Name)[] contents = [("models", "Models"), ("figures", "Figures"), ("data", "Data"), ("command", "Command")];

    /// <summary>Renders the page. The same input gives the same bytes.</summary>
    /// <param name="input">What to show.</param>
    /// <returns>A whole HTML document, to be written as UTF-8.</returns>
    public static string Render(ComparisonReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PageWriter page = new();
        PageFrame.Begin(page, input.Title, contents);
        page.Raw("<p class=\"lead\">").Text(string.Join(' ', Verdict.Of(input.Comparison))).Raw("</p>\n");
        PageFrame.Warnings(page, "Before you trust these figures", input.Warnings);
        page.Section("models", "Models on rows held out and on their own").Figure(ChartFormat.Both(format => ComparisonChart.Draw(input.Comparison, input.Label, format)), Caption(input)).EndSection();
        ComparisonSection.Write(page, input.Comparison);
        page.Section("data", "The data").Facts(input.DataFacts).EndSection();
        PageFrame.End(page, input.Command);
        return page.ToString();
    }

    private static string Caption(ComparisonReportInput input) =>
        $"{Drawing.Markup.Escape(input.Procedure)} A dot is the mean over rows held out, its bar one standard error over folds either way; the ring is the mean over the rows a model was trained on, and the line between them the gap: long where a model overfits.";
}
