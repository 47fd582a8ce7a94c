namespace MLRegularization.Reports;

/// <summary>Functions of one feature that were fitted to the same rows.</summary>
public sealed record FittedCurvesInput
{
    /// <summary>The heading of the picture.</summary>
    public required string Title { get; init; }

    /// <summary>What the horizontal axis shows.</summary>
    public required string Feature { get; init; }

    /// <summary>What is predicted: the vertical axis.</summary>
    public required string Label { get; init; }

    /// <summary>The rows that were learned from.</summary>
    public required IReadOnlyList<(double X, double Y)> Rows { get; init; }

    /// <summary>The feature's values at which the functions are given, ascending.</summary>
    public required IReadOnlyList<double> Grid { get; init; }

    /// <summary>The functions by name: a value for every point of <see cref="Grid"/>. At most 6.</summary>
    public required IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Curves { get; init; }
}
