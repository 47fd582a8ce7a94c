using System.Buffers;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Solvers;

/// <summary>
/// The Cholesky factor R, RᵀR = G of a growing and shrinking set of columns: appended in batches by forward substitution,
/// taken out by a rank-one update (Golub and Van Loan, Matrix Computations, §6.5). R is upper triangular, stored by rows.
/// </summary>
internal sealed class ActiveFactor
{
    /// <summary>A pivot below this share of its column's norm marks the column as a combination of the others.</summary>
    private const double DependentPivot = 1e-11;

    private double[] rows = [];
    private int capacity, stride;

    /// <summary>Number of columns k.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all columns.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends columns; those that depend on the ones before are left out.</summary>
    /// <param name="cross">The products of the k columns present with each new one, column by column; overwritten.</param>
    /// <param name="fresh">The m × m products of the new columns.</param>
    /// <param name="m">Number of new columns m.</param>
    /// <param name="accepted">Set to whether each new column was appended.</param>
    /// <param name="threads">Threads at most.</param>
    public void Append(double[] cross, double[] fresh, int m, bool[] accepted, int threads)
    {
        int k = Count;
        Reserve(k + m);
        Forward(cross, m, threads);
        // The new corner, column by column: what the accepted ones before leave of each.
        List<(int Column, double[] Tail, double Pivot)> appended = [];
        for (int c = 0; c < m; c++)
        {
            ReadOnlySpan<double> z = cross.AsSpan(c * k, k);
            double[] tail = new double[appended.Count];
            for (int t = 0; t < tail.Length; t++)
            {
                (int from, double[] other, double scale) = appended[t];
                tail[t] = (fresh[(c * m) + from] - Kernels.Dot(z, cross.AsSpan(from * k, k)) - Kernels.Dot(other, tail.AsSpan(0, t))) / scale;
            }
            double norm = fresh[(c * m) + c], pivot = norm - Kernels.Dot(z, z) - Kernels.Dot(tail, tail);
            accepted[c] = pivot > DependentPivot * norm;
            if (accepted[c]) appended.Add((c, tail, Math.Sqrt(pivot)));
        }
        for (int i = 0; i < k; i++)
            for (int t = 0; t < appended.Count; t++) rows[Start(i) + k + t] = cross[(appended[t].Column * k) + i];
        for (int t = 0; t < appended.Count; t++)
        {
            for (int i = 0; i < t; i++) rows[Start(k + i) + k + t] = appended[t].Tail[i];
            rows[Start(k + t) + k + t] = appended[t].Pivot;
        }
        Count += appended.Count;
    }

    /// <summary>Solves RᵀR x = b in place.</summary>
    public void Solve(double[] b, int threads)
    {
        // Blocks of rows; what a block leaves for the rest is shared among threads in chunks that do not depend on their number.
        const int block = 256, chunk = 512, stripe = 32;
        int k = Count, first = Array.FindIndex(b, v => v != 0);
        for (int top = first < 0 ? k : first / block * block; top < k; top += block)
        {
            int start = top, bottom = Math.Min(top + block, k);
            for (int i = start; i < bottom; i++)
            {
                b[i] /= rows[Start(i) + i];
                Kernels.AddScaled(Row(i, i + 1, bottom), -b[i], b.AsSpan(i + 1, bottom - i - 1));
            }
            Parallelism.For((k - bottom + chunk - 1) / chunk, threads, part =>
            {
                int from = bottom + (part * chunk), to = Math.Min(from + chunk, k), i = start;
                Span<double> rest = b.AsSpan(from, to - from);
                for (; i + 4 <= bottom; i += 4)
                    Kernels.AddScaled4(Row(i, from, to), Row(i + 1, from, to), Row(i + 2, from, to), Row(i + 3, from, to), -b[i], -b[i + 1], -b[i + 2], -b[i + 3], rest);
                for (; i < bottom; i++) Kernels.AddScaled(Row(i, from, to), -b[i], rest);
            });
        }
        for (int top = (k - 1) / block * block; top >= 0; top -= block)
        {
            int start = top, bottom = Math.Min(top + block, k);
            if (bottom < k)
                Parallelism.For((bottom - start + stripe - 1) / stripe, threads, part =>
                {
                    for (int i = start + (part * stripe); i < Math.Min(start + ((part + 1) * stripe), bottom); i++) b[i] -= Kernels.Dot(Row(i, bottom, k), b.AsSpan(bottom, k - bottom));
                });
            for (int i = bottom - 1; i >= start; i--)
                b[i] = (b[i] - Kernels.Dot(Row(i, i + 1, bottom), b.AsSpan(i + 1, bottom - i - 1))) / rows[Start(i) + i];
        }
    }

