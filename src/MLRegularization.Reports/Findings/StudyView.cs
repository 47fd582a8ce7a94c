using MLRegularization.Reports.Drawing;
using MLRegularization.Tuning;

namespace MLRegularization.Reports.Findings;

/// <summary>A search as its pages show it: metrics instead of errors, the trials that can be compared, what is varied.</summary>
internal sealed class StudyView
{
    /// <summary>Trials drawn as lines at most; the best, in pictures with one for each.</summary>
    public const int MostLines = 250;

    /// <summary>Trials drawn as dots in each of many pictures at most, the best.</summary>
    public const int MostDots = 1000;

    public StudyView(StudyReportInput input)
    {
        Input = input;
        Ranked = Study.Ranked;
        Best = Ranked.Count > 0 ? Ranked[0] : null;
        Default = Study.Default is Trial first && first != Best ? first : null;
        Compared = [.. Ranked.Where(t => double.IsFinite(Study.FirstError(t)))];
        Varied = [.. Study.Space.Dimensions.Where(d => Compared.Select(t => t.Point.Find(d.Name)).Distinct().Count() > 1)];
        Importance = KnobImportance.Of(Study);
        Curves = [.. Ranked.Where(t => t.State == TrialState.Complete && Study.Rungs.Count == 1 && t.Curve is { At.Count: > 1, Reference: > 0 })];
    }

    public StudyReportInput Input { get; }

    public Study Study => Input.Study;

    /// <summary>Trials with an error, the best first.</summary>
    public IReadOnlyList<Trial> Ranked { get; }

    /// <summary>The best trial; null: none has an error.</summary>
    public Trial? Best { get; }

    /// <summary>The trial of the defaults; null: it is the best, or there is none.</summary>
    public Trial? Default { get; }

    /// <summary>Trials that were judged at the first rung, the best first.</summary>
    public IReadOnlyList<Trial> Compared { get; }

    /// <summary>Complete trials that are whole paths, the best first.</summary>
    public IReadOnlyList<Trial> Curves { get; }

    /// <summary>Dimensions of which more than one value was tried.</summary>
    public IReadOnlyList<Dimension> Varied { get; }

    /// <summary>What matters.</summary>
    public KnobImportance Importance { get; }

    /// <summary>Whether trials were judged on their way, and the worse ones given up.</summary>
    public bool IsHalved => Study.Rungs.Count > 1;

    /// <summary>Whether more is better.</summary>
    public bool HigherIsBetter => Input.MetricOf(1) < Input.MetricOf(0);

    /// <summary>The metric, and which way is better.</summary>
    public string Title => $"{Input.Metric}, {(HigherIsBetter ? "more" : "less")} is better";

    /// <summary>The metric where all trials can be compared.</summary>
    public string FirstTitle => Input.Metric + After;

    /// <summary>Where all trials can be compared, to be said behind what is.</summary>
    public string After => IsHalved ? $" after {Study.Rungs[0]} {Study.RungUnit}" : "";

    /// <summary>Varied dimensions, the most important first where that can be told.</summary>
    public IReadOnlyList<Dimension> ByImportance => [.. Varied.OrderByDescending(d => Importance.Knobs.FirstOrDefault(k => k.Name == d.Name)?.Share ?? 0)];

    public double Metric(double error) => Input.MetricOf(error);

    public double Metric(Trial trial) => Metric(trial.Mean);

    /// <summary>A trial's metric where all can be compared.</summary>
    public double First(Trial trial) => Metric(Study.FirstError(trial));

    public int Count(TrialState state) => Study.Trials.Count(t => t.State == state);

    /// <summary>Which one it is, and its metric.</summary>
    public string Tip(Trial trial) => $"trial {trial.Number}{(trial.Number == 0 ? ", the defaults" : "")}: {NumberText.Short(Metric(trial), 4)} ± {NumberText.Short(trial.StandardError, 2)}{(trial.State == TrialState.Complete ? "" : $" after {trial.Reached} {Study.RungUnit}")}";
}
