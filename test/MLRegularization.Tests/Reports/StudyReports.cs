using MLRegularization.Networks;
using MLRegularization.Reports;
using MLRegularization.Tests.Tuning;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Reports;

/// <summary>Inputs of reports of searches.</summary>
internal static class StudyReports
{
    /// <summary>A report of any search.</summary>
    public static StudyReportInput Of(Study study, string metric = "Squared error", Func<double, double>? metricOf = null, string words = "y") => new()
    {
        Title = $"{words}: a search",
        Command = $"mlreg sweep table.csv --label {words}",
        Label = words,
        Study = study,
        Metric = metric,
        MetricOf = metricOf ?? (error => error),
        Findings = [$"Fitted to all rows: {words}."],
        DataFacts = [("Rows", "442"), ("Label", words)],
        Warnings = [$"Only 442 rows of {words}."],
    };

    /// <summary>Linear models, whole paths.</summary>
    public static StudyReportInput Paths(int mixtures = 8, double size = 1) => Of(Studies.Paths(mixtures, size));

    /// <summary>The same, judged by an AUC.</summary>
    public static StudyReportInput Auc() => Of(Studies.Paths(8, asError: e => 0.15 * e), "AUC", error => 1 - error);

    /// <summary>The whole cocktail of networks, of which some fail.</summary>
    public static StudyReportInput Networks(int trials = 40, int failEvery = 9, double size = 1) =>
        Of(Studies.Networks(NetworkSpace.Cocktail(NetworkTask.Binary, architecture: true), trials, p => (4 * p.Find("dropout")!.Value) + (0.5 * p.Find("skip")!.Value) + (0.2 * Math.Abs(Math.Log10(p.Find("learningRate")!.Value) + 2)), failEvery, size), "Deviance");

    /// <summary>Knobs, choices and words with names that markup would read as its own, and long ones.</summary>
    public static StudyReportInput Hostile(string hostile)
    {
        SearchSpace space = new(hostile,
            [
                new RangeDimension("a", hostile, 1e-3, 1, logarithmic: true, noneShare: 0.3), new ChoiceDimension("b", "b " + hostile, "none", hostile, "other " + hostile), new SwitchDimension("c", "c " + hostile),
                new RangeDimension("d", "a knob whose name is far too long for any picture of it", 0, 1e9) { Under = "c" }, new ChoiceDimension("e", "width", 1, 2, 4, 8, 16, 32, 64, 128, 256),
            ],
            [new SearchPoint(("a", 0), ("b", 0), ("c", 0), ("e", 100))]);
        List<Trial> trials = [.. Studies.Of(space, 30, p => p.Find("a")!.Value + (0.1 * p.Find("b")!.Value)).Trials];
        trials.Add(Studies.Failed(space, 30, hostile));
        return Of(Studies.Of(space, [1], hostile, trials), hostile, words: hostile);
    }
}
