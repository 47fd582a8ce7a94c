namespace MLRegularization.Preparation;

/// <summary>Learns from training rows what a column of a table becomes: levels, stand-ins, words.</summary>
internal sealed class NetworkInputLearner(NetworkInputOptions options, IReadOnlyList<int>? rows, double[]? weights, int tableRows)
{
    private readonly QuartileFinder quartiles = new();

    /// <summary>One column as inputs.</summary>
    public NetworkInput Learn(TableColumn column)
    {
        if (column is NumericColumn numbers) return Number(numbers);
        TextColumn texts = (TextColumn)column;
        if (options.Texts is not null && options.Texts.TryGetValue(column.Name, out TextOptions? words)) return Words(texts, words);
        return Category(texts);
    }

    private NetworkInput Number(NumericColumn column)
    {
        NetworkInput plain = new(column.Name, NetworkInputKind.Number, []);
        if (!options.Impute) return plain;
        bool missing = column.FirstMissing() >= 0 && Rows().Any(column.IsMissing);
        return plain with { Imputed = quartiles.Of(column.Values.Span, rows, weights).Median, MissingIndicator = missing };
    }

    private NetworkInput Words(TextColumn column, TextOptions words)
    {
        Vocabulary all = BagOfWords.Learn(column, words);
        return new NetworkInput(column.Name, NetworkInputKind.Words, []) { Vocabulary = rows is null ? all : BagOfWords.Relearn(all, column, rows) };
    }

    private NetworkInput Category(TextColumn column)
    {
        double[] levelWeights = new double[column.Levels.Count];
        double missing = 0, total = 0;
        foreach (int i in Rows())
        {
            int code = column.Codes.Span[i];
            double weight = weights?[i] ?? 1;
            if (code < 0) missing += weight;
            else levelWeights[code] += weight;
            total += weight;
        }
        int[] used = [.. Enumerable.Range(0, levelWeights.Length).Where(k => levelWeights[k] > 0).OrderBy(k => column.Levels[k], StringComparer.Ordinal)];
        if (used.Length > NetworkInputEncoder.LevelLimit)
            throw new ArgumentException($"Column '{column.Name}' has {used.Length} different texts, more than the {NetworkInputEncoder.LevelLimit} that can have an embedding; leave the column out, or take it as free text.", nameof(column));
        string[] levels = [.. used.Select(k => column.Levels[k])];
        if (levels.Length > options.OneHotLevels)
            return new NetworkInput(column.Name, NetworkInputKind.Embedding, levels) { CodeShares = [missing / total, 0, .. used.Select(k => levelWeights[k] / total)] };
        return new NetworkInput(column.Name, levels.Length == 2 ? NetworkInputKind.TwoLevels : NetworkInputKind.OneHot, levels);
    }

    private IEnumerable<int> Rows() => (rows ?? Enumerable.Range(0, tableRows)).Where(i => weights is null || weights[i] > 0);
}
