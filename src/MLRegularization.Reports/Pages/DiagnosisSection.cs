using MLRegularization.Diagnosis;
using MLRegularization.Models;
using MLRegularization.Reports.Charts;
using MLRegularization.Reports.Drawing;
using MLRegularization.Reports.Findings;

namespace MLRegularization.Reports.Pages;

/// <summary>How well the features can be told apart, what the penalty does about it, and the belief that λ stands for.</summary>
internal static class DiagnosisSection
{
    /// <summary>Writes it; nothing where the model holds no diagnosis.</summary>
    public static void Write(PageWriter page, Report report)
    {
        TrainingFacts facts = report.Input.Model.Facts;
        if (facts.Diagnosis is not ModelDiagnosis diagnosis) return;
        page.Section("diagnosis", "Diagnosis").Raw("<h3>Can the features be told apart?</h3>\n");
        foreach (string sentence in diagnosis.CollinearitySentences(facts.Lambda, facts.Alpha)) page.Raw("<p>").Text(sentence).Raw("</p>\n");
        Collinearity collinearity = diagnosis.Collinearity;
        if (report.Path.Alpha < 1 && collinearity.Conditioning is not null && double.IsFinite(collinearity.RidgeFactor) && report.Path.Points.Count > 1)
        {
            page.Figure(ChartFormat.Both(format => ConditionChart.Draw(report, collinearity, format)),
                "The condition number of the features together with the ridge part of the penalty, λ(1\u00A0−\u00A0α), which adds to every direction in which they vary and so lifts those in which they hardly do. Near 1 all directions are known alike; the larger it is, the more an error in the data can be magnified in the coefficients.");
            double[] values = ConditionChart.Values(report, collinearity);
            page.Details("The condition number at every λ", ["λ", "condition number"], report.Path.Points.Select((p, i) => (IReadOnlyList<string>)[NumberText.Short(p.Lambda, 5), NumberText.Short(values[i], 4)]), marked: report.ChosenIndex);
        }
        IReadOnlyList<string> combinations = diagnosis.CombinationSentences();
        if (combinations.Count > 0)
        {
            page.Raw("<ul>\n");
            foreach (string sentence in combinations) page.Raw("<li>").Text(sentence).Raw("</li>\n");
            page.Raw("</ul>\n");
        }
        if (diagnosis.Prior is Prior prior)
        {
            page.Raw("<h3>The belief that λ stands for</h3>\n");
            foreach (string sentence in diagnosis.PriorSentences(facts.Lambda, facts.Label, facts.Task, facts.Measure)) page.Raw("<p>").Text(sentence).Raw("</p>\n");
            if (prior.Standardized && report.Effects.Standardized)
                page.Figure(ChartFormat.Both(format => PriorChart.Draw(report, prior, format)),
                    "The density of the belief, half of it shaded, and a tick for every fitted effect that is not 0. Effects far out are those the data insisted on.");
        }
        page.EndSection();
    }
}
