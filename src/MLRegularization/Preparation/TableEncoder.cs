using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Preparation;

/// <summary>Texts of a one-hot column that the encoding has not seen: all its features are 0 there.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rows">How many rows hold such a text.</param>
/// <param name="Example">The first of them.</param>
public sealed record UnseenLevels(string Column, int Rows, string Example);

/// <summary>A table turned into features.</summary>
/// <param name="Features">n × p features, in the order of <see cref="TableEncoding.FeatureNames"/>.</param>
/// <param name="Unseen">One entry per column that holds texts unknown to the encoding.</param>
public sealed record EncodedTable(IColumnMatrix Features, IReadOnlyList<UnseenLevels> Unseen);

/// <summary>Learns how a table's columns become features, and turns tables into features.</summary>
public static class TableEncoder
{
    /// <summary>Most levels that a one-hot column may have unless more are allowed.</summary>
    public const int LevelLimit = 50;

    /// <summary>Most levels that can be allowed.</summary>
    public const int MostLevels = 65_536;

    /// <summary>Learns levels and words, and stand-ins for missing values where asked, from all rows.</summary>
    /// <param name="table">The feature columns.</param>
    /// <param name="impute">Whether to learn medians and most frequent levels, and take a missing free text for an empty one; otherwise a missing value is an error when encoding.</param>
    /// <param name="texts">The columns of free text, by name, that become bags of words; null: none.</param>
    /// <param name="levelLimit">Most levels of a one-hot column, from 1 to <see cref="MostLevels"/>.</param>
    /// <exception cref="ArgumentException">A text column has more levels than the limit; or one of free text is absent, holds numbers, or has no word in enough rows.</exception>
    public static TableEncoding Learn(Table table, bool impute = false, IReadOnlyDictionary<string, TextOptions>? texts = null, int levelLimit = LevelLimit)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (levelLimit is < 1 or > MostLevels) throw new ArgumentOutOfRangeException(nameof(levelLimit), $"The limit of levels is {levelLimit}; give from 1 to {MostLevels}.");
        foreach (string name in texts?.Keys ?? [])
            if (table.Find(name) is not TextColumn)
                throw new ArgumentException($"The column '{name}' of free text {(table.Find(name) is null ? "is not in the table" : "holds numbers")}; name a column of texts.", nameof(texts));
        List<ColumnEncoding> columns = new(table.Columns.Count);
        foreach (TableColumn column in table.Columns)
        {
            if (texts is not null && texts.TryGetValue(column.Name, out TextOptions? words))
                columns.Add(new ColumnEncoding(column.Name, ColumnKind.Text, [], null, null, false) { Vocabulary = BagOfWords.Learn((TextColumn)column, words) });
            else if (column is NumericColumn) columns.Add(new ColumnEncoding(column.Name, ColumnKind.Numeric, [], null, null, false));
            else columns.Add(new ColumnEncoding(column.Name, ColumnKind.OneHot, LevelsOf((TextColumn)column, levelLimit), null, null, false));
        }
        TableEncoding plain = new(columns);
        if (!impute) return plain;
        TableEncoding marked = new([.. columns.Select((c, j) => c with { MissingIndicator = c.Kind != ColumnKind.Text && table.Columns[j].FirstMissing() >= 0 })]);
        return new TableEncoding([.. Imputed(marked, table, null)]);
    }

    /// <summary>
    /// The same features with what rows teach learned again, from the given rows only: the frequencies of words, and the stand-ins for
    /// missing values of columns in which some are missing.
    /// </summary>
    /// <param name="encoding">What <see cref="Learn"/> gave.</param>
    /// <param name="table">The table it was learned from.</param>
    /// <param name="trainingRows">The rows to learn from.</param>
    public static TableEncoding Relearn(TableEncoding encoding, Table table, IReadOnlyList<int> trainingRows)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(trainingRows);
        return new TableEncoding([.. Imputed(encoding, table, trainingRows).Select((c, j) =>
            c.Vocabulary is null ? c : c with { Vocabulary = BagOfWords.Relearn(c.Vocabulary, (TextColumn)table.Columns[j], trainingRows) })]);
    }

    private static IEnumerable<ColumnEncoding> Imputed(TableEncoding encoding, Table table, IReadOnlyList<int>? rows)
    {
        MedianFinder medians = new();
        return encoding.Columns.Select((c, j) =>
            c.Kind == ColumnKind.Text ? rows is null ? c with { ImputedLevel = "" } : c
            : rows is not null && !c.MissingIndicator ? c
            : c.Kind == ColumnKind.Numeric ? c with { Imputed = medians.Of(((NumericColumn)table.Columns[j]).Values.Span, rows) }
            : c with { ImputedLevel = MostFrequent((TextColumn)table.Columns[j], rows) });
    }

    /// <summary>Turns a table into features.</summary>
    /// <param name="encoding">How.</param>
    /// <param name="table">A table with the encoding's columns, found by name; others are not looked at.</param>
    /// <exception cref="ArgumentException">A column is absent or of the wrong kind, a value is infinite, or missing without a stand-in.</exception>
    public static EncodedTable Encode(TableEncoding encoding, Table table)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(table);
        MixedColumns.Builder features = new(table.Rows);
        List<UnseenLevels> unseen = [];
        foreach (ColumnEncoding column in encoding.Columns)
        {
            TableColumn from = table.Find(column.Name)
                ?? throw new ArgumentException($"The table has no column '{column.Name}'; give a table with every column that the encoding names.", nameof(table));
            if (column.Kind == ColumnKind.Numeric) EncodeNumbers(column.Name, column.Imputed, from, features);
            else if (column.Kind == ColumnKind.Text) features.AddSparse(EncodeWords(column, from));
            else EncodeTexts(column, from, features, unseen);
            if (column.MissingIndicator) features.AddOnes([.. Enumerable.Range(0, from.Rows).Where(from.IsMissing)]);
        }
        return new EncodedTable(features.Build(), unseen);
    }

    internal static void EncodeNumbers(string name, double? imputed, TableColumn from, MixedColumns.Builder features)
    {
        if (from is not NumericColumn numbers)
            throw new ArgumentException($"Column '{name}' holds text where the encoding needs numbers; give its numbers.", nameof(from));
        ReadOnlySpan<double> values = numbers.Values.Span;
        int bad = FiniteCheck.FirstNonFinite(values);
        if (bad < 0)
        {
            features.AddDense(numbers.Values);
            return;
        }
        double[] filled = values.ToArray();
        for (int i = bad; i < filled.Length; i++)
        {
            if (double.IsInfinity(filled[i])) throw new ArgumentException($"Column '{name}' holds {filled[i]} in row {i + 1}; every value must be finite.", nameof(from));
            if (double.IsNaN(filled[i])) filled[i] = imputed ?? throw MissingError(name, i);
        }
        features.AddDense(filled);
    }

    private static SparseColumns EncodeWords(ColumnEncoding column, TableColumn from)
    {
        TextColumn texts = Texts(column.Name, from);
        int missing = column.ImputedLevel is null ? from.FirstMissing() : -1;
        return missing < 0 ? BagOfWords.Encode(column.Vocabulary!, texts) : throw MissingError(column.Name, missing);
    }

    internal static TextColumn Texts(string name, TableColumn from) => from as TextColumn
        ?? throw new ArgumentException($"Column '{name}' holds numbers where the encoding needs texts; give them as text.", nameof(from));

    private static void EncodeTexts(ColumnEncoding column, TableColumn from, MixedColumns.Builder features, List<UnseenLevels> unseen)
    {
        TextColumn texts = Texts(column.Name, from);
        Dictionary<string, int> featureOf = new(StringComparer.Ordinal);
        for (int k = 0; k < column.Levels.Count; k++) featureOf[column.Levels[k]] = k;
        int[] target = [.. texts.Levels.Select(level => featureOf.GetValueOrDefault(level, -1))];
        int standIn = column.ImputedLevel is null ? -1 : featureOf.GetValueOrDefault(column.ImputedLevel, -1);
        List<int>[] ones = [.. column.Levels.Select(_ => new List<int>())];
        int unknown = 0;
        string? example = null;
        ReadOnlySpan<int> codes = texts.Codes.Span;
        for (int i = 0; i < codes.Length; i++)
        {
            int feature = codes[i] >= 0 ? target[codes[i]] : column.ImputedLevel is null ? throw MissingError(column.Name, i) : standIn;
            if (feature >= 0) ones[feature].Add(i);
            else if (codes[i] >= 0)
            {
                unknown++;
                example ??= texts.Levels[codes[i]];
            }
        }
        foreach (List<int> rows in ones) features.AddOnes([.. rows]);
        if (unknown > 0) unseen.Add(new UnseenLevels(column.Name, unknown, example!));
    }

    private static ArgumentException MissingError(string column, int row) =>
        new($"Column '{column}' has no value in row {row + 1} and the encoding has no stand-in for it; drop such rows, or learn the encoding with imputation.");

    private static string[] LevelsOf(TextColumn column, int limit)
    {
        bool[] used = new bool[column.Levels.Count];
        foreach (int code in column.Codes.Span)
            if (code >= 0) used[code] = true;
        string[] levels = [.. column.Levels.Where((_, k) => used[k]).Order(StringComparer.Ordinal)];
        if (levels.Length > limit)
            throw new ArgumentException($"Column '{column.Name}' has {levels.Length} different texts, more than the {limit} that become features; leave the column out, allow more, or take it as free text.", nameof(column));
        return levels;
    }

    private static string MostFrequent(TextColumn column, IReadOnlyList<int>? rows)
    {
        ReadOnlySpan<int> codes = column.Codes.Span;
        int[] counts = new int[column.Levels.Count];
        int length = rows?.Count ?? codes.Length;
        for (int k = 0; k < length; k++)
        {
            int code = codes[rows is null ? k : rows[k]];
            if (code >= 0) counts[code]++;
        }
        string best = "";
        int most = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            if (counts[k] < most || counts[k] == 0 || (counts[k] == most && string.CompareOrdinal(column.Levels[k], best) > 0)) continue;
            (best, most) = (column.Levels[k], counts[k]);
        }
        return best;
    }
}
