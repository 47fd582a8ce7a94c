using MLRegularization.Tuning;

namespace MLRegularization.Reports;

/// <summary>Everything a report of a search is made from.</summary>
public sealed record StudyReportInput
{
    /// <summary>The heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>The command that makes this page again, as typed.</summary>
    public required string Command { get; init; }

    /// <summary>Name of the label column: what is predicted.</summary>
    public required string Label { get; init; }

    /// <summary>The search.</summary>
    public required Study Study { get; init; }

    /// <summary>What trials are judged by, such as Squared error or AUC.</summary>
    public required string Metric { get; init; }

    /// <summary>The metric of an error, such as 1 − error for an AUC: rising or falling throughout, and as far apart as errors are. Default: the error itself.</summary>
    public Func<double, double> MetricOf { get; init; } = error => error;

    /// <summary>What is to be said of the model beyond <see cref="StudyVerdict.Of"/>, in full sentences; default: nothing.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Facts of the data, in the order to show them.</summary>
    public required IReadOnlyList<(string Name, string Value)> DataFacts { get; init; }

    /// <summary>Full sentences for what the reader should know before trusting the figures.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
