using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>The model of several classes: a shaded table of effects, feature by class, and every digit.</summary>
internal static class ClassCoefficientSection
{
    /// <summary>Features shown in the shaded table at most.</summary>
    private const int MostFeatures = 30;
    private const int MostRows = 2000;

    /// <summary>Writes pictures and tables; what was left out is the caller's.</summary>
    public static void Write(PageWriter page, Report report)
    {
        int p = report.Names.Count, classes = report.Outputs;
        IReadOnlyList<double> coefficients = report.Input.Model.Coefficients;
        double Effect(int k, int j) => report.Effects.Of(j, coefficients[(k * p) + j]);
        (int Column, double Norm)[] ranked = [.. Enumerable.Range(0, p).Where(j => Enumerable.Range(0, classes).Any(k => coefficients[(k * p) + j] != 0))
            .Select(j => (Column: j, Norm: PathView.Norm(Enumerable.Range(0, classes).Select(k => Effect(k, j))))).OrderByDescending(f => f.Norm).ThenBy(f => f.Column)];
        if (ranked.Length == 0) page.Raw("<p>No feature is in the model: every row is given the same probabilities, which the intercepts make.</p>\n");
        else Shaded(page, report, [.. ranked.Take(MostFeatures).Select(f => f.Column)], ranked.Length, Effect);
        Digits(page, report, [.. ranked.Select(f => f.Column)]);
    }

    private static void Shaded(PageWriter page, Report report, int[] features, int all, Func<int, int, double> effect)
    {
        IReadOnlyList<string> names = report.Input.Model.Facts.Classes;
        int letters = names.Count > 5 ? 10 : 16;
        double most = features.Max(j => Enumerable.Range(0, names.Count).Max(k => Math.Abs(effect(k, j))));
        int power = NumberText.Exponent(most > 0 ? most : 1);
        string Cell(double value) => power is < -4 or > 6 ? NumberText.Short(value) : NumberText.Fixed(value, Math.Max(0, 2 - power));
        page.Raw("<div class=\"scroll whole\" tabindex=\"0\" role=\"region\" aria-label=\"Effects by feature and class\">\n<table class=\"matrix\">\n<thead><tr><th scope=\"col\">feature</th>");
        foreach (string name in names) page.Raw($"<th scope=\"col\">{PageWriter.ShortName(name, letters)}</th>");
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (int j in features)
        {
            page.Raw($"<tr><th scope=\"row\">{PageWriter.ShortName(report.Names[j], 24)}</th>");
            for (int k = 0; k < names.Count; k++)
            {
                double value = effect(k, j);
                page.Raw(value == 0 ? "<td class=\"none\">·</td>" : $"<td class=\"{Tint.Of(Math.Abs(value), most, value > 0)}\">{Cell(value)}</td>");
            }
            page.Raw("</tr>\n");
        }
        page.Raw("</tbody>\n</table>\n</div>\n<p class=\"note\">");
        if (all > features.Length) page.Raw($"The {features.Length} features with the largest effects; {NumberText.Count(all - features.Length)} more are in the table below. ");
        page.Raw(report.Effects.Standardized ? "How much a class’s score changes when a feature rises by one standard deviation and the others stay as they are: " : "Coefficients, the change of a class’s score per unit of the feature: ");
        page.Raw("blue speaks for the class, orange against it, a point is exactly 0. The difference of two classes’ scores is the log-odds of the two. Coefficients are shrunk towards zero by the penalty, and a feature may stand in for others it is correlated with: neither size nor absence is proof of a cause.</p>\n");
    }

    private static void Digits(PageWriter page, Report report, int[] ranked)
    {
        IReadOnlyList<string> names = report.Input.Model.Facts.Classes;
        int p = report.Names.Count;
        (int Class, int Column)[] all = [.. ranked.SelectMany(j => Enumerable.Range(0, names.Count).Select(k => (Class: k, Column: j))).Where(c => report.Input.Model.Coefficients[(c.Class * p) + c.Column] != 0)];
        List<string> heads = ["feature", "class", "coefficient"];
        if (report.Effects.Standardized) heads.Add("effect of 1 sd");
        IEnumerable<IReadOnlyList<string>> rows = names.Select((_, k) => Row("(intercept)", k, report.Input.Model.Intercepts[k], double.NaN))
            .Concat(all.Take(MostRows).Select(c => (c, Value: report.Input.Model.Coefficients[(c.Class * p) + c.Column]))
                .Select(r => Row(PageWriter.ShortName(report.Names[r.c.Column], 80), r.c.Class, r.Value, report.Effects.Of(r.c.Column, r.Value))));
        page.Details(all.Length > MostRows ? $"{NumberText.Count(MostRows)} coefficients of the features with the largest effects, all digits; the model file has every one" : "Every coefficient, all digits", heads, rows, "exact");

        IReadOnlyList<string> Row(string name, int k, double coefficient, double effect)
        {
            string ofClass = PageWriter.ShortName(names[k], 24), digits = NumberText.Exact(coefficient);
            return report.Effects.Standardized ? [name, ofClass, digits, double.IsNaN(effect) ? "" : NumberText.Short(effect, 5)] : [name, ofClass, digits];
        }
    }
}
