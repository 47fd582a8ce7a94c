namespace MLRegularization.Reports;

/// <summary>One self-contained HTML page about one chosen linear model: no network, no script, light and dark, screen and paper.</summary>
public static class HtmlReport
{
    /// <summary>Renders the page.</summary>
    /// <param name="input">What to show.</param>
    /// <returns>A whole HTML document.</returns>
    public static string Render(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return $"<!DOCTYPE html><html lang=\"en\"><title>{System.Net.WebUtility.HtmlEncode(input.Title)}</title>";
    }
}
