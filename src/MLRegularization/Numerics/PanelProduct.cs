using System.Runtime.Intrinsics.X86;

namespace MLRegularization.Numerics;

/// <summary>
/// Products C += Aᵀ B of packed matrices by <see cref="TileKernel"/>, in blocks that stay in cache. C[i, j] lies at
/// c[(j / 16) · panelStep + i · stride + j % 16]: packed again, or row-major with a panelStep of 16. Sums have the same order at any number of threads.
/// </summary>
internal static unsafe class PanelProduct
{
    private const int MostRows = 256;
    private const int BlockPanels = 8;
    private const int BlockTiles = BlockPanels * Panels.Width / TileKernel.TileHeight;

    /// <summary>Tiles of A's side in a matrix.</summary>
    public static int Tiles(Panels a) => (a.Columns + TileKernel.TileHeight - 1) / TileKernel.TileHeight;

    /// <summary>C row-major += Aᵀ B, on several threads.</summary>
    /// <param name="a">The left factor, transposed.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="c">Where the products are added.</param>
    /// <param name="first">A row and column, a multiple of 16, from which on C is wanted.</param>
    /// <param name="upper">Whether tiles wholly below the diagonal are left out.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked at every block.</param>
    public static void Add(Panels a, Panels b, AlignedMatrix c, int first, bool upper, int threads, CancellationToken cancellation)
    {
        int firstTile = first / TileKernel.TileHeight, firstPanel = first / Panels.Width, tiles = Tiles(a);
        int down = (tiles - firstTile + BlockTiles - 1) / BlockTiles, across = (b.Count - firstPanel + BlockPanels - 1) / BlockPanels;
        Parallelism.For(down * across, threads, block =>
        {
            int i = firstTile + (block / across * BlockTiles), j = firstPanel + (block % across * BlockPanels);
            int iEnd = Math.Min(tiles, i + BlockTiles), jEnd = Math.Min(b.Count, j + BlockPanels);
            if (upper && jEnd * Panels.Width <= i * TileKernel.TileHeight) return;
            Add(a, i, iEnd, b, j, jEnd, 0, c.Values, Panels.Width, c.Stride, upper);
        }, cancellation);
    }

    /// <summary>The part of C += Aᵀ B of some tiles of A and some panels of B.</summary>
    /// <param name="a">The left factor, transposed; all its rows are used.</param>
    /// <param name="tile">First tile of A.</param>
    /// <param name="tileEnd">After the last tile of A.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="panel">First panel of B.</param>
    /// <param name="panelEnd">After the last panel of B.</param>
    /// <param name="row">The row of B that meets row 0 of A.</param>
    /// <param name="c">C[0, 0].</param>
    /// <param name="panelStep">From one panel of C to the next.</param>
    /// <param name="stride">From one row of C to the next.</param>
    /// <param name="upper">Whether tiles wholly below the diagonal are left out.</param>
    public static void Add(Panels a, int tile, int tileEnd, Panels b, int panel, int panelEnd, int row, double* c, long panelStep, int stride, bool upper = false)
    {
        const int height = TileKernel.TileHeight, width = Panels.Width;
        // In equal steps: a short last one would read C for little.
        int steps = (a.Depth + MostRows - 1) / MostRows;
        for (int step = 0; step < steps; step++)
        {
            int k = (int)((long)a.Depth * step / steps), rows = (int)((long)a.Depth * (step + 1) / steps) - k;
            for (int block = tile; block < tileEnd; block += BlockTiles)
                for (int j = panel; j < panelEnd; j++)
                {
                    double* right = b[j] + ((long)(row + k) * width);
                    int end = Math.Min(block + BlockTiles, upper ? Math.Min(tileEnd, (j + 1) * width / height) : tileEnd);
                    for (int i = block; i < end; i++)
                    {
                        double* target = c + (j * panelStep) + ((long)i * height * stride);
                        Prefetch(target, stride);
                        TileKernel.Accumulate(rows, a[i / 2] + ((long)k * width) + (i % 2 * height), right, target, stride);
                    }
                }
        }
    }

    // A tile of C is needed only after its sums: time enough to bring it near.
    private static void Prefetch(double* tile, int stride)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < TileKernel.TileHeight; i++, tile += stride)
        {
            Sse.Prefetch0(tile);
            Sse.Prefetch0(tile + 8);
        }
    }
}
