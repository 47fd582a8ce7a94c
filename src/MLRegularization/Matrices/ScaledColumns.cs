using System.Numerics.Tensors;
using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// Columns multiplied by powers of two as they are read, so that squares of values like 1e300 or 1e-300 neither overflow nor vanish.
/// Powers of two change no digit.
/// </summary>
internal sealed class ScaledColumns(IColumnMatrix matrix, double[] factors) : IColumnMatrix
{
    private const double Largest = 1e100;

    public int Rows => matrix.Rows;

    public int Columns => matrix.Columns;

    /// <summary>The factor of every column, or null where no column needs one.</summary>
    public static double[]? FactorsFor(IColumnMatrix matrix, int threads, CancellationToken cancellation)
    {
        // Squares of single-precision values are at home in double.
        if (matrix is DenseColumns<float>) return null;
        double[] factors = new double[matrix.Columns];
        const int block = 64;
        Parallelism.For((factors.Length + block - 1) / block, threads, b =>
        {
            double[] buffer = new double[matrix is SparseColumns ? 0 : Math.Min(matrix.Rows, 4096)];
            for (int j = b * block; j < Math.Min(factors.Length, (b + 1) * block); j++)
            {
                double largest = 0;
                if (matrix is SparseColumns sparse) largest = sparse.ValuesOf(j).IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(sparse.ValuesOf(j)));
                else for (int first = 0; first < matrix.Rows; first += buffer.Length)
                {
                    Span<double> part = buffer.AsSpan(0, Math.Min(buffer.Length, matrix.Rows - first));
                    matrix.CopyCentered(j, first, 0, part);
                    largest = Math.Max(largest, Math.Abs(TensorPrimitives.MaxMagnitude<double>(part)));
                }
                factors[j] = largest == 0 || (largest < Largest && largest > 1 / Largest) ? 1 : Math.ScaleB(1, -Math.ILogB(largest));
            }
        }, cancellation);
        return factors.AsSpan().IndexOfAnyExcept(1.0) < 0 ? null : factors;
    }

    public double Dot(int column, int firstRow, ReadOnlySpan<double> vector)
    {
        if (factors[column] == 1) return matrix.Dot(column, firstRow, vector);
        double[] values = new double[vector.Length];
        CopyCentered(column, firstRow, 0, values);
        return Kernels.Dot(values, vector);
    }

    public void AddScaled(int column, double scale, int firstRow, Span<double> destination)
    {
        if (factors[column] == 1)
        {
            matrix.AddScaled(column, scale, firstRow, destination);
            return;
        }
        double[] values = new double[destination.Length];
        CopyCentered(column, firstRow, 0, values);
        Kernels.AddScaled(values, scale, destination);
    }

    public void CopyCentered(int column, int firstRow, double center, Span<double> destination)
    {
        matrix.CopyCentered(column, firstRow, center / factors[column], destination);
        if (factors[column] != 1) TensorPrimitives.Multiply(destination, factors[column], destination);
    }

    public void CopyCentered(int column, int firstRow, double center, Span<float> destination)
    {
        double[] values = new double[destination.Length];
        CopyCentered(column, firstRow, center, values);
        for (int k = 0; k < values.Length; k++) destination[k] = (float)values[k];
    }
}
