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
    /// <summary>Most levels that a one-hot column may have.</summary>
    public const int LevelLimit = 50;

    /// <summary>Learns levels, and stand-ins for missing values where asked, from all rows.</summary>
    /// <param name="table">The feature columns.</param>
    /// <param name="impute">Whether to learn medians and most frequent levels; otherwise a missing value is an error when encoding.</param>
    /// <exception cref="ArgumentException">A text column has more than <see cref="LevelLimit"/> levels.</exception>
    public static TableEncoding Learn(Table table, bool impute = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        List<ColumnEncoding> columns = new(table.Columns.Count);
        foreach (TableColumn column in table.Columns)
        {
            if (column is NumericColumn) columns.Add(new ColumnEncoding(column.Name, ColumnKind.Numeric, [], null, null, false));
            else columns.Add(new ColumnEncoding(column.Name, ColumnKind.OneHot, LevelsOf((TextColumn)column), null, null, false));
        }
        TableEncoding plain = new(columns);
        if (!impute) return plain;
        TableEncoding marked = new([.. columns.Select((c, j) => c with { MissingIndicator = table.Columns[j].FirstMissing() >= 0 })]);
        return LearnImputation(marked, table, null);
    }

    /// <summary>
    /// The same features with the stand-ins for missing values learned again, from the given rows only;
    /// where rows are given, columns in which nothing is missing keep theirs.
    /// </summary>
    /// <param name="encoding">What <see cref="Learn"/> gave.</param>
    /// <param name="table">The table it was learned from.</param>
    /// <param name="trainingRows">The rows to learn from; null: all.</param>
    public static TableEncoding LearnImputation(TableEncoding encoding, Table table, IReadOnlyList<int>? trainingRows)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(table);
        MedianFinder medians = new();
        return new TableEncoding([.. encoding.Columns.Select((c, j) =>
            trainingRows is not null && !c.MissingIndicator ? c
            : c.Kind == ColumnKind.Numeric ? c with { Imputed = medians.Of(((NumericColumn)table.Columns[j]).Values.Span, trainingRows) }
            : c with { ImputedLevel = MostFrequent((TextColumn)table.Columns[j], trainingRows) })]);
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
            if (column.Kind == ColumnKind.Numeric) EncodeNumbers(column, from, features);
            else EncodeTexts(column, from, features, unseen);
            if (column.MissingIndicator) features.AddOnes([.. Enumerable.Range(0, from.Rows).Where(from.IsMissing)]);
        }
        return new EncodedTable(features.Build(), unseen);
    }

    private static void EncodeNumbers(ColumnEncoding column, TableColumn from, MixedColumns.Builder features)
    {
        if (from is not NumericColumn numbers)
            throw new ArgumentException($"Column '{column.Name}' holds text where the encoding needs numbers; give its numbers.", nameof(from));
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
            if (double.IsInfinity(filled[i])) throw new ArgumentException($"Column '{column.Name}' holds {filled[i]} in row {i + 1}; every value must be finite.", nameof(from));
            if (double.IsNaN(filled[i])) filled[i] = column.Imputed ?? throw MissingError(column.Name, i);
        }
        features.AddDense(filled);
    }

    private static void EncodeTexts(ColumnEncoding column, TableColumn from, MixedColumns.Builder features, List<UnseenLevels> unseen)
    {
        if (from is not TextColumn texts)
            throw new ArgumentException($"Column '{column.Name}' holds numbers where the encoding needs texts; give them as text.", nameof(from));
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

    private static string[] LevelsOf(TextColumn column)
    {
        bool[] used = new bool[column.Levels.Count];
        foreach (int code in column.Codes.Span)
            if (code >= 0) used[code] = true;
        string[] levels = [.. column.Levels.Where((_, k) => used[k]).Order(StringComparer.Ordinal)];
        if (levels.Length > LevelLimit)
            throw new ArgumentException($"Column '{column.Name}' has {levels.Length} different texts, more than the {LevelLimit} that become features; leave the column out.", nameof(column));
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
