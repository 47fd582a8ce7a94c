using MLRegularization.Matrices;

namespace MLRegularization.Preparation;

/// <summary>A table turned into a network's inputs.</summary>
/// <param name="Inputs">Numbers and codes, row after row.</param>
/// <param name="Unseen">One entry per column that holds texts unknown to the encoding.</param>
public sealed record EncodedInputs(NetworkInputs Inputs, IReadOnlyList<UnseenLevels> Unseen);

/// <summary>Learns how columns become a network's inputs, and makes inputs of tables and matrices.</summary>
public static class NetworkInputEncoder
{
    /// <summary>Most levels of a column with an embedding.</summary>
    public const int LevelLimit = 65_536;

    /// <summary>Learns levels, stand-ins and scales.</summary>
    /// <param name="table">The feature columns.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="rows">The rows to learn from; null: all. Only the words of free text are looked for in all rows; how often they occur is learned from these.</param>
    /// <param name="weights">A weight ≥ 0 for each row of the table: a row of weight 0 is as good as absent; null: all 1. Words count rows without weights.</param>
    /// <exception cref="ArgumentException">A number is missing without imputation, or infinite; a text has more than <see cref="LevelLimit"/> levels; or one of free text is absent, holds numbers, or has no word in enough rows.</exception>
    public static NetworkInputEncoding Learn(Table table, NetworkInputOptions? options = null, IReadOnlyList<int>? rows = null, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new NetworkInputOptions();
        options.Check();
        RowWeights.Check(weights, rows, table.Rows);
        foreach (string name in options.Texts?.Keys ?? [])
            if (table.Find(name) is not TextColumn)
                throw new ArgumentException($"The column '{name}' of free text {(table.Find(name) is null ? "is not in the table" : "holds numbers")}; name a column of texts.", nameof(options));
        NetworkInputLearner learner = new(options, rows, weights, table.Rows);
        NetworkInput[] columns = [.. table.Columns.Select(learner.Learn)];
        ColumnScaling scaling = ColumnScaling.Learn(RawInputs.Of(columns, table).Numbers, options.Scaling, options.SmoothClip, rows, weights);
        return new NetworkInputEncoding(columns, scaling);
    }

    /// <summary>Learns scales for a matrix, all of whose columns are numbers.</summary>
    /// <param name="features">n × p features.</param>
    /// <param name="names">p names.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="rows">The rows to learn from; null: all.</param>
    /// <param name="weights">A weight ≥ 0 for each of the n rows; null: all 1.</param>
    public static NetworkInputEncoding Learn(IColumnMatrix features, IReadOnlyList<string> names, NetworkInputOptions? options = null, IReadOnlyList<int>? rows = null, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count != features.Columns) throw new ArgumentException($"There are {names.Count} names for {features.Columns} columns; give one per column.", nameof(names));
        options ??= new NetworkInputOptions();
        return new NetworkInputEncoding([.. names.Select(n => new NetworkInput(n, NetworkInputKind.Number, []))], ColumnScaling.Learn(features, options.Scaling, options.SmoothClip, rows, weights));
    }

    /// <summary>Turns a table into inputs.</summary>
    /// <param name="encoding">How.</param>
    /// <param name="table">A table with the encoding's columns, found by name; others are not looked at.</param>
    /// <exception cref="ArgumentException">A column is absent or of the wrong kind, a number is missing without a stand-in, infinite, or too large for a network, or the table is too large.</exception>
    public static EncodedInputs Encode(NetworkInputEncoding encoding, Table table)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(table);
        RawInputs raw = RawInputs.Of(encoding.Columns, table);
        float[] numbers = ScaledRows.Of(raw.Numbers, encoding.Scaling, j => encoding.NumberNames()[j]);
        return new EncodedInputs(new NetworkInputs(table.Rows, numbers, raw.Codes, VariablesOf(encoding)), raw.Unseen);
    }

    /// <summary>Turns a matrix into inputs.</summary>
    /// <param name="encoding">How: numbers alone.</param>
    /// <param name="features">n × p features, in the order of the encoding's columns.</param>
    /// <exception cref="ArgumentException">The number of columns differs, the encoding needs a table, a number is too large for a network, or the matrix is too large to be dense.</exception>
    public static NetworkInputs Encode(NetworkInputEncoding encoding, IColumnMatrix features)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(features);
        return Encode(encoding, features, 0, features.Rows);
    }

    /// <summary>Turns some rows of a matrix into inputs.</summary>
    internal static NetworkInputs Encode(NetworkInputEncoding encoding, IColumnMatrix features, int firstRow, int rows)
    {
        if (encoding.Columns.FirstOrDefault(c => c.Kind != NetworkInputKind.Number || c.MissingIndicator) is NetworkInput column)
            throw new ArgumentException($"The column '{column.Name}' is more than a number, which a matrix cannot hold; give a table.", nameof(features));
        if (features.Columns != encoding.Columns.Count)
            throw new ArgumentException($"The matrix has {features.Columns} columns and the encoding {encoding.Columns.Count}; give the same columns in the same order.", nameof(features));
        return new NetworkInputs(rows, ScaledRows.Of(features, firstRow, rows, encoding.Scaling, j => encoding.Columns[j].Name));
    }

    // Levels and indicators belong to their column; each word is a variable of its own.
    private static int[] VariablesOf(NetworkInputEncoding encoding)
    {
        List<int> variables = [];
        int next = 0;
        foreach (NetworkInput column in encoding.Columns)
        {
            int count = column.NumberNames().Count();
            for (int k = 0; k < count; k++) variables.Add(column.Kind == NetworkInputKind.Words ? next++ : next);
            if (count > 0 && column.Kind != NetworkInputKind.Words) next++;
        }
        return [.. variables];
    }
}
