namespace MLRegularization.Numerics;

/// <summary>
/// A symmetric matrix A = Q T Qᵀ with T tridiagonal, by Householder reflections (Golub and Van Loan, Matrix Computations, §8.3.1):
/// after that, (A + λI)⁻¹ costs a few operations per row for every λ.
/// </summary>
internal sealed class Tridiagonal
{
    private readonly double[][] reflectors;
    private readonly double[] scales;

    private Tridiagonal(int size)
    {
        Diagonal = new double[size];
        Off = new double[Math.Max(0, size - 1)];
        reflectors = new double[Math.Max(0, size - 2)][];
        scales = new double[reflectors.Length];
    }

    /// <summary>T's diagonal.</summary>
    public double[] Diagonal { get; }

    /// <summary>T's entries beside the diagonal.</summary>
    public double[] Off { get; }

    /// <summary>Decomposes a full symmetric matrix, row-major, which is overwritten.</summary>
    public static Tridiagonal Of(double[] matrix, int size, int threads, CancellationToken cancellation)
    {
        Tridiagonal result = new(size);
        double[] product = new double[size];
        for (int k = 0; k < size - 2; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            int m = size - k - 1, start = k + 1;
            double[] v = matrix.AsSpan((k * size) + start, m).ToArray();
            double norm = Math.Sqrt(Kernels.Dot(v, v)), alpha = v[0] > 0 ? -norm : norm;
            result.Diagonal[k] = matrix[(k * size) + k];
            result.Off[k] = alpha;
            v[0] -= alpha;
            double square = Kernels.Dot(v, v), beta = square > 0 ? 2 / square : 0;
            result.reflectors[k] = v;
            result.scales[k] = beta;
            if (beta == 0) continue;
            int blocks = m > 256 ? 8 : 1;
            Parallelism.For(blocks, threads, b =>
            {
                for (int i = m * b / blocks; i < m * (b + 1) / blocks; i++)
                    product[i] = beta * Kernels.Dot(matrix.AsSpan(((start + i) * size) + start, m), v);
            }, cancellation);
            Span<double> w = product.AsSpan(0, m);
            Kernels.AddScaled(v, -0.5 * beta * Kernels.Dot(w, v), w);
            Parallelism.For(blocks, threads, b =>
            {
                for (int i = m * b / blocks; i < m * (b + 1) / blocks; i++)
                {
                    Span<double> row = matrix.AsSpan(((start + i) * size) + start, m);
                    Kernels.AddScaled(v, -product[i], row);
                    Kernels.AddScaled(product.AsSpan(0, m), -v[i], row);
                }
            }, cancellation);
        }
        for (int k = Math.Max(0, size - 2); k < size; k++)
        {
            result.Diagonal[k] = matrix[(k * size) + k];
            if (k + 1 < size) result.Off[k] = matrix[(k * size) + k + 1];
        }
        return result;
    }

    /// <summary>x := Qᵀx.</summary>
    public void ToTridiagonal(Span<double> x)
    {
        for (int k = 0; k < reflectors.Length; k++) Reflect(k, x);
    }

    /// <summary>x := Qx.</summary>
    public void FromTridiagonal(Span<double> x)
    {
        for (int k = reflectors.Length - 1; k >= 0; k--) Reflect(k, x);
    }

    /// <summary>The factors of T + λI = L D Lᵀ: D, and L's entries below the diagonal.</summary>
    public (double[] Pivots, double[] Below) Factor(double lambda)
    {
        double[] pivots = new double[Diagonal.Length], below = new double[Off.Length];
        for (int k = 0; k < pivots.Length; k++)
        {
            pivots[k] = Diagonal[k] + lambda;
            if (k == 0) continue;
            below[k - 1] = Off[k - 1] / pivots[k - 1];
            pivots[k] -= below[k - 1] * Off[k - 1];
        }
        return (pivots, below);
    }

    /// <summary>x := (T + λI)⁻¹x from its factors.</summary>
    public static void Solve((double[] Pivots, double[] Below) factor, Span<double> x)
    {
        for (int k = 1; k < x.Length; k++) x[k] -= factor.Below[k - 1] * x[k - 1];
        for (int k = 0; k < x.Length; k++) x[k] /= factor.Pivots[k];
        for (int k = x.Length - 2; k >= 0; k--) x[k] -= factor.Below[k] * x[k + 1];
    }

    /// <summary>xᵀ(T + λI)⁻¹x from its factors; x is overwritten.</summary>
    public static double Form((double[] Pivots, double[] Below) factor, Span<double> x)
    {
        double sum = 0, last = 0;
        double[] pivots = factor.Pivots, below = factor.Below;
        for (int k = 0; k < x.Length; k++)
        {
            last = k == 0 ? x[0] : x[k] - (below[k - 1] * last);
            x[k] = last;
        }
        for (int k = 0; k < x.Length; k++) sum += x[k] * x[k] / pivots[k];
        return sum;
    }

    private void Reflect(int k, Span<double> x)
    {
        double[] v = reflectors[k];
        Span<double> tail = x[(k + 1)..];
        Kernels.AddScaled(v, -scales[k] * Kernels.Dot(v, tail), tail);
    }
}
