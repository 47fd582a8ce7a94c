using MLRegularization.Losses;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Training;

[TestClass]
public sealed class BatchSourceTests
{
    // Panels of 32 columns: less than one, one, several with a rest.
    [TestMethod]
    [DataRow(3)]
    [DataRow(32)]
    [DataRow(71)]
    public void Epoch_AnyWidth_EveryRowOnceAndWhole(int width)
    {
        using Batches batches = new(Batches.Numbered(103, width, codes: 2), new SquaredLoss(), 20);
        List<BatchRow> rows = batches.Epoch(0);
        CollectionAssert.AreEqual(Enumerable.Range(0, 103).ToArray(), rows.Select(r => r.Id).Order().ToArray());
        foreach (BatchRow row in rows)
        {
            CollectionAssert.AreEqual(Enumerable.Range(0, width).Select(j => (1000f * row.Id) + j).ToArray(), row.Numbers);
            CollectionAssert.AreEqual(new[] { 10 * row.Id, (10 * row.Id) + 1 }, row.Codes);
            Assert.AreEqual(row.Id, row.Label);
        }
        Assert.AreNotEqual(string.Join(' ', Enumerable.Range(0, 103)), string.Join(' ', rows.Select(r => r.Id)));
    }

    [TestMethod]
    [DataRow(1, 256)]
    [DataRow(256, 256)]
    [DataRow(257, 256)]
    [DataRow(1000, 300)]
    [DataRow(999, 1)]
    [DataRow(130, 64)]
    public void Batches_AnyRows_NearlyEqual(int rows, int batchSize)
    {
        using Batches batches = new(Batches.Numbered(rows, 1), new SquaredLoss(), batchSize);
        int[] sizes = [.. batches.Epoch(3).GroupBy(r => r.Batch).Select(g => g.Count())];
        Assert.HasCount((rows + batchSize - 1) / batchSize, sizes);
        Assert.IsLessThanOrEqualTo(1, sizes.Max() - sizes.Min());
        Assert.AreEqual(BatchSource.LargestBatch(rows, batchSize), sizes.Max());
        Assert.IsLessThanOrEqualTo(batchSize, sizes.Max());
    }

    [TestMethod]
    public void Epoch_SameSeed_SameBatchesWhateverCameBefore()
    {
        TrainingRows rows = Batches.Numbered(57, 4);
        using Batches one = new(rows, new SquaredLoss(), 10), two = new(rows, new SquaredLoss(), 10), other = new(rows, new SquaredLoss(), 10, seed: 6);
        for (int epoch = 0; epoch < 4; epoch++) one.Epoch(epoch);
        int[] fifth = [.. one.Epoch(4).Select(r => r.Id)];
        CollectionAssert.AreEqual(fifth, two.Epoch(4).Select(r => r.Id).ToArray());
        CollectionAssert.AreNotEqual(fifth, two.Epoch(5).Select(r => r.Id).ToArray());
        CollectionAssert.AreNotEqual(fifth, other.Epoch(4).Select(r => r.Id).ToArray());
    }

    [TestMethod]
    public void Gather_BlocksInAnyOrder_SameRows()
    {
        TrainingRows rows = Batches.Numbered(300, 40);
        using Batches one = new(rows, new SquaredLoss(), 150), two = new(rows, new SquaredLoss(), 150);
        List<BatchRow> expected = one.Epoch(0);
        two.Source.BeginEpoch(0);
        two.Source.Begin(1);
        for (int b = 2; b >= 0; b--) two.Source.Gather(RowRange.Of(b, 150));
        for (int i = 0; i < 150; i++)
        {
            Assert.AreEqual(expected[150 + i].Id, two.Network.Pass.RowIds[i]);
            for (int j = 0; j < 40; j++) Assert.AreEqual(expected[150 + i].Numbers[j], two.Network.Input.Values[i, j]);
        }
    }

    [TestMethod]
    public void Weights_OfABatch_SumToOneInProportion()
    {
        double[] weights = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 4))];
        using Batches batches = new(Batches.Numbered(40, 2, weights: weights), new SquaredLoss(), 12);
        List<BatchRow> rows = batches.Epoch(1);
        CollectionAssert.AreEqual(Enumerable.Range(0, 40).Where(i => i % 4 > 0).ToArray(), rows.Select(r => r.Id).Order().ToArray());
        foreach (IGrouping<int, BatchRow> batch in rows.GroupBy(r => r.Batch))
        {
            Assert.AreEqual(1, batch.Sum(r => r.Weight), 1e-12);
            double sum = batch.Sum(r => weights[r.Id]);
            foreach (BatchRow row in batch) Assert.AreEqual(weights[row.Id] / sum, row.Weight, 1e-15);
        }
    }

    [TestMethod]
    public void Draw_ByWeights_EachAsOftenAsItWeighs()
    {
        TrainingRows rows = Batches.Numbered(4, 1, weights: [0, 1, 0, 3]);
        int[] drawn = [.. Enumerable.Range(0, 8).Select(k => rows.Draw(k / 8.0))];
        CollectionAssert.AreEqual(new[] { 1, 1, 3, 3, 3, 3, 3, 3 }, drawn);
        CollectionAssert.AreEqual(new[] { 0, 0, 1, 1, 2, 2, 3, 3 }, Enumerable.Range(0, 8).Select(k => Batches.Numbered(4, 1).Draw(k / 8.0)).ToArray());
    }

    [TestMethod]
    public void Rows_ThatDoNotFit_Refused()
    {
        Assert.Contains("3 labels for 4 rows", Assert.ThrowsExactly<ArgumentException>(() => new TrainingRows(Batches.Numbered(4, 1).Inputs, new double[3])).Message);
        Assert.Contains("positive weight", Assert.ThrowsExactly<ArgumentException>(() => Batches.Numbered(2, 1, weights: [0, 0])).Message);
        using Batches batches = new(Batches.Numbered(20, 2), new SquaredLoss(), 5);
        Assert.Contains("up to 10 rows", Assert.ThrowsExactly<ArgumentException>(() => new BatchSource(batches.Rows, 10, 1, [])).Message);
    }
}
