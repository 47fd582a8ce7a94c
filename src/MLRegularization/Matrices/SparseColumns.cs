using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>A sparse matrix in compressed columns (CSC): only what is stored is kept and touched.</summary>
public sealed class SparseColumns : IColumnMatrix
{
    private readonly long[] columnPointers;
    private readonly int[] rowIndices;
    private readonly double[] values;

    /// <summary>Checks and wraps; nothing is copied. Stored zeros are allowed.</summary>
    /// <param name="rows">Number of rows n.</param>
    /// <param name="columnPointers">p + 1 positions: column j is stored from <c>columnPointers[j]</c> up to <c>columnPointers[j + 1]</c>.</param>
    /// <param name="rowIndices">The row of each stored value, ascending within a column.</param>
    /// <param name="values">The stored values, all finite.</param>
    /// <exception cref="ArgumentException">The pointers do not ascend from 0 to the number of values, the rows of a column do not ascend or lie outside 0 … n−1, or a value is not finite.</exception>
    public SparseColumns(int rows, long[] columnPointers, int[] rowIndices, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentNullException.ThrowIfNull(columnPointers);
        ArgumentNullException.ThrowIfNull(rowIndices);
        ArgumentNullException.ThrowIfNull(values);
        if (rowIndices.Length != values.Length)
            throw new ArgumentException($"There are {rowIndices.Length} row indices for {values.Length} values; give one each.", nameof(rowIndices));
        if (columnPointers.Length == 0 || columnPointers[0] != 0 || columnPointers[^1] != values.Length)
            throw new ArgumentException($"The column pointers must begin with 0 and end with the number of values, {values.Length}.", nameof(columnPointers));
        for (int j = 0; j + 1 < columnPointers.Length; j++)
        {
            if (columnPointers[j + 1] < columnPointers[j] || columnPointers[j + 1] > values.Length)
                throw new ArgumentException($"The column pointers must ascend; that after column {j + 1} is {columnPointers[j + 1]}.", nameof(columnPointers));
            int previous = -1;
            for (long k = columnPointers[j]; k < columnPointers[j + 1]; k++)
            {
                if (rowIndices[k] <= previous || rowIndices[k] >= rows)
                    throw new ArgumentException($"The row indices of column {j + 1} must ascend within 0 … {rows - 1}; {rowIndices[k]} follows {previous}.", nameof(rowIndices));
                previous = rowIndices[k];
            }
        }
        int bad = FiniteCheck.FirstNonFinite<double>(values);
        if (bad >= 0) throw new ArgumentException($"The stored value {bad + 1} is {values[bad]} in row {rowIndices[bad] + 1}; every value must be finite: impute or drop it first.", nameof(values));
        Rows = rows;
        this.columnPointers = columnPointers;
        this.rowIndices = rowIndices;
        this.values = values;
    }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Columns => columnPointers.Length - 1;

    /// <summary>Number of stored values.</summary>
    public int StoredValues => values.Length;

    /// <summary>The rows of one column's stored values, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int column) => rowIndices.AsSpan((int)columnPointers[column], Count(column));

    /// <summary>The stored values of one column.</summary>
    public ReadOnlySpan<double> ValuesOf(int column) => values.AsSpan((int)columnPointers[column], Count(column));

    /// <inheritdoc/>
    public double Dot(int column, int firstRow, ReadOnlySpan<double> vector)
    {
        ReadOnlySpan<int> rows = RowsOf(column);
        ReadOnlySpan<double> stored = ValuesOf(column)[..rows.Length];
        double sum = 0;
        if (firstRow == 0 && vector.Length == Rows)
        {
            // Rows were checked when the matrix was made. One sum in order: rows of weight 0 change no bit of it.
            ref double source = ref MemoryMarshal.GetReference(vector);
            for (int k = 0; k < rows.Length; k++) sum += stored[k] * Unsafe.Add(ref source, rows[k]);
            return sum;
        }
        for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < vector.Length; k++) sum += stored[k] * vector[rows[k] - firstRow];
        return sum;
    }

    /// <inheritdoc/>
    public void AddScaled(int column, double scale, int firstRow, Span<double> destination)
    {
        ReadOnlySpan<int> rows = RowsOf(column);
        ReadOnlySpan<double> stored = ValuesOf(column)[..rows.Length];
        if (firstRow == 0 && destination.Length == Rows)
        {
            ref double target = ref MemoryMarshal.GetReference(destination);
            for (int k = 0; k < rows.Length; k++) Unsafe.Add(ref target, rows[k]) += scale * stored[k];
            return;
        }
        for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < destination.Length; k++) destination[rows[k] - firstRow] += scale * stored[k];
    }

    /// <inheritdoc/>
    public void CopyCentered(int column, int firstRow, double center, Span<double> destination)
    {
        destination.Fill(0 - center);
        ReadOnlySpan<int> rows = RowsOf(column);
        ReadOnlySpan<double> stored = ValuesOf(column);
        for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < destination.Length; k++)
            destination[rows[k] - firstRow] = stored[k] - center;
    }

    /// <inheritdoc/>
    public void CopyCentered(int column, int firstRow, double center, Span<float> destination)
    {
        destination.Fill((float)(0 - center));
        ReadOnlySpan<int> rows = RowsOf(column);
        ReadOnlySpan<double> stored = ValuesOf(column);
        for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < destination.Length; k++)
            destination[rows[k] - firstRow] = (float)(stored[k] - center);
    }

    /// <inheritdoc/>
    public IColumnMatrix SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int[] placeOf = new int[Rows];
        Array.Fill(placeOf, -1);
        for (int k = 0; k < rows.Count; k++) placeOf[rows[k]] = k;
        long[] pointers = new long[Columns + 1];
        List<int> kept = [];
        List<double> stored = [];
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<int> found = RowsOf(j);
            for (int k = 0; k < found.Length; k++)
            {
                if (placeOf[found[k]] < 0) continue;
                kept.Add(placeOf[found[k]]);
                stored.Add(ValuesOf(j)[k]);
            }
            pointers[j + 1] = kept.Count;
        }
        return new SparseColumns(rows.Count, pointers, [.. kept], [.. stored]);
    }

    /// <summary>The same columns with a number taken off each stored value.</summary>
    internal SparseColumns Less(double[] centres)
    {
        double[] less = [.. values];
        for (int j = 0; j < centres.Length; j++)
            if (centres[j] != 0) TensorPrimitives.Subtract(ValuesOf(j), centres[j], less.AsSpan((int)columnPointers[j], Count(j)));
        return new SparseColumns(Rows, columnPointers, rowIndices, less);
    }

    private int Count(int column) => (int)(columnPointers[column + 1] - columnPointers[column]);

    private static int FirstAtOrAfter(ReadOnlySpan<int> rows, int row)
    {
        if (row == 0) return 0;
        int at = rows.BinarySearch(row);
        return at < 0 ? ~at : at;
    }
}
