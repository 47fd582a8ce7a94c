namespace MLRegularization.Preparation;

/// <summary>How one column of a table becomes features.</summary>
public enum ColumnKind
{
    /// <summary>One feature: the number itself.</summary>
    Numeric,

    /// <summary>One feature per level, named <c>column=level</c>, 1 where the text equals the level and 0 elsewhere.</summary>
    OneHot,

    /// <summary>One feature per word, named <c>column:word</c>: what the word counts for in the text.</summary>
    Text,
}

/// <summary>One input column of a fitted table encoding, as learned on training rows.</summary>
/// <param name="Name">The column's name in the table.</param>
/// <param name="Kind">How it becomes features.</param>
/// <param name="Levels">The levels of a one-hot column in ordinal order; empty for other kinds.</param>
/// <param name="Imputed">What stands in for a missing number (the median); null when missing numbers are an error.</param>
/// <param name="ImputedLevel">What stands in for a missing text (the most frequent level; nothing in a bag of words); null when missing text is an error.</param>
/// <param name="MissingIndicator">Whether a further feature <c>column=(missing)</c> says where a value was imputed.</param>
public sealed record ColumnEncoding(string Name, ColumnKind Kind, IReadOnlyList<string> Levels, double? Imputed, string? ImputedLevel, bool MissingIndicator)
{
    /// <summary>The words of a text column; null for other kinds.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>The names of the features this column makes, in order.</summary>
    public IEnumerable<string> FeatureNames()
    {
        if (Kind == ColumnKind.Numeric) yield return Name;
        else if (Vocabulary is not null) foreach (string word in Vocabulary.Words) yield return $"{Name}:{word}";
        else foreach (string level in Levels) yield return $"{Name}={level}";
        if (MissingIndicator) yield return $"{Name}=(missing)";
    }
}

/// <summary>How a table's columns become the features of a model, in order. Pure data: kept in model files.</summary>
/// <param name="Columns">The input columns that the model needs.</param>
public sealed record TableEncoding(IReadOnlyList<ColumnEncoding> Columns)
{
    /// <summary>The names of all features, in order.</summary>
    public IReadOnlyList<string> FeatureNames() => [.. Columns.SelectMany(c => c.FeatureNames())];
}
