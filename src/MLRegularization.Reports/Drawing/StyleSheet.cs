using System.Text;

namespace MLRegularization.Reports.Drawing;

/// <summary>The style sheets: chart.css beside this file for everything drawn, Pages/report.css for the page around it.</summary>
internal static class StyleSheet
{
    private static readonly Lazy<string> chart = new(() => Read("Drawing.chart.css")), page = new(() => Read("Pages.report.css"));

    /// <summary>Of a page with its pictures.</summary>
    public static string Page => chart.Value + page.Value;

    /// <summary>Of a picture that stands alone, as an element of its own.</summary>
    public static string Picture => $$"""
        <style>
        svg { background: var(--paper); font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        {{chart.Value}}</style>

        """;

    private static string Read(string name)
    {
        using Stream stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("MLRegularization.Reports." + name) ?? throw new InvalidOperationException($"The style sheet {name} is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
