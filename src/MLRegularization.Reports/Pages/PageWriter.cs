using System.Globalization;
using System.Text;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Pages;

/// <summary>Writes the page's HTML: every text that comes from outside goes through <see cref="Text"/> or a method that escapes.</summary>
internal sealed class PageWriter
{
    private readonly StringBuilder html = new();

    /// <summary>Markup of our own.</summary>
    public PageWriter Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    /// <summary>Text of anyone's.</summary>
    public PageWriter Text(string text)
    {
        html.Append(Markup.Escape(text));
        return this;
    }

    /// <summary>A name from the data: kept apart from the direction of the text around it.</summary>
    public static string Name(string name) => $"<bdi>{Markup.Escape(name)}</bdi>";

    /// <summary>A name that may be long: cut after so many letters, whole in its tooltip.</summary>
    public static string ShortName(string name, int letters)
    {
        string cut = TextMeasure.Truncate(name, 0.64 * letters, 1);
        return cut == name ? Name(name) : $"<bdi title=\"{Markup.Escape(name)}\">{Markup.Escape(cut)}</bdi>";
    }

    /// <summary>Begins a section with a heading.</summary>
    public PageWriter Section(string id, string heading) => Raw(string.Create(CultureInfo.InvariantCulture, $"<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{Markup.Escape(heading)}</h2>\n"));

    /// <summary>Ends a section.</summary>
    public PageWriter EndSection() => Raw("</section>\n");

    /// <summary>A picture, or several, with a caption in ready markup; of style "pair", an odd number of pictures leaves the last place to the caption.</summary>
    public PageWriter Figure(string pictures, string caption, string style = "") =>
        Raw(style.Length > 0 ? $"<figure class=\"{style}\">\n{pictures}" : $"<figure>\n{pictures}").Raw($"<figcaption>{caption}</figcaption>\n</figure>\n");

    /// <summary>A table behind a word to click on. Cells are ready markup; the first of a row is its heading.</summary>
    /// <param name="summary">What is behind it.</param>
    /// <param name="heads">Column headings, ready markup.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="style">A class of the table.</param>
    /// <param name="marked">The row that stands out, or −1.</param>
    public PageWriter Details(string summary, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, string style = "", int marked = -1)
    {
        string label = Markup.Escape(summary);
        Raw($"<details>\n<summary>{label}</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n<table class=\"{style}\">\n<thead><tr>");
        foreach (string head in heads) Raw($"<th scope=\"col\">{head}</th>");
        Raw("</tr></thead>\n<tbody>\n");
        int row = 0;
        foreach (IReadOnlyList<string> cells in rows)
        {
            Raw(row++ == marked ? "<tr class=\"chosen\">" : "<tr>").Raw($"<th scope=\"row\">{cells[0]}</th>");
            for (int i = 1; i < cells.Count; i++) Raw($"<td>{cells[i]}</td>");
            Raw("</tr>\n");
        }
        return Raw("</tbody>\n</table>\n</div>\n</details>\n");
    }

    /// <summary>Names and values side by side.</summary>
    public PageWriter Facts(IEnumerable<(string Name, string Value)> facts)
    {
        Raw("<table class=\"facts\"><tbody>\n");
        foreach ((string name, string value) in facts) Raw($"<tr><th scope=\"row\">{Markup.Escape(name)}</th><td>{Markup.Escape(value)}</td></tr>\n");
        return Raw("</tbody></table>\n");
    }

    /// <inheritdoc/>
    public override string ToString() => html.ToString();
}
