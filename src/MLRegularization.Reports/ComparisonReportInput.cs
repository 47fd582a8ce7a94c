using MLRegularization.Comparisons;

namespace MLRegularization.Reports;

/// <summary>Everything a report of compared models is made from.</summary>
public sealed record ComparisonReportInput
{
    /// <summary>The heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>The command that makes this page again, as typed.</summary>
    public required string Command { get; init; }

    /// <summary>Name of the label column: what is predicted.</summary>
    public required string Label { get; init; }

    /// <summary>The comparison.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>What it says, in full sentences, at the head of the page; null (default): <see cref="Verdict.Of"/>.</summary>
    public IReadOnlyList<string>? Verdict { get; init; }

    /// <summary>Other comparisons on the same folds, each in a section of its own; default: none.</summary>
    public IReadOnlyList<FurtherComparison> Further { get; init; } = [];

    /// <summary>How it was made, in a sentence.</summary>
    public required string Procedure { get; init; }

    /// <summary>Facts of the data, in the order to show them.</summary>
    public required IReadOnlyList<(string Name, string Value)> DataFacts { get; init; }

    /// <summary>Full sentences for what the reader should know before trusting the figures.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
