using Microsoft.ML.Data;
using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Feature vectors as they come, row after row, and in the end their columns: dense ones of Single, or sparse ones if the first rows are mostly zeros.</summary>
internal sealed class FeatureRows(int columns)
{
    /// <summary>Rows that decide between dense and sparse, and the share of values below which sparse wins.</summary>
    private const int Sample = 256;
    private const double SparseShare = 0.2;

    private readonly List<VBuffer<float>> sample = [];
    private float[][]? dense;
    private List<int>? indices;
    private List<float>? values;
    private readonly List<int> ends = [];
    private int rows;

    /// <summary>Rows added.</summary>
    public int Rows => rows + sample.Count;

    /// <summary>Adds a row; the buffer may be used again.</summary>
    public void Add(in VBuffer<float> row)
    {
        if (dense is not null || values is not null)
        {
            Store(row);
            return;
        }
        VBuffer<float> copy = default;
        row.CopyTo(ref copy);
        sample.Add(copy);
        if (sample.Count == Sample) Decide();
    }

    /// <summary>All rows as columns. Missing values are filled with the means of the columns.</summary>
    public IColumnMatrix ToColumns()
    {
        if (dense is null && values is null) Decide();
        if (dense is not null)
        {
            foreach (float[] column in dense) FillMissing(column.AsSpan(0, rows));
            return new DenseColumns<float>([.. dense.Select(c => new ReadOnlyMemory<float>(c, 0, rows))], rows);
        }
        return Sparse();
    }

    private void Decide()
    {
        bool sparse = columns > 1 && sample.Count > 0 && sample.Any(r => !r.IsDense) && sample.Sum(r => (double)r.GetValues().Length) < SparseShare * columns * sample.Count;
        if (sparse) (indices, values) = ([], []);
        else
        {
            dense = new float[columns][];
            for (int j = 0; j < columns; j++) dense[j] = new float[Math.Max(sample.Count, 16)];
        }
        foreach (VBuffer<float> row in sample) Store(row);
        sample.Clear();
    }

    private void Store(in VBuffer<float> row)
    {
        if (dense is not null) StoreDense(row);
        else
        {
            foreach (KeyValuePair<int, float> item in row.Items())
            {
                if (item.Value == 0) continue;
                indices!.Add(item.Key);
                values!.Add(item.Value);
            }
            ends.Add(values!.Count);
        }
        rows++;
    }

    private void StoreDense(in VBuffer<float> row)
    {
        if (columns > 0 && rows == dense![0].Length)
            for (int j = 0; j < columns; j++) Array.Resize(ref dense[j], checked(2 * rows));
        ReadOnlySpan<float> given = row.GetValues();
        if (row.IsDense)
        {
            for (int j = 0; j < given.Length; j++) dense![j][rows] = given[j];
            return;
        }
        ReadOnlySpan<int> places = row.GetIndices();
        for (int k = 0; k < given.Length; k++) dense![places[k]][rows] = given[k];
    }

    private SparseColumns Sparse()
    {
        long[] starts = new long[columns + 1];
        foreach (int j in indices!) starts[j + 1]++;
        for (int j = 0; j < columns; j++) starts[j + 1] += starts[j];
        int[] rowOf = new int[indices.Count];
        double[] sorted = new double[indices.Count];
        long[] next = (long[])starts.Clone();
        for (int i = 0, k = 0; i < rows; i++)
            for (; k < ends[i]; k++)
            {
                long to = next[indices[k]]++;
                rowOf[to] = i;
                sorted[to] = values![k];
            }
        for (int j = 0; j < columns; j++)
            FillMissing(sorted.AsSpan((int)starts[j], (int)(starts[j + 1] - starts[j])), rows - (int)(starts[j + 1] - starts[j]));
        return new SparseColumns(rows, starts, rowOf, sorted);
    }

    private static void FillMissing(Span<float> column)
    {
        double sum = 0;
        int missing = 0;
        foreach (float x in column)
        {
            if (float.IsNaN(x)) missing++;
            else sum += x;
        }
        if (missing == 0) return;
        float mean = (float)(sum / Math.Max(column.Length - missing, 1));
        foreach (ref float x in column)
            if (float.IsNaN(x)) x = mean;
    }

    private static void FillMissing(Span<double> column, int zeros)
    {
        double sum = 0;
        int missing = 0;
        foreach (double x in column)
        {
            if (double.IsNaN(x)) missing++;
            else sum += x;
        }
        if (missing == 0) return;
        double mean = sum / Math.Max(column.Length + zeros - missing, 1);
        foreach (ref double x in column)
            if (double.IsNaN(x)) x = mean;
    }
}
