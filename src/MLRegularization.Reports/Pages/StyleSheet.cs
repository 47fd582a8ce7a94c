using System.Text;

namespace MLRegularization.Reports.Pages;

/// <summary>The page's style sheet, report.css, as it lies beside this file.</summary>
internal static class StyleSheet
{
    private static readonly Lazy<string> text = new(Read);

    /// <summary>Its text.</summary>
    public static string Text => text.Value;

    private static string Read()
    {
        using Stream stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("MLRegularization.Reports.Pages.report.css") ?? throw new InvalidOperationException("The style sheet report.css is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
