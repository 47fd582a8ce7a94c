using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// T + λI = L D Lᵀ for many λ at once. Stored row by row, so that a recursion down the rows reads all λ side by side.
/// </summary>
internal sealed unsafe class ShiftedFactors : IDisposable
{
    private const int Group = 4;

    private readonly AlignedMatrix lower; // −L[k, k−1]
    private readonly AlignedMatrix inverse; // 1 / D[k]

    /// <summary>Factors T + λI for every λ ≥ 0; a pivot that vanishes counts as infinite.</summary>
    public ShiftedFactors(Tridiagonal t, double[] lambdas)
    {
        Size = t.Size;
        Count = lambdas.Length;
        lower = new AlignedMatrix(Size, Count);
        inverse = new AlignedMatrix(Size, Count);
        for (int k = 0; k < Size; k++)
        {
            double off = k == 0 ? 0 : t.Off[k - 1];
            Span<double> below = lower.Row(k), pivots = inverse.Row(k), before = k == 0 ? [] : inverse.Row(k - 1);
            for (int l = 0; l < Count; l++)
            {
                below[l] = k == 0 ? 0 : -off * before[l];
                double pivot = t.Diagonal[k] + lambdas[l] + (below[l] * off);
                pivots[l] = pivot > 0 ? 1 / pivot : 0;
            }
        }
    }

    /// <summary>Rows of T.</summary>
    public int Size { get; }

    /// <summary>Number of λ.</summary>
    public int Count { get; }

    /// <summary>Count, padded as the values of <see cref="AddForms"/> are.</summary>
    public int PaddedCount => lower.Stride;

    /// <summary>(T + λI)⁻¹x, packed: a column for every λ.</summary>
    public Panels Solve(ReadOnlySpan<double> x)
    {
        Panels result = new(Size, Count);
        double[] values = new double[Count];
        for (int k = 0; k < Size; k++)
            for (int l = 0; l < Count; l++)
            {
                values[l] = x[k] + (lower.Row(k)[l] * values[l]);
                result.At(k, l) = values[l];
            }
        Array.Clear(values);
        for (int k = Size - 1; k >= 0; k--)
            for (int l = 0; l < Count; l++)
            {
                double next = k + 1 < Size ? lower.Row(k + 1)[l] * values[l] : 0;
                values[l] = (result.At(k, l) * inverse.Row(k)[l]) + next;
                result.At(k, l) = values[l];
            }
        return result;
    }

    /// <summary>
    /// Goes some rows further in zᵀ(T + λI)⁻¹z = Σ (L⁻¹z)²/D for the 16 columns z of a panel and every λ.
    /// </summary>
    /// <param name="panel">The panel.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">After the last row.</param>
    /// <param name="last">(L⁻¹z) of the row before, by λ, then column.</param>
    /// <param name="sums">The sums up to there, likewise.</param>
    public void AddForms(double* panel, int first, int end, double* last, double* sums)
    {
        int stride = lower.Stride;
        for (int l = 0; l < Count; l += Group, last += Group * Panels.Width, sums += Group * Panels.Width)
        {
            Vector512<double> a0 = Vector512.Load(last), b0 = Vector512.Load(last + 8), a1 = Vector512.Load(last + 16), b1 = Vector512.Load(last + 24);
            Vector512<double> a2 = Vector512.Load(last + 32), b2 = Vector512.Load(last + 40), a3 = Vector512.Load(last + 48), b3 = Vector512.Load(last + 56);
            Vector512<double> s0 = Vector512.Load(sums), t0 = Vector512.Load(sums + 8), s1 = Vector512.Load(sums + 16), t1 = Vector512.Load(sums + 24);
            Vector512<double> s2 = Vector512.Load(sums + 32), t2 = Vector512.Load(sums + 40), s3 = Vector512.Load(sums + 48), t3 = Vector512.Load(sums + 56);
            double* z = panel + ((long)first * Panels.Width), below = lower.Values + ((long)first * stride) + l, pivots = inverse.Values + ((long)first * stride) + l;
            for (int k = first; k < end; k++, z += Panels.Width, below += stride, pivots += stride)
            {
                Vector512<double> x = Vector512.Load(z), y = Vector512.Load(z + 8), m, p;
                m = Vector512.Create(below[0]); p = Vector512.Create(pivots[0]);
                a0 = Vector512.FusedMultiplyAdd(m, a0, x); s0 = Vector512.FusedMultiplyAdd(a0 * p, a0, s0); b0 = Vector512.FusedMultiplyAdd(m, b0, y); t0 = Vector512.FusedMultiplyAdd(b0 * p, b0, t0);
                m = Vector512.Create(below[1]); p = Vector512.Create(pivots[1]);
                a1 = Vector512.FusedMultiplyAdd(m, a1, x); s1 = Vector512.FusedMultiplyAdd(a1 * p, a1, s1); b1 = Vector512.FusedMultiplyAdd(m, b1, y); t1 = Vector512.FusedMultiplyAdd(b1 * p, b1, t1);
                m = Vector512.Create(below[2]); p = Vector512.Create(pivots[2]);
                a2 = Vector512.FusedMultiplyAdd(m, a2, x); s2 = Vector512.FusedMultiplyAdd(a2 * p, a2, s2); b2 = Vector512.FusedMultiplyAdd(m, b2, y); t2 = Vector512.FusedMultiplyAdd(b2 * p, b2, t2);
                m = Vector512.Create(below[3]); p = Vector512.Create(pivots[3]);
                a3 = Vector512.FusedMultiplyAdd(m, a3, x); s3 = Vector512.FusedMultiplyAdd(a3 * p, a3, s3); b3 = Vector512.FusedMultiplyAdd(m, b3, y); t3 = Vector512.FusedMultiplyAdd(b3 * p, b3, t3);
            }
            a0.Store(last); b0.Store(last + 8); a1.Store(last + 16); b1.Store(last + 24); a2.Store(last + 32); b2.Store(last + 40); a3.Store(last + 48); b3.Store(last + 56);
            s0.Store(sums); t0.Store(sums + 8); s1.Store(sums + 16); t1.Store(sums + 24); s2.Store(sums + 32); t2.Store(sums + 40); s3.Store(sums + 48); t3.Store(sums + 56);
        }
    }

    public void Dispose()
    {
        lower.Dispose();
        inverse.Dispose();
    }
}
