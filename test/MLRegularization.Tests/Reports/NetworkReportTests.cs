using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Preparation;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports;

/// <summary>Reports of networks, whatever they predict and however their training went.</summary>
[TestClass]
public sealed partial class NetworkReportTests
{
    [TestMethod]
    public void Render_Typical_HasEveryPartInOrder()
    {
        NetworkReportInput input = NetworkReports.Numbers();
        string html = Checked(input);
        int at = 0;
        foreach (string part in new[] { "<h1>", "class=\"lead\"", "64–32 units", "Overfitting from epoch ", "class=\"warnings\"", "class=\"key\"", "id=\"learning\"", "learning-wide-t", "learning-narrow-t", "Every epoch in numbers", "id=\"predictions\"", "scatter-t", "id=\"network\"", "hidden 2", "Dropout of 15 % of the hidden units", "id=\"data\"", "id=\"command\"" })
        {
            int next = html.IndexOf(part, at, StringComparison.Ordinal);
            Assert.IsGreaterThan(at, next, part);
            at = next;
        }
        Assert.Contains(LearningVerdict.Of(input.History, input.NullLoss, input.Regularization).Sentence, html);
        Assert.AreEqual(html, NetworkReport.Render(input));
        Assert.DoesNotContain("fold", html[html.IndexOf("<main", StringComparison.Ordinal)..]);
    }

    [TestMethod]
    public void Render_Classes_ShowsRocCalibrationAndConfusion()
    {
        string two = Checked(NetworkReports.Two()), several = Checked(NetworkReports.Several("low", "middle", "high"));
        foreach (string part in new[] { "id=\"roc-t\"", "id=\"calibration-t\"", "class=\"confusion\"", "wrong classes", "Log-loss" }) Assert.Contains(part, two);
        foreach (string part in new[] { "names the right one of 3 classes", "aria-label=\"Confusion table\"", "id=\"calibration-t\"" }) Assert.Contains(part, several);
        Assert.DoesNotContain("penalised model", two);
        Assert.DoesNotContain("id=\"roc-t\"", several);
    }

    [TestMethod]
    public void Render_Counts_ShowsDevianceAndPredictionsAgainstTruth()
    {
        string html = Checked(NetworkReports.Counts());
        foreach (string part in new[] { "of the deviance", "id=\"scatter-t\"", "Poisson loss" }) Assert.Contains(part, html);
    }

    [TestMethod]
    public void Render_HeldOutRowsThatChoseTheEpoch_WarnsOfOptimism()
    {
        NetworkReportInput input = NetworkReports.Numbers() with { Warnings = [] };
        Assert.DoesNotContain("class=\"warnings\"", Checked(input));
        Assert.Contains("also chose the epoch", Checked(input with { ChoseEpoch = true }));
    }

    [TestMethod]
    public void Render_NothingHeldOut_SaysSo()
    {
        TrainingHistory history = NetworkReports.History();
        NetworkReportInput input = NetworkReports.Numbers() with
        {
            Target = [], Predictions = null, Metrics = [], ChoseEpoch = true,
            History = history with { Epochs = [.. history.Epochs.Select(e => e with { ValidationLoss = double.NaN })], BestEpoch = 100 },
        };
        string html = Checked(input);
        Assert.Contains("No rows were held out, so this page cannot say", html);
        Assert.Contains("no rows were held out", html);
        Assert.DoesNotContain("scatter-t", html);
        Assert.DoesNotContain("also chose the epoch", html);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3000)]
    public void Render_FewAndManyEpochs_StaysReadableAndSmall(int epochs)
    {
        string html = Checked(NetworkReports.Numbers() with { History = NetworkReports.History(epochs) });
        if (epochs == 0) Assert.Contains("No epoch was finished", html);
        if (epochs == 3000) Assert.Contains("One epoch of 6 in numbers", html);
        Assert.IsLessThan(250_000, html.Length);
    }

    [TestMethod]
    public void Render_Diverged_SaysSoFirst()
    {
        string html = Checked(NetworkReports.Numbers() with { History = NetworkReports.History(12) with { End = TrainingEnd.Diverged } });
        Assert.Contains("<p class=\"lead\">Diverged: after 12 epochs", html);
        Assert.Contains("when the loss was no longer a number", html);
    }

    [TestMethod]
    public void Render_HostileText_IsEscapedEverywhere()
    {
        const string hostile = "<script>alert(\"1\")</script> & 'x'";
        string html = Checked(NetworkReports.Numbers(label: hostile) with
        {
            Title = hostile, Command = hostile, Warnings = [hostile], DataFacts = [(hostile, hostile)], Metrics = [(hostile, hostile)], TrainingFacts = [(hostile, hostile)], Layers = [new(hostile, 1, 1, hostile, 1, 0)],
        });
        Assert.IsFalse(html.Contains("<script", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(html.Contains("\"1\"", StringComparison.Ordinal));
        Checked(NetworkReports.Two(hostile, hostile + "2"));
    }

    [TestMethod]
    public void Render_WithoutHiddenLayersOrRegularisation_SaysSo()
    {
        string html = Checked(NetworkReports.Numbers() with { Layers = [new("outputs", 12, 1, "", 13, 0)], Regularization = RegularizationSpec.None });
        Assert.Contains("A network without hidden layers", html);
        Assert.Contains("No regularisation.", html);
        Assert.Contains("add dropout or weight decay", html);
    }

    [TestMethod]
    public void Layers_OfAModel_AreNamedAndCounted()
    {
        NetworkInputEncoding encoding = new([new NetworkInput("x", NetworkInputKind.Number, [])], new ColumnScaling(ScalingKind.None, [0], [1], false));
        NetworkModel model = new(encoding, [], [new NetworkLayer(1, [0.5f, 0], [0, 1], Activation.Relu), new NetworkLayer(2, [1, 2], [3], Activation.Identity)], null,
            new NetworkFacts("count", "y", 1, 0, [], "", "", "", 1, 1, 0, 0, 1));
        CollectionAssert.AreEqual(new NetworkReportLayer[] { new("hidden 1", 1, 2, "ReLU", 4, 1), new("outputs", 2, 1, "", 3, 0) }, NetworkReportLayer.Of(model).ToArray());
    }

    [TestMethod]
    public void Render_WrongCountOfPredictions_IsRefusedInASentence() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NetworkReport.Render(NetworkReports.Numbers() with { Predictions = [1, 2] })).Message, "2 predictions for 80 rows");

    /// <summary>Renders, reads every picture as XML and looks for numbers that are none.</summary>
    private static string Checked(NetworkReportInput input)
    {
        string html = NetworkReport.Render(input);
        HashSet<string> ids = [];
        foreach (Match picture in Pictures().Matches(html))
            foreach (string id in ((string?)XElement.Parse(picture.Value).Attribute("aria-labelledby"))!.Split(' ')) Assert.IsTrue(ids.Add(id), $"{id} is there twice");
        Assert.DoesNotContain("NaN", html);
        Assert.IsFalse(Outside().IsMatch(html), Outside().Match(html).Value);
        return html;
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Pictures();

    [GeneratedRegex("https?://|src=|@import|url\\(|<script|<link", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();
}