    /// <summary>Takes one column out.</summary>
    public void Remove(int position)
    {
        int k = Count;
        double[] spare = Row(position, position + 1, k).ToArray();
        for (int i = 0; i < position; i++) Row(i, position + 1, k).CopyTo(Row(i, position, k - 1));
        // The rows below move up and left while the removed row is rotated into them.
        for (int i = position + 1; i < k; i++)
        {
            Span<double> v = spare.AsSpan(i - position - 1), source = Row(i, i, k), target = Row(i - 1, i - 1, k - 1);
            double diagonal = Math.Sqrt((source[0] * source[0]) + (v[0] * v[0])), cos = source[0] / diagonal, sin = v[0] / diagonal;
            Rotate(source, v, target, cos, sin);
        }
        Count = k - 1;
    }

    private int Start(int i) => checked(i * stride);

    private Span<double> Row(int i, int from, int to) => rows.AsSpan(Start(i) + from, to - from);

    // cross := R⁻ᵀ cross, eight columns at a time: a block of rows is solved in registers, what it leaves for the rest is a matrix product.
    private unsafe void Forward(double[] cross, int m, int threads)
    {
        const int block = 32, lanes = TileKernel.TileHeight;
        int k = Count, padded = (k + 15) / 16 * 16;
        Parallelism.For((m + lanes - 1) / lanes, (long)k * k * m > 100_000 ? threads : 1, tile =>
        {
            int first = tile * lanes, count = Math.Min(lanes, m - first);
            double[] work = ArrayPool<double>.Shared.Rent(lanes * padded);
            Array.Clear(work, 0, lanes * padded);
            for (int c = 0; c < count; c++) cross.AsSpan((first + c) * k, k).CopyTo(work.AsSpan(c * padded));
            Vector512<double>* z = stackalloc Vector512<double>[block];
            fixed (double* r = rows, w = work)
                for (int top = 0; top < k; top += block)
                {
                    int height = Math.Min(block, k - top);
                    for (int i = 0; i < height; i++)
                        for (int c = 0; c < lanes; c++) ((double*)z)[(i * lanes) + c] = w[(c * padded) + top + i];
                    for (int i = 0; i < height; i++)
                    {
                        double* row = r + Start(top + i) + top;
                        Vector512<double> x = z[i] / row[i];
                        z[i] = -x;
                        for (int j = i + 1; j < height; j++) z[j] -= row[j] * x;
                    }
                    for (int i = 0; i < height; i++)
                        for (int c = 0; c < lanes; c++) w[(c * padded) + top + i] = -((double*)z)[(i * lanes) + c];
                    for (int j = top + block; j < k; j += TileKernel.PanelWidth<double>())
                        TileKernel.Accumulate(height, (double*)z, lanes, r + Start(top) + j, stride, w + j, padded);
                }
            for (int c = 0; c < count; c++) work.AsSpan(c * padded, k).CopyTo(cross.AsSpan((first + c) * k));
            ArrayPool<double>.Shared.Return(work);
        });
    }

    private static void Rotate(ReadOnlySpan<double> source, Span<double> v, Span<double> target, double cos, double sin)
    {
        int i = 0;
        Vector512<double> c = Vector512.Create(cos), s = Vector512.Create(sin);
        for (; i + 8 <= v.Length; i += 8)
        {
            Vector512<double> x = Vector512.Create(source.Slice(i, 8)), w = Vector512.Create<double>(v.Slice(i, 8));
            ((c * x) + (s * w)).CopyTo(target[i..]);
            ((c * w) - (s * x)).CopyTo(v[i..]);
        }
        for (; i < v.Length; i++)
        {
            double x = source[i];
            target[i] = (cos * x) + (sin * v[i]);
            v[i] = (cos * v[i]) - (sin * x);
        }
    }

    private void Reserve(int count)
    {
        if (count <= capacity) return;
        capacity = Math.Max(count, Math.Max(64, capacity * 3 / 2));
        // An odd number of cache lines, so that rows do not fight for the same ones; panels may be read past the last column.
        int larger = ((capacity + 15) / 16 * 16) + 8;
        double[] grown = new double[checked((capacity * larger) + 16)];
        for (int i = 0; i < Count; i++) Row(i, i, Count).CopyTo(grown.AsSpan((i * larger) + i));
        (rows, stride) = (grown, larger);
    }
}
