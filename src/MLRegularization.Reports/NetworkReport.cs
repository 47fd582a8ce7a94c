using MLRegularization.Networks;
using MLRegularization.Reports.Findings;
using MLRegularization.Reports.Pages;

namespace MLRegularization.Reports;

/// <summary>One self-contained HTML page about one trained network: no network connection, no script, light and dark, screen and paper.</summary>
public static class NetworkReport
{
    private static readonly (string Id, string Name)[] contents = [("learning", "Learning curves"), ("predictions", "Predictions"), ("network", "Network"), ("data", "Data"), ("command", "Command")];

    /// <summary>Renders the page. The same input gives the same bytes.</summary>
    /// <param name="input">What to show.</param>
    /// <returns>A whole HTML document, to be written as UTF-8.</returns>
    /// <exception cref="ArgumentException">There are not as many predictions as the responses and classes ask for.</exception>
    public static string Render(NetworkReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int outputs = input.Task == "multiclass" ? input.Classes.Count : 1;
        if (input.Predictions is not null && input.Predictions.Length != input.Target.Length * outputs)
            throw new ArgumentException($"There are {input.Predictions.Length} predictions for {input.Target.Length} rows and {outputs} {(outputs == 1 ? "output" : "classes")}; give one for each.", nameof(input));
        Words task = new(input.Task, input.Label, input.Classes);
        HeldOutWords words = HeldOutWords.OfNetwork(input, task);
        HeldOut held = new(task, input.Target, input.Predictions, outputs, input.Weights);
        LearningVerdict verdict = LearningVerdict.Of(input.History, input.NullLoss, input.Regularization);
        PageWriter page = new();
        PageFrame.Begin(page, input.Title, contents);
        NetworkSection.Lead(page, input, held, words, verdict);
        string[] optimistic = input.ChoseEpoch && input.Predictions is not null ? ["The rows held out also chose the epoch that was kept, so figures on them are a little better than on new rows."] : [];
        PageFrame.Warnings(page, "Before you trust this model", [.. input.Warnings.Where(w => !string.IsNullOrWhiteSpace(w)).Distinct(), .. optimistic]);
        NetworkSection.KeyNumbers(page, input, held);
        LearningSection.Write(page, input);
        PredictionSection.Write(page, held, words, input.Metrics);
        NetworkSection.Write(page, input);
        page.Section("data", "The data").Facts(input.DataFacts).EndSection();
        PageFrame.End(page, input.Command);
        return page.ToString();
    }
}
