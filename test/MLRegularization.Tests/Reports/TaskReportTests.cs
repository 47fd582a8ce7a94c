using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports;

/// <summary>Reports of classes and counts.</summary>
[TestClass]
public sealed class TaskReportTests
{
    private static readonly Lazy<string> classes = new(() => HtmlReport.Render(TaskReports.Classes("no", "yes"))), counts = new(() => HtmlReport.Render(TaskReports.Counts())), several = new(() => HtmlReport.Render(TaskReports.Several("low", "middle", "high"))), many = new(() => HtmlReport.Render(TaskReports.ManyClasses()));

    [TestMethod]
    public void Render_Classes_ShowsRocCalibrationAndConfusion()
    {
        foreach (string part in new[] { "The logistic lasso", "id=\"roc-t\"", "id=\"calibration-t\"", "class=\"confusion\"", "AUC", "on the log-odds of yes", "Deviance on held-out rows", "accuracy on held-out rows", "rows whose class was expected least" })
            Assert.Contains(part, classes.Value);
        Assert.DoesNotContain("id=\"scatter-t\"", classes.Value);
    }

    [TestMethod]
    public void Render_ClassesThatAreNumbers_AreNamedWithTheLabel()
    {
        string html = HtmlReport.Render(TaskReports.Classes("0", "1")), label = TaskReports.Classes("0", "1").Label;
        Assert.Contains($"on the log-odds of {label} = 1", html);
        Assert.Contains($"it puts rows with <bdi>{label}</bdi> = <bdi>1</bdi> above rows with <bdi>{label}</bdi> = <bdi>0</bdi> in", html);
        Assert.Contains("it puts <bdi>yes</bdi> rows above <bdi>no</bdi> rows in", classes.Value);
    }

    [TestMethod]
    public void Render_Counts_ShowsPredictionsAgainstTruth()
    {
        foreach (string part in new[] { "The Poisson lasso", "id=\"scatter-t\"", "id=\"residuals-t\"", "of the deviance", "the logarithm of the expected count", "half the null model’s deviance", "quadratic models of the loss" })
            Assert.Contains(part, counts.Value);
        Assert.DoesNotContain("id=\"roc-t\"", counts.Value);
    }

    [TestMethod]
    public void Render_FewClasses_ShowsAPathForEachAndHowTheyAreConfused()
    {
        foreach (string part in new[] { "The multinomial lasso", "names the right one of 3 classes", "id=\"path-class0-wide-panel-t\"", "id=\"path-class2-narrow-t\"", "Effect of 1 sd on the score of middle", "aria-label=\"Confusion table\"", "aria-label=\"Recall and precision by class\"", "aria-label=\"Effects by feature and class\"", "id=\"calibration-t\"", "probability of the predicted class", "every class counting alike", "rows whose class was expected least" })
            Assert.Contains(part, several.Value);
        foreach (string part in new[] { "id=\"scatter-t\"", "id=\"roc-t\"", "id=\"path-wide-t\"" }) Assert.DoesNotContain(part, several.Value);
    }

    [TestMethod]
    public void Render_ManyClasses_ShowsOnePathOfNorms()
    {
        foreach (string part in new[] { "id=\"path-wide-t\"", "norm over the classes", "features in the model", "&lt;b&gt;bold&lt;/b&gt;", "names the right one of 9 classes" }) Assert.Contains(part, many.Value);
        Assert.DoesNotContain("id=\"path-class0", many.Value);
        Assert.DoesNotContain("<b>bold", many.Value);
    }

    [TestMethod]
    public void Render_SeveralClasses_TheConfusionTableHoldsEveryRow()
    {
        string table = Regex.Match(several.Value, "aria-label=\"Confusion table\">(.*?)</table>", RegexOptions.Singleline).Groups[1].Value;
        Assert.AreEqual(150, Regex.Matches(table, "<td class=\"[bo]\\d\"[^>]*>(\\d+)<").Sum(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.HasCount(3, Regex.Matches(table, "<td class=\"b"));
    }

    [TestMethod]
    public void Render_SeveralClassesWithoutCrossValidation_SaysSo()
    {
        ReportInput input = TaskReports.Several("a", "b", "c") with { Validation = null, OutOfFold = null };
        string html = HtmlReport.Render(input with { Model = input.Model.WithFacts(input.Model.Facts with { CrossValidatedLoss = double.NaN, CrossValidatedError = double.NaN }) });
        Assert.Contains("No cross-validation was made", html);
        Assert.DoesNotContain("Confusion table", html);
    }

    [TestMethod]
    public void Render_SeveralClassesNothingInTheModel_SaysSo()
    {
        ReportInput input = TaskReports.Several("a", "b", "c");
        MLRegularization.Models.LinearModel model = new(input.Model.FeatureNames, new double[input.Model.Coefficients.Count], [0.5, 0, -0.5], input.Model.Facts);
        string html = HtmlReport.Render(input with { Chosen = input.Path.Points[0], Model = model, OutOfFold = [.. input.OutOfFold!.Select((_, i) => i / 150 == 1 ? double.NaN : i % 150 == 0 ? double.NaN : 0.3)] });
        Assert.Contains("No feature is in the model: every row is given the same probabilities", html);
        Assert.Contains("keeps <strong>none</strong>", html);
    }

    [TestMethod]
    [DataRow(0), DataRow(1), DataRow(2), DataRow(3)]
    public void Render_OtherTask_HasNoWordsOfSquaredError(int task)
    {
        string html = new[] { classes, counts, several, many }[task].Value;
        foreach (string word in new[] { "squared error", "R²", "variance", "in units of response", "(response)²", "standard deviations of the response" }) Assert.DoesNotContain(word, html);
    }

    [TestMethod]
    public void Render_Classes_EveryPictureIsXmlWithItsName()
    {
        foreach (string html in new[] { classes.Value, counts.Value, several.Value, many.Value, HtmlReport.Render(TaskReports.Classes("<no> & \"never\"", "'yes' </svg>")) })
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
