using MLRegularization.Matrices;

namespace MLRegularization.Tests.Diagnosis;

/// <summary>Independent normal columns of different sizes and means, and tables of them.</summary>
internal sealed class RandomColumns(int seed)
{
    private readonly Random random = new(seed);

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public int Below(int limit) => random.Next(limit);

    public double[] Column(int rows, double mean = 0, double scale = 1) => [.. Enumerable.Range(0, rows).Select(_ => mean + (scale * Normal()))];

    public double[][] Columns(int rows, int columns) => [.. Enumerable.Range(0, columns).Select(j => Column(rows, j % 3 * 5, Math.Pow(10, (j % 4) - 1)))];

    public double[] Weights(int rows) => [.. Enumerable.Range(0, rows).Select(i => i % 7 == 0 ? 0 : 0.2 + random.NextDouble())];

    public static TrainingSet Table(double[][] columns, double[]? weights = null, string[]? names = null, bool sparse = false) =>
        new(sparse ? Sparse(columns) : DenseColumns.FromColumns(columns), [.. Enumerable.Range(0, columns[0].Length).Select(i => (double)(i % 5))], weights, null, names);

    private static SparseColumns Sparse(double[][] columns)
    {
        List<long> pointers = [0];
        List<int> rows = [];
        List<double> values = [];
        foreach (double[] column in columns)
        {
            for (int i = 0; i < column.Length; i++)
            {
                if (column[i] == 0) continue;
                rows.Add(i);
                values.Add(column[i]);
            }
            pointers.Add(values.Count);
        }
        return new SparseColumns(columns[0].Length, [.. pointers], [.. rows], [.. values]);
    }
}
