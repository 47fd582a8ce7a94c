namespace MLRegularization.Preparation;

/// <summary>The different texts of a column as numbers of words: each is taken apart once, however many folds count its words.</summary>
internal sealed class TokenizedTexts
{
    private readonly int[] starts, words, counts;

    /// <summary>Takes texts apart.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="phraseLength">1: words; 2: words and pairs of neighbours.</param>
    public TokenizedTexts(IReadOnlyList<string> texts, int phraseLength)
    {
        Dictionary<string, int> numberOf = new(StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = numberOf.GetAlternateLookup<ReadOnlySpan<char>>();
        Tokenizer tokenizer = new();
        List<int> allWords = [], allCounts = [], own = [];
        starts = new int[texts.Count + 1];
        for (int t = 0; t < texts.Count; t++)
        {
            tokenizer.Read(texts[t]);
            own.Clear();
            for (int size = 1; size <= phraseLength; size++)
                for (int k = 0; k + size <= tokenizer.Count; k++)
                {
                    ReadOnlySpan<char> word = tokenizer.Words(k, size);
                    if (!lookup.TryGetValue(word, out int number)) lookup[word] = number = numberOf.Count;
                    own.Add(number);
                }
            own.Sort();
            for (int k = 0; k < own.Count; k++)
            {
                if (k > 0 && own[k] == own[k - 1]) allCounts[^1]++;
                else
                {
                    allWords.Add(own[k]);
                    allCounts.Add(1);
                }
            }
            starts[t + 1] = allWords.Count;
        }
        (words, counts) = ([.. allWords], [.. allCounts]);
        PhraseLength = phraseLength;
        Words = new string[numberOf.Count];
        foreach ((string word, int number) in numberOf) Words[number] = word;
    }

    /// <summary>1: words; 2: words and pairs of neighbours.</summary>
    public int PhraseLength { get; }

    /// <summary>Every word, by its number.</summary>
    public string[] Words { get; }

    /// <summary>The numbers of one text's words, ascending, each once.</summary>
    public ReadOnlySpan<int> WordsOf(int text) => words.AsSpan(starts[text]..starts[text + 1]);

    /// <summary>How often each of them occurs in the text.</summary>
    public ReadOnlySpan<int> CountsOf(int text) => counts.AsSpan(starts[text]..starts[text + 1]);
}
