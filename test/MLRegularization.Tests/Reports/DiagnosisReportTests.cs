using System.Net;
using System.Text.RegularExpressions;
using MLRegularization.Diagnosis;
using MLRegularization.Paths;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports;

/// <summary>What a report says and draws of a diagnosis.</summary>
[TestClass]
public sealed class DiagnosisReportTests
{
    private static readonly Lazy<ReportInput> elastic = new(() => ReportInputs.Fitted(ReportInputs.Table(120, 12), [0.4], count: 40)), lasso = new(() => ReportInputs.Fitted(ReportInputs.Table(120, 12), count: 40));

    [TestMethod]
    public void Render_ElasticNet_DrawsTheConditionNumberAlongThePath()
    {
        string html = HtmlReport.Render(elastic.Value);
        Assert.Contains("id=\"condition-wide-t\"", html);
        Assert.Contains("The ridge part of the penalty brings it to", html);
        Assert.Contains("href=\"#diagnosis\"", html);
        Assert.DoesNotContain("id=\"condition-wide-t\"", HtmlReport.Render(lasso.Value));
    }

    [TestMethod]
    public void Render_AnyPenalty_DrawsTheBeliefAndTrainingAgainstHeldOutError()
    {
        foreach (ReportInput input in new[] { elastic.Value, lasso.Value })
        {
            string html = HtmlReport.Render(input);
            foreach (string part in new[] { "id=\"prior-wide-t\"", "stands for the belief", "class=\"gap\"", ">training rows</text>", ">rows held out</text>", "At the chosen λ the mean squared error is", ">on training rows</th>" })
                Assert.Contains(part, html);
            Assert.AreEqual(input.Chosen.NonZeros, Regex.Count(html[html.IndexOf("id=\"prior-wide-t\"", StringComparison.Ordinal)..html.IndexOf("id=\"prior-narrow-t\"", StringComparison.Ordinal)], "class=\"tick\""));
        }
    }

    [TestMethod]
    public void Render_EndsThatFitBadly_AreNamedInThePicture()
    {
        ReportInput input = Planted([21, 17, 13, 12, 12.5, 14, 18]);
        string html = HtmlReport.Render(input);
        Assert.AreEqual(2, Regex.Count(html, ">underfitted</text>"));
        Assert.AreEqual(2, Regex.Count(html, ">overfitted</text>"));
        Assert.Contains("Underfitted from λ = 0.333 up. Overfitted from λ = 0.00412 down.", html);
        string flat = HtmlReport.Render(Planted([12.1, 12.1, 12.1, 12, 12, 12, 12.1]));
        Assert.DoesNotContain(">underfitted</text>", flat);
        Assert.DoesNotContain(">overfitted</text>", flat);
        Assert.Contains("Nothing overfits", flat);
    }

    [TestMethod]
    public void Render_Combinations_AreListed()
    {
        (double[][] columns, double[] target, string[] names) = ReportInputs.Table(60, 5);
        string html = HtmlReport.Render(ReportInputs.Fitted(([.. columns, [.. columns[0].Zip(columns[2], (a, b) => (2 * a) + b)]], target, [.. names, "<sum>"]), count: 20));
        Assert.IsTrue(WebUtility.HtmlDecode(html).Contains("<li>'<sum>' = 2·'feature1' + 'feature3', exactly.</li>", StringComparison.Ordinal));
        Assert.DoesNotContain("<sum>", html);
        Assert.Contains("condition number of the 6 standardised features is infinite", html);
    }

    [TestMethod]
    public void Render_NoDiagnosis_HasNoSection()
    {
        ReportInput input = lasso.Value;
        string html = HtmlReport.Render(input with { Model = input.Model.WithFacts(input.Model.Facts with { Diagnosis = null }) });
        Assert.DoesNotContain("id=\"diagnosis\"", html);
        Assert.DoesNotContain("href=\"#diagnosis\"", html);
    }

    [TestMethod]
    public void Render_NotWorkedOut_SaysWhy()
    {
        ReportInput input = lasso.Value;
        ModelDiagnosis none = new() { Collinearity = new Collinearity { NotWorkedOut = "The condition number was not worked out: it is too large a table." } };
        Assert.Contains("too large a table", HtmlReport.Render(input with { Model = input.Model.WithFacts(input.Model.Facts with { Diagnosis = none }) }));
    }

    private static ReportInput Planted(double[] heldOut)
    {
        double[] training = [20, 15, 11, 9, 7, 5, 3];
        RegularizationPath path = ReportInputs.Path(["a"], [.. Enumerable.Range(0, 7).Select(k => (Math.Pow(3, -k), (int[])[0], (double[])[k + 1.0]))]);
        CrossValidationCurve curve = new(path, heldOut, [.. heldOut.Select(_ => 1.0)], [heldOut], training);
        return ReportInputs.Of(path, 3, [1, 2, 3]) with { Validation = new CrossValidation([curve], [Folds.Random(20, 2)], []), Selection = "min" };
    }
}
