using System.Runtime.Intrinsics;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>The hash behind masks and noise: even, and neighbours in every direction know nothing of each other. Seeds are fixed; χ² may be five standard deviations off.</summary>
[TestClass]
public sealed class CounterBitsTests
{
    private const int Rows = 512, Units = 256;

    [TestMethod]
    public void Bits_EveryByte_IsUniform()
    {
        foreach (ulong seed in new ulong[] { 0, 1, 77 })
            for (int shift = 0; shift < 32; shift += 8) Check(256, (row, unit) => (Word(seed, 3, 1, row, unit) >> shift) & 255, $"seed {seed}, bits from {shift}");
    }

    [TestMethod]
    public void Bits_Neighbours_AreIndependent()
    {
        foreach (int shift in new[] { 12, 28 })
        {
            Check(256, (row, unit) => Pair(Word(5, 0, 1, row, unit), Word(5, 0, 1, row + 1, unit), shift), "the next row");
            Check(256, (row, unit) => Pair(Word(5, 0, 1, row, unit), Word(5, 0, 1, row, unit + 1), shift), "the next unit");
            Check(256, (row, unit) => Pair(Word(5, 0, 1, row, unit), Word(5, 0, 1, row, unit + 16), shift), "the next vector");
            Check(256, (row, unit) => Pair(Word(5, 0, 1, row, unit), Word(5, 1, 1, row, unit), shift), "the next epoch");
            Check(256, (row, unit) => Pair(Word(5, 0, 1, row, unit), Word(5, 0, 2, row, unit), shift), "the next place");
            Check(256, (row, unit) => Pair(Word(5, 0, 1, row, unit), Word(6, 0, 1, row, unit), shift), "the next seed");
        }
        Check(256, (row, unit) => ((Word(5, 0, 1, row, unit) >> 8) & 0xF0) | (Word(5, 0, 1, row, unit) >> 28), "the two halves of a word");
    }

    [TestMethod]
    public void Bits_NeighboursOfARow_SumsOfRowsSpreadLikeCoins()
    {
        // Σ over rows of (ones − expected)² / variance is χ² with as many degrees of freedom as rows.
        double chi = 0;
        for (int row = 0; row < 4096; row++)
        {
            int ones = Enumerable.Range(0, Units).Count(unit => Word(11, 0, 1, row, unit) >> 31 == 1);
            chi += Math.Pow(ones - (Units / 2), 2) / (Units / 4);
        }
        Assert.AreEqual(4096, chi, 5 * Math.Sqrt(2 * 4096));
    }

    [TestMethod]
    public void Bits_OfAUnit_AreTheSameWhateverUnitIsFirst()
    {
        ulong key = CounterNoise.Key(1, 2, 3, 4);
        for (int first = 0; first < 40; first++)
            for (int lane = 0; lane < 16; lane++) Assert.AreEqual(CounterNoise.Bits(key, first)[lane], CounterNoise.Bits(key, first + lane)[0]);
        Assert.AreEqual(key, CounterNoise.RowKey(CounterNoise.PlaceKey(1, 2, 3), 4));
    }

    [TestMethod]
    public void UniformAndNormal_ManyKeys_HaveTheirMoments()
    {
        const int n = 100_000;
        double[] u = [.. Enumerable.Range(0, n).Select(i => CounterNoise.Uniform(CounterNoise.Key(3, 0, 0, i)))], z = [.. Enumerable.Range(0, n).Select(i => new RowDraws(CounterNoise.Key(3, 0, 0, i)).Normal())];
        Assert.IsTrue(u.All(v => v is >= 0 and < 1));
        Assert.AreEqual(0.5, u.Average(), 5 * Math.Sqrt(1.0 / 12 / n));
        Assert.AreEqual(1.0 / 12, u.Average(v => Math.Pow(v - 0.5, 2)), 5 * Math.Sqrt(1.0 / 180 / n));
        Assert.AreEqual(0, z.Average(), 5 * Math.Sqrt(1.0 / n));
        Assert.AreEqual(1, z.Average(v => v * v), 5 * Math.Sqrt(2.0 / n));
        Assert.AreEqual(3, z.Average(v => v * v * v * v), 5 * Math.Sqrt(96.0 / n));
    }

    private static uint Word(ulong seed, int epoch, int place, int row, int unit) => CounterNoise.Bits(CounterNoise.Key(seed, epoch, place, row), unit)[0];

    private static uint Pair(uint left, uint right, int shift) => (((left >> shift) & 15) << 4) | ((right >> shift) & 15);

    private static void Check(int bins, Func<int, int, uint> binOf, string what)
    {
        int[] counts = new int[bins];
        for (int row = 0; row < Rows; row++)
            for (int unit = 0; unit < Units; unit++) counts[binOf(row, unit)]++;
        double expected = (double)Rows * Units / bins, chi = counts.Sum(c => Math.Pow(c - expected, 2) / expected);
        Assert.AreEqual(bins - 1, chi, 5 * Math.Sqrt(2.0 * (bins - 1)), what);
    }
}
