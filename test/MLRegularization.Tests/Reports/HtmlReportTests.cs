using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLRegularization.Paths;
using MLRegularization.Reports;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Reports;

[TestClass]
public sealed partial class HtmlReportTests
{
    private static readonly Lazy<ReportInput> typical = new(() => ReportInputs.Fitted(ReportInputs.Table(120, 12)));

    [TestMethod]
    public void Render_Typical_HasEveryPartInOrder()
    {
        string html = Checked(typical.Value);
        int at = 0;
        foreach (string part in new[] { "<h1>", "class=\"lead\"", "class=\"key\"", "id=\"path\"", "id=\"choice\"", "id=\"coefficients\"", "id=\"predictions\"", "id=\"diagnosis\"", "id=\"data\"", "id=\"certificate\"", "id=\"command\"" })
        {
            int next = html.IndexOf(part, at, StringComparison.Ordinal);
            Assert.IsGreaterThan(at, next, part);
            at = next;
        }
        Assert.IsFalse(html.Contains("class=\"warnings\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Render_Twice_GivesTheSameBytes() => Assert.AreEqual(HtmlReport.Render(typical.Value), HtmlReport.Render(typical.Value));

    [TestMethod]
    public void Render_Any_AsksForNothingFromTheNetwork()
    {
        string html = HtmlReport.Render(typical.Value);
        Assert.IsFalse(Outside().IsMatch(html), Outside().Match(html).Value);
        Assert.Contains("default-src 'none'", html);
    }

    [TestMethod]
    public void Render_HostileText_IsEscapedEverywhere()
    {
        const string hostile = "<script>alert(\"1\")</script> & 'x'";
        (double[][] columns, double[] target, string[] names) = ReportInputs.Table(60, 5);
        ReportInput input = ReportInputs.Fitted((columns, target, [.. names.Select(n => hostile + n)]), label: hostile) with
        {
            Title = hostile, Command = hostile, Selection = hostile, DataFacts = [(hostile, hostile)], Metrics = [(hostile, hostile)], Warnings = [hostile],
        };
        string html = Checked(input);
        Assert.IsFalse(html.Contains("<script", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(html.Contains("\"1\"", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Render_LongNames_AreCutAndKeptWholeInATooltip()
    {
        (double[][] columns, double[] target, string[] names) = ReportInputs.Table(60, 5);
        string html = Checked(ReportInputs.Fitted((columns, target, [.. names.Select(n => n + new string('x', 200))])));
        Assert.Contains("…", html);
        Assert.Contains("<title>feature1" + new string('x', 200), html);
    }

    [TestMethod]
    public void Render_SeveralAlphas_HasAPanelForEach()
    {
        string html = Checked(ReportInputs.Fitted(ReportInputs.Table(60, 5), [0.2, 0.5, 1], count: 20));
        Assert.AreEqual(3, Regex.Count(html, "id=\"alpha-\\d-t\""));
    }

    [TestMethod]
    public void Render_NothingInTheModel_SaysSo()
    {
        ReportInput input = ReportInputs.Of(ReportInputs.Path(["a", "b"], (1, [], [])), 0, [1, 2, 3]);
        string html = Checked(input);
        Assert.Contains("<strong>none</strong> of the 2 features", html);
        Assert.Contains("No feature is in the model", html);
    }

    [TestMethod]
    public void Render_OneFeatureOneStrength_Works()
    {
        string html = Checked(ReportInputs.Of(ReportInputs.Path(["only"], (0.5, [0], [2.5])), 0, [1, 2, 3]));
        Assert.Contains("uses the one feature", html);
    }

    [TestMethod]
    public void Render_UnpenalisedEnd_HasAPlaceForZero() =>
        Assert.Contains(">0</text>", Checked(ReportInputs.Of(ReportInputs.Path(["a"], (1, [], []), (0.1, [0], [1]), (0, [0], [1.1])), 2, [1, 2, 3])));

    [TestMethod]
    [DataRow(1e300)]
    [DataRow(1e-300)]
    [DataRow(5e-324)]
    [DataRow(1.7e308)]
    public void Render_HugeAndTinyNumbers_StayInThePicture(double size)
    {
        RegularizationPath path = ReportInputs.Path(["a", "b"], (Math.Min(size, 1e300), [], []), (size / 2, [0], [size]), (size / 4, [0, 1], [size, -size]));
        string html = Checked(ReportInputs.Of(path, 2, [size, -size, size / 2]) with { OutOfFold = [size / 2, -size, size] });
        Assert.IsFalse(html.Contains("NaN", StringComparison.Ordinal));
        Assert.IsFalse(html.Contains("100000", StringComparison.Ordinal), "a coordinate was clamped");
    }

    [TestMethod]
    public void Render_LongLabelAndHugeNumbers_KeepsThePowerOfTenInTheAxisTitle()
    {
        RegularizationPath path = ReportInputs.Path(["a"], (1e90, [], []), (1e89, [0], [4e90]));
        Assert.Contains("…, ×10⁹⁰</text>", Checked(ReportInputs.Of(path, 1, [1e90, 2e90], new string('g', 200))).Replace("<title>", "</text><title>", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Render_NoCrossValidation_SaysThatErrorIsUnknown() =>
        Assert.Contains("No cross-validation was made", Checked(ReportInputs.Of(typical.Value.Path, 30, typical.Value.Target)));

    [TestMethod]
    public void Render_ConstantPredictions_Works()
    {
        ReportInput input = ReportInputs.Of(ReportInputs.Path(["a"], (1, [], [])), 0, [1, 2, 3, 4]) with { OutOfFold = [2.5, 2.5, 2.5, 2.5] };
        Checked(input);
        Assert.Contains("does not vary", Checked(input with { Target = [7, 7, 7, 7], OutOfFold = [7, 7, 7, 7] }));
    }

    [TestMethod]
    public void Render_WorseThanTheMean_SaysSo() =>
        Assert.Contains("no better than always predicting the mean", Checked(ReportInputs.Of(ReportInputs.Path(["a"], (1, [], [])), 0, [1, 2, 3, 4]) with { OutOfFold = [4, 3, 2, 1] }));

    [TestMethod]
    public void Render_Unconverged_SaysSoInPlainWords()
    {
        PathPoint point = new(1, [0], [0], [1], 0.4, 0.6, new Certificate(0.4, 0.02, 0.1, 100, StopReason.IterationLimit));
        RegularizationPath path = new(1, 1, [point], ["a"], 3, 1, PathEnd.AllFitted, SolverKind.Residual, ["λ = 1 did not converge; raise MaxIterations."]);
        string html = Checked(ReportInputs.Of(path, 0, [1, 2, 3]));
        Assert.Contains("stopped at its iteration limit", html);
        Assert.Contains("class=\"warnings\"", html);
        Assert.Contains("raise MaxIterations", html);
    }

    [TestMethod]
    public void Render_TenThousandFeatures_StaysSmall()
    {
        const int p = 10_000;
        string[] names = [.. Enumerable.Range(0, p).Select(j => $"a rather long feature name {j}")];
        int[] all = [.. Enumerable.Range(0, p)];
        (double, int[], double[])[] points = [.. Enumerable.Range(0, 100).Select(k => (Math.Pow(0.9, k), all, all.Select(j => Math.Sin(1 + j * 0.7) * k / (1 + j % 97)).Select(v => v == 0 ? 1e-9 : v).ToArray()))];
        string html = Checked(ReportInputs.Of(ReportInputs.Path(names, points), 60, [1, 2, 3]));
        Assert.IsLessThan(2_000_000, Encoding.UTF8.GetByteCount(html));
        Assert.Contains("within the grey band", html);
    }

    /// <summary>Renders, and reads every picture as XML: a stray quote or bracket would not parse.</summary>
    private static string Checked(ReportInput input)
    {
        string html = HtmlReport.Render(input);
        HashSet<string> ids = [];
        foreach (Match picture in Pictures().Matches(html))
        {
            XElement svg = XElement.Parse(picture.Value);
            Assert.AreEqual("img", (string?)svg.Attribute("role"));
            foreach (string id in ((string?)svg.Attribute("aria-labelledby"))!.Split(' '))
            {
                XElement named = svg.Elements().Single(e => (string?)e.Attribute("id") == id);
                Assert.IsFalse(string.IsNullOrWhiteSpace(named.Value));
                Assert.IsTrue(ids.Add(id), $"{id} is there twice");
            }
        }
        return html;
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Pictures();

    [GeneratedRegex("https?://|src=|@import|url\\(|<script|<link", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();
}
