using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Tiles against plain loops of the same fused multiply-adds: the same bits, at every length, and nothing written beside the tile.</summary>
[TestClass]
public sealed unsafe class FloatTileTests
{
    [TestMethod]
    public void Rows_EveryDepth_HasTheBitsOfPlainLoops()
    {
        RandomStream random = new(1);
        for (int depth = 1; depth <= 256; depth++)
        {
            using FloatPanels a = Random(random, 16, depth), b = Random(random, depth, 32), c = Random(random, 16, 32);
            foreach (bool add in new[] { false, true })
            {
                float[,] expected = new float[16, 32];
                for (int r = 0; r < 16; r++)
                    for (int j = 0; j < 32; j++)
                    {
                        float sum = add || r < 8 ? c[r, j] : 0;
                        if (r >= 8)
                            for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(a[r, k], b[k, j], sum);
                        expected[r, j] = sum;
                    }
                FloatTile.Rows(depth, a.At(0, 8), a.PanelStep, b.At(0, 0), c.At(0, 8), add);
                for (int r = 0; r < 16; r++)
                    for (int j = 0; j < 32; j++) Assert.AreEqual(expected[r, j], c[r, j], $"depth {depth}, row {r}, column {j}");
            }
        }
    }

    [TestMethod]
    public void Columns_EveryNumberOfRows_HasTheBitsOfPlainLoops()
    {
        RandomStream random = new(2);
        for (int rows = 0; rows <= 256; rows++)
        {
            using FloatPanels a = Random(random, rows, 32), b = Random(random, rows, 32), c = Random(random, 16, 32);
            float[] below = [.. Enumerable.Range(0, 32).Select(j => c[8, j])];
            FloatTile.Columns(rows, a.At(0, 0) + 16, b.At(0, 0), c.At(0, 0));
            for (int i = 0; i < 8; i++)
                for (int j = 0; j < 32; j++)
                {
                    float sum = 0;
                    for (int k = 0; k < rows; k++) sum = MathF.FusedMultiplyAdd(a[k, 16 + i], b[k, j], sum);
                    Assert.AreEqual(sum, c[i, j], $"{rows} rows, column {i} by {j}");
                }
            CollectionAssert.AreEqual(below, Enumerable.Range(0, 32).Select(j => c[8, j]).ToArray());
        }
    }

    private static FloatPanels Random(RandomStream random, int rows, int columns)
    {
        FloatPanels panels = new(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) panels[i, j] = (float)(random.NextUniform() - 0.5);
        return panels;
    }
}
