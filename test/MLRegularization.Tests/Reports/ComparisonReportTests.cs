using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLRegularization.Comparisons;
using MLRegularization.Matrices;
using MLRegularization.Reports;
using MLRegularization.Tests.Comparisons;

namespace MLRegularization.Tests.Reports;

[TestClass]
public sealed partial class ComparisonReportTests
{
    private const string Hostile = "<script>alert(\"1\")</script> & 'x'";

    internal static ComparisonReportInput Input(params ICandidate[] candidates)
    {
        (double[,] x, double[] y) = Compared.Table(40, 4, 21);
        return new ComparisonReportInput
        {
            Title = Hostile,
            Command = Hostile,
            Label = Hostile,
            Comparison = Compared.Run(TrainingSet.FromRows(x, y), candidates.Length > 0 ? candidates : Compared.Linear(), new ComparisonOptions { FoldCount = 4 }),
            Procedure = Hostile,
            DataFacts = [(Hostile, Hostile)],
            Warnings = [Hostile],
        };
    }

    [TestMethod]
    public void Render_Typical_HasPictureTableVerdictAndCommandAndNothingFromOutside()
    {
        ComparisonReportInput input = Input();
        string html = ComparisonReport.Render(input);
        foreach (string part in new[] { "class=\"lead\"", "class=\"warnings\"", "models-wide", "models-narrow", "Every fold", "id=\"data\"", "id=\"command\"" }) Assert.Contains(part, html);
        Assert.IsFalse(html.Contains("<script", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(Outside().IsMatch(html), Outside().Match(html).Value);
        Assert.AreEqual(html, ComparisonReport.Render(input));
        foreach (Match picture in Svg().Matches(html)) XDocument.Parse(picture.Value);
    }

    [TestMethod]
    public void Render_FurtherComparisonWithTimesAndSizes_HasASectionOfItsOwnAndUniqueIds()
    {
        ComparisonReportInput input = Input();
        ComparedModel tree = new("tree", 4, [[1, 2, 1, 2]], [[1, 1, 1, 1]]) { ScoreTimes = [TimeSpan.FromMicroseconds(7)], SavedBytes = [1234], Times = [TimeSpan.FromSeconds(1)] };
        Comparison other = Comparison.Of([tree], input.Comparison.Metrics, input.Comparison.Folds);
        string html = ComparisonReport.Render(input with { Verdict = ["My own words."], Further = [new FurtherComparison(Hostile, other, Hostile, [Hostile])] });
        foreach (string part in new[] { "<p class=\"lead\">My own words.</p>", "id=\"further1\"", "href=\"#further1\"", "further1-narrow", "µs to score a row", "<td>7.0</td>", "<td>1.23</td>", "<td>–</td>" }) Assert.Contains(part, html);
        Assert.IsFalse(html.Contains("<script", StringComparison.OrdinalIgnoreCase));
        string[] ids = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        CollectionAssert.AllItemsAreUnique(ids);
        Assert.IsFalse(ComparisonReport.Render(input).Contains("µs to score", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Render_ModelFarOffTheOthers_IsCutOffAtTheEdge()
    {
        double[] Wild(CandidateTask task) => [.. Enumerable.Repeat(1e9, 40)];
        string html = ComparisonReport.Render(Input(LinearCandidates.Null(), LinearCandidates.Ridge(), new Compared.Told("wild", CandidateKind.Unregularized, Wild)));
        Assert.IsTrue(html.Contains('›', StringComparison.Ordinal));
        Assert.IsFalse(Svg().Match(html).Value.Contains(", ×10", StringComparison.Ordinal));
        Assert.IsFalse(html.Contains("NaN", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Render_ErrorBarsAndGaps_AreLinesTheStyleSheetLetsShow()
    {
        string html = ComparisonReport.Render(Input());
        string picture = Svg().Match(html).Value;
        Assert.IsGreaterThan(4, Regex.Count(picture, "class=\"error\""));
        foreach (string style in Line().Matches(picture).Select(m => m.Groups[1].Value).Distinct())
        {
            Assert.Contains($".{style} {{ stroke: ", html);
            Assert.IsFalse(Regex.IsMatch(html, $@"svg \.{style} \{{[^}}]*stroke: none"), $"{style} is hidden: a rule for areas wins");
        }
    }

    [GeneratedRegex("<path class=\"(error|between)\"")]
    private static partial Regex Line();

    [GeneratedRegex("(src|href)=\"(?!#)|url\\(|@import")]
    private static partial Regex Outside();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();
}
