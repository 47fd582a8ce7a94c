using System.Globalization;
using MLRegularization.Networks;
using MLRegularization.Paths;
using MLRegularization.Reports;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>A search as a page of HTML.</summary>
/// <param name="Call">The call that makes it again.</param>
/// <param name="Label">The label's column.</param>
/// <param name="Facts">Facts of the data and the pipeline.</param>
/// <param name="MetricOf">The metric of an error.</param>
/// <param name="Found">What the best trial found, in words; empty: nothing that its model has too.</param>
internal sealed record TuningPage(string Call, string Label, IReadOnlyList<(string Name, string Value)> Facts, Func<double, double> MetricOf, string Found)
{
    public static TuningPage Of(TuningPlan plan, RegularizationTuningOptions options, Trial best)
    {
        string catalog = plan.Task switch { NetworkTask.Binary => "BinaryClassification", NetworkTask.Multiclass => "MulticlassClassification", _ => "Regression" };
        (string Name, object? Value)[] given =
        [
            ("Trials", options.Trials), ("Time", options.Time is TimeSpan time ? string.Create(CultureInfo.InvariantCulture, $"TimeSpan.FromSeconds({time.TotalSeconds})") : null), ("Seed", options.Seed == 1 ? null : options.Seed),
            ("FoldCount", options.FoldCount), ("Metric", options.Metric is null ? null : "metric"), ("Space", options.Space is null ? null : "space"), ("StudyFile", options.StudyFile is null ? null : $"\"{options.StudyFile}\""),
        ];
        string set = string.Join(", ", given.Where(g => g.Value is not null).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Name} = {g.Value}")));
        IReadOnlyList<Folds> folds = plan.Trials.Folds;
        return new TuningPage($"mlContext.{catalog}.TuneRegularization(pipeline, data{(set.Length > 0 ? $", new RegularizationTuningOptions {{ {set} }}" : "")})", plan.Columns.Label,
            [
                ("Rows", folds[0].FoldOf.Count.ToString(CultureInfo.InvariantCulture)), ("Label", plan.Columns.Label), ("Features", plan.Columns.Features),
                ("Trainer", plan.Trainer.GetType().Name), .. plan.Steps.Length > 0 ? [("Before it", plan.Steps)] : Array.Empty<(string, string)>(),
            ],
            plan.MetricOf, plan.Trainer is IElasticNetTrainer ? plan.Trials.Describe(best.Found) : "");
    }

    public string Write(RegularizationTuningResult result, string? title) => StudyReport.Render(new StudyReportInput
    {
        Title = title ?? $"{Label}: a search",
        Command = Call,
        Label = Label,
        Study = result.Study,
        Metric = result.MetricName,
        MetricOf = MetricOf,
        Findings = Found.Length > 0 ? [$"The model of all rows has {Found}."] : [],
        DataFacts = Facts,
        Warnings = [],
    });
}
