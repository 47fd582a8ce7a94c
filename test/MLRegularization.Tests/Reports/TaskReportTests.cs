using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports;

/// <summary>Reports of classes and counts.</summary>
[TestClass]
public sealed class TaskReportTests
{
    private static readonly Lazy<string> classes = new(() => HtmlReport.Render(TaskReports.Classes("no", "yes"))), counts = new(() => HtmlReport.Render(TaskReports.Counts()));

    [TestMethod]
    public void Render_Classes_ShowsRocCalibrationAndConfusion()
    {
        foreach (string part in new[] { "The logistic lasso", "id=\"roc-t\"", "id=\"calibration-t\"", "class=\"confusion\"", "AUC", "on the log-odds of yes", "Deviance on held-out rows", "accuracy on held-out rows", "rows whose class was expected least" })
            Assert.Contains(part, classes.Value);
        Assert.DoesNotContain("id=\"scatter-t\"", classes.Value);
    }

    [TestMethod]
    public void Render_Counts_ShowsPredictionsAgainstTruth()
    {
        foreach (string part in new[] { "The Poisson lasso", "id=\"scatter-t\"", "id=\"residuals-t\"", "of the deviance", "the logarithm of the expected count", "half the null model’s deviance", "quadratic models of the loss" })
            Assert.Contains(part, counts.Value);
        Assert.DoesNotContain("id=\"roc-t\"", counts.Value);
    }

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void Render_OtherTask_HasNoWordsOfSquaredError(bool count)
    {
        string html = count ? counts.Value : classes.Value;
        foreach (string word in new[] { "squared error", "R²", "variance", "in units of response", "(response)²", "standard deviations of the response" }) Assert.DoesNotContain(word, html);
    }

    [TestMethod]
    public void Render_Classes_EveryPictureIsXmlWithItsName()
    {
        foreach (string html in new[] { classes.Value, counts.Value, HtmlReport.Render(TaskReports.Classes("<no> & \"never\"", "'yes' </svg>")) })
            foreach (Match picture in Regex.Matches(html, "<svg.*?</svg>", RegexOptions.Singleline))
                Assert.IsFalse(string.IsNullOrWhiteSpace(XElement.Parse(picture.Value).Elements().First().Value));
    }

    [TestMethod]
    public void Render_ClassesWithoutCrossValidation_SaysSo()
    {
        ReportInput input = TaskReports.Classes("no", "yes") with { Validation = null, OutOfFold = null };
        string html = HtmlReport.Render(input with { Model = input.Model.WithFacts(input.Model.Facts with { CrossValidatedLoss = double.NaN, CrossValidatedError = double.NaN }) });
        Assert.Contains("No cross-validation was made", html);
        Assert.DoesNotContain("id=\"roc-t\"", html);
    }

    [TestMethod]
    public void Render_ClassesAllOfOneKindHeldOut_Works()
    {
        ReportInput input = TaskReports.Classes("no", "yes");
        string html = HtmlReport.Render(input with { OutOfFold = [.. input.OutOfFold!.Select((p, i) => input.Target[i] == 1 ? p : double.NaN)] });
        Assert.DoesNotContain("NaN", html);
        Assert.Contains("names the right class", html);
    }
}
