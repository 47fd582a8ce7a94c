namespace MLRegularization.Diagnosis;

/// <summary>Columns that rise and fall together: each correlates by more than <see cref="Threshold"/>, in size, with another of them.</summary>
/// <param name="Columns">Two or more names; the first two correlate the most. A model file keeps the first twenty.</param>
/// <param name="Correlation">The correlation of the first two; 1 or −1 where all of them say the same, but for a factor and a constant.</param>
public sealed record CorrelatedColumns(IReadOnlyList<string> Columns, double Correlation)
{
    /// <summary>The least correlation that is told of.</summary>
    public const double Threshold = 0.99;

    private const int MostNames = 5;

    /// <summary>Number of columns.</summary>
    public int Count { get; init; } = Columns.Count;

    /// <summary>The columns in plain words.</summary>
    public string Sentence => Math.Abs(Correlation) == 1
        ? $"{(Count == 2 ? Digits.Names(Columns, 2) : $"{Digits.Count(Count)} columns ({Digits.Names(Columns, MostNames, Count)})")} say the same: they correlate by exactly 1 in size."
        : Count == 2 ? $"{Digits.Name(Columns[0])} and {Digits.Name(Columns[1])} correlate by {Digits.Correlation(Correlation)}."
        : $"{Digits.Count(Count)} columns move together ({Digits.Names(Columns, MostNames, Count)}): each correlates by more than {Threshold} in size with another of them, {Digits.Name(Columns[0])} and {Digits.Name(Columns[1])} by {Digits.Correlation(Correlation)}.";
}
