using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Panels: where entries are, and parts of them transposed.</summary>
[TestClass]
public sealed unsafe class FloatPanelsTests
{
    [TestMethod]
    public void Transpose_EverySize_PutsRowsIntoColumnsAndZerosBesideThem()
    {
        for (int rows = 1; rows <= 32; rows++)
            for (int columns = 1; columns <= 32; columns++)
            {
                using FloatPanels from = new(rows, 32), to = new(40, 32);
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < 32; c++) from[r, c] = (100 * r) + c + 1;
                for (int r = 0; r < 40; r++)
                    for (int c = 0; c < 32; c++) to[r, c] = -1;
                FloatPanels.Transpose(from.At(0, 0), rows, to.At(0, 0), columns);
                for (int c = 0; c < 40; c++)
                    for (int r = 0; r < 32; r++) Assert.AreEqual(c >= columns ? -1 : r < rows ? (100 * r) + c + 1 : 0, to[c, r], $"{rows} × {columns}: row {r}, column {c}");
            }
    }

    [TestMethod]
    public void At_EverySize_PanelsNeitherOverlapNorMeetInOnePage()
    {
        foreach (int rows in new[] { 1, 8, 31, 32, 33, 64, 1000, 1024 })
        {
            using FloatPanels panels = new(rows, 70);
            Assert.AreEqual(3, panels.Count);
            Assert.AreEqual(6, panels.ColumnsOf(2));
            Assert.IsGreaterThanOrEqualTo((rows + 7) / 8 * 8 * 32, (int)panels.PanelStep);
            Assert.AreNotEqual(0, panels.PanelStep * sizeof(float) % 4096, $"{rows} rows");
            Assert.AreEqual(0, (long)panels.At(2, 0) % 64);
        }
    }
}
