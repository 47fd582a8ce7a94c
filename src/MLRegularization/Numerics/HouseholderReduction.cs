using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// A = Q T Qᵀ with T tridiagonal by Householder reflections in blocks (Dongarra, Hammarling, Sorensen 1989; LAPACK's dsytrd): half of
/// the work is products of the matrix with single vectors, which read only its upper half, the rest goes through <see cref="PanelProduct"/>.
/// </summary>
internal sealed unsafe class HouseholderReduction : IDisposable
{
    /// <summary>Reflectors of a block.</summary>
    public const int Block = 32;

    private const int MostTasks = 8;

    private readonly int size;
    private readonly int threads;
    private readonly AlignedMatrix matrix; // upper half; row k is reflector k once it is known
    private readonly AlignedMatrix companions; // w of the present block: A − v wᵀ − w vᵀ
    private readonly AlignedMatrix partial;
    private readonly double[] diagonal;
    private readonly double[] off;
    private readonly double[] scales;

    private HouseholderReduction(AlignedMatrix matrix, int threads)
    {
        this.matrix = matrix;
        this.threads = threads;
        size = matrix.Rows;
        companions = new AlignedMatrix(Block, size);
        partial = new AlignedMatrix(MostTasks, size);
        diagonal = new double[size];
        off = new double[Math.Max(0, size - 1)];
        scales = new double[Math.Max(0, size - 2)];
    }

    /// <summary>Reduces a symmetric matrix.</summary>
    /// <param name="matrix">Its upper half, and all of the 8 × 8 blocks on the diagonal; overwritten by the reflectors v, row by row.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="cancellation">Checked at every row.</param>
    /// <returns>T and, for each reflector, the s of I − s v vᵀ.</returns>
    public static (Tridiagonal T, double[] Scales) Reduce(AlignedMatrix matrix, int threads, CancellationToken cancellation)
    {
        using HouseholderReduction reduction = new(matrix, threads);
        reduction.Run(cancellation);
        return (new Tridiagonal(reduction.diagonal, reduction.off), reduction.scales);
    }

    public void Dispose()
    {
        companions.Dispose();
        partial.Dispose();
    }

    private void Run(CancellationToken cancellation)
    {
        using Panels left = new(2 * Block, size), right = new(2 * Block, size);
        int last = 0, next = 0; // the reflectors [last, next) are not yet in the rows from next on
        while (next < size - 2)
        {
            last = next;
            next = Math.Min(last + Block, size - 2);
            for (int k = last; k < next; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                BringUpToDate(k, last, k);
                Reflect(k, last);
            }
            if (next - last < Block) break;
            Pack(last, left, right);
            PanelProduct.Add(left, right, matrix, next, true, threads, cancellation);
            last = next;
        }
        for (int k = Math.Max(0, size - 2); k < size; k++)
        {
            BringUpToDate(k, last, next);
            diagonal[k] = matrix.Row(k)[k];
            if (k + 1 < size) off[k] = matrix.Row(k)[k + 1];
        }
    }

    // Row k without the part of the block's reflectors.
    private void BringUpToDate(int k, int first, int end)
    {
        Span<double> row = matrix.Padded(k)[first..];
        int s = first;
        for (; s + 2 <= end; s += 2)
        {
            ReadOnlySpan<double> v = matrix.Padded(s), w = companions.Padded(s - first), v1 = matrix.Padded(s + 1), w1 = companions.Padded(s + 1 - first);
            Kernels.AddScaled4(v[first..], w[first..], v1[first..], w1[first..], -w[k], -v[k], -w1[k], -v1[k], row);
        }
        for (; s < end; s++)
        {
            ReadOnlySpan<double> v = matrix.Padded(s), w = companions.Padded(s - first);
            Kernels.AddScaled(w[first..], -v[k], row);
            Kernels.AddScaled(v[first..], -w[k], row);
        }
    }

    private void Reflect(int k, int first)
    {
        Span<double> v = matrix.Padded(k), w = companions.Padded(k - first);
        diagonal[k] = v[k];
        v[..(k + 1)].Clear();
        Span<double> tail = v[first..], target = w[first..];
        double norm = Math.Sqrt(Kernels.Dot(tail, tail)), alpha = v[k + 1] > 0 ? -norm : norm;
        off[k] = alpha;
        v[k + 1] -= alpha;
        double square = Kernels.Dot(tail, tail), scale = square > 0 ? 2 / square : 0;
        scales[k] = scale;
        w.Clear();
        if (scale == 0) return;
        Multiply(k + 1, v, w);
        int s = first;
        for (; s + 2 <= k; s += 2)
        {
            ReadOnlySpan<double> v0 = matrix.Padded(s)[first..], w0 = companions.Padded(s - first)[first..];
            ReadOnlySpan<double> v1 = matrix.Padded(s + 1)[first..], w1 = companions.Padded(s + 1 - first)[first..];
            Kernels.AddScaled4(v0, w0, v1, w1, -Kernels.Dot(w0, tail), -Kernels.Dot(v0, tail), -Kernels.Dot(w1, tail), -Kernels.Dot(v1, tail), target);
        }
        for (; s < k; s++)
        {
            ReadOnlySpan<double> v0 = matrix.Padded(s)[first..], w0 = companions.Padded(s - first)[first..];
            double a = Kernels.Dot(w0, tail), b = Kernels.Dot(v0, tail);
            Kernels.AddScaled(v0, -a, target);
            Kernels.AddScaled(w0, -b, target);
        }
        w[..(k + 1)].Clear();
        System.Numerics.Tensors.TensorPrimitives.Multiply(target, scale, target);
        Kernels.AddScaled(tail, -0.5 * scale * Kernels.Dot(target, tail), target);
    }

