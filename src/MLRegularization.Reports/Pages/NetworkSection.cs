using MLRegularization.Networks;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>What the network is: the lead and the key numbers, its layers, what regularised it, how it was trained.</summary>
internal static class NetworkSection
{
    /// <summary>Writes the answer in a sentence or two, and the verdict.</summary>
    public static void Lead(PageWriter page, NetworkReportInput input, HeldOut held, HeldOutWords words, LearningVerdict verdict)
    {
        NetworkReportLayer[] hidden = [.. input.Layers.Where(l => l.Name.StartsWith("hidden", StringComparison.Ordinal))];
        page.Raw("<p class=\"lead\">");
        page.Raw(hidden.Length == 0 ? "A network without hidden layers"
            : $"A network of {hidden.Length} hidden {(hidden.Length == 1 ? "layer" : "layers")} ({string.Join("–", hidden.Select(l => NumberText.Count(l.Units)))} units)");
        page.Raw(input.History.BestEpoch > 0 ? $" with the weights of epoch <strong>{NumberText.Count(input.History.BestEpoch)}</strong> of {NumberText.Count(input.History.Epochs.Count)}. " : " with its first weights. ");
        if (!HeldOutLead.Write(page, held, words)) page.Raw("No rows were held out, so this page cannot say how well it predicts new ones.");
        page.Raw("</p>\n<p class=\"lead\">").Text(verdict.Sentence).Raw("</p>\n");
    }

    /// <summary>Writes the key numbers.</summary>
    public static void KeyNumbers(PageWriter page, NetworkReportInput input, HeldOut held)
    {
        page.Raw("<dl class=\"key\">\n");
        Number("parameters", NumberText.Count(input.Layers.Sum(l => l.Parameters)));
        if (input.History.Best is { } best)
        {
            Number($"training loss at epoch {NumberText.Count(best.Epoch)}", NumberText.Short(best.TrainingLoss));
            if (double.IsFinite(best.ValidationLoss)) Number("validation loss at the same", NumberText.Short(best.ValidationLoss));
        }
        foreach ((string name, string value) in HeldOutLead.Numbers(held)) Number(name, value);
        page.Raw("</dl>\n");

        void Number(string name, string value) => page.Raw($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
    }

    /// <summary>Writes layers, regularisation and training.</summary>
    public static void Write(PageWriter page, NetworkReportInput input)
    {
        page.Section("network", "The network");
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Layers\">\n<table class=\"compared\">\n<thead><tr>");
        foreach (string head in (string[])["layer", "inputs", "units", "activation", "parameters", "weights of 0"]) page.Raw($"<th scope=\"col\">{head}</th>");
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (NetworkReportLayer layer in input.Layers)
            page.Raw("<tr><th scope=\"row\">").Text(layer.Name).Raw($"</th><td>{NumberText.Count(layer.Inputs)}</td><td>{NumberText.Count(layer.Units)}</td><td>").Text(layer.Activation)
                .Raw($"</td><td>{NumberText.Count(layer.Parameters)}</td><td>{NumberText.Count(layer.Zeros)}</td></tr>\n");
        page.Raw("</tbody>\n</table>\n</div>\n<h3>What regularises it</h3>\n<p>").Text(input.Regularization.ToString()).Raw("</p>\n<h3>How it was trained</h3>\n");
        page.Facts([.. input.TrainingFacts, ("Epochs", NumberText.Count(input.History.Epochs.Count)), ("The run ended", End(input.History.End))]).EndSection();
    }

    private static string End(TrainingEnd end) => end switch
    {
        TrainingEnd.EarlyStopping => "by early stopping",
        TrainingEnd.Paused => "paused, to be continued",
        TrainingEnd.Diverged => "when the loss was no longer a number",
        TrainingEnd.Converged => "when the gradient was as good as 0",
        _ => "after all epochs",
    };
}
