using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Layers;

/// <summary>Dropout: its rate, its scale, one mask up and down, and that a row keeps its mask wherever in a batch it is.</summary>
[TestClass]
public sealed class DropoutLayerTests
{
    private const int Rows = 500, Width = 70;

    [TestMethod]
    [DataRow(0.05)]
    [DataRow(0.3)]
    [DataRow(0.9)]
    public void Forward_Training_DropsTheRateAndScalesTheRest(double rate)
    {
        float[,] mask = Masks(rate, seed: 1, epoch: 0, training: true, row => row).Up;
        double dropped = 0;
        foreach (float v in mask)
        {
            if (v == 0) dropped++;
            else Assert.AreEqual(1 / (1 - rate), v, 1e-5 / (1 - rate) / (1 - rate));
        }
        Assert.AreEqual(rate, dropped / mask.Length, 5 * Math.Sqrt(rate * (1 - rate) / mask.Length));
    }

    [TestMethod]
    public void Backward_Training_HasTheMaskOfTheWayUp()
    {
        (float[,] up, float[,] down) = Masks(0.4, seed: 1, epoch: 3, training: true, row => row);
        CollectionAssert.AreEqual(up, down);
    }

    [TestMethod]
    public void Forward_RowElsewhereInItsBatch_KeepsItsMask()
    {
        float[,] plain = Masks(0.4, 1, 0, true, row => row).Up, turned = Masks(0.4, 1, 0, true, row => Rows - 1 - row).Up;
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Width; c++) Assert.AreEqual(plain[r, c], turned[Rows - 1 - r, c]);
    }

    [TestMethod]
    public void Forward_AnotherSeedOrEpoch_DropsOthers()
    {
        float[,] plain = Masks(0.5, 1, 0, true, row => row).Up;
        foreach (float[,] other in new[] { Masks(0.5, 2, 0, true, row => row).Up, Masks(0.5, 1, 1, true, row => row).Up })
        {
            double same = plain.Cast<float>().Zip(other.Cast<float>()).Average(p => p.First == p.Second ? 1.0 : 0);
            Assert.AreEqual(0.5, same, 5 * 0.5 / Math.Sqrt(plain.Length));
        }
    }

    [TestMethod]
    public void ForwardAndBackward_NotTraining_DropNothing()
    {
        (float[,] up, float[,] down) = Masks(0.4, 1, 0, false, row => row);
        Assert.IsTrue(up.Cast<float>().Concat(down.Cast<float>()).All(v => v == 1));
    }

    private static (float[,] Up, float[,] Down) Masks(double rate, ulong seed, int epoch, bool training, Func<int, int> idOf)
    {
        using FloatPanels slopes = new(Rows, Width);
        Signal signal = new(Rows, Width, slopes);
        using FloatPanels values = signal.Values;
        Pass pass = new() { RowIds = [.. Enumerable.Range(0, Rows).Select(idOf)], Rows = Rows, Seed = seed, Epoch = epoch, Training = training };
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Width; c++) values[r, c] = slopes[r, c] = 1;
        DropoutLayer layer = new(signal, 1, _ => rate);
        for (int b = 0; b < RowRange.BlocksOf(Rows); b++)
        {
            layer.Forward(pass, RowRange.Of(b, Rows));
            layer.Backward(pass, RowRange.Of(b, Rows));
        }
        return (Entries(values), Entries(slopes));
    }

    private static float[,] Entries(FloatPanels panels)
    {
        float[,] entries = new float[Rows, Width];
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Width; c++) entries[r, c] = panels[r, c];
        return entries;
    }
}
