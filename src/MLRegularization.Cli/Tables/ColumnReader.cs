using System.Text;
using MLRegularization.Cli.Options;
using MLRegularization.Cli.Output;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Tables;

/// <summary>What a column of the file is read for.</summary>
internal enum ColumnUse
{
    /// <summary>Not at all.</summary>
    Skip,

    /// <summary>A feature: numbers until a text appears, then text with a bounded number of levels.</summary>
    Feature,

    /// <summary>A feature that a model knows as numbers: a text is an error.</summary>
    Numbers,

    /// <summary>Text whatever it looks like.</summary>
    Text,

    /// <summary>A label, a time: numbers until a text appears, then text with any number of levels.</summary>
    Any,
}

/// <summary>Collects one column while the file streams by. Numbers turn to text at the first field that is none; the fields before are then read again.</summary>
internal sealed class ColumnReader(string name, ColumnUse use, int mostLevels)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private double[] numbers = [];
    private int[]? codes = use == ColumnUse.Text ? [] : null;
    private Dictionary<string, int>? codeOf;
    private readonly List<string> levels = [];
    private (int Row, string Text)? notFinite;
    private (int Row, string Text)? firstText;

    public string Name { get; } = name;

    public ColumnUse Use { get; } = use;

    /// <summary>How many rows must be read again as text.</summary>
    public int RowsToReread { get; private set; }

    /// <summary>Whether the column is text with more levels than may become features; its further fields are not kept.</summary>
    public bool HasTooManyLevels { get; private set; }

    /// <summary>The sentence for columns with too many levels.</summary>
    public static UserError TooManyLevels(IReadOnlyList<ColumnReader> columns, int mostLevels)
    {
        string ignore = $"--ignore {ShellText.List(columns.Take(20).Select(c => c.Name))}";
        if (columns.FirstOrDefault(c => c.CommaNumbers() is not null) is ColumnReader commas) return commas.CommaNumbers()!;
        string more = mostLevels < TableEncoder.MostLevels ? "allow more with --max-levels, " : "";
        if (columns.Count > 1)
            return new UserError($"Columns {Suggestion.Listing([.. columns.Select(c => $"'{c.Name}'")])} are text with more than {mostLevels} different values each, the limit for one feature per value; leave them out with {ignore}, {more}or make bags of words of those that are free text with --text.");
        ColumnReader only = columns[0];
        (int row, string text) = only.firstText!.Value;
        return new UserError($"Column '{only.Name}' is text (the first is {Show.Quoted(text)} in row {row + 1}) with more than {mostLevels} different values, the limit for one feature per value; leave it out with {ignore}, {more}make it a bag of words with --text {ShellText.List([only.Name])}, or correct that value if the column should hold numbers.");
    }

    /// <summary>Makes room for rows; gives the bytes set free.</summary>
    public long Grow(int capacity, int rows)
    {
        long freed = 0;
        if (codes is not null) freed = Enlarge(ref codes, capacity, rows) * sizeof(int);
        else freed = Enlarge(ref numbers, capacity, rows) * sizeof(double);
        return freed;
    }

    /// <summary>Takes the field of one row.</summary>
    public void Add(ReadOnlySpan<byte> field, int row)
    {
        if (HasTooManyLevels) return;
        if (codes is not null)
        {
            codes[row] = NumberText.IsMissing(field) ? -1 : Code(field, row);
            return;
        }
        if (NumberText.TryParse(field, out double value))
        {
            numbers[row] = value;
            if (!double.IsFinite(value)) notFinite ??= (row, Strict.GetString(field));
        }
        else if (NumberText.IsMissing(field)) numbers[row] = double.NaN;
        else
        {
            firstText = (row, Decode(field, row));
            if (Use == ColumnUse.Numbers)
                throw CommaNumbers() ?? new UserError($"Column '{Name}' holds the text {Show.Quoted(firstText.Value.Text)} in row {row + 1} where numbers are needed; correct it, or leave the field empty if it is unknown.");
            codes = new int[numbers.Length];
            numbers = [];
            RowsToReread = row;
            codes[row] = Code(field, row);
        }
    }

    /// <summary>Takes a field again, now as text.</summary>
    public void AddAgain(ReadOnlySpan<byte> field, int row)
    {
        if (row < RowsToReread) codes![row] = NumberText.IsMissing(field) ? -1 : Code(field, row);
    }

    /// <summary>The column, once all rows are in.</summary>
    public TableColumn Finish(int rows)
    {
        if (Use != ColumnUse.Text && CommaNumbers() is UserError commas) throw commas;
        if (codes is not null) return new TextColumn(Name, codes.AsMemory(0, rows), levels);
        if (notFinite is (int row, string text))
            throw new UserError($"Column '{Name}' holds '{text}' in row {row + 1}, which is not a finite number; correct it{(Use == ColumnUse.Feature ? $", leave the field empty if it is unknown, or drop the column with --ignore {ShellText.List([Name])}" : ", or leave the field empty if it is unknown")}.");
        return new NumericColumn(Name, numbers.AsMemory(0, rows));
    }

    private int Code(ReadOnlySpan<byte> field, int row)
    {
        Span<char> characters = field.Length <= 256 ? stackalloc char[field.Length] : new char[field.Length];
        characters = characters[..Encoding.UTF8.GetChars(field, characters)];
        codeOf ??= new(StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = codeOf.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(characters, out int code)) return code;
        string text = Decode(field, row);
        if (Use == ColumnUse.Feature && levels.Count == mostLevels)
        {
            firstText ??= (row, levels[0]);
            HasTooManyLevels = true;
            return -1;
        }
        codeOf.Add(text, levels.Count);
        levels.Add(text);
        return levels.Count - 1;
    }

    // Decimal or thousands commas: the column would become text without a word.
    private UserError? CommaNumbers()
    {
        if (firstText is not (int row, string text) || !IsCommaNumber(text) || levels.Any(l => !IsCommaNumber(l) && !NumberText.TryParse(Encoding.UTF8.GetBytes(l), out _))) return null;
        return new UserError($"Column '{Name}' holds numbers with commas (the first is {Show.Quoted(text)} in row {row + 1}); write decimals with a point and thousands without a separator.");
    }

    private static bool IsCommaNumber(string text) => text.Contains(',') && NumberText.TryParse(Encoding.UTF8.GetBytes(text.Replace(".", "").Replace(",", "")), out _);

    private string Decode(ReadOnlySpan<byte> field, int row)
    {
        try
        {
            return Strict.GetString(field);
        }
        catch (DecoderFallbackException)
        {
            throw new UserError($"Column '{Name}' holds bytes in row {row + 1} that are not UTF-8 text; save the file as UTF-8.");
        }
    }

    private static long Enlarge<T>(ref T[] values, int capacity, int rows)
    {
        long freed = values.Length;
        T[] larger = GC.AllocateUninitializedArray<T>(capacity);
        values.AsSpan(0, rows).CopyTo(larger);
        values = larger;
        return freed;
    }
}
