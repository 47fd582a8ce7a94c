using System.Runtime.InteropServices;
using MLRegularization.Cli.Options;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>Meets missing values as the user asked: an error, rows left out, or left for the encoding to fill.</summary>
internal static class MissingValues
{
    /// <summary>The table with the rows that stay; columns without any value are left out where values are imputed.</summary>
    public static Table Settle(Table table, ColumnRoles roles, MissingRule rule, ref int[] rowNumbers, List<string> warnings)
    {
        if (rule == MissingRule.Impute)
        {
            table = WithoutEmpty(table, roles, warnings);
            foreach ((string option, string name) in roles.Named())
            {
                int first = table.Find(name)!.FirstMissing();
                if (first >= 0)
                    throw new UserError($"Column '{name}', which {option} names, has no value in row {first + 1}, and only features are imputed; fill it in, or leave such rows out with --missing drop.");
            }
            return table;
        }
        if (rule == MissingRule.Refuse)
        {
            foreach (TableColumn column in table.Columns)
            {
                int first = column.FirstMissing();
                if (first >= 0) throw Refused(table, column, first, roles);
            }
            return table;
        }
        return Drop(table, ref rowNumbers, warnings);
    }

    /// <summary>Leaves out every row with a missing value.</summary>
    /// <param name="table">The table; its columns are compacted in place.</param>
    /// <param name="rowNumbers">The rows' numbers in the file.</param>
    /// <param name="warnings">Told how many rows went.</param>
    /// <param name="except">Columns in which missing values do not count.</param>
    public static Table Drop(Table table, ref int[] rowNumbers, List<string> warnings, Func<TableColumn, bool>? except = null)
    {
        bool[] gone = new bool[table.Rows];
        int count = 0;
        foreach (TableColumn column in table.Columns)
        {
            if (column.FirstMissing() < 0 || except?.Invoke(column) == true) continue;
            for (int i = column.FirstMissing(); i >= 0 && i < gone.Length; i++)
            {
                if (gone[i] || !column.IsMissing(i)) continue;
                gone[i] = true;
                count++;
            }
        }
        if (count == 0) return table;
        if (count == gone.Length)
        {
            TableColumn emptiest = table.Columns.MaxBy(CountMissing)!;
            string remedy = except is null ? $"leave that column out with --ignore {ShellText.List([emptiest.Name])}, or use --missing impute" : "fill that column in";
            throw new UserError($"Every row has a missing value (column '{emptiest.Name}' in {CountMissing(emptiest)} of {table.Rows} rows), so none is left; {remedy}.");
        }
        int[] kept = [.. Enumerable.Range(0, gone.Length).Where(i => !gone[i])];
        TableColumn[] columns = new TableColumn[table.Columns.Count];
        for (int j = 0; j < columns.Length; j++) columns[j] = Compact(table.Columns[j], kept);
        int[] before = rowNumbers;
        rowNumbers = [.. kept.Select(i => before[i])];
        warnings.Add($"{count} of {gone.Length} rows have a missing value and are left out.");
        return new Table(columns, kept.Length);
    }

    // In place: the reader's arrays are ours, and a copy of a large table would double its memory.
    private static TableColumn Compact(TableColumn column, int[] kept)
    {
        if (column is TextColumn texts)
        {
            Memory<int> codes = MemoryMarshal.AsMemory(texts.Codes);
            for (int k = 0; k < kept.Length; k++) codes.Span[k] = codes.Span[kept[k]];
            return new TextColumn(column.Name, codes[..kept.Length], texts.Levels);
        }
        Memory<double> values = MemoryMarshal.AsMemory(((NumericColumn)column).Values);
        Span<double> span = values.Span;
        for (int k = 0; k < kept.Length; k++) span[k] = span[kept[k]];
        return new NumericColumn(column.Name, values[..kept.Length]);
    }

    private static Table WithoutEmpty(Table table, ColumnRoles roles, List<string> warnings)
    {
        string[] parts = [.. roles.Named().Select(r => r.Name)];
        TableColumn[] empty = [.. table.Columns.Where(c => !parts.Contains(c.Name) && CountMissing(c) == c.Rows)];
        if (empty.Length == 0) return table;
        warnings.Add($"{(empty.Length == 1 ? "Column" : "Columns")} {Suggestion.Listing([.. empty.Select(c => $"'{c.Name}'")])} {(empty.Length == 1 ? "holds" : "hold")} no value at all and {(empty.Length == 1 ? "is" : "are")} left out.");
        return new Table([.. table.Columns.Except(empty)], table.Rows);
    }

    private static UserError Refused(Table table, TableColumn column, int first, ColumnRoles roles)
    {
        int others = table.Columns.Count(c => c != column && c.FirstMissing() >= 0);
        string more = others == 0 ? "" : $" ({others} other column{(others == 1 ? " has" : "s have")} missing values too)";
        string remedy = roles.Named().Any(r => r.Name == column.Name) ? "fill it in, or leave such rows out with --missing drop" : "use --missing impute to fill in, or --missing drop to leave such rows out";
        return new UserError($"Column '{column.Name}' has no value in {CountMissing(column)} of {table.Rows} rows, first in row {first + 1}{more}; {remedy}.");
    }

    private static int CountMissing(TableColumn column)
    {
        int count = 0;
        for (int i = 0; i < column.Rows; i++)
            if (column.IsMissing(i)) count++;
        return count;
    }
}
