namespace MLRegularization.Numerics;

/// <summary>
/// A matrix of floats as matrix products like it: panels of <see cref="Width"/> columns, row after row within a panel. Rows are padded to
/// a multiple of <see cref="FloatTile.Height"/>, columns to full panels; who fills a matrix keeps padded columns 0.
/// </summary>
internal sealed unsafe class FloatPanels : IDisposable
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 32;

    private readonly AlignedFloats values;

    /// <summary>All zeros.</summary>
    public FloatPanels(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Count = (columns + Width - 1) / Width;
        PanelStep = (nint)((rows + FloatTile.Height - 1) / FloatTile.Height * FloatTile.Height) * Width;
        values = new AlignedFloats(Count * PanelStep);
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

    public void Dispose() => values.Dispose();
}
