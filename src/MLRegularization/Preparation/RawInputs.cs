using MLRegularization.Matrices;

namespace MLRegularization.Preparation;

/// <summary>A table's columns as numbers before scaling and codes of categories.</summary>
/// <param name="Numbers">n × d numbers.</param>
/// <param name="Codes">n × c codes, row after row.</param>
/// <param name="Unseen">Columns with texts unknown to the encoding.</param>
internal sealed record RawInputs(IColumnMatrix Numbers, int[] Codes, IReadOnlyList<UnseenLevels> Unseen)
{
    /// <summary>Makes numbers and codes of a table.</summary>
    public static RawInputs Of(IReadOnlyList<NetworkInput> columns, Table table)
    {
        MixedColumns.Builder numbers = new(table.Rows);
        List<UnseenLevels> unseen = [];
        int embeddings = columns.Count(c => c.Kind == NetworkInputKind.Embedding), embedding = 0;
        if ((long)table.Rows * embeddings > Array.MaxLength)
            throw new ArgumentException($"The table has {table.Rows} rows and {embeddings} columns with an embedding, more than the {Array.MaxLength} codes that fit in memory; give fewer rows.", nameof(table));
        int[] codes = new int[table.Rows * embeddings];
        foreach (NetworkInput column in columns)
        {
            TableColumn from = table.Find(column.Name)
                ?? throw new ArgumentException($"The table has no column '{column.Name}'; give a table with every column that the encoding names.", nameof(table));
            if (column.Kind == NetworkInputKind.Number)
            {
                TableEncoder.EncodeNumbers(column.Name, column.Imputed, from, numbers);
                if (column.MissingIndicator) numbers.AddOnes([.. Enumerable.Range(0, from.Rows).Where(from.IsMissing)]);
            }
            else if (column.Kind == NetworkInputKind.Words) numbers.AddSparse(BagOfWords.Encode(column.Vocabulary!, TableEncoder.Texts(column.Name, from)));
            else
            {
                int[] own = CodesOf(column, TableEncoder.Texts(column.Name, from), unseen);
                if (column.Kind == NetworkInputKind.TwoLevels) numbers.AddDense(Array.ConvertAll(own, c => c < NetworkInput.FirstLevelCode ? 0.0 : c == NetworkInput.FirstLevelCode ? -1 : 1));
                else if (column.Kind == NetworkInputKind.OneHot) AddLevels(own, column.Levels.Count, numbers);
                else
                {
                    for (int i = 0; i < own.Length; i++) codes[(i * embeddings) + embedding] = own[i];
                    embedding++;
                }
            }
        }
        return new RawInputs(numbers.Build(), codes, unseen);
    }

    private static int[] CodesOf(NetworkInput column, TextColumn texts, List<UnseenLevels> unseen)
    {
        Dictionary<string, int> codeOf = new(StringComparer.Ordinal);
        for (int k = 0; k < column.Levels.Count; k++) codeOf[column.Levels[k]] = NetworkInput.FirstLevelCode + k;
        int[] target = [.. texts.Levels.Select(level => codeOf.GetValueOrDefault(level, NetworkInput.UnseenCode))];
        ReadOnlySpan<int> from = texts.Codes.Span;
        int[] codes = new int[from.Length];
        int unknown = 0;
        string? example = null;
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = from[i] < 0 ? NetworkInput.MissingCode : target[from[i]];
            if (codes[i] != NetworkInput.UnseenCode) continue;
            unknown++;
            example ??= texts.Levels[from[i]];
        }
        if (unknown > 0) unseen.Add(new UnseenLevels(column.Name, unknown, example!));
        return codes;
    }

    private static void AddLevels(int[] codes, int levels, MixedColumns.Builder numbers)
    {
        List<int>[] ones = [.. Enumerable.Range(0, levels).Select(_ => new List<int>())];
        for (int i = 0; i < codes.Length; i++)
            if (codes[i] >= NetworkInput.FirstLevelCode) ones[codes[i] - NetworkInput.FirstLevelCode].Add(i);
        foreach (List<int> rows in ones) numbers.AddOnes([.. rows]);
    }
}
