using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The coefficient path and its numbers.</summary>
internal static class PathSection
{
    private const int MostLabels = 10;

    /// <summary>Writes it.</summary>
    public static void Write(PageWriter page, Report report)
    {
        PathLines lines = new(report, MostLabels);
        page.Section("path", "How coefficients enter");
        if (report.Outputs is > 1 and <= ClassPathSection.MostClasses) ClassPathSection.Pictures(page, report);
        else page.Figure(PathChart.Draw(report, lines, ChartFormat.Wide) + PathChart.Draw(report, new PathLines(report, MostLabels - 2), ChartFormat.Narrow), Caption(report, lines));
        string[] heads = ["λ", "non-zero", .. lines.Labelled.Select(l => PageWriter.ShortName(report.Names[l.Column], 16))];
        page.Details(report.Outputs == 1 ? "The picture in numbers" : "Every λ in numbers: norms over the classes", heads, Enumerable.Range(0, report.Path.Points.Count).Select(i => (IReadOnlyList<string>)
            [NumberText.Short(report.Path.Points[i].Lambda, 5), NumberText.Count(report.Path.Points[i].NonZeros), .. lines.Labelled.Select(l => NumberText.Short(l.Values[i], 4))]), marked: report.ChosenIndex);
        page.EndSection();
    }

    private static string Caption(Report report, PathLines lines)
    {
        if (lines.Features == 0) return "Every coefficient is zero at every penalty strength that was fitted.";
        string caption = "Each line is one feature. From left to right the penalty weakens and coefficients leave zero; the counts along the top say how many have. ";
        if (report.Outputs > 1) caption = "Each line is one feature: the norm of its coefficients over the classes. From left to right the penalty weakens and features enter; the counts along the top say how many have. ";
        if (lines.Thin.Count > 0) caption += $"Labels name the {lines.Labelled.Count} strongest features, at the chosen λ first (two fewer on narrow screens); the others are thin grey lines. ";
        if (lines.Banded > 0) caption += $"Another {NumberText.Count(lines.Banded)} features stay within the grey band. ";
        if (report.Outputs > 1) return caption + (report.Effects.Standardized
            ? "Coefficients are those of features in standard deviations, so features can be compared."
            : "Coefficients are per unit of the feature: heights compare only between features of like units.");
        caption += report.Effects.Standardized
            ? $"A line’s height is {Drawing.Markup.Escape(report.Words.Change)} when the feature rises by one standard deviation, so features can be compared."
            : "A line’s height is the coefficient per unit of the feature: heights compare only between features of like units.";
        return caption;
    }
}