    // w = A v from the upper half of the rows from first on; w before first is of no meaning.
    private void Multiply(int first, Span<double> v, Span<double> w)
    {
        int begin = first / 8, blocks = ((size + 7) / 8) - begin, tasks = blocks > 48 ? MostTasks : blocks > 24 ? 4 : 1;
        int Boundary(int task) => begin + (int)(blocks * (1 - Math.Sqrt(1 - ((double)task / tasks))));
        fixed (double* vector = v)
        {
            double* x = vector;
            Parallelism.For(tasks, threads, task => MultiplyRows(Boundary(task) * 8, Boundary(task + 1) * 8, x, partial.Values + ((long)task * partial.Stride)));
        }
        for (int task = 0; task < tasks; task++)
        {
            int from = Boundary(task) * 8;
            Span<double> target = w[from..];
            System.Numerics.Tensors.TensorPrimitives.Add(target, partial.Padded(task)[from..], target);
        }
    }

    private void MultiplyRows(int begin, int end, double* v, double* w)
    {
        int stride = matrix.Stride;
        new Span<double>(w + begin, stride - begin).Clear();
        for (int i = begin; i < end; i += 8)
        {
            double* a0 = matrix.Values + ((long)i * stride), a1 = a0 + stride, a2 = a1 + stride, a3 = a2 + stride, a4 = a3 + stride, a5 = a4 + stride, a6 = a5 + stride, a7 = a6 + stride;
            Vector512<double> x = Vector512.Load(v + i);
            Vector512<double> s0 = Vector512.Load(a0 + i) * x, s1 = Vector512.Load(a1 + i) * x, s2 = Vector512.Load(a2 + i) * x, s3 = Vector512.Load(a3 + i) * x;
            Vector512<double> s4 = Vector512.Load(a4 + i) * x, s5 = Vector512.Load(a5 + i) * x, s6 = Vector512.Load(a6 + i) * x, s7 = Vector512.Load(a7 + i) * x;
            Vector512<double> v0 = Vector512.Create(v[i]), v1 = Vector512.Create(v[i + 1]), v2 = Vector512.Create(v[i + 2]), v3 = Vector512.Create(v[i + 3]);
            Vector512<double> v4 = Vector512.Create(v[i + 4]), v5 = Vector512.Create(v[i + 5]), v6 = Vector512.Create(v[i + 6]), v7 = Vector512.Create(v[i + 7]);
            for (int j = i + 8; j < stride; j += 8)
            {
                x = Vector512.Load(v + j);
                Vector512<double> y = Vector512.Load(w + j), z = default, a;
                a = Vector512.Load(a0 + j); s0 = Vector512.FusedMultiplyAdd(a, x, s0); y = Vector512.FusedMultiplyAdd(a, v0, y);
                a = Vector512.Load(a1 + j); s1 = Vector512.FusedMultiplyAdd(a, x, s1); z = a * v1;
                a = Vector512.Load(a2 + j); s2 = Vector512.FusedMultiplyAdd(a, x, s2); y = Vector512.FusedMultiplyAdd(a, v2, y);
                a = Vector512.Load(a3 + j); s3 = Vector512.FusedMultiplyAdd(a, x, s3); z = Vector512.FusedMultiplyAdd(a, v3, z);
                a = Vector512.Load(a4 + j); s4 = Vector512.FusedMultiplyAdd(a, x, s4); y = Vector512.FusedMultiplyAdd(a, v4, y);
                a = Vector512.Load(a5 + j); s5 = Vector512.FusedMultiplyAdd(a, x, s5); z = Vector512.FusedMultiplyAdd(a, v5, z);
                a = Vector512.Load(a6 + j); s6 = Vector512.FusedMultiplyAdd(a, x, s6); y = Vector512.FusedMultiplyAdd(a, v6, y);
                a = Vector512.Load(a7 + j); s7 = Vector512.FusedMultiplyAdd(a, x, s7); z = Vector512.FusedMultiplyAdd(a, v7, z);
                (y + z).Store(w + j);
            }
            w[i] += Vector512.Sum(s0); w[i + 1] += Vector512.Sum(s1); w[i + 2] += Vector512.Sum(s2); w[i + 3] += Vector512.Sum(s3);
            w[i + 4] += Vector512.Sum(s4); w[i + 5] += Vector512.Sum(s5); w[i + 6] += Vector512.Sum(s6); w[i + 7] += Vector512.Sum(s7);
        }
    }

    // left = [v; w] and right = −[w; v] of a full block, for the columns after it.
    private void Pack(int first, Panels left, Panels right)
    {
        Parallelism.For(left.Count - ((first + Block) / Panels.Width), threads, panel =>
        {
            panel += (first + Block) / Panels.Width;
            int column = panel * Panels.Width;
            for (int s = 0; s < Block; s++)
            {
                ReadOnlySpan<double> v = matrix.Padded(first + s).Slice(column, Panels.Width), w = companions.Padded(s).Slice(column, Panels.Width);
                double* l = left[panel] + (s * Panels.Width), r = right[panel] + (s * Panels.Width);
                for (int c = 0; c < Panels.Width; c++)
                {
                    l[c] = v[c];
                    l[(Block * Panels.Width) + c] = w[c];
                    r[c] = -w[c];
                    r[(Block * Panels.Width) + c] = -v[c];
                }
            }
        });
    }
}
