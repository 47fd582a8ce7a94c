using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>Predictions on rows held out: observed against predicted and residuals, or classes; metrics.</summary>
internal static class PredictionSection
{
    private const int Extremes = 20;

    /// <summary>Writes it.</summary>
    public static void Write(PageWriter page, HeldOut held, HeldOutWords words, IReadOnlyList<(string Name, string Value)> metrics)
    {
        page.Section("predictions", "Predictions on rows it had not seen");
        if (held.Classes is { } classes) ClassSection.Pictures(page, words, classes);
        else if (held.Multiclass is { } several) MulticlassSection.Pictures(page, words, several);
        else if (held.Errors is { } errors) Pictures(page, words, errors, held.Counts);
        else page.Raw("<p>").Text(words.None).Raw("</p>\n");
        if (metrics.Count > 0) page.Raw("<h3>Measures</h3>\n").Facts(metrics);
        if (held.Classes is { } judged) ClassSection.Largest(page, words, judged);
        if (held.Multiclass is { } named) MulticlassSection.Largest(page, words, named);
        if (held.Errors is { } missed) Largest(page, words, missed);
        page.EndSection();
    }

    private static void Pictures(PageWriter page, HeldOutWords words, HeldOutErrors errors, HeldOutCounts? counts)
    {
        string rows = errors.Rows.Length > PredictionScatter.Most
            ? $"{NumberText.Count(PredictionScatter.Most)} of {NumberText.Count(errors.Rows.Length)} rows, evenly spread over the order of predictions"
            : $"All {NumberText.Count(errors.Rows.Length)} rows {words.Rows}";
        page.Raw("<div class=\"pair\">\n").Figure(PredictionScatter.Draw(words.Label, errors, counts),
            $"{rows}, {words.Predicted}. On the dashed line a prediction is exact; above it the model predicts too little. {words.Spread}");
        page.Raw("<div>\n").Figure(ResidualHistogram.Draw(words.Label, errors), "Residuals of the same rows: observed minus predicted.");
        page.Raw("<h3>Residuals</h3>\n").Facts([
            ("smallest", NumberText.Short(errors.Quantile(0), 4)), ("1st quarter", NumberText.Short(errors.Quantile(0.25), 4)), ("median", NumberText.Short(errors.Quantile(0.5), 4)),
            ("3rd quarter", NumberText.Short(errors.Quantile(0.75), 4)), ("largest", NumberText.Short(errors.Quantile(1), 4)),
            ("mean absolute", NumberText.Short(errors.MeanAbsolute, 4)), ("root mean square", NumberText.Short(errors.RootMeanSquare, 4))]);
        page.Raw("</div>\n</div>\n");
    }

    private static void Largest(PageWriter page, HeldOutWords words, HeldOutErrors errors)
    {
        int[] order = [.. Enumerable.Range(0, errors.Rows.Length).OrderByDescending(i => Math.Abs(errors.Residuals[i])).ThenBy(i => i).Take(Extremes)];
        page.Details(order.Length < errors.Rows.Length ? $"The {Extremes} rows with the largest residuals" : "Every row’s residual", [words.Row, "observed", "predicted", "residual"],
            order.Select(i => (IReadOnlyList<string>)[NumberText.Count(errors.Rows[i] + 1), NumberText.Short(errors.Observed[i], 5), NumberText.Short(errors.Predicted[i], 5), NumberText.Short(errors.Residuals[i], 4)]));
    }
}
