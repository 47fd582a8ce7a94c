namespace MLRegularization.Numerics;

/// <summary>A row-major matrix of doubles in memory of its own, rows and columns padded with zeros to multiples of 16, every row aligned for vectors.</summary>
internal sealed unsafe class AlignedMatrix : IDisposable
{
    private readonly AlignedMemory<double> values;

    /// <summary>All zeros.</summary>
    public AlignedMatrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        PaddedRows = (rows + 15) / 16 * 16;
        Stride = (columns + 15) / 16 * 16;
        values = new AlignedMemory<double>((long)PaddedRows * Stride);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int PaddedRows { get; }

    /// <summary>From one row to the next.</summary>
    public int Stride { get; }

    public double* Values => values.Values;

    /// <summary>One row with its padding.</summary>
    public Span<double> Padded(int row) => values.Span((long)row * Stride, Stride);

    /// <summary>One row.</summary>
    public Span<double> Row(int row) => values.Span((long)row * Stride, Columns);

    public void Dispose() => values.Dispose();
}
