using MLRegularization.Paths;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>How λ, and α, were chosen: the cross-validation curves and their numbers.</summary>
internal static class ValidationSection
{
    /// <summary>Writes it; without cross-validation the path's facts remain.</summary>
    public static void Write(PageWriter page, Report report)
    {
        page.Section("choice", "How λ was chosen");
        if (report.Curve is { } curve)
        {
            int folds = report.Input.Validation!.Folds.Count > 0 ? report.Input.Validation.Folds[0].Count : 0, repeats = report.Input.Validation.Folds.Count;
            string caption = $"Blue: {report.Words.Error} on held-out rows{(folds > 0 ? $" over {folds} folds" : "")}{(repeats > 1 ? $", {repeats} times" : "")}, with one standard error either way. "
                + "λ<sub>min</sub> has the lowest; λ<sub>1se</sub> is the largest λ, and so the simplest model, that is within one standard error of it. Orange: the same error on the rows that were learned from; the gap between the two is shaded.";
            page.Figure(ChartFormat.Both(format => ValidationChart.Draw(report, curve, format)), caption);
            foreach (string sentence in report.Balance?.Sentences(report.Words.Error) ?? []) page.Raw("<p>").Text(sentence).Raw("</p>\n");
            IReadOnlyList<CrossValidationCurve> all = report.Input.Validation.Curves;
            if (all.Count > 1)
                page.Figure(AlphaPanels.Draw(report, all), $"The same folds for every α, on one vertical scale; each panel gives its lowest error at its top right. α = {NumberText.Setting(curve.Path.Alpha)} was chosen.", "panels");
        }
        else page.Raw("<p>No cross-validation was made. λ was chosen ").Text(report.Rule).Raw(".</p>\n");

        List<string> heads = ["λ", "non-zero", "degrees of freedom", "explained deviance"];
        if (report.Curve is not null) heads.AddRange([report.Words.Error, "standard error", "on training rows"]);
        page.Details("Every λ in numbers", heads, Enumerable.Range(0, report.Path.Points.Count).Select(i => Row(report, i)), marked: report.ChosenIndex);
        page.EndSection();
    }

    private static List<string> Row(Report report, int i)
    {
        PathPoint point = report.Path.Points[i];
        List<string> cells = [NumberText.Short(point.Lambda, 5), NumberText.Count(point.NonZeros), NumberText.Short(point.DegreesOfFreedom), NumberText.Percent(point.ExplainedDeviance)];
        if (report.Curve is { } curve) cells.AddRange([NumberText.Short(curve.MeanError[i], 5), NumberText.Short(curve.StandardError[i]), NumberText.Short(curve.TrainingError[i], 5)]);
        return cells;
    }
}
