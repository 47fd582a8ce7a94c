using MLRegularization.Matrices;

namespace MLRegularization.Preparation;

/// <summary>Learns the words of a text column, and turns texts into sparse columns of them.</summary>
internal static class BagOfWords
{
    /// <summary>Learns the vocabulary from all rows; a missing text is an empty one.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or no word occurs in enough rows.</exception>
    public static Vocabulary Learn(TextColumn column, TextOptions options)
    {
        options.Check();
        TokenizedTexts texts = column.Tokenized(options.PhraseLength);
        (int[] rowsWith, long[] occurrences) = Count(column, texts, null);
        IEnumerable<int> kept = Enumerable.Range(0, rowsWith.Length).Where(w => rowsWith[w] >= options.MinRows);
        if (options.MaxWords is int most) kept = kept.OrderByDescending(w => occurrences[w]).ThenBy(w => texts.Words[w], StringComparer.Ordinal).Take(most);
        int[] words = [.. kept.OrderBy(w => texts.Words[w], StringComparer.Ordinal)];
        if (words.Length == 0)
            throw new ArgumentException($"Column '{column.Name}' has no word of two or more letters or digits that occurs in at least {options.MinRows} row{(options.MinRows == 1 ? "" : "s")}; {(options.MinRows > 1 && rowsWith.Any(r => r > 0) ? "lower that number, or " : "")}leave the column out.", nameof(column));
        return new Vocabulary([.. words.Select(w => texts.Words[w])], [.. words.Select(w => rowsWith[w])], column.Rows, options);
    }

    /// <summary>The same words, with their frequencies in the given rows; null: in all.</summary>
    public static Vocabulary Relearn(Vocabulary vocabulary, TextColumn column, IReadOnlyList<int>? rows)
    {
        TokenizedTexts texts = column.Tokenized(vocabulary.Options.PhraseLength);
        (int[] rowsWith, _) = Count(column, texts, rows);
        int[] featureOf = Features(vocabulary, texts), own = new int[vocabulary.Words.Count];
        for (int w = 0; w < featureOf.Length; w++)
            if (featureOf[w] >= 0) own[featureOf[w]] = rowsWith[w];
        return vocabulary with { RowsWith = own, Rows = rows?.Count ?? column.Rows };
    }

    /// <summary>n rows × one column per word. Other words are passed over; a missing text is an empty one.</summary>
    public static SparseColumns Encode(Vocabulary vocabulary, TextColumn column)
    {
        TokenizedTexts texts = column.Tokenized(vocabulary.Options.PhraseLength);
        int[] featureOf = Features(vocabulary, texts);
        double[] importances = vocabulary.Importances();
        (int Feature, double Value)[][] vectors = [.. Enumerable.Range(0, column.Levels.Count).Select(t => Vector(vocabulary.Options.Weighting, texts, t, featureOf, importances))];
        ReadOnlySpan<int> codes = column.Codes.Span;
        long[] pointers = new long[vocabulary.Words.Count + 1];
        foreach (int code in codes)
            if (code >= 0)
                foreach ((int feature, _) in vectors[code]) pointers[feature + 1]++;
        for (int j = 0; j + 1 < pointers.Length; j++) pointers[j + 1] += pointers[j];
        long[] next = pointers[..^1];
        int[] rows = new int[pointers[^1]];
        double[] values = new double[pointers[^1]];
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0) continue;
            foreach ((int feature, double value) in vectors[codes[i]])
            {
                rows[next[feature]] = i;
                values[next[feature]++] = value;
            }
        }
        return new SparseColumns(codes.Length, pointers, rows, values);
    }

    private static (int Feature, double Value)[] Vector(TextWeighting weighting, TokenizedTexts texts, int text, int[] featureOf, double[] importances)
    {
        ReadOnlySpan<int> words = texts.WordsOf(text), counts = texts.CountsOf(text);
        List<(int Feature, double Value)> vector = new(words.Length);
        for (int k = 0; k < words.Length; k++)
        {
            int feature = featureOf[words[k]];
            if (feature >= 0 && importances[feature] > 0)
                vector.Add((feature, importances[feature] * (weighting == TextWeighting.SublinearTfIdf ? 1 + Math.Log(counts[k]) : counts[k])));
        }
        // In the vocabulary's order: what a text becomes depends on no other text, to the last bit.
        vector.Sort((a, b) => a.Feature.CompareTo(b.Feature));
        double length = weighting == TextWeighting.Counts ? 1 : Math.Sqrt(vector.Sum(v => v.Value * v.Value));
        return [.. vector.Select(v => (v.Feature, v.Value / length))];
    }

    private static int[] Features(Vocabulary vocabulary, TokenizedTexts texts)
    {
        Dictionary<string, int> featureOf = new(vocabulary.Words.Count, StringComparer.Ordinal);
        for (int k = 0; k < vocabulary.Words.Count; k++) featureOf[vocabulary.Words[k]] = k;
        return [.. texts.Words.Select(word => featureOf.GetValueOrDefault(word, -1))];
    }

    private static (int[] RowsWith, long[] Occurrences) Count(TextColumn column, TokenizedTexts texts, IReadOnlyList<int>? rows)
    {
        int[] repeats = new int[column.Levels.Count], rowsWith = new int[texts.Words.Length];
        long[] occurrences = new long[texts.Words.Length];
        ReadOnlySpan<int> codes = column.Codes.Span;
        for (int k = 0; k < (rows?.Count ?? codes.Length); k++)
        {
            int code = codes[rows is null ? k : rows[k]];
            if (code >= 0) repeats[code]++;
        }
        for (int t = 0; t < repeats.Length; t++)
        {
            ReadOnlySpan<int> words = texts.WordsOf(t), counts = texts.CountsOf(t);
            for (int k = 0; k < words.Length; k++)
            {
                rowsWith[words[k]] += repeats[t];
                occurrences[words[k]] += (long)repeats[t] * counts[k];
            }
        }
        return (rowsWith, occurrences);
    }
}
