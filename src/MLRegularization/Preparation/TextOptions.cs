namespace MLRegularization.Preparation;

/// <summary>What a word counts for in a text.</summary>
public enum TextWeighting
{
    /// <summary>How often it occurs times its inverse document frequency, ln((1 + n) / (1 + df)) + 1; each text's vector is then divided by its Euclidean length.</summary>
    TfIdf,

    /// <summary>The same with 1 + ln(count) in place of the count.</summary>
    SublinearTfIdf,

    /// <summary>How often it occurs.</summary>
    Counts,
}

/// <summary>
/// How a column of free text becomes a bag of words. A word is a run of two or more letters, digits and underscores, in lower case;
/// everything else separates words.
/// </summary>
public sealed record TextOptions
{
    /// <summary>What a word counts for. Default TF-IDF.</summary>
    public TextWeighting Weighting { get; init; } = TextWeighting.TfIdf;

    /// <summary>Least number of training rows that a word must occur in. Default 2: a word of a single row says nothing about other rows.</summary>
    public int MinRows { get; init; } = 2;

    /// <summary>Most words kept, those that occur most often; null (default): all. They are chosen from all rows, without a look at the label.</summary>
    public int? MaxWords { get; init; }

    /// <summary>Words in a row that make a feature: 1 (default) single words only, 2 also pairs of neighbours, written with a space between.</summary>
    public int PhraseLength { get; init; } = 1;

    internal void Check()
    {
        if (!Enum.IsDefined(Weighting)) throw new ArgumentException($"The text weighting is {(int)Weighting}; give one of {string.Join(", ", Enum.GetNames<TextWeighting>())}.");
        if (MinRows < 1) throw new ArgumentException($"MinRows is {MinRows}; a word must occur in at least 1 row.");
        if (MaxWords < 1) throw new ArgumentException($"MaxWords is {MaxWords}; give at least 1, or null for all words.");
        if (PhraseLength is not (1 or 2)) throw new ArgumentException($"PhraseLength is {PhraseLength}; give 1 for words, or 2 for words and pairs of words.");
    }
}
