using MLRegularization.Networks;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;

namespace MLRegularization.Reports.Pages;

/// <summary>How a network learned: its learning curves and their numbers.</summary>
internal static class LearningSection
{
    private const int MostRows = 500;

    /// <summary>Writes it.</summary>
    public static void Write(PageWriter page, NetworkReportInput input)
    {
        IReadOnlyList<EpochRecord> epochs = input.History.Epochs;
        page.Section("learning", "How it learned");
        if (epochs.Count == 0) page.Raw("<p>No epoch was finished.</p>\n");
        else
        {
            LearningSeries series = LearningSeries.Of(input.Title, input.History);
            bool validated = LearningCurves.Finite(series.Validation).Length > 0;
            page.Figure(ChartFormat.Both(format => LearningCurves.Draw(series, Loss(input.Task), input.NullLoss, format)), Caption(input, validated));
            Table(page, input, validated);
        }
        page.EndSection();
    }

    private static string Caption(NetworkReportInput input, bool validated)
    {
        string text = $"The mean {LowerLoss(input.Task)} after every epoch, without dropout or noise. Orange: on training rows{(validated ? ". Blue: on validation rows, which nothing was learned from; the gap between the two is shaded: where blue is above orange it is what was learned by heart. The ring is the epoch whose weights the network has" : "; no rows were held out")}.";
        return double.IsFinite(input.NullLoss) ? text + $" The best constant has a loss of {NumberText.Short(input.NullLoss)}." : text;
    }

    private static void Table(PageWriter page, NetworkReportInput input, bool validated)
    {
        bool classes = input.History.Epochs.Any(e => double.IsFinite(e.ValidationError));
        List<string> heads = ["epoch", "while learning", "training rows"];
        if (validated) heads.AddRange(["validation rows", "gap"]);
        if (classes) heads.Add("wrong classes");
        heads.Add("learning rate");
        int count = input.History.Epochs.Count, every = (count + MostRows - 1) / MostRows;
        EpochRecord[] shown = [.. input.History.Epochs.Where((e, i) => i % every == 0 || i == count - 1 || e.Epoch == input.History.BestEpoch)];
        string summary = every == 1 ? "Every epoch in numbers" : $"One epoch of {NumberText.Count(every)} in numbers";
        page.Details(summary, heads, shown.Select(e => (IReadOnlyList<string>)
        [
            NumberText.Count(e.Epoch), NumberText.Short(e.BatchLoss, 4), NumberText.Short(e.TrainingLoss, 4),
            .. validated ? [NumberText.Short(e.ValidationLoss, 4), NumberText.Short(e.Gap)] : Array.Empty<string>(),
            .. classes ? [NumberText.Percent(e.ValidationError)] : Array.Empty<string>(),
            NumberText.Short(e.LearningRate),
        ]), marked: Array.FindIndex(shown, e => e.Epoch == input.History.BestEpoch));
        page.Raw("<p class=\"note\">While learning: the mean loss of the batches as they were learned from, with dropout and noise, before each step. The epoch that was kept is in bold.</p>\n");
    }

    private static string Loss(string task) => LowerLoss(task) is var loss ? char.ToUpperInvariant(loss[0]) + loss[1..] : "";

    private static string LowerLoss(string task) => task switch
    {
        "regression" => "half squared error of the standardised target",
        "count" => "Poisson loss",
        _ => "log-loss",
    };
}
