using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// Columns centred and scaled as they are read, with normalised row weights ω, Σω = 1; rows of weight 0 are as good as absent,
/// which is how a fold leaves rows out. Nothing is written into the matrix.
/// </summary>
internal sealed class StandardizedColumns
{
    private readonly IColumnMatrix matrix;
    private readonly double[]? weights; // ω, or null for 1/n
    private readonly Standardization scale;

    /// <summary>Wraps a matrix.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="weights">Row weights of any sum, or null.</param>
    /// <param name="scale">Means and scales of the columns under these weights.</param>
    public StandardizedColumns(IColumnMatrix matrix, double[]? weights, Standardization scale)
    {
        this.matrix = matrix;
        this.scale = scale;
        if (weights is null) return;
        double total = weights.Sum();
        this.weights = [.. weights.Select(w => w / total)];
    }

    /// <summary>Number of columns p.</summary>
    public int Count => matrix.Columns;

    /// <summary>Σ ω x̃ⱼ².</summary>
    public double SquareMean(int column) => scale.SquareMeans[column];

    /// <summary>ω of one row.</summary>
    public double Weight(int row) => weights?[row] ?? 1.0 / matrix.Rows;

    /// <summary>target = a stretch of x̃ⱼ.</summary>
    public void Stretch(int column, int firstRow, Span<double> target)
    {
        matrix.CopyCentered(column, firstRow, scale.Centres[column], target);
        TensorPrimitives.Multiply(target, scale.Constant[column] ? 0 : 1 / scale.Scales[column], target);
    }

    /// <summary>target = ω ∘ values; returns its sum.</summary>
    public double Weigh(ReadOnlySpan<double> values, Span<double> target)
    {
        if (weights is null) TensorPrimitives.Multiply(values, 1.0 / values.Length, target);
        else TensorPrimitives.Multiply(values, weights, target);
        return TensorPrimitives.Sum(target);
    }

    /// <summary>Takes the weighted mean off, where columns are centred.</summary>
    public void Centre(Span<double> values)
    {
        if (!scale.Centred) return;
        double mean = weights is null ? TensorPrimitives.Sum<double>(values) / values.Length : Kernels.Dot(weights, values);
        TensorPrimitives.Subtract(values, mean, values);
    }

    /// <summary>x̃ⱼ · v for weighted v with the given sum.</summary>
    public double Correlate(int column, ReadOnlySpan<double> weighted, double sum) => scale.Constant[column]
        ? 0 : (matrix.Dot(column, 0, weighted) - (scale.Centres[column] * sum)) / scale.Scales[column];

    /// <summary>The same for many columns at once.</summary>
    public void Correlate(ReadOnlySpan<int> columns, ReadOnlySpan<double> weighted, double sum, Span<double> products)
    {
        matrix.Dot(columns, 0, weighted, products);
        for (int k = 0; k < columns.Length; k++)
        {
            int j = columns[k];
            products[k] = scale.Constant[j] ? 0 : (products[k] - (scale.Centres[j] * sum)) / scale.Scales[j];
        }
    }

    /// <summary>target += Σ step · x̃ⱼ for many columns, but for constants that centring takes off; by blocks of rows.</summary>
    public void AddScaled(ReadOnlySpan<int> columns, ReadOnlySpan<double> steps, double[] target, int threads)
    {
        // Sparse columns are walked once, not once for every block.
        int block = IsSparse ? Math.Max(1, target.Length) : 512;
        int[] moving = columns.ToArray();
        double[] scaled = new double[moving.Length];
        for (int k = 0; k < scaled.Length; k++) scaled[k] = steps[k] / scale.Scales[moving[k]];
        Parallelism.For((target.Length + block - 1) / block, (long)moving.Length * target.Length > 50_000 ? threads : 1, b =>
        {
            int first = b * block;
            matrix.AddScaled(moving, scaled, first, target.AsSpan(first, Math.Min(block, target.Length - first)));
        });
    }

    /// <summary>target += step · x̃ⱼ, but for a constant that centring takes off.</summary>
    public void AddScaled(int column, double step, Span<double> target) => matrix.AddScaled(column, step / scale.Scales[column], 0, target);

    /// <summary>Whether a column has few values, so that a step along it changes few rows.</summary>
    public bool IsSparse => matrix is SparseColumns;

    /// <summary>weighted += step · ω ∘ x̃ⱼ for a sparse column, but for the constant that centring takes off; returns the change of its sum where columns are centred, which is by their means under ω.</summary>
    public double AddWeightedSparse(int column, double step, double[] weighted)
    {
        SparseColumns sparse = (SparseColumns)matrix;
        ReadOnlySpan<int> rows = sparse.RowsOf(column);
        ReadOnlySpan<double> values = sparse.ValuesOf(column)[..rows.Length];
        double factor = step / scale.Scales[column];
        // Rows were checked when the matrix was made; n values are what these arrays hold.
        ref double target = ref MemoryMarshal.GetArrayDataReference(weighted);
        if (weights is null)
            for (int k = 0; k < rows.Length; k++) Unsafe.Add(ref target, rows[k]) += factor / matrix.Rows * values[k];
        else
        {
            ref double omega = ref MemoryMarshal.GetArrayDataReference(weights);
            for (int k = 0; k < rows.Length; k++) Unsafe.Add(ref target, rows[k]) += factor * values[k] * Unsafe.Add(ref omega, rows[k]);
        }
        return factor * scale.Centres[column];
    }

    /// <summary>x̃ⱼ · v for a sparse column and weighted v with the given sum.</summary>
    public double CorrelateSparse(int column, double[] weighted, double sum)
    {
        SparseColumns sparse = (SparseColumns)matrix;
        ReadOnlySpan<int> rows = sparse.RowsOf(column);
        ReadOnlySpan<double> values = sparse.ValuesOf(column)[..rows.Length];
        // Four sums, so that one addition need not wait for the last; rows were checked when the matrix was made.
        ref double source = ref MemoryMarshal.GetArrayDataReference(weighted);
        double a = 0, b = 0, c = 0, d = 0;
        int k = 0;
        for (; k + 4 <= rows.Length; k += 4)
        {
            a += values[k] * Unsafe.Add(ref source, rows[k]);
            b += values[k + 1] * Unsafe.Add(ref source, rows[k + 1]);
            c += values[k + 2] * Unsafe.Add(ref source, rows[k + 2]);
            d += values[k + 3] * Unsafe.Add(ref source, rows[k + 3]);
        }
        for (; k < rows.Length; k++) a += values[k] * Unsafe.Add(ref source, rows[k]);
        return scale.Constant[column] ? 0 : (a + b + (c + d) - (scale.Centres[column] * sum)) / scale.Scales[column];
    }

    /// <summary>target = ω ∘ x̃ⱼ, centred.</summary>
    public void Weighted(int column, Span<double> target)
    {
        matrix.CopyCentered(column, 0, scale.Centres[column], target);
        double factor = scale.Constant[column] ? 0 : 1 / scale.Scales[column];
        if (weights is null) TensorPrimitives.Multiply<double>(target, factor / target.Length, target);
        else
        {
            TensorPrimitives.Multiply<double>(target, weights, target);
            TensorPrimitives.Multiply<double>(target, factor, target);
        }
    }
}
