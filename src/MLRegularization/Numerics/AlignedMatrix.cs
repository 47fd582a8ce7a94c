using System.Runtime.InteropServices;

namespace MLRegularization.Numerics;

/// <summary>A row-major matrix of doubles in memory of its own, rows and columns padded with zeros to multiples of 16, every row aligned for vectors.</summary>
internal sealed unsafe class AlignedMatrix : IDisposable
{
    private double* values;

    /// <summary>All zeros.</summary>
    public AlignedMatrix(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        PaddedRows = (rows + 15) / 16 * 16;
        Stride = (columns + 15) / 16 * 16;
        nuint bytes = (nuint)PaddedRows * (nuint)Stride * sizeof(double);
        values = (double*)NativeMemory.AlignedAlloc(Math.Max(bytes, 64), 64);
        NativeMemory.Clear(values, bytes);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int PaddedRows { get; }

    /// <summary>From one row to the next.</summary>
    public int Stride { get; }

    public double* Values => values;

    /// <summary>One row with its padding.</summary>
    public Span<double> Padded(int row) => new(values + ((long)row * Stride), Stride);

    /// <summary>One row.</summary>
    public Span<double> Row(int row) => new(values + ((long)row * Stride), Columns);

    // For what a cancelled fit leaves behind; otherwise owners dispose, and so hold on while pointers are in use.
    ~AlignedMatrix() => Free();

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(values);
        values = null;
    }
}
