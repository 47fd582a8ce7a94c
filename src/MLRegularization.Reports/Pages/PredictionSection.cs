using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>Predictions on rows held out: observed against predicted and residuals, or classes; metrics.</summary>
internal static class PredictionSection
{
    private const int Extremes = 20;

    /// <summary>Writes it.</summary>
    public static void Write(PageWriter page, Report report)
    {
        page.Section("predictions", "Predictions on rows it had not seen");
        if (report.Classes is { } classes) ClassSection.Pictures(page, report, classes);
        else if (report.Multiclass is { } several) MulticlassSection.Pictures(page, report, several);
        else if (report.HeldOut is { } errors) Pictures(page, report, errors);
        else page.Raw("<p>There are no out-of-fold predictions, because no cross-validation was made.</p>\n");
        if (report.Input.Metrics.Count > 0) page.Raw("<h3>Measures</h3>\n").Facts(report.Input.Metrics);
        if (report.Classes is { } judged) ClassSection.Largest(page, report, judged);
        if (report.Multiclass is { } named) MulticlassSection.Largest(page, report, named);
        if (report.HeldOut is { } held) Largest(page, held);
        page.EndSection();
    }

    private static void Pictures(PageWriter page, Report report, HeldOutErrors errors)
    {
        string rows = errors.Rows.Length > PredictionScatter.Most
            ? $"{NumberText.Count(PredictionScatter.Most)} of {NumberText.Count(errors.Rows.Length)} rows, evenly spread over the order of predictions"
            : $"All {NumberText.Count(errors.Rows.Length)} rows that a fold held out";
        page.Raw("<div class=\"pair\">\n").Figure(PredictionScatter.Draw(report, errors),
            $"{rows}, each predicted by the model of the fold that had not seen it. On the dashed line a prediction is exact; above it the model predicts too little. Predictions of a penalised model spread less than what they predict.");
        page.Raw("<div>\n").Figure(ResidualHistogram.Draw(report, errors), "Residuals of the same rows: observed minus predicted.");
        page.Raw("<h3>Residuals</h3>\n").Facts([
            ("smallest", NumberText.Short(errors.Quantile(0), 4)), ("1st quarter", NumberText.Short(errors.Quantile(0.25), 4)), ("median", NumberText.Short(errors.Quantile(0.5), 4)),
            ("3rd quarter", NumberText.Short(errors.Quantile(0.75), 4)), ("largest", NumberText.Short(errors.Quantile(1), 4)),
            ("mean absolute", NumberText.Short(errors.MeanAbsolute, 4)), ("root mean square", NumberText.Short(errors.RootMeanSquare, 4))]);
        page.Raw("</div>\n</div>\n");
    }

    private static void Largest(PageWriter page, HeldOutErrors errors)
    {
        int[] order = [.. Enumerable.Range(0, errors.Rows.Length).OrderByDescending(i => Math.Abs(errors.Residuals[i])).ThenBy(i => i).Take(Extremes)];
        page.Details(order.Length < errors.Rows.Length ? $"The {Extremes} rows with the largest residuals" : "Every row’s residual", ["training row", "observed", "predicted", "residual"],
            order.Select(i => (IReadOnlyList<string>)[NumberText.Count(errors.Rows[i] + 1), NumberText.Short(errors.Observed[i], 5), NumberText.Short(errors.Predicted[i], 5), NumberText.Short(errors.Residuals[i], 4)]));
    }
}
