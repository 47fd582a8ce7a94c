using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Rows of which only what is not zero is kept, as they come.</summary>
/// <param name="columns">Features of a row.</param>
internal sealed class SparseRows(int columns)
{
    private readonly List<Part> parts = [];
    private long stored;

    /// <summary>Rows added.</summary>
    public int Rows { get; private set; }

    /// <summary>Values held, with their places.</summary>
    public long Held => 2 * stored;

    /// <summary>Adds rows.</summary>
    public void Add(RowBlock block)
    {
        int[] ends = new int[block.Rows], indices = new int[block.Stored];
        float[] values = new float[block.Stored];
        int at = 0;
        for (int k = 0; k < block.Rows; k++)
        {
            ReadOnlySpan<float> row = block.Row(k, out ReadOnlySpan<int> features);
            for (int i = 0; i < row.Length; i++)
            {
                indices[at] = features.IsEmpty ? i : features[i];
                values[at] = row[i];
                // Zeros that were stored are written over.
                if (row[i] != 0) at++;
            }
            ends[k] = at;
        }
        parts.Add(new Part(ends, indices, values));
        Rows += block.Rows;
        stored += at;
    }

    /// <summary>The first rows, at most so many, and the values stored of them.</summary>
    public (int Rows, long Stored) First(int most)
    {
        int rows = 0;
        long values = 0;
        foreach (Part part in parts)
        {
            int taken = Math.Min(most - rows, part.Ends.Length);
            if (taken == 0) break;
            rows += taken;
            values += part.Ends[taken - 1];
        }
        return (rows, values);
    }

    /// <summary>The columns; nothing is held afterwards.</summary>
    /// <param name="fill">What fills missing values; null: none are.</param>
    public SparseColumns ToColumns(Means? fill)
    {
        long[] starts = new long[columns + 1];
        foreach (Part part in parts)
            foreach (int j in part.Stored) starts[j + 1]++;
        for (int j = 0; j < columns; j++) starts[j + 1] += starts[j];
        int[] rowOf = new int[stored];
        double[] sorted = new double[stored];
        long[] next = starts[..columns];
        int row = 0;
        foreach (Part part in parts)
            for (int i = 0, k = 0; i < part.Ends.Length; i++, row++)
                for (; k < part.Ends[i]; k++)
                {
                    long to = next[part.Indices[k]]++;
                    rowOf[to] = row;
                    sorted[to] = part.Values[k];
                }
        parts.Clear();
        for (int j = 0; fill is not null && j < columns; j++) fill.Fill(j, sorted.AsSpan((int)starts[j], (int)(starts[j + 1] - starts[j])), Rows - (int)(starts[j + 1] - starts[j]));
        return new SparseColumns(Rows, starts, rowOf, sorted);
    }

    /// <summary>Hands all rows on; nothing is held afterwards.</summary>
    public void HandOn(RowsAction take)
    {
        float[] values = [];
        foreach (Part part in parts)
        {
            int size = checked(part.Ends.Length * columns);
            if (values.Length < size) values = new float[size];
            Span<float> rows = values.AsSpan(0, size);
            rows.Clear();
            for (int i = 0, k = 0; i < part.Ends.Length; i++)
                for (; k < part.Ends[i]; k++) rows[(i * columns) + part.Indices[k]] = part.Values[k];
            take(rows, part.Ends.Length);
        }
        parts.Clear();
    }

    // Rows that end where; indices and values may be longer.
    private sealed record Part(int[] Ends, int[] Indices, float[] Values)
    {
        public ReadOnlySpan<int> Stored => Indices.AsSpan(0, Ends.Length == 0 ? 0 : Ends[^1]);
    }
}
