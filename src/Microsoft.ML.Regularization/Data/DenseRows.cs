using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Rows turned into columns as they come. Columns are kept in pieces that grow by a quarter, so that nothing is copied twice and little stands empty.</summary>
/// <param name="columns">Features of a row.</param>
/// <param name="expected">Rows that will come at most, where it is known; else 0.</param>
internal sealed class DenseRows(int columns, int expected)
{
    /// <summary>Values, 256 MB of them, from which it matters that nothing lies about twice.</summary>
    private const int ManyValues = 1 << 26;

    /// <summary>Smaller arrays the collector would move about, and so hold twice; pinned ones it leaves.</summary>
    private const int LargeObject = 85_000 / sizeof(float);

    // By piece, then column; the last piece is filled up to a row.
    private readonly List<float[][]> pieces = [];
    private int filled, capacity, rows;
    private float[] buffer = [];

    /// <summary>Values held.</summary>
    public long Held => (long)rows * columns;

    /// <summary>Adds rows.</summary>
    public void Add(RowBlock block) => Add(block.Dense(ref buffer), block.Rows);

    /// <summary>Adds rows that stand one after another.</summary>
    public void Add(ReadOnlySpan<float> values, int count)
    {
        for (int from = 0; from < count;)
        {
            if (filled == capacity) Grow();
            int part = Math.Min(count - from, capacity - filled);
            Turn(values.Slice(from * columns, part * columns), pieces[^1], filled, part);
            from += part;
            filled += part;
            rows += part;
        }
    }

    /// <summary>The columns; nothing is held afterwards.</summary>
    /// <param name="fill">What fills missing values; null: none are.</param>
    public DenseColumns<float> ToColumns(Means? fill)
    {
        ReadOnlyMemory<float>[] whole = new ReadOnlyMemory<float>[columns];
        // Pieces of large columns are garbage that the collector is slow to see: without being told it lets memory double.
        int share = Held < ManyValues ? int.MaxValue : Math.Max(1, columns / 8);
        for (int j = 0; j < columns; j++)
        {
            if (pieces.Count > 1 && j % share == 0 && j > 0) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);
            Memory<float> column = pieces.Count == 1 ? pieces[0][j].AsMemory(0, rows) : Joined(j);
            fill?.Fill(j, column.Span);
            whole[j] = column;
        }
        pieces.Clear();
        return new DenseColumns<float>(whole, rows);
    }

    /// <summary>Hands all rows on; nothing is held afterwards.</summary>
    public void HandOn(RowsAction take)
    {
        int block = Math.Max(1, RowBlock.MostRows), left = rows;
        float[] values = new float[checked(block * columns)];
        foreach (float[][] piece in pieces)
        {
            int present = columns == 0 ? left : Math.Min(left, piece[0].Length);
            for (int from = 0; from < present; from += block)
            {
                int part = Math.Min(block, present - from);
                for (int j = 0; j < columns; j++)
                {
                    ReadOnlySpan<float> column = piece[j].AsSpan(from, part);
                    for (int k = 0; k < part; k++) values[(k * columns) + j] = column[k];
                }
                take(values.AsSpan(0, part * columns), part);
            }
            left -= present;
        }
        pieces.Clear();
    }

    private void Grow()
    {
        // The whole at once where it is known.
        capacity = rows == 0 && expected > 0 ? expected : Math.Max(RowBlock.MostRows, rows / 4);
        float[][] piece = new float[columns][];
        for (int j = 0; j < columns; j++) piece[j] = GC.AllocateUninitializedArray<float>(capacity, pinned: capacity < LargeObject);
        pieces.Add(piece);
        filled = 0;
    }

    private float[] Joined(int column)
    {
        float[] whole = GC.AllocateUninitializedArray<float>(rows);
        int at = 0;
        foreach (float[][] piece in pieces)
        {
            int part = Math.Min(rows - at, piece[column].Length);
            piece[column].AsSpan(0, part).CopyTo(whole.AsSpan(at));
            // Not needed any more, and there is as much again to come.
            piece[column] = [];
            at += part;
        }
        return whole;
    }

    private void Turn(ReadOnlySpan<float> values, float[][] piece, int at, int count)
    {
        for (int j = 0; j < columns; j++)
        {
            Span<float> column = piece[j].AsSpan(at, count);
            for (int k = 0, i = j; k < column.Length; k++, i += columns) column[k] = values[i];
        }
    }
}
