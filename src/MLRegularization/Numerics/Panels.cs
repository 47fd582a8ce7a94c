using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// A matrix packed for <see cref="TileKernel"/>: panels of 16 columns, row after row within a panel, the last panel padded with zeros.
/// </summary>
internal sealed unsafe class Panels : IDisposable
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 16;

    private readonly AlignedMemory<double> values;

    /// <summary>All zeros.</summary>
    /// <param name="depth">Rows.</param>
    /// <param name="columns">Columns.</param>
    public Panels(int depth, int columns)
    {
        Depth = depth;
        Columns = columns;
        Count = (columns + Width - 1) / Width;
        values = new AlignedMemory<double>(Count * PanelStep);
    }

    /// <summary>Rows of every panel.</summary>
    public int Depth { get; }

    public int Columns { get; }

    /// <summary>Number of panels.</summary>
    public int Count { get; }

    /// <summary>From one panel to the next.</summary>
    public long PanelStep => (long)Depth * Width;

    /// <summary>The start of a panel.</summary>
    public double* this[int panel] => values.Values + (panel * PanelStep);

    /// <summary>One entry.</summary>
    public ref double At(int row, int column) => ref this[column / Width][((long)row * Width) + (column % Width)];

    /// <summary>Sets all entries to 0.</summary>
    public void Clear() => values.Clear();

    /// <summary>Writes one row, padded to full panels.</summary>
    public void SetRow(int row, ReadOnlySpan<double> padded)
    {
        fixed (double* source = padded[..(Count * Width)])
            for (int panel = 0; panel < Count; panel++)
            {
                double* from = source + (panel * Width), to = this[panel] + ((long)row * Width);
                Vector512.Load(from).Store(to);
                Vector512.Load(from + 8).Store(to + 8);
            }
    }

    /// <summary>The transpose of a matrix: its rows become columns.</summary>
    public static Panels OfColumns(AlignedMatrix rows, int threads)
    {
        Panels result = new(rows.Columns, rows.Rows);
        Parallelism.For(result.Count, threads, panel =>
        {
            double* target = result[panel];
            int first = panel * Width, count = Math.Min(Width, rows.Rows - first);
            for (int c = 0; c < count; c++)
            {
                Span<double> row = rows.Row(first + c);
                for (int k = 0; k < row.Length; k++) target[((long)k * Width) + c] = row[k];
            }
        });
        return result;
    }

    /// <summary>A symmetric matrix of which the upper half is given, with all of the 16 × 16 blocks on the diagonal.</summary>
    public static Panels OfUpper(AlignedMatrix matrix, int threads)
    {
        Panels result = new(matrix.PaddedRows, matrix.Columns);
        Parallelism.For(result.Count, threads, panel =>
        {
            double* block = stackalloc double[Width * Width];
            for (int other = 0; other < result.Count; other++)
            {
                double* target = result[panel] + ((long)other * Width * Width), copy = other <= panel ? target : block;
                (int row, int column) = other <= panel ? (other, panel) : (panel, other);
                for (int i = 0; i < Width; i++) matrix.Padded((row * Width) + i).Slice(column * Width, Width).CopyTo(new Span<double>(copy + (i * Width), Width));
                if (other > panel) PanelPacking.Transpose(block, Width, Width, target);
            }
        });
        return result;
    }

    /// <summary>The transpose of a square matrix; the depth must be padded with zero rows to a multiple of 16.</summary>
    public Panels TransposedSquare(int threads)
    {
        Panels result = new(Depth, Columns);
        Parallelism.For(Count, threads, panel =>
        {
            for (int other = 0; other < Count; other++)
            {
                double* source = this[other] + ((long)panel * Width * Width), target = result[panel] + ((long)other * Width * Width);
                PanelPacking.Transpose(source, Width, Width, target);
            }
        });
        return result;
    }

    public void Dispose() => values.Dispose();
}
