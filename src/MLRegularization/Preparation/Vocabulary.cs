namespace MLRegularization.Preparation;

/// <summary>The words of a text column that are features, as learned on training rows. Pure data: kept in model files.</summary>
/// <param name="Words">The words (and pairs of words) in ordinal order, each once.</param>
/// <param name="RowsWith">How many training rows hold each word. A word of fewer than <see cref="TextOptions.MinRows"/> of them is 0 everywhere.</param>
/// <param name="Rows">Number of training rows.</param>
/// <param name="Options">How texts become words, and words numbers.</param>
public sealed record Vocabulary(IReadOnlyList<string> Words, IReadOnlyList<int> RowsWith, int Rows, TextOptions Options)
{
    /// <summary>The inverse document frequency of each word, ln((1 + n) / (1 + df)) + 1; 1 where words are counted; 0 for a word of too few training rows.</summary>
    internal double[] Importances() => [.. RowsWith.Select(rows =>
        rows < Options.MinRows ? 0 : Options.Weighting == TextWeighting.Counts ? 1 : Math.Log((1.0 + Rows) / (1.0 + rows)) + 1)];
}
