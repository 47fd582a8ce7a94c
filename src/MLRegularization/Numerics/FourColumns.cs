using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>Inner loops over four columns at a time: what they share is read and written once.</summary>
internal static class FourColumns
{
    /// <summary>The products of four columns, widened, with one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d, ReadOnlySpan<double> vector, Span<double> products) where T : unmanaged
    {
        int length = vector.Length;
        ref T pa = ref MemoryMarshal.GetReference(a[..length]), pb = ref MemoryMarshal.GetReference(b[..length]);
        ref T pc = ref MemoryMarshal.GetReference(c[..length]), pd = ref MemoryMarshal.GetReference(d[..length]);
        ref double pv = ref MemoryMarshal.GetReference(vector);
        nuint i = 0, n = (nuint)length;
        Vector512<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (; i + 16 <= n; i += 16)
        {
            Vector512<double> v0 = Vector512.LoadUnsafe(ref pv, i), v1 = Vector512.LoadUnsafe(ref pv, i + 8);
            (Vector512<double> low, Vector512<double> high) = Load16(ref pa, i);
            (a0, a1) = (Vector512.FusedMultiplyAdd(low, v0, a0), Vector512.FusedMultiplyAdd(high, v1, a1));
            (low, high) = Load16(ref pb, i);
            (b0, b1) = (Vector512.FusedMultiplyAdd(low, v0, b0), Vector512.FusedMultiplyAdd(high, v1, b1));
            (low, high) = Load16(ref pc, i);
            (c0, c1) = (Vector512.FusedMultiplyAdd(low, v0, c0), Vector512.FusedMultiplyAdd(high, v1, c1));
            (low, high) = Load16(ref pd, i);
            (d0, d1) = (Vector512.FusedMultiplyAdd(low, v0, d0), Vector512.FusedMultiplyAdd(high, v1, d1));
        }
        double sa = Vector512.Sum(a0 + a1), sb = Vector512.Sum(b0 + b1), sc = Vector512.Sum(c0 + c1), sd = Vector512.Sum(d0 + d1);
        for (; i < n; i++)
        {
            double v = Unsafe.Add(ref pv, i);
            sa = Math.FusedMultiplyAdd(Load(ref pa, i), v, sa);
            sb = Math.FusedMultiplyAdd(Load(ref pb, i), v, sb);
            sc = Math.FusedMultiplyAdd(Load(ref pc, i), v, sc);
            sd = Math.FusedMultiplyAdd(Load(ref pd, i), v, sd);
        }
        (products[0], products[1], products[2], products[3]) = (sa, sb, sc, sd);
    }

    /// <summary>y += Σ scale · column for four columns, widened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d, ReadOnlySpan<double> scales, Span<double> y) where T : unmanaged
    {
        int length = y.Length;
        ref T pa = ref MemoryMarshal.GetReference(a[..length]), pb = ref MemoryMarshal.GetReference(b[..length]);
        ref T pc = ref MemoryMarshal.GetReference(c[..length]), pd = ref MemoryMarshal.GetReference(d[..length]);
        ref double py = ref MemoryMarshal.GetReference(y);
        nuint i = 0, n = (nuint)length;
        Vector512<double> sa = Vector512.Create(scales[0]), sb = Vector512.Create(scales[1]), sc = Vector512.Create(scales[2]), sd = Vector512.Create(scales[3]);
        for (; i + 16 <= n; i += 16)
        {
            Vector512<double> y0 = Vector512.LoadUnsafe(ref py, i), y1 = Vector512.LoadUnsafe(ref py, i + 8);
            (Vector512<double> low, Vector512<double> high) = Load16(ref pa, i);
            (y0, y1) = (Vector512.FusedMultiplyAdd(sa, low, y0), Vector512.FusedMultiplyAdd(sa, high, y1));
            (low, high) = Load16(ref pb, i);
            (y0, y1) = (Vector512.FusedMultiplyAdd(sb, low, y0), Vector512.FusedMultiplyAdd(sb, high, y1));
            (low, high) = Load16(ref pc, i);
            (y0, y1) = (Vector512.FusedMultiplyAdd(sc, low, y0), Vector512.FusedMultiplyAdd(sc, high, y1));
            (low, high) = Load16(ref pd, i);
            (y0, y1) = (Vector512.FusedMultiplyAdd(sd, low, y0), Vector512.FusedMultiplyAdd(sd, high, y1));
            y0.StoreUnsafe(ref py, i);
            y1.StoreUnsafe(ref py, i + 8);
        }
        for (; i < n; i++)
        {
            double value = Math.FusedMultiplyAdd(scales[0], Load(ref pa, i), Unsafe.Add(ref py, i));
            value = Math.FusedMultiplyAdd(scales[1], Load(ref pb, i), value);
            value = Math.FusedMultiplyAdd(scales[2], Load(ref pc, i), value);
            Unsafe.Add(ref py, i) = Math.FusedMultiplyAdd(scales[3], Load(ref pd, i), value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Low, Vector512<double> High) Load16<T>(ref T source, nuint at) where T : unmanaged => typeof(T) == typeof(float)
        ? Vector512.Widen(Vector512.LoadUnsafe(ref Unsafe.As<T, float>(ref source), at))
        : (Vector512.LoadUnsafe(ref Unsafe.As<T, double>(ref source), at), Vector512.LoadUnsafe(ref Unsafe.As<T, double>(ref source), at + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Load<T>(ref T source, nuint at) where T : unmanaged
        => typeof(T) == typeof(float) ? Unsafe.As<T, float>(ref Unsafe.Add(ref source, at)) : Unsafe.As<T, double>(ref Unsafe.Add(ref source, at));
}
