using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Dot products of panels against plain loops in the same order: the same bits.</summary>
[TestClass]
public sealed unsafe class FloatDotsTests
{
    private const int Width = FloatPanels.Width;

    [TestMethod]
    public void Rows_EveryNumberOfPanels_HasTheBitsOfPlainLoops()
    {
        RandomStream random = new(1);
        for (int depth = 1; depth <= 512; depth += 1 + (depth / 40))
        {
            using FloatPanels a = RandomPanels.Draw(random, 16, depth), b = RandomPanels.Draw(random, 5, depth), c = RandomPanels.Draw(random, 16, Width);
            float[] expected = RandomPanels.FirstPanel(c);
            for (int r = 4; r < 8; r++) expected[(r * Width) + 3] = 0.25f + Dot(a, r, b, 2);
            FloatDots.Rows(a.Count, a.At(0, 4), a.PanelStep, b.At(0, 2), b.PanelStep, 0.25f, c.At(0, 4) + 3);
            CollectionAssert.AreEqual(expected, RandomPanels.FirstPanel(c), $"depth {depth}");
        }
    }

    // 32 chains, then their halves added until one is left.
    private static float Dot(FloatPanels a, int left, FloatPanels b, int right)
    {
        float[] chains = new float[Width];
        for (int k = 0; k < a.Columns; k++) chains[k % Width] = MathF.FusedMultiplyAdd(a[left, k], b[right, k], chains[k % Width]);
        for (int half = Width / 2; half >= 1; half /= 2)
            for (int i = 0; i < half; i++) chains[i] += chains[i + half];
        return chains[0];
    }
}
