using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The answer first: one sentence, then the key numbers.</summary>
internal static class ResultSection
{
    /// <summary>Writes the sentence.</summary>
    public static void Lead(PageWriter page, Report report)
    {
        int kept = report.Kept, all = report.Names.Count;
        string label = PageWriter.Name(report.Input.Label);
        page.Raw("<p class=\"lead\">The ").Text(report.Kind).Raw($" with λ = <strong>{NumberText.Short(report.Input.Chosen.Lambda)}</strong>, chosen ").Text(report.Rule);
        if (kept == 0) page.Raw($", keeps <strong>none</strong> of the {Features(all)}: it predicts the same {label} for every row.");
        else if (kept == all) page.Raw($", uses {(all == 1 ? "the one feature" : $"all <strong>{Features(all)}</strong>")}.");
        else page.Raw($", keeps <strong>{NumberText.Count(kept)}</strong> of {Features(all)}.");
        page.Raw(" ");

        if (report.Classes is { } classes) ClassesLead(page, report, classes);
        else if (report.Multiclass is { } several) MulticlassLead(page, report, several);
        else if (report.Counts is { } counts) CountsLead(page, report, counts);
        else if (report.HeldOut is not { } errors)
        {
            page.Raw(double.IsFinite(report.Error)
                ? $"Its cross-validated {report.Words.Error} is <strong>{ErrorText(report)}</strong>."
                : $"No cross-validation was made, so this page cannot say how well it predicts new rows; on the rows it learned from it explains {NumberText.Percent(report.Input.Chosen.ExplainedDeviance)} of the deviance.");
        }
        else
        {
            page.Raw($"On rows it had not seen, its predictions of {label} are off by <strong>{NumberText.Short(errors.RootMeanSquare)}</strong> (root mean squared error");
            if (double.IsFinite(report.Error)) page.Raw($"; cross-validated {report.Words.Error} {ErrorText(report)}");
            page.Raw(")");
            string plain = $"always predicting the mean is off by {NumberText.Short(errors.NullRootMeanSquare)}";
            if (double.IsNaN(errors.RSquared)) page.Raw($"; {label} does not vary.");
            else if (errors.RSquared < 0) page.Raw($", no better than always predicting the mean, which is off by {NumberText.Short(errors.NullRootMeanSquare)} (R² = {NumberText.Short(errors.RSquared)}).");
            else page.Raw($" and explains <strong>{NumberText.Percent(errors.RSquared)}</strong> of its variance; {plain}.");
        }
        page.Raw("</p>\n");
    }

    /// <summary>Writes the key numbers.</summary>
    public static void KeyNumbers(PageWriter page, Report report)
    {
        page.Raw("<dl class=\"key\">\n");
        Number("penalty strength λ", NumberText.Short(report.Input.Chosen.Lambda), $"α {NumberText.Setting(report.Path.Alpha)}");
        Number("non-zero coefficients", NumberText.Count(report.Input.Chosen.NonZeros), $"of {NumberText.Count(report.Input.Model.Coefficients.Count)}");
        if (double.IsFinite(report.Error)) Number($"cross-validated {report.Words.Error} ± standard error", NumberText.Short(report.Error, 4), double.IsFinite(report.ErrorDeviation) ? "± " + NumberText.Short(report.ErrorDeviation) : "");
        if (report.Classes is { } classes)
        {
            Number("AUC on held-out rows; ½ is a guess", NumberText.Short(classes.Roc.Area), "");
            Number("accuracy on held-out rows", NumberText.Percent(classes.Accuracy), "");
            Number("the same, always naming the commoner class", NumberText.Percent(classes.NullAccuracy), "");
        }
        else if (report.Multiclass is { } several)
        {
            Number("accuracy on held-out rows", NumberText.Percent(several.Accuracy), "");
            Number("the same, every class counting alike", NumberText.Percent(several.BalancedAccuracy), "");
            Number("accuracy of always naming the commonest class", NumberText.Percent(several.NullAccuracy), "");
        }
        else if (report.Counts is { } counts)
        {
            Number("deviance explained on held-out rows; 0 is the mean", NumberText.Percent(counts.Explained), "");
            Number("deviance of always predicting the mean count", NumberText.Short(counts.NullDeviance, 4), "");
        }
        else if (report.HeldOut is { } errors)
        {
            Number("R² on held-out rows; 0 is the mean", NumberText.Short(errors.RSquared), "");
            Number("root mean squared error on held-out rows", NumberText.Short(errors.RootMeanSquare), "");
            Number("the same, always predicting the mean", NumberText.Short(errors.NullRootMeanSquare), "");
        }
        else Number("explained deviance, training rows", NumberText.Percent(report.Input.Chosen.ExplainedDeviance), "");
        page.Raw("</dl>\n");

        void Number(string name, string value, string more) => page.Raw($"<div><dt>{name}</dt><dd>{value}{(more.Length > 0 ? $" <small>{more}</small>" : "")}</dd></div>\n");
    }

