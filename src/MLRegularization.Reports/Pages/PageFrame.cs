using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Pages;

/// <summary>What every page begins and ends with: head and contents, warnings, the command that made it.</summary>
internal static class PageFrame
{
    /// <summary>Everything up to the first section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="heading">Its heading.</param>
    /// <param name="contents">Its sections.</param>
    public static void Begin(PageWriter page, string heading, IEnumerable<(string Id, string Name)> contents)
    {
        string title = Markup.Escape(heading);
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Raw($"<title>{title}</title>\n<style>\n").Raw(StyleSheet.Page).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the result</a>\n");
        page.Raw($"<header>\n<h1>{title}</h1>\n<nav aria-label=\"Contents\"><ul>\n");
        foreach ((string id, string name) in contents) page.Raw($"<li><a href=\"#{id}\">{Markup.Escape(name)}</a></li>\n");
        page.Raw("</ul></nav>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    }

    /// <summary>What to know before trusting the page; nothing where there is nothing.</summary>
    public static void Warnings(PageWriter page, string heading, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0) return;
        page.Raw($"<section class=\"warnings\" aria-labelledby=\"warnings-h\">\n<h2 id=\"warnings-h\">{heading}</h2>\n<ul>\n");
        foreach (string warning in warnings) page.Raw("<li>").Text(warning).Raw("</li>\n");
        page.Raw("</ul>\n</section>\n");
    }

    /// <summary>The command and the end of the page.</summary>
    public static void End(PageWriter page, string command)
    {
        page.Section("command", "The command that made this page").Raw("<pre><code>").Text(command).Raw("</code></pre>\n<p class=\"note\">One click selects it whole. The same data and command give the same numbers.</p>\n").EndSection();
        page.Raw("</main>\n<footer><p>Made by MLRegularization. This file needs no network and runs no script.</p></footer>\n</body>\n</html>\n");
    }
}
