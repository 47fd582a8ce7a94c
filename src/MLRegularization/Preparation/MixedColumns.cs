using System.Numerics.Tensors;
using MLRegularization.Matrices;
using MLRegularization.Numerics;

namespace MLRegularization.Preparation;

/// <summary>Numbers and indicators side by side: a dense stretch for the first, only the rows of the ones for the second.</summary>
internal sealed class MixedColumns : IColumnMatrix
{
    private readonly ReadOnlyMemory<double>[] dense;
    private readonly int[]?[] ones; // null: the column is dense

    private MixedColumns(ReadOnlyMemory<double>[] dense, int[]?[] ones, int rows)
    {
        this.dense = dense;
        this.ones = ones;
        Rows = rows;
    }

    public int Rows { get; }

    public int Columns => dense.Length;

    public double Dot(int column, int firstRow, ReadOnlySpan<double> vector)
    {
        if (ones[column] is not int[] rows) return Kernels.Dot(dense[column].Span.Slice(firstRow, vector.Length), vector);
        double sum = 0;
        for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < vector.Length; k++) sum += vector[rows[k] - firstRow];
        return sum;
    }

    public void AddScaled(int column, double scale, int firstRow, Span<double> destination)
    {
        if (ones[column] is not int[] rows) Kernels.AddScaled(dense[column].Span.Slice(firstRow, destination.Length), scale, destination);
        else
            for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < destination.Length; k++) destination[rows[k] - firstRow] += scale;
    }

    public void CopyCentered(int column, int firstRow, double center, Span<double> destination)
    {
        if (ones[column] is not int[] rows)
        {
            TensorPrimitives.Subtract(dense[column].Span.Slice(firstRow, destination.Length), center, destination);
            return;
        }
        destination.Fill(0 - center);
        for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < destination.Length; k++)
            destination[rows[k] - firstRow] = 1 - center;
    }

    public void CopyCentered(int column, int firstRow, double center, Span<float> destination)
    {
        if (ones[column] is not int[] rows)
        {
            Kernels.SubtractNarrowing(dense[column].Span.Slice(firstRow, destination.Length), center, destination);
            return;
        }
        destination.Fill((float)(0 - center));
        for (int k = FirstAtOrAfter(rows, firstRow); k < rows.Length && rows[k] - firstRow < destination.Length; k++)
            destination[rows[k] - firstRow] = (float)(1 - center);
    }

    public IColumnMatrix SelectRows(IReadOnlyList<int> rows)
    {
        int[] placeOf = new int[Rows];
        Array.Fill(placeOf, -1);
        for (int k = 0; k < rows.Count; k++) placeOf[rows[k]] = k;
        ReadOnlyMemory<double>[] numbers = new ReadOnlyMemory<double>[Columns];
        int[]?[] indicators = new int[]?[Columns];
        for (int j = 0; j < numbers.Length; j++)
        {
            if (ones[j] is int[] all) indicators[j] = [.. all.Select(i => placeOf[i]).Where(place => place >= 0)];
            else
            {
                double[] values = new double[rows.Count];
                for (int k = 0; k < values.Length; k++) values[k] = dense[j].Span[rows[k]];
                numbers[j] = values;
            }
        }
        return new MixedColumns(numbers, indicators, rows.Count);
    }

    private static int FirstAtOrAfter(int[] rows, int row)
    {
        int at = Array.BinarySearch(rows, row);
        return at < 0 ? ~at : at;
    }

    /// <summary>Collects columns; gives plain <see cref="DenseColumns{T}"/> where all are dense, and <see cref="SparseColumns"/> where any is.</summary>
    public sealed class Builder(int rows)
    {
        private readonly List<ReadOnlyMemory<double>> dense = [];
        private readonly List<int[]?> ones = [];
        private readonly List<(int At, SparseColumns Columns)> sparse = [];
        private bool mixed;

        public void AddDense(ReadOnlyMemory<double> values)
        {
            dense.Add(values);
            ones.Add(null);
        }

        public void AddOnes(int[] ascendingRows)
        {
            dense.Add(default);
            ones.Add(ascendingRows);
            mixed = true;
        }

        public void AddSparse(SparseColumns columns) => sparse.Add((dense.Count, columns));

        public IColumnMatrix Build() =>
            sparse.Count == 1 && dense.Count == 0 ? sparse[0].Columns
            : sparse.Count > 0 ? Joined()
            : mixed ? new MixedColumns([.. dense], [.. ones], rows)
            : new DenseColumns<double>([.. dense], rows);

        // Beside thousands of sparse columns a few dense ones cost little, and solvers keep their way for sparse ones.
        private SparseColumns Joined()
        {
            List<long> pointers = [0];
            List<int> storedRows = [];
            List<double> values = [];
            int at = 0;
            foreach ((int upTo, SparseColumns block) in sparse.Append((dense.Count, null!)))
            {
                for (; at < upTo; at++)
                {
                    if (ones[at] is int[] ownRows)
                    {
                        storedRows.AddRange(ownRows);
                        values.AddRange(Enumerable.Repeat(1.0, ownRows.Length));
                    }
                    else
                        for (int i = 0; i < rows; i++)
                            if (dense[at].Span[i] != 0)
                            {
                                storedRows.Add(i);
                                values.Add(dense[at].Span[i]);
                            }
                    pointers.Add(values.Count);
                }
                for (int j = 0; j < block?.Columns; j++)
                {
                    storedRows.AddRange(block.RowsOf(j));
                    values.AddRange(block.ValuesOf(j));
                    pointers.Add(values.Count);
                }
            }
            return new SparseColumns(rows, [.. pointers], [.. storedRows], [.. values]);
        }
    }
}
