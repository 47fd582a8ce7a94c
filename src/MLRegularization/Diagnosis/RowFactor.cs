using MLRegularization.Numerics;

namespace MLRegularization.Diagnosis;

/// <summary>
/// The Cholesky factor L, LLᵀ = G of a growing set of columns, row by row. Unlike the solvers' factor it tells how much of a new column the
/// present ones leave, and the diagonal of G⁻¹.
/// </summary>
internal sealed class RowFactor
{
    private readonly List<double[]> rows = []; // row i: i + 1 values

    /// <summary>Number of columns.</summary>
    public int Count => rows.Count;

    /// <summary>L⁻¹g for the products of a new column with the present ones.</summary>
    public double[] Forward(ReadOnlySpan<double> products)
    {
        double[] z = new double[Count];
        for (int i = 0; i < z.Length; i++) z[i] = (products[i] - Kernels.Dot(rows[i].AsSpan(0, i), z.AsSpan(0, i))) / rows[i][i];
        return z;
    }

    /// <summary>Appends a column.</summary>
    /// <param name="forward">What <see cref="Forward"/> gave for it.</param>
    /// <param name="left">Its square less that of <paramref name="forward"/>: what the present columns leave of it.</param>
    public void Append(double[] forward, double left) => rows.Add([.. forward, Math.Sqrt(left)]);

    /// <summary>G⁻¹g, from L⁻¹g.</summary>
    public double[] Back(double[] forward)
    {
        double[] x = [.. forward];
        for (int i = Count - 1; i >= 0; i--)
        {
            x[i] /= rows[i][i];
            Kernels.AddScaled(rows[i].AsSpan(0, i), -x[i], x.AsSpan(0, i));
        }
        return x;
    }

    /// <summary>The diagonal of G⁻¹: sums of squares of the columns of L⁻¹.</summary>
    public double[] InverseDiagonal(int threads, CancellationToken cancellation)
    {
        double[] diagonal = new double[Count];
        Parallelism.For(Count, threads, column =>
        {
            double[] x = new double[Count - column];
            x[0] = 1 / rows[column][column];
            for (int i = column + 1; i < Count; i++) x[i - column] = -Kernels.Dot(rows[i].AsSpan(column, i - column), x.AsSpan(0, i - column)) / rows[i][i];
            diagonal[column] = Kernels.Dot(x, x);
        }, cancellation);
        return diagonal;
    }
}
