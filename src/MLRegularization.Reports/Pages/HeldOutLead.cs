using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>How well a model predicts rows held out: one sentence, and the key numbers.</summary>
internal static class HeldOutLead
{
    /// <summary>Writes the sentence.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="held">The rows held out.</param>
    /// <param name="words">What things are called.</param>
    /// <param name="ranked">Whether predictions differ at all, so that rows have an order.</param>
    /// <param name="more">What else to say of an error of numbers, in the brackets behind it.</param>
    /// <returns>Whether there was anything to say.</returns>
    public static bool Write(PageWriter page, HeldOut held, HeldOutWords words, bool ranked = true, string more = "")
    {
        if (held.Classes is { } classes) Classes(page, words, classes, ranked);
        else if (held.Multiclass is { } several)
            page.Raw($"On rows it had not seen, it names the right one of {words.Classes.Count} classes for <strong>{NumberText.Percent(several.Accuracy)}</strong>; always naming the commonest, {PageWriter.ShortName(words.Classes[several.Commonest], 40)}, is right for {NumberText.Percent(several.NullAccuracy)}.");
        else if (held.Counts is { } counts) Counts(page, counts);
        else if (held.Errors is { } errors) Errors(page, PageWriter.Name(words.Label), errors, more);
        else return false;
        return true;
    }

    /// <summary>The key numbers; none where no rows were held out.</summary>
    public static IReadOnlyList<(string Name, string Value)> Numbers(HeldOut held)
    {
        if (held.Classes is { } classes)
            return
            [
                ("AUC on held-out rows; ½ is a guess", NumberText.Short(classes.Roc.Area)),
                ("accuracy on held-out rows", NumberText.Percent(classes.Accuracy)),
                ("the same, always naming the commoner class", NumberText.Percent(classes.NullAccuracy)),
            ];
        if (held.Multiclass is { } several)
            return
            [
                ("accuracy on held-out rows", NumberText.Percent(several.Accuracy)),
                ("the same, every class counting alike", NumberText.Percent(several.BalancedAccuracy)),
                ("accuracy of always naming the commonest class", NumberText.Percent(several.NullAccuracy)),
            ];
        if (held.Counts is { } counts)
            return
            [
                ("deviance explained on held-out rows; 0 is the mean", NumberText.Percent(counts.Explained)),
                ("deviance of always predicting the mean count", NumberText.Short(counts.NullDeviance, 4)),
            ];
        if (held.Errors is { } errors)
            return
            [
                ("R² on held-out rows; 0 is the mean", NumberText.Short(errors.RSquared)),
                ("root mean squared error on held-out rows", NumberText.Short(errors.RootMeanSquare)),
                ("the same, always predicting the mean", NumberText.Short(errors.NullRootMeanSquare)),
            ];
        return [];
    }

    private static void Errors(PageWriter page, string label, HeldOutErrors errors, string more)
    {
        page.Raw($"On rows it had not seen, its predictions of {label} are off by <strong>{NumberText.Short(errors.RootMeanSquare)}</strong> (root mean squared error{more})");
        string plain = $"always predicting the mean is off by {NumberText.Short(errors.NullRootMeanSquare)}";
        if (double.IsNaN(errors.RSquared)) page.Raw($"; {label} does not vary.");
        else if (errors.RSquared < 0) page.Raw($", no better than always predicting the mean, which is off by {NumberText.Short(errors.NullRootMeanSquare)} (R² = {NumberText.Short(errors.RSquared)}).");
        else page.Raw($" and explain <strong>{NumberText.Percent(errors.RSquared)}</strong> of its variance; {plain}.");
    }

    private static void Classes(PageWriter page, HeldOutWords words, HeldOutClasses classes, bool ranked)
    {
        (string other, string positive) = (PageWriter.ShortName(words.Classes[0], 40), PageWriter.ShortName(words.Classes[1], 40));
        page.Raw("On rows it had not seen, ");
        if (double.IsFinite(classes.Roc.Area) && ranked)
            page.Raw($"it puts {ClassSection.Rows(words, 1)} above {ClassSection.Rows(words, 0)} in <strong>{NumberText.Percent(classes.Roc.Area)}</strong> of all pairs (AUC {NumberText.Short(classes.Roc.Area)}) and ");
        page.Raw($"names the right class for <strong>{NumberText.Percent(classes.Accuracy)}</strong>; always naming {(classes.PositiveShare > 0.5 ? positive : other)} is right for {NumberText.Percent(classes.NullAccuracy)}.");
    }

    private static void Counts(PageWriter page, HeldOutCounts counts)
    {
        const string mean = "always predicting the mean count";
        page.Raw(counts.Explained < 0
            ? $"On rows it had not seen, it does no better than {mean}: its deviance is {NumberText.Short(counts.Deviance, 4)}, that of the mean {NumberText.Short(counts.NullDeviance, 4)}."
            : $"On rows it had not seen, it explains <strong>{NumberText.Percent(counts.Explained)}</strong> of the deviance that {mean} leaves, {NumberText.Short(counts.NullDeviance, 4)}.");
    }
}
