using MLRegularization.Numerics;

namespace MLRegularization.Matrices;

/// <summary>
/// Columns whose mean is huge beside their spread, a time in seconds for one, kept once more as differences from a value near their mean:
/// what is taken off only after a product costs it its digits. Other columns are read as they are.
/// </summary>
internal sealed class RecentredColumns : IColumnMatrix
{
    /// <summary>A mean beyond so many standard deviations is far.</summary>
    private const double Far = 1e4;

    private readonly IColumnMatrix matrix;
    private readonly double[]?[] differences;

    private RecentredColumns(IColumnMatrix matrix, double[] centres)
    {
        this.matrix = matrix;
        differences = new double[]?[matrix.Columns];
        for (int j = 0; j < centres.Length; j++)
            if (centres[j] != 0) matrix.CopyCentered(j, 0, centres[j], differences[j] = new double[matrix.Rows]);
    }

    public int Rows => matrix.Rows;

    public int Columns => matrix.Columns;

    /// <summary>A matrix with what is far copied; of a sparse one, whose far columns store every row, a sparse one.</summary>
    /// <param name="matrix">n × p features.</param>
    /// <param name="centres">p values to be taken off; 0 where a column is left as it is.</param>
    public static IColumnMatrix Of(IColumnMatrix matrix, double[] centres) => matrix is SparseColumns sparse ? sparse.Less(centres) : new RecentredColumns(matrix, centres);

    /// <summary>What is to be taken off each column, or null where none is far.</summary>
    public static double[]? CentresFor(IColumnMatrix matrix, int threads, CancellationToken cancellation)
    {
        int n = matrix.Rows, sample = Math.Min(n, 256);
        double[] centres = new double[matrix.Columns];
        const int block = 64;
        Parallelism.For((centres.Length + block - 1) / block, threads, b =>
        {
            double[] values = new double[sample];
            double[]? all = null;
            for (int j = b * block; j < Math.Min(centres.Length, (b + 1) * block); j++)
            {
                // A column with a zero is not far from it.
                if (matrix is SparseColumns sparse && sparse.ValuesOf(j).Length < n) continue;
                matrix.CopyCentered(j, (n - sample) / 2, 0, values);
                (double mean, double deviation) = MeanAndDeviation(values);
                if (Math.Abs(mean) <= Far * deviation || mean == 0) continue;
                // The sample may be level where the column is not.
                all ??= new double[n];
                matrix.CopyCentered(j, 0, 0, all);
                (mean, deviation) = MeanAndDeviation(all);
                if (deviation > 0 && Math.Abs(mean) > Far * deviation) centres[j] = mean;
            }
        }, cancellation);
        return centres.AsSpan().IndexOfAnyExcept(0.0) < 0 ? null : centres;
    }

    public double Dot(int column, int firstRow, ReadOnlySpan<double> vector) => differences[column] is double[] values
        ? Kernels.Dot(values.AsSpan(firstRow, vector.Length), vector) : matrix.Dot(column, firstRow, vector);

    public void AddScaled(int column, double scale, int firstRow, Span<double> destination)
    {
        if (differences[column] is double[] values) Kernels.AddScaled(values.AsSpan(firstRow, destination.Length), scale, destination);
        else matrix.AddScaled(column, scale, firstRow, destination);
    }

    public void CopyCentered(int column, int firstRow, double center, Span<double> destination)
    {
        if (differences[column] is not double[] values)
        {
            matrix.CopyCentered(column, firstRow, center, destination);
            return;
        }
        for (int k = 0; k < destination.Length; k++) destination[k] = values[firstRow + k] - center;
    }

    public void CopyCentered(int column, int firstRow, double center, Span<float> destination)
    {
        if (differences[column] is double[] values) Kernels.SubtractNarrowing(values.AsSpan(firstRow, destination.Length), center, destination);
        else matrix.CopyCentered(column, firstRow, center, destination);
    }

    private static (double Mean, double Deviation) MeanAndDeviation(double[] values)
    {
        double mean = values[0] + (values.Sum(v => v - values[0]) / values.Length);
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length));
    }
}
