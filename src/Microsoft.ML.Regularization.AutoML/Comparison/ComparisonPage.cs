using System.Globalization;
using MLRegularization.Reports;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A comparison as a page of HTML.</summary>
internal static class ComparisonPage
{
    public static string Write(RegularizationComparison result, string? title) => ComparisonReport.Render(new ComparisonReportInput
    {
        Title = title ?? $"Learners of {result.Options.LabelColumnName} compared",
        Command = Call(result.Options),
        Label = result.Options.LabelColumnName,
        Comparison = result.Tuned,
        Verdict = result.Verdict,
        Further = result.SameStrength is null ? [] : [new FurtherComparison("The same strength", result.SameStrength, ComparisonWords.StrengthProcedure(result), [.. result.WithoutStrength.Select(l => l.ToString())])],
        Procedure = ComparisonWords.Procedure(result),
        DataFacts = [("Rows", result.Rows.ToString(CultureInfo.InvariantCulture)), ("Label", result.Options.LabelColumnName), ("Features", result.Options.FeatureColumnName), ("Task", Name(result.Task))],
        Warnings = [.. result.LeftOut.Select(l => $"{l.Name} is left out: {l.Reason}"), .. result.Tuned.Models.SelectMany(m => m.Remarks.Select(r => $"{m.Name}: {r.Sentence} in {r.Folds} of {m.Times.Count} folds."))],
    });

    private static string Name(ComparisonTask task) => task switch
    {
        ComparisonTask.BinaryClassification => "two classes",
        ComparisonTask.MulticlassClassification => "several classes",
        _ => "regression",
    };

    private static string Call(RegularizationComparisonOptions options)
    {
        string pipeline = options.Pipeline is null ? "" : ", Pipeline = pipeline", metric = options.Metric is null ? "" : $", Metric = \"{options.Metric}\"";
        string order = (options.SamplingKeyColumnName ?? options.TimeColumnName) is { } name ? $", {(options.TimeColumnName is null ? "SamplingKey" : "Time")}ColumnName = \"{name}\"" : "";
        string budget = options.Time is { } time ? $"{(options.Trials is int most ? $"Trials = {most}, " : "")}Time = TimeSpan.FromSeconds({time.TotalSeconds.ToString(CultureInfo.InvariantCulture)})" : $"Trials = {options.Trials ?? LearnerSearch.Usual}";
        return $"mlContext.CompareRegularization(data, new RegularizationComparisonOptions {{ LabelColumnName = \"{options.LabelColumnName}\", FeatureColumnName = \"{options.FeatureColumnName}\"{order}{pipeline}{metric}, {budget}, FoldCount = {options.FoldCount}, InnerFoldCount = {options.InnerFoldCount}, Repeats = {options.Repeats}, Seed = {options.Seed} }})";
    }
}
