using MLRegularization.Matrices;

namespace MLRegularization.Tests.Matrices;

[TestClass]
public sealed class PackedRowsTests
{
    [TestMethod]
    public void Multiply_RowsOfEveryLength_SameAsPlainLoops()
    {
        // Two blocks of rows; rows of 0 to 20 values, every seventh row of weight 0.
        const int rows = 9001, columns = 40;
        Random random = new(1);
        double[][] dense = [.. Enumerable.Range(0, columns).Select(j => (double[])[.. Enumerable.Range(0, rows).Select(i => random.Next(columns) < i % 21 ? random.NextDouble() - 0.5 : 0)])];
        List<long> pointers = [0];
        List<int> indices = [];
        List<double> values = [];
        foreach (double[] column in dense)
        {
            int[] stored = [.. Enumerable.Range(0, rows).Where(i => column[i] != 0)];
            indices.AddRange(stored);
            values.AddRange(stored.Select(i => column[i]));
            pointers.Add(indices.Count);
        }
        double[] weights = [.. Enumerable.Range(0, rows).Select(i => i % 7 == 0 ? 0 : 1.0 / rows)], scales = [.. Enumerable.Range(0, columns).Select(j => 0.5 + j)];
        double[] omega = [.. weights.Select((w, i) => w * (1 + (i % 3)))];
        int[] held = [.. Enumerable.Range(0, columns).Where(j => j % 5 != 1).Reverse()];
        PackedRows packed = new(new SparseColumns(rows, [.. pointers], [.. indices], [.. values]), scales, weights, 2);
        packed.Hold([4, 5]);
        packed.Hold(held);
        double[] means = new double[held.Length], vector = [.. held.Select(j => Math.Sin(j))], product = new double[held.Length];
        packed.Means(omega, means);
        packed.Multiply(omega, means, vector, product);
        for (int k = 0; k < held.Length; k++)
        {
            double mean = 0, expected = 0;
            for (int i = 0; i < rows; i++) mean += omega[i] * dense[held[k]][i] / scales[held[k]];
            Assert.AreEqual(mean, means[k], 1e-6);
            for (int i = 0; i < rows; i++)
            {
                double along = 0;
                for (int other = 0; other < held.Length; other++) along += ((dense[held[other]][i] / scales[held[other]]) - means[other]) * vector[other];
                expected += omega[i] * along * ((dense[held[k]][i] / scales[held[k]]) - means[k]);
            }
            Assert.AreEqual(expected, product[k], 1e-6);
        }
    }
}
