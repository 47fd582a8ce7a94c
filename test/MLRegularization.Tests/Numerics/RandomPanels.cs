using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Matrices of random floats for tests of kernels, and what is in them.</summary>
internal static unsafe class RandomPanels
{
    /// <summary>Entries from −½ to ½, row after row; padding is 0.</summary>
    public static FloatPanels Draw(RandomStream random, int rows, int columns)
    {
        FloatPanels panels = new(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) panels[i, j] = (float)(random.NextUniform() - 0.5);
        return panels;
    }

    /// <summary>All entries of the first panel, with padding.</summary>
    public static float[] FirstPanel(FloatPanels panel) => new Span<float>(panel.At(0, 0), panel.Rows * FloatPanels.Width).ToArray();
}
