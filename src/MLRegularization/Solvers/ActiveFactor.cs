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
    private int capacity;

    /// <summary>Number of columns k.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all columns.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends columns; those that depend on the ones before are left out.</summary>
    /// <param name="cross">The products of the k columns present with each new one, column by column.</param>
    /// <param name="fresh">The m × m products of the new columns.</param>
    /// <param name="m">Number of new columns m.</param>
    /// <param name="accepted">Set to whether each new column was appended.</param>
    /// <param name="threads">Threads at most.</param>
    public void Append(double[] cross, double[] fresh, int m, bool[] accepted, int threads)
    {
        int k = Count;
        Reserve(k + m);
        // Forward substitution, four rows of R for all new columns at a time: R is read once.
        int chunks = threads > 1 && (long)k * k * m > 2_000_000 ? Math.Min(threads, m) : 1;
        Parallelism.For(chunks, threads, chunk => Forward(cross, m * chunk / chunks, m * (chunk + 1) / chunks));
        double[][] tails = new double[m][];
        for (int c = 0; c < m; c++)
        {
            ReadOnlySpan<double> z = cross.AsSpan(c * k, k);
            double[] tail = new double[Count - k];
            for (int t = 0, from = 0; from < c; from++)
            {
                if (!accepted[from]) continue;
                ReadOnlySpan<double> other = cross.AsSpan(from * k, k);
                double product = fresh[(c * m) + from] - Kernels.Dot(z, other) - Kernels.Dot(tails[from], tail.AsSpan(0, t));
                tail[t] = product / this[k + t, k + t];
                t++;
            }
            double norm = fresh[(c * m) + c], pivot = norm - Kernels.Dot(z, z) - Kernels.Dot(tail, tail);
            tails[c] = tail;
            accepted[c] = pivot > DependentPivot * norm;
            if (!accepted[c]) continue;
            for (int i = 0; i < k; i++) this[i, Count] = z[i];
            for (int i = 0; i < tail.Length; i++) this[k + i, Count] = tail[i];
            this[Count, Count] = Math.Sqrt(pivot);
            Count++;
        }
    }

    /// <summary>Solves RᵀR x = b in place.</summary>
    public void Solve(Span<double> b)
    {
        Forward(b);
        for (int i = Count - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = Row(i);
            b[i] = (b[i] - Kernels.Dot(row[1..], b[(i + 1)..Count])) / row[0];
        }
    }

    /// <summary>Takes one column out.</summary>
    public void Remove(int position)
    {
        int k = Count;
        double[] spare = new double[k - position - 1];
        Row(position)[1..].CopyTo(spare);
        for (int i = 0; i < position; i++)
        {
            Span<double> row = Row(i);
            row[(position + 1 - i)..].CopyTo(row[(position - i)..]);
        }
        // The rows below move up and left while the removed row is rotated into them.
        for (int i = position + 1; i < k; i++)
        {
            Span<double> v = spare.AsSpan(i - position - 1), source = Row(i), target = rows.AsSpan(Start(i - 1) + i - 1, k - i);
            double diagonal = Math.Sqrt((source[0] * source[0]) + (v[0] * v[0])), cos = source[0] / diagonal, sin = v[0] / diagonal;
            Rotate(source, v, target, cos, sin);
        }
        Count = k - 1;
    }

    private double this[int i, int j]
    {
        get => rows[Start(i) + j];
        set => rows[Start(i) + j] = value;
    }

    private int Start(int i) => checked(i * capacity);

    // Row i from its diagonal on.
    private Span<double> Row(int i) => rows.AsSpan(Start(i) + i, Count - i);

    private void Forward(Span<double> b)
    {
        int i = 0;
        for (; i + 4 <= Count; i += 4) ForwardStep(b, i);
        for (; i < Count; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            b[i] /= row[0];
            Kernels.AddScaled(row[1..], -b[i], b[(i + 1)..Count]);
        }
    }

    private void Forward(double[] cross, int from, int to)
    {
        int k = Count, i = 0;
        for (; i + 4 <= k; i += 4)
            for (int c = from; c < to; c++) ForwardStep(cross.AsSpan(c * k, k), i);
        for (; i < k; i++)
            for (int c = from; c < to; c++)
            {
                ReadOnlySpan<double> row = Row(i);
                Span<double> b = cross.AsSpan(c * k, k);
                b[i] /= row[0];
                Kernels.AddScaled(row[1..], -b[i], b[(i + 1)..]);
            }
    }

    private void ForwardStep(Span<double> b, int i)
    {
        ReadOnlySpan<double> r0 = Row(i), r1 = Row(i + 1), r2 = Row(i + 2), r3 = Row(i + 3);
        double b0 = b[i] / r0[0];
        double b1 = (b[i + 1] - (r0[1] * b0)) / r1[0];
        double b2 = (b[i + 2] - (r0[2] * b0) - (r1[1] * b1)) / r2[0];
        double b3 = (b[i + 3] - (r0[3] * b0) - (r1[2] * b1) - (r2[1] * b2)) / r3[0];
        (b[i], b[i + 1], b[i + 2], b[i + 3]) = (b0, b1, b2, b3);
        Kernels.AddScaled4(r0[4..], r1[3..], r2[2..], r3[1..], -b0, -b1, -b2, -b3, b[(i + 4)..Count]);
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
        int larger = Math.Max(count, Math.Max(64, capacity * 3 / 2));
        double[] grown = new double[checked(larger * larger)];
        for (int i = 0; i < Count; i++) rows.AsSpan(Start(i) + i, Count - i).CopyTo(grown.AsSpan((i * larger) + i));
        rows = grown;
        capacity = larger;
    }
}
