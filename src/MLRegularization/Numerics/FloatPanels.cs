namespace MLRegularization.Numerics;

/// <summary>
/// A matrix of floats as matrix products like it: panels of <see cref="Width"/> columns, row after row within a panel. Rows are padded to
/// a multiple of <see cref="FloatTile.Height"/>, columns to full panels; who fills a matrix keeps padded columns 0.
/// </summary>
internal sealed unsafe class FloatPanels : IDisposable
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 32;

    private const int RowsOfPage = 4096 / (Width * sizeof(float));

    private static readonly int[] InOrder = [.. Enumerable.Range(0, Width)];

    private readonly AlignedMemory<float> values;

    /// <summary>All zeros.</summary>
    public FloatPanels(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Count = (columns + Width - 1) / Width;
        int padded = (rows + FloatTile.Height - 1) / FloatTile.Height * FloatTile.Height;
        // Panels that were whole pages apart would meet in the same few sets of the caches.
        if (Count > 1 && padded % RowsOfPage == 0) padded += FloatTile.Height;
        PanelStep = (nint)padded * Width;
        values = new AlignedMemory<float>(Count * PanelStep);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Number of panels.</summary>
    public int Count { get; }

    /// <summary>From a panel to the next.</summary>
    public nint PanelStep { get; }

    /// <summary>The part of one row in one panel.</summary>
    public float* At(int panel, int row) => values.Values + (panel * PanelStep) + ((nint)row * Width);

    /// <summary>One entry.</summary>
    public ref float this[int row, int column] => ref At(column / Width, row)[column % Width];

    /// <summary>The columns of a panel that are not padding.</summary>
    public int ColumnsOf(int panel) => Math.Min(Width, Columns - (panel * Width));

    /// <summary>to[c, r] = from[r, c], r &lt; rows and c &lt; columns, at most 32 of each: a part of a panel. Columns of the result from there to 32 become 0.</summary>
    public static void Transpose(float* from, int rows, float* to, int columns)
    {
        float* block = stackalloc float[Width * Width];
        if (rows < Width)
        {
            new Span<float>(from, rows * Width).CopyTo(new Span<float>(block, rows * Width));
            new Span<float>(block + (rows * Width), (Width - rows) * Width).Clear();
            from = block;
        }
        fixed (int* order = InOrder) PanelPacking.Transpose(from, Width, columns, Width, to, order);
    }

    public void Dispose() => values.Dispose();
}
