using MLRegularization.Matrices;

namespace MLRegularization.Cli.Tables;

/// <summary>Takes the stored values of a sparse table, row after row.</summary>
internal interface ISparseSink
{
    /// <summary>Takes one value.</summary>
    void Add(int column, int row, double value);
}

/// <summary>Keeps each column in arrays that grow, for a table read once.</summary>
internal sealed class GrowingColumns : ISparseSink
{
    private readonly List<(int[] Rows, double[] Values, int Count)> columns = [];

    public void Add(int column, int row, double value)
    {
        while (columns.Count <= column) columns.Add(([], [], 0));
        (int[] rows, double[] values, int count) = columns[column];
        if (count == rows.Length)
        {
            Array.Resize(ref rows, count + count / 4 + 2);
            Array.Resize(ref values, rows.Length);
        }
        rows[count] = row;
        values[count] = value;
        columns[column] = (rows, values, count + 1);
    }

    /// <summary>The columns one after another.</summary>
    public SparseColumns Join(int rowCount)
    {
        long[] pointers = new long[columns.Count + 1];
        for (int j = 0; j < columns.Count; j++) pointers[j + 1] = pointers[j] + columns[j].Count;
        int[] rows = new int[pointers[^1]];
        double[] values = new double[pointers[^1]];
        for (int j = 0; j < columns.Count; j++)
        {
            Array.Copy(columns[j].Rows, 0, rows, pointers[j], columns[j].Count);
            Array.Copy(columns[j].Values, 0, values, pointers[j], columns[j].Count);
        }
        return new SparseColumns(rowCount, pointers, rows, values);
    }
}

/// <summary>Counts each column's values: the first reading of a large table.</summary>
internal sealed class CountedColumns : ISparseSink
{
    /// <summary>Number of values of each column.</summary>
    public List<long> Counts { get; } = [];

    public void Add(int column, int row, double value)
    {
        while (Counts.Count <= column) Counts.Add(0);
        Counts[column]++;
    }
}

/// <summary>Puts each value in its place: the second reading of a large table.</summary>
internal sealed class PlacedColumns : ISparseSink
{
    private readonly string path;
    private readonly long[] pointers;
    private readonly long[] next;
    private readonly int[] rows;
    private readonly double[] values;

    public PlacedColumns(CountedColumns counted, string path)
    {
        this.path = path;
        pointers = new long[counted.Counts.Count + 1];
        for (int j = 0; j < counted.Counts.Count; j++) pointers[j + 1] = pointers[j] + counted.Counts[j];
        if (pointers[^1] > Array.MaxLength) throw new UserError($"'{path}' holds {pointers[^1]} values, more than the limit of {Array.MaxLength}; leave features or rows out.");
        next = pointers[..^1];
        rows = GC.AllocateUninitializedArray<int>((int)pointers[^1]);
        values = GC.AllocateUninitializedArray<double>((int)pointers[^1]);
    }

    public void Add(int column, int row, double value)
    {
        if (column >= next.Length || next[column] == pointers[column + 1]) throw Changed();
        rows[next[column]] = row;
        values[next[column]++] = value;
    }

    /// <summary>The matrix, once all values are in place.</summary>
    public SparseColumns Finish(int rowCount)
    {
        for (int j = 0; j < next.Length; j++)
            if (next[j] != pointers[j + 1]) throw Changed();
        return new SparseColumns(rowCount, pointers, rows, values);
    }

    private UserError Changed() => new($"'{path}' changed while it was read; try again when nothing writes to it.");
}
