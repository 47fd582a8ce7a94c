using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>Makers of <see cref="DenseColumns{T}"/>.</summary>
public static class DenseColumns
{
    /// <summary>From rows × columns in the usual C# order; values are copied.</summary>
    public static DenseColumns<double> FromRows(double[,] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ref double first = ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(x));
        return FromRows(MemoryMarshal.CreateReadOnlySpan(ref first, x.Length), x.GetLength(0), x.GetLength(1));
    }

    /// <summary>From values stored row after row; values are copied.</summary>
    public static DenseColumns<T> FromRows<T>(ReadOnlySpan<T> x, int rows, int columns) where T : unmanaged, INumber<T>
    {
        if (x.Length != (long)rows * columns) throw new ArgumentException($"{x.Length} values are not {rows} rows × {columns} columns.", nameof(x));
        ReadOnlyMemory<T>[] parts = new ReadOnlyMemory<T>[columns];
        for (int j = 0; j < columns; j++)
        {
            T[] column = new T[rows];
            for (int i = 0; i < rows; i++) column[i] = x[i * columns + j];
            parts[j] = column;
        }
        return new DenseColumns<T>(parts, rows);
    }

    /// <summary>From values stored column after column; nothing is copied.</summary>
    public static DenseColumns<T> FromColumns<T>(ReadOnlyMemory<T> x, int rows, int columns) where T : unmanaged, INumber<T>
    {
        if (x.Length != (long)rows * columns) throw new ArgumentException($"{x.Length} values are not {rows} rows × {columns} columns.", nameof(x));
        ReadOnlyMemory<T>[] parts = new ReadOnlyMemory<T>[columns];
        for (int j = 0; j < columns; j++) parts[j] = x.Slice(j * rows, rows);
        return new DenseColumns<T>(parts, rows);
    }

    /// <summary>From one array per column; nothing is copied.</summary>
    public static DenseColumns<T> FromColumns<T>(IReadOnlyList<T[]> columns) where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("There are no columns; give at least one, or the number of rows.", nameof(columns));
        return new DenseColumns<T>([.. columns.Select(c => new ReadOnlyMemory<T>(c))], columns[0].Length);
    }
}

/// <summary>A dense matrix with one contiguous stretch of memory per column, in single or double storage.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class DenseColumns<T> : IColumnMatrix where T : unmanaged, INumber<T>
{
    private readonly ReadOnlyMemory<T>[] columns;

    /// <summary>Wraps one stretch per column; nothing is copied.</summary>
    /// <exception cref="ArgumentException">A column's length is not <paramref name="rows"/>, or a value is not finite.</exception>
    public DenseColumns(ReadOnlyMemory<T>[] columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new NotSupportedException($"Columns hold float or double, not {typeof(T).Name}.");
        for (int j = 0; j < columns.Length; j++)
        {
            if (columns[j].Length != rows) throw new ArgumentException($"Column {j + 1} has {columns[j].Length} values, not {rows}.", nameof(columns));
            int bad = FiniteCheck.FirstNonFinite(columns[j].Span);
            if (bad >= 0) throw new ArgumentException($"Column {j + 1} holds {columns[j].Span[bad]} in row {bad + 1}; every value must be finite: impute or drop it first.", nameof(columns));
        }
        this.columns = columns;
        Rows = rows;
    }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Columns => columns.Length;

    /// <summary>One column as stored.</summary>
    public ReadOnlySpan<T> Column(int column) => columns[column].Span;

    /// <inheritdoc/>
    public double Dot(int column, int firstRow, ReadOnlySpan<double> vector)
    {
        ReadOnlySpan<T> source = Column(column).Slice(firstRow, vector.Length);
        return typeof(T) == typeof(float) ? Kernels.Dot(MemoryMarshal.Cast<T, float>(source), vector) : Kernels.Dot(MemoryMarshal.Cast<T, double>(source), vector);
    }

    /// <inheritdoc/>
    public void AddScaled(int column, double scale, int firstRow, Span<double> destination)
    {
        ReadOnlySpan<T> source = Column(column).Slice(firstRow, destination.Length);
        if (typeof(T) == typeof(float)) Kernels.AddScaled(MemoryMarshal.Cast<T, float>(source), scale, destination);
        else Kernels.AddScaled(MemoryMarshal.Cast<T, double>(source), scale, destination);
    }

    /// <inheritdoc/>
    public void Dot(ReadOnlySpan<int> columns, int firstRow, ReadOnlySpan<double> vector, Span<double> products)
    {
        int k = 0;
        for (; k + 4 <= columns.Length; k += 4)
        {
            ReadOnlySpan<T> a = Stretch(columns[k], firstRow, vector.Length), b = Stretch(columns[k + 1], firstRow, vector.Length);
            ReadOnlySpan<T> c = Stretch(columns[k + 2], firstRow, vector.Length), d = Stretch(columns[k + 3], firstRow, vector.Length);
            FourColumns.Dot(a, b, c, d, vector, products.Slice(k, 4));
        }
        for (; k < columns.Length; k++) products[k] = Dot(columns[k], firstRow, vector);
    }

    /// <inheritdoc/>
    public void AddScaled(ReadOnlySpan<int> columns, ReadOnlySpan<double> scales, int firstRow, Span<double> destination)
    {
        int k = 0;
        for (; k + 4 <= columns.Length; k += 4)
        {
            ReadOnlySpan<T> a = Stretch(columns[k], firstRow, destination.Length), b = Stretch(columns[k + 1], firstRow, destination.Length);
            ReadOnlySpan<T> c = Stretch(columns[k + 2], firstRow, destination.Length), d = Stretch(columns[k + 3], firstRow, destination.Length);
            FourColumns.AddScaled(a, b, c, d, scales.Slice(k, 4), destination);
        }
        for (; k < columns.Length; k++) AddScaled(columns[k], scales[k], firstRow, destination);
    }

    /// <inheritdoc/>
    public IColumnMatrix SelectRows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ReadOnlyMemory<T>[] selected = new ReadOnlyMemory<T>[Columns];
        for (int j = 0; j < selected.Length; j++)
        {
            ReadOnlySpan<T> column = Column(j);
            T[] values = new T[rows.Count];
            for (int k = 0; k < values.Length; k++) values[k] = column[rows[k]];
            selected[j] = values;
        }
        return new DenseColumns<T>(selected, rows.Count);
    }

    private ReadOnlySpan<T> Stretch(int column, int firstRow, int rows) => columns[column].Span.Slice(firstRow, rows);

    /// <inheritdoc/>
    public void CopyCentered(int column, int firstRow, double center, Span<double> destination)
    {
        ReadOnlySpan<T> source = Column(column).Slice(firstRow, destination.Length);
        if (typeof(T) == typeof(double)) TensorPrimitives.Subtract(MemoryMarshal.Cast<T, double>(source), center, destination);
        else Kernels.SubtractWidening(MemoryMarshal.Cast<T, float>(source), center, destination);
    }

    /// <inheritdoc/>
    public void CopyCentered(int column, int firstRow, double center, Span<float> destination)
    {
        ReadOnlySpan<T> source = Column(column).Slice(firstRow, destination.Length);
        if (typeof(T) == typeof(float)) Kernels.SubtractNarrowing(MemoryMarshal.Cast<T, float>(source), center, destination);
        else Kernels.SubtractNarrowing(MemoryMarshal.Cast<T, double>(source), center, destination);
    }
}
