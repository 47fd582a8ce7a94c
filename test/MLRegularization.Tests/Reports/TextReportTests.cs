using System.Text.RegularExpressions;
using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Reports;

namespace MLRegularization.Tests.Reports;

/// <summary>The words of a model in its report.</summary>
[TestClass]
public sealed partial class TextReportTests
{
    [TestMethod]
    public void Report_FreeText_WordsForAndAgainst()
    {
        ReportInput input = TextReports.Words();
        string html = HtmlReport.Render(input);
        Assert.Contains("<h2 id=\"words-h\">Words kept</h2>", html);
        Assert.Contains("href=\"#words\"", html);
        string up = Picture(html, "words-1-up"), down = Picture(html, "words-1-down");
        Assert.Contains("Words for response = kind", up);
        Assert.Contains("Words for response = unkind", down);
        Assert.Contains("warm", up);
        Assert.Contains("cold", down);
        Assert.DoesNotContain("class=\"f2\"", up);
        Assert.DoesNotContain("class=\"f1\"", down);
        int kept = input.Model.Coefficients.Take(input.Model.Coefficients.Count - 1).Count(c => c != 0);
        Assert.Contains($"<strong>{kept}</strong> are in the model", html);
        Assert.DoesNotContain("<script>", html);
    }

    [TestMethod]
    public void Report_FreeTextOfARegression_WordsThatRaiseAndLower()
    {
        string html = HtmlReport.Render(TextReports.Words(LossKind.Squared));
        Assert.Contains("Words that raise the prediction", html);
        Assert.Contains("Words that lower the prediction", html);
    }

    [TestMethod]
    public void Report_NoWordKept_SaysSo()
    {
        string html = HtmlReport.Render(TextReports.Words(lambda: 10));
        Assert.Contains("none is in the model", html);
        Assert.DoesNotContain("words-1-up", html);
    }

    [TestMethod]
    public void Report_WithoutFreeText_NoSuchSection()
    {
        string html = HtmlReport.Render(TaskReports.Classes("no", "yes"));
        Assert.DoesNotContain("Words kept", html);
        Assert.DoesNotContain("#words", html);
    }

    [TestMethod]
    public void Deviations_OfSparse_SameAsOfDense()
    {
        double[] weights = [1, 0.5, 2, 0, 1];
        SparseColumns sparse = new(5, [0, 2, 2, 7], [1, 3, 0, 1, 2, 3, 4], [2, 1e300, 1, 2, 3, 4, 5]);
        double[][] columns = [[0, 2, 0, 1e300, 0], new double[5], [1, 2, 3, 4, 5]];
        foreach (double[]? w in new[] { weights, null })
        {
            double[] one = FeatureDeviations.Of(new TrainingSet(sparse, new double[5], w)), two = FeatureDeviations.Of(new TrainingSet(DenseColumns.FromColumns(columns), new double[5], w));
            for (int j = 0; j < 3; j++) Assert.AreEqual(two[j], one[j], 1e-14 * two[j]);
        }
    }

    private static string Picture(string html, string id)
    {
        Match picture = Svg().Matches(html).Single(m => m.Value.Contains($"id=\"{id}-t\"", StringComparison.Ordinal));
        return picture.Value;
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [TestMethod]
    public void Render_WordsOfSeveralClasses_APictureForEachClassThatWordsSpeakFor()
    {
        ReportInput input = TextReports.Words(LossKind.Multinomial);
        string html = HtmlReport.Render(input);
        int p = input.Model.FeatureNames.Count, numbers = 1;
        int[] words = [.. Enumerable.Range(0, input.Model.Coefficients.Count).Where(c => c % p < p - numbers && input.Model.Coefficients[c] != 0)];
        Assert.IsNotEmpty(words);
        for (int k = 0; k < 3; k++)
            Assert.AreEqual(words.Any(c => c / p == k && input.Model.Coefficients[c] > 0), html.Contains($"id=\"words-1-class{k}-t\"", StringComparison.Ordinal), $"class {k}");
        Assert.Contains($"<strong>{words.Select(c => c % p).Distinct().Count()}</strong>", html);
        Assert.Contains("Words for response = &lt;both&gt; &amp; neither", html);
        Assert.DoesNotContain("<both>", html);
    }
}
