using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Tiles against plain loops of the same fused multiply-adds: the same bits, at every length and width of vectors, and nothing written beside the tile.</summary>
[TestClass]
public sealed unsafe class FloatTileTests
{
    private const int Width = FloatPanels.Width;

    private delegate void RowsKernel(int height, int depth, float* a, nint step, float* b, float* start, nint startStep, float* c);

    private delegate void ColumnsKernel(int rows, float* a, float* b, float* c, bool add);

    [TestMethod]
    public void Rows_EveryDepthAndHeight_HasTheBitsOfPlainLoops() => CheckRows((height, depth, a, step, b, start, startStep, c) => FloatTile.Rows(height, depth, a, step, b, start, startStep, c, null));

    [TestMethod]
    public void Rows256_EveryDepthAndHeight_HasTheBitsOfPlainLoops() => CheckRows(FloatTile.Rows256);

    [TestMethod]
    public void Columns_EveryNumberOfRows_HasTheBitsOfPlainLoops() => CheckColumns((rows, a, b, c, add) => FloatTile.Columns(rows, a, b, c, add, null));

    [TestMethod]
    public void Columns256_EveryNumberOfRows_HasTheBitsOfPlainLoops() => CheckColumns((rows, a, b, c, add) =>
    {
        if (!add) new Span<float>(c, 8 * Width).Clear();
        FloatTile.Columns256(rows, a, b, c);
    });

    // Sums begin with 0, with one row that serves all, or with the tile itself.
    private static void CheckRows(RowsKernel kernel)
    {
        RandomStream random = new(1);
        using FloatPanels zero = new(8, Width), shared = RandomPanels.Draw(random, 8, Width);
        for (int depth = 1; depth <= 256; depth++)
        {
            using FloatPanels a = RandomPanels.Draw(random, 24, depth), b = RandomPanels.Draw(random, depth, Width), c = RandomPanels.Draw(random, 24, Width);
            int height = 1 + (depth % 20), made = height > 4 ? 8 : 4;
            foreach (int way in new[] { 0, 1, 2 })
            {
                float* start = way == 0 ? zero.At(0, 0) : way == 1 ? shared.At(0, 0) : c.At(0, 8);
                float[] expected = RandomPanels.FirstPanel(c);
                for (int r = 8; r < 8 + made; r++)
                    for (int j = 0; j < Width; j++)
                    {
                        float sum = way == 2 ? expected[(r * Width) + j] : start[j];
                        for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(a[r, k], b[k, j], sum);
                        expected[(r * Width) + j] = sum;
                    }
                kernel(height, depth, a.At(0, 8), a.PanelStep, b.At(0, 0), start, way == 2 ? Width : 0, c.At(0, 8));
                CollectionAssert.AreEqual(expected, RandomPanels.FirstPanel(c), $"depth {depth}, height {height}, start {way}");
            }
        }
    }

    private static void CheckColumns(ColumnsKernel kernel)
    {
        RandomStream random = new(2);
        for (int rows = 0; rows <= 256; rows++)
        {
            using FloatPanels a = RandomPanels.Draw(random, rows, Width), b = RandomPanels.Draw(random, rows, Width), c = RandomPanels.Draw(random, 24, Width);
            foreach (bool add in new[] { false, true })
            {
                float[] expected = RandomPanels.FirstPanel(c);
                for (int i = 0; i < 8; i++)
                    for (int j = 0; j < Width; j++)
                    {
                        float sum = add ? expected[((8 + i) * Width) + j] : 0;
                        for (int k = 0; k < rows; k++) sum = MathF.FusedMultiplyAdd(a[k, 16 + i], b[k, j], sum);
                        expected[((8 + i) * Width) + j] = sum;
                    }
                kernel(rows, a.At(0, 0) + 16, b.At(0, 0), c.At(0, 8), add);
                CollectionAssert.AreEqual(expected, RandomPanels.FirstPanel(c), $"{rows} rows, add {add}");
            }
        }
    }
}