    private static void ClassesLead(PageWriter page, Report report, HeldOutClasses classes)
    {
        IReadOnlyList<string> names = report.Input.Model.Facts.Classes;
        (string other, string positive) = (PageWriter.ShortName(names[0], 40), PageWriter.ShortName(names[1], 40));
        page.Raw("On rows it had not seen, ");
        if (double.IsFinite(classes.Roc.Area) && report.Input.Chosen.NonZeros > 0)
            page.Raw($"it puts {ClassSection.Rows(report, 1)} above {ClassSection.Rows(report, 0)} in <strong>{NumberText.Percent(classes.Roc.Area)}</strong> of all pairs (AUC {NumberText.Short(classes.Roc.Area)}) and ");
        page.Raw($"names the right class for <strong>{NumberText.Percent(classes.Accuracy)}</strong>; always naming {(classes.PositiveShare > 0.5 ? positive : other)} is right for {NumberText.Percent(classes.NullAccuracy)}.");
        if (double.IsFinite(report.Error)) page.Raw($" Its cross-validated {report.Words.Error} is {ErrorText(report)}.");
    }

    private static void MulticlassLead(PageWriter page, Report report, HeldOutMulticlass several)
    {
        IReadOnlyList<string> names = report.Input.Model.Facts.Classes;
        page.Raw($"On rows it had not seen, it names the right one of {names.Count} classes for <strong>{NumberText.Percent(several.Accuracy)}</strong>; always naming the commonest, {PageWriter.ShortName(names[several.Commonest], 40)}, is right for {NumberText.Percent(several.NullAccuracy)}.");
        if (double.IsFinite(report.Error)) page.Raw($" Its cross-validated {report.Words.Error} is {ErrorText(report)}.");
    }

    private static void CountsLead(PageWriter page, Report report, HeldOutCounts counts)
    {
        string mean = "always predicting the mean count";
        if (counts.Explained < 0) page.Raw($"On rows it had not seen, it does no better than {mean}: its deviance is {NumberText.Short(counts.Deviance, 4)}, that of the mean {NumberText.Short(counts.NullDeviance, 4)}.");
        else page.Raw($"On rows it had not seen, it explains <strong>{NumberText.Percent(counts.Explained)}</strong> of the deviance that {mean} leaves, {NumberText.Short(counts.NullDeviance, 4)}.");
        if (double.IsFinite(report.Error)) page.Raw($" Its cross-validated {report.Words.Error} is <strong>{ErrorText(report)}</strong>.");
    }

    private static string Features(int count) => count == 1 ? "1 feature" : NumberText.Count(count) + " features";

    private static string ErrorText(Report report) =>
        NumberText.Short(report.Error, 4) + (double.IsFinite(report.ErrorDeviation) ? $" ± {NumberText.Short(report.ErrorDeviation)}" : "");
}
