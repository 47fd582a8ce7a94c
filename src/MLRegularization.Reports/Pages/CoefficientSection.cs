using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The model itself: bars, what was left out, and every digit.</summary>
internal static class CoefficientSection
{
    private const int MostLeftOut = 40;
    private const int MostRows = 2000;

    /// <summary>Writes it.</summary>
    public static void Write(PageWriter page, Report report)
    {
        IReadOnlyList<double> coefficients = report.Input.Model.Coefficients;
        if (report.Outputs > 1)
        {
            page.Section("coefficients", "The model");
            ClassCoefficientSection.Write(page, report);
            LeftOut(page, report);
            page.EndSection();
            return;
        }
        (int Column, double Effect)[] ranked = [.. Enumerable.Range(0, coefficients.Count).Where(j => coefficients[j] != 0)
            .Select(j => (Column: j, Effect: report.Effects.Of(j, coefficients[j]))).OrderByDescending(c => Math.Abs(c.Effect)).ThenBy(c => c.Column)];
        page.Section("coefficients", "The model");
        if (ranked.Length == 0) page.Raw("<p>No feature is in the model: ").Text(report.Words.Predicted).Raw($" {(report.Words.IsBinary ? "are" : "is")} the intercept, ").Text(NumberText.Short(report.Input.Model.Intercept, 5)).Raw(", for every row.</p>\n");
        else page.Figure(ChartFormat.Both(format => CoefficientBars.Draw(report, ranked, format)), Caption(report, ranked.Length));
        LeftOut(page, report);
        Table(page, report, ranked);
        page.EndSection();
    }

    private static string Caption(Report report, int features)
    {
        string change = Markup.Escape(report.Words.Change);
        string caption = report.Effects.Standardized
            ? $"{char.ToUpperInvariant(change[0])}{change[1..]} when a feature rises by one standard deviation and the others stay as they are."
            : "Coefficients per unit of each feature; bars compare only between features of like units.";
        caption += " Coefficients are shrunk towards zero by the penalty, and a feature may stand in for others it is correlated with: neither size nor absence is proof of a cause.";
        return features > CoefficientBars.Most ? $"The {CoefficientBars.Most} largest; {NumberText.Count(features - CoefficientBars.Most)} more are in the table. {caption}" : caption;
    }

    private static void LeftOut(PageWriter page, Report report)
    {
        HashSet<int> kept = [.. Enumerable.Range(0, report.Input.Model.Coefficients.Count).Where(c => report.Input.Model.Coefficients[c] != 0).Select(c => c % report.Names.Count)];
        int[] zero = [.. Enumerable.Range(0, report.Names.Count).Where(j => !kept.Contains(j))];
        if (zero.Length == 0) return;
        if (zero.Length > MostLeftOut) page.Raw($"<p>{NumberText.Count(zero.Length)} features are left out: their coefficients are exactly 0.</p>\n");
        else page.Raw($"<p>Left out, coefficient exactly 0: {string.Join(", ", zero.Select(j => PageWriter.ShortName(report.Names[j], 40)))}.</p>\n");
    }

    private static void Table(PageWriter page, Report report, (int Column, double Effect)[] ranked)
    {
        List<string> heads = ["feature", "coefficient"];
        if (report.Effects.Standardized) heads.Add("effect of 1 sd");
        List<IReadOnlyList<string>> rows = [Row("(intercept)", report.Input.Model.Intercept, double.NaN)];
        rows.AddRange(ranked.Take(MostRows).Select(c => Row(PageWriter.ShortName(report.Names[c.Column], 80), report.Input.Model.Coefficients[c.Column], c.Effect)));
        page.Details(ranked.Length > MostRows ? $"The {NumberText.Count(MostRows)} largest coefficients, all digits; the model file has every one" : "Every coefficient, all digits", heads, rows, "exact");

        IReadOnlyList<string> Row(string name, double coefficient, double effect) => report.Effects.Standardized
            ? [name, NumberText.Exact(coefficient), double.IsNaN(effect) ? "" : NumberText.Short(effect, 5)]
            : [name, NumberText.Exact(coefficient)];
    }
}
