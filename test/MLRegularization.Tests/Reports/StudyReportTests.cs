using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLRegularization.Reports;
using MLRegularization.Tests.Tuning;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Reports;

[TestClass]
public sealed partial class StudyReportTests
{
    private const string Hostile = "<script>alert(\"1\")</script> & 'x'";

    private static readonly SearchSpace One = new("one-1", [new RangeDimension("a", "a", 0, 1)], [new SearchPoint(("a", 0.5))]);

    /// <summary>Renders a page that must be whole: well-formed pictures within their frames, no number that is none, ids used once.</summary>
    private static string Rendered(StudyReportInput input)
    {
        string html = StudyReport.Render(input);
        Assert.IsFalse(html.Contains("NaN", StringComparison.Ordinal));
        Assert.IsFalse(html.Contains("<script", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(Outside().IsMatch(html), Outside().Match(html).Value);
        Assert.IsLessThan(1_000_000, html.Length);
        Assert.AreEqual(html, StudyReport.Render(input));
        CollectionAssert.AllItemsAreUnique(Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToArray());
        foreach (Match link in Regex.Matches(html, "href=\"#([^\"]+)\"")) Assert.Contains($" id=\"{link.Groups[1].Value}\"", html);
        foreach (Match picture in Svg().Matches(html))
        {
            XElement svg = XDocument.Parse(picture.Value).Root!;
            double[] frame = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(double.Parse)];
            foreach (XElement shape in svg.Elements())
                foreach ((double x, double y) in Spots(shape))
                    Assert.IsTrue(x >= -0.1 && x <= frame[2] + 0.1 && y >= -0.1 && y <= frame[3] + 0.1, $"({x}, {y}) leaves a picture of {frame[2]} × {frame[3]}: {shape}");
        }
        return html;
    }

    private static IEnumerable<(double X, double Y)> Spots(XElement shape)
    {
        double At(string name) => double.Parse(shape.Attribute(name)!.Value);
        return shape.Name.LocalName switch
        {
            "circle" => [(At("cx"), At("cy"))],
            "text" => [(At("x"), At("y"))],
            "rect" => [(At("x"), At("y")), (At("x") + At("width"), At("y") + At("height"))],
            "path" => Spot().Matches(shape.Attribute("d")!.Value).Select(m => (double.Parse(m.Groups[1].Value), double.Parse(m.Groups[2].Value))),
            _ => [],
        };
    }

    private static bool Has(string html, string section) => html.Contains($"<section id=\"{section}\"", StringComparison.Ordinal);

    [TestMethod]
    public void Render_WholePaths_StrengthsMixtureImportanceAndProgress()
    {
        string html = Rendered(StudyReports.Paths());
        foreach (string section in new[] { "trials", "strengths", "importance", "knobs", "progress", "search", "data", "command" }) Assert.IsTrue(Has(html, section), section);
        foreach (string section in new[] { "rungs", "together" }) Assert.IsFalse(Has(html, section), section);
        foreach (string part in new[] { "The best of 8 trials is <strong>trial ", "p of no gain", ">none</text>", ", chosen</text>", "Squared error, less is better", "λ explains ", "<em>defaults:</em> α 1", "Fitted to all rows: y." }) Assert.Contains(part, html);
    }

    [TestMethod]
    public void Render_Networks_HalvingKnobsTogetherAndFailures()
    {
        StudyReportInput input = StudyReports.Networks();
        string html = Rendered(input);
        foreach (string section in new[] { "trials", "rungs", "importance", "knobs", "together", "progress", "search" }) Assert.IsTrue(Has(html, section), section);
        Assert.IsFalse(Has(html, "strengths"));
        // Comparable panels: every trial that was judged stands in the panel of a knob that is always there.
        string panel = Svg().Matches(html).Select(m => m.Value).Single(v => v.Contains("over dropout</title>", StringComparison.Ordinal));
        int judged = input.Study.Trials.Count(t => !double.IsNaN(input.Study.FirstError(t)));
        Assert.AreEqual(judged, Regex.Count(panel, "h0") + Regex.Count(panel, "class=\"f[12]\""));
        Assert.Contains("after 6 epochs over one knob at a time", html);
        Assert.Contains("First failure", html);
        Assert.Contains("Of 23 knobs as many are shown as there is room for, those that matter most.", html);
        Assert.Contains("40: ", html);
    }

    // What hangs on a switch is shown only where the switch is on.
    [TestMethod]
    public void Render_AKnobUnderASwitch_ItsPanelHasTheTrialsWithTheSwitchOn()
    {
        SearchSpace space = new("under-1", [new SwitchDimension("s", "stirred"), new RangeDimension("r", "rate", 0, 1) { Under = "s" }], [new SearchPoint(("s", 0))]);
        Study study = Studies.Of(space, 30, p => 1 - (p.Find("r") ?? 0));
        string html = Rendered(StudyReports.Of(study));
        int on = study.Trials.Count(t => t.Point.Find("s") == 1);
        string panel = Svg().Matches(html).Select(m => m.Value).Single(v => v.Contains("over rate</title>", StringComparison.Ordinal));
        Assert.AreEqual(on, Regex.Count(panel, "h0") + Regex.Count(panel, "class=\"f[12]\""));
        Assert.Contains($">{on} trials.", panel);
        Assert.Contains(">off</text>", html);
    }

    [TestMethod]
    public void Render_MoreIsBetter_SaysSoAndRanksByIt()
    {
        StudyReportInput input = StudyReports.Auc();
        string html = Rendered(input);
        Assert.Contains("AUC, more is better", html);
        Assert.IsFalse(html.Contains("less is better", StringComparison.Ordinal));
        Assert.AreEqual(input.Study.Trials.Max(t => 1 - t.Mean), 1 - input.Study.Best!.Mean);
    }

    [TestMethod]
    public void Render_NoneComplete_SaysWhyAndDrawsWhatThereIs()
    {
        string failed = Rendered(StudyReports.Of(Studies.Of(One, [1], "path", [Studies.Failed(One, 0), Studies.Failed(One, 1)])));
        Assert.Contains("No trial has an error on rows held out, so there is no best setting. 2 trials failed; trial 0: The rate is wrong.", failed);
        Assert.IsTrue(Has(failed, "progress"));
        Assert.IsFalse(Has(failed, "knobs"));
        Assert.IsFalse(Has(failed, "importance"));
        Rendered(StudyReports.Of(Studies.Of(One, [1], "path", [])));
        Trial cut = Studies.Complete(One, 0, 3) with { State = TrialState.Pruned, Reached = 6, Reason = "The time was up after 6 epochs.", Curve = new TrialCurve([6], [3], [0.1], 0, 100) };
        Assert.Contains("No trial was run to its end", Rendered(StudyReports.Of(Studies.Of(One, [6, 25, 100], "epochs", [cut]))));
    }

    [TestMethod]
    public void Render_OneTrialOrOneKnob_LeavesOutWhatHasNoMeaning()
    {
        string single = Rendered(StudyReports.Of(Studies.Of(One, 1, p => 2)));
        Assert.Contains("The best of 1 trial is that of the <strong>defaults</strong>", single);
        foreach (string section in new[] { "knobs", "together", "importance" }) Assert.IsFalse(Has(single, section), section);
        string one = Rendered(StudyReports.Of(Studies.Of(One, 20, p => p.Find("a")!.Value)));
        Assert.IsTrue(Has(one, "knobs"));
        Assert.IsFalse(Has(one, "together"));
        Assert.Contains("Only one thing was searched", one);
        Assert.IsFalse(one.Contains("importance-wide", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Render_TooFewTrials_SaysThatImportanceCannotBeTold()
    {
        string html = Rendered(StudyReports.Of(Studies.Of(Studies.Numbers, 7, p => p.Find("a")!.Value)));
        Assert.Contains("<p>7 trials are too few to tell what matters; give at least 10, better 30.</p>", html);
        Assert.IsFalse(html.Contains("importance-wide", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(1e12), DataRow(1e-12), DataRow(1e300), DataRow(1e-300)]
    public void Render_HugeAndTinyErrors_StayInTheirPictures(double size)
    {
        Rendered(StudyReports.Paths(size: size));
        Rendered(StudyReports.Networks(20, size: size));
        Rendered(StudyReports.Of(Studies.Of(Studies.Numbers, 20, p => size * p.Find("a")!.Value, size)));
    }

    [TestMethod]
    public void Render_OneErrorFarOffOrInfinite_StandsAtTheEdge()
    {
        Study study = Studies.Of(Studies.Numbers, 30, p => 1 + p.Find("a")!.Value);
        foreach (double far in new[] { 1e9, double.PositiveInfinity })
        {
            Study wild = Studies.Of(study.Space, [1], "path", [.. study.Trials.Select(t => t.Number == 4 ? t with { Mean = far, Scores = [far, far, far, far, far] } : t)]);
            string html = Rendered(StudyReports.Of(wild));
            if (double.IsFinite(far)) Assert.Contains("1 trial did so much worse that it stands at the edge.", html);
        }
    }

    [TestMethod]
    public void Render_ErrorsFarApart_HaveALogarithmicScale()
    {
        string html = Rendered(StudyReports.Of(Studies.Of(Studies.Numbers, 30, p => Math.Pow(10, 3 * p.Find("a")!.Value), 1e-3)));
        Assert.Contains("Squared error, less is better, log scale", html);
        Assert.Contains("Squared error, log scale over one knob at a time; less is better", html);
    }

    [TestMethod]
    public void Render_AllEqual_IsWhole() => Assert.Contains("All trials did equally well.", Rendered(StudyReports.Of(Studies.Of(Studies.Numbers, 15, _ => 0, 0))));

    [TestMethod]
    public void Render_HostileNames_AreText()
    {
        string html = Rendered(StudyReports.Hostile(Hostile));
        Assert.Contains("&lt;script&gt;", html);
    }

    [TestMethod]
    public void Render_TwoHundredNetworks_StaysSmall() => Assert.IsLessThan(700_000, Rendered(StudyReports.Networks(200)).Length);

    [TestMethod]
    public void Render_ThousandsOfTrials_StaysSmallToo() => Assert.Contains("These are the best 1000 trials.", Rendered(StudyReports.Of(Studies.Of(Studies.Numbers, 5000, p => p.Find("a")!.Value))));

    [GeneratedRegex("(src|href)=\"(?!#)|url\\(|@import")]
    private static partial Regex Outside();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [GeneratedRegex("(-?[0-9.]+) (-?[0-9.]+)")]
    private static partial Regex Spot();
}
