using MLRegularization.Numerics;

namespace MLRegularization.Preparation;

/// <summary>One named column of a <see cref="Table"/>: numbers or texts, either with missing values.</summary>
public abstract class TableColumn
{
    private protected TableColumn(string name) => Name = name;

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether the value of a row is missing.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The values of some rows, in their order, as a column of its own.</summary>
    internal abstract TableColumn SelectRows(IReadOnlyList<int> rows);

    /// <summary>The first row without a value, or −1.</summary>
    public virtual int FirstMissing()
    {
        for (int i = 0; i < Rows; i++)
            if (IsMissing(i)) return i;
        return -1;
    }
}

/// <summary>A column of numbers; NaN stands for a missing one.</summary>
/// <param name="name">The column's name.</param>
/// <param name="values">One number per row; nothing is copied.</param>
public sealed class NumericColumn(string name, ReadOnlyMemory<double> values) : TableColumn(name)
{
    /// <summary>One number per row, NaN where missing.</summary>
    public ReadOnlyMemory<double> Values { get; } = values;

    /// <inheritdoc/>
    public override int Rows => Values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(Values.Span[row]);

    /// <inheritdoc/>
    public override int FirstMissing() => FiniteCheck.FirstNonFinite(Values.Span) < 0 ? -1 : base.FirstMissing();

    internal override TableColumn SelectRows(IReadOnlyList<int> rows) => new NumericColumn(Name, rows.Select(i => Values.Span[i]).ToArray());
}

/// <summary>A column of texts, each kept as the number of its level.</summary>
/// <param name="name">The column's name.</param>
/// <param name="codes">The level of each row, −1 where missing; nothing is copied.</param>
/// <param name="levels">The different texts.</param>
public sealed class TextColumn(string name, ReadOnlyMemory<int> codes, IReadOnlyList<string> levels) : TableColumn(name)
{
    private TokenizedTexts? tokenized;

    /// <summary>The level of each row as an index of <see cref="Levels"/>, −1 where missing.</summary>
    public ReadOnlyMemory<int> Codes { get; } = codes;

    /// <summary>The different texts, in any order.</summary>
    public IReadOnlyList<string> Levels { get; } = levels;

    /// <inheritdoc/>
    public override int Rows => Codes.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => Codes.Span[row] < 0;

    internal override TableColumn SelectRows(IReadOnlyList<int> rows) => new TextColumn(Name, rows.Select(i => Codes.Span[i]).ToArray(), Levels);

    /// <summary>The different texts taken apart into words; done once, so that folds need not.</summary>
    internal TokenizedTexts Tokenized(int phraseLength)
    {
        TokenizedTexts? known = tokenized;
        return known?.PhraseLength == phraseLength ? known : tokenized = new TokenizedTexts(Levels, phraseLength);
    }

    /// <summary>A column from one text per row; null stands for a missing one.</summary>
    public static TextColumn FromTexts(string name, IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Dictionary<string, int> codeOf = new(StringComparer.Ordinal);
        List<string> levels = [];
        int[] codes = new int[texts.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            if (texts[i] is not string text) codes[i] = -1;
            else if (codeOf.TryGetValue(text, out int code)) codes[i] = code;
            else
            {
                codes[i] = codeOf[text] = levels.Count;
                levels.Add(text);
            }
        }
        return new TextColumn(name, codes, levels);
    }
}

/// <summary>A table in memory: named columns of equal length.</summary>
public sealed class Table
{
    private readonly Dictionary<string, int> indexOf = new(StringComparer.Ordinal);

    /// <summary>Checks and wraps; nothing is copied.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">Number of rows; null: that of the first column.</param>
    /// <exception cref="ArgumentException">Two columns have the same name or different lengths.</exception>
    public Table(IReadOnlyList<TableColumn> columns, int? rows = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        Rows = rows ?? (columns.Count == 0 ? 0 : columns[0].Rows);
        for (int j = 0; j < columns.Count; j++)
        {
            if (columns[j].Rows != Rows)
                throw new ArgumentException($"Column '{columns[j].Name}' has {columns[j].Rows} rows, the table {Rows}; all columns must have the same number.", nameof(columns));
            if (!indexOf.TryAdd(columns[j].Name, j))
                throw new ArgumentException($"Two columns are called '{columns[j].Name}'; rename one.", nameof(columns));
        }
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>The column of this name, or null.</summary>
    public TableColumn? Find(string name) => indexOf.TryGetValue(name, out int j) ? Columns[j] : null;

    /// <summary>Some rows as a table of their own.</summary>
    /// <param name="rows">Rows of this table, in any order.</param>
    public Table SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Table([.. Columns.Select(c => c.SelectRows(rows))], rows.Count);
    }
}
