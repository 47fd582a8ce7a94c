using System.Text;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The coefficient paths of a few classes, one picture for each, all on one scale and with one hue per feature.</summary>
internal static class ClassPathSection
{
    /// <summary>Classes up to which each has a picture.</summary>
    public const int MostClasses = 4;
    private const int MostLabels = 6;

    /// <summary>Writes the pictures.</summary>
    public static void Pictures(PageWriter page, Report report)
    {
        IReadOnlyList<string> names = report.Input.Model.Facts.Classes;
        // The strongest of every class first, so that no picture is without a label, then those of all classes together.
        IEnumerable<PathLine> strongest = names.SelectMany((_, k) => new PathLines(report, 1, PathView.OfClass(report, k)).Labelled).Concat(new PathLines(report, MostLabels).Labelled);
        int[] labels = [.. strongest.Select(l => l.Column).Distinct().Take(MostLabels)];
        PathLines[] lines = [.. names.Select((_, k) => new PathLines(report, MostLabels, PathView.OfClass(report, k), labels))];
        (double low, double high) = (lines.Min(l => l.Extent().Low), lines.Max(l => l.Extent().High));
        StringBuilder pictures = new();
        for (int k = 0; k < lines.Length; k++)
        {
            string axis = $"{(report.Effects.Standardized ? "Effect of 1 sd" : "Coefficient")} on the score of {names[k]}";
            PathPanel panel = new(FormattableString.Invariant($"class{k}-"), names[k], axis, low, high, labels);
            pictures.Append("<div>\n").Append(PathChart.Draw(report, lines[k], ChartFormat.Panel, panel)).Append(PathChart.Draw(report, lines[k], ChartFormat.Narrow, panel)).Append("</div>\n");
        }
        page.Figure(pictures.ToString(), Caption(report, lines), "pair");
    }

    private static string Caption(Report report, PathLines[] lines)
    {
        if (lines.All(l => l.Features == 0)) return "Every coefficient is zero at every penalty strength that was fitted.";
        string caption = "One picture per class, all on the same scale; each line is one feature, with the same colour in every picture. From left to right the penalty weakens and coefficients leave zero; the counts along the top say how many of the class have. ";
        if (lines.Any(l => l.Thin.Count > 0)) caption += "Labels name the feature with the largest effect on each class at the chosen λ, and those with the largest on all classes together; the others are thin grey lines. ";
        if (lines.Max(l => l.Banded) is > 0 and int banded) caption += $"Up to {Drawing.NumberText.Count(banded)} more features stay within the grey band. ";
        caption += report.Effects.Standardized
            ? "A line’s height is how much the class’s score changes when the feature rises by one standard deviation, so features can be compared. "
            : "A line’s height is the coefficient per unit of the feature: heights compare only between features of like units. ";
        return caption + "The difference of two classes’ scores is the log-odds of the two.";
    }
}
