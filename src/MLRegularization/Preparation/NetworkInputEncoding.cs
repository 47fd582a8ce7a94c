namespace MLRegularization.Preparation;

/// <summary>How one column of a table becomes inputs of a network.</summary>
public enum NetworkInputKind
{
    /// <summary>The number itself.</summary>
    Number,

    /// <summary>A text of two levels as one number: −1 for the first, 1 for the second, 0 for missing and unseen ones.</summary>
    TwoLevels,

    /// <summary>A text of few levels as one number per level, 1 where the text equals it; all 0 for missing and unseen ones.</summary>
    OneHot,

    /// <summary>A text of many levels as one code, of which the network learns an embedding: 0 missing, 1 unseen, then the levels.</summary>
    Embedding,

    /// <summary>Free text as one number per word; a missing text is an empty one.</summary>
    Words,
}

/// <summary>One column as a network's inputs, as learned on training rows.</summary>
/// <param name="Name">The column's name in the table.</param>
/// <param name="Kind">How it becomes inputs.</param>
/// <param name="Levels">The levels of a text in ordinal order; empty for other kinds.</param>
public sealed record NetworkInput(string Name, NetworkInputKind Kind, IReadOnlyList<string> Levels)
{
    /// <summary>The code of a missing category.</summary>
    public const int MissingCode = 0;

    /// <summary>The code of a category that training rows do not have.</summary>
    public const int UnseenCode = 1;

    /// <summary>The code of the first level.</summary>
    public const int FirstLevelCode = 2;

    /// <summary>What stands in for a missing number, the median; null: missing numbers are an error.</summary>
    public double? Imputed { get; init; }

    /// <summary>Whether a further number <c>column=(missing)</c> is 1 where a number was missing: where training rows have missing ones.</summary>
    public bool MissingIndicator { get; init; }

    /// <summary>The words of free text.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>The share of the training rows, by weight, that have each code of an embedding; a code with share 0 has learned nothing. Empty for other kinds.</summary>
    public IReadOnlyList<double> CodeShares { get; init; } = [];

    /// <summary>The names of the numbers this column makes, in order.</summary>
    public IEnumerable<string> NumberNames() => Kind switch
    {
        NetworkInputKind.Number => MissingIndicator ? [Name, $"{Name}=(missing)"] : [Name],
        NetworkInputKind.TwoLevels => [$"{Name}={Levels[1]}"],
        NetworkInputKind.OneHot => Levels.Select(level => $"{Name}={level}"),
        NetworkInputKind.Words => Vocabulary!.Words.Select(word => $"{Name}:{word}"),
        _ => [],
    };
}

/// <summary>How a table's columns become a network's inputs: numbers, scaled, and codes of categories. Pure data: kept in model files.</summary>
/// <param name="Columns">The columns that the network needs.</param>
/// <param name="Scaling">How the numbers that they make are scaled.</param>
public sealed record NetworkInputEncoding(IReadOnlyList<NetworkInput> Columns, ColumnScaling Scaling)
{
    /// <summary>The names of all numbers, in order.</summary>
    public IReadOnlyList<string> NumberNames() => [.. Columns.SelectMany(c => c.NumberNames())];

    /// <summary>The columns with an embedding, in the order of their codes.</summary>
    public IReadOnlyList<NetworkInput> Embeddings() => [.. Columns.Where(c => c.Kind == NetworkInputKind.Embedding)];

    /// <summary>What is done with the columns, in plain words.</summary>
    public string Describe()
    {
        List<string> sentences = [];
        int numbers = NumberNames().Count, embeddings = Embeddings().Count;
        string made = $"{numbers} number{(numbers == 1 ? "" : "s")}{(embeddings == 0 ? "" : $" and {embeddings} embedded {(embeddings == 1 ? "category" : "categories")}")}";
        sentences.Add($"{Columns.Count} column{(Columns.Count == 1 ? "" : "s")} become {made}.");
        if (numbers > 0) sentences.Add(Scaling.Describe());
        if (Columns.Any(c => c.Kind == NetworkInputKind.TwoLevels)) sentences.Add("A text of two levels begins as −1 or 1.");
        if (Columns.Any(c => c.Kind == NetworkInputKind.OneHot)) sentences.Add("A text of a few levels begins as one number per level.");
        NetworkInput[] imputed = [.. Columns.Where(c => c.Imputed is not null)], marked = [.. Columns.Where(c => c.MissingIndicator)];
        if (imputed.Length > 0) sentences.Add("A missing number counts as its column's median.");
        if (marked.Length > 0) sentences.Add($"A further input says where {Names(marked)} {(marked.Length == 1 ? "is" : "are")} missing.");
        foreach (NetworkInput column in Embeddings()) sentences.Add($"'{column.Name}' has {column.Levels.Count} levels, each with an embedding; so have missing and unseen ones.");
        return string.Join(' ', sentences);
    }

    private static string Names(NetworkInput[] columns) => columns.Length > 5 ? $"{columns.Length} columns" : string.Join(", ", columns.Select(c => $"'{c.Name}'"));
}
