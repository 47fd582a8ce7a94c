using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>Inner loops over spans: dot products, scaled sums and conversions. Single-precision data is widened, sums are double.</summary>
internal static class Kernels
{
    /// <summary>Σ xᵢ yᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y[..x.Length]);
        nuint i = 0, n = (nuint)x.Length;
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (; i + 32 <= n; i += 32)
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref px, i), Vector512.LoadUnsafe(ref py, i), s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref px, i + 8), Vector512.LoadUnsafe(ref py, i + 8), s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref px, i + 16), Vector512.LoadUnsafe(ref py, i + 16), s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref px, i + 24), Vector512.LoadUnsafe(ref py, i + 24), s3);
        }
        for (; i + 8 <= n; i += 8)
            s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref px, i), Vector512.LoadUnsafe(ref py, i), s0);
        double sum = Vector512.Sum((s0 + s1) + (s2 + s3));
        for (; i < n; i++) sum = Math.FusedMultiplyAdd(Unsafe.Add(ref px, i), Unsafe.Add(ref py, i), sum);
        return sum;
    }

    /// <summary>Σ xᵢ yᵢ with x widened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<double> y)
    {
        ref float px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y[..x.Length]);
        nuint i = 0, n = (nuint)x.Length;
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (; i + 32 <= n; i += 32)
        {
            (Vector512<double> a, Vector512<double> b) = Vector512.Widen(Vector512.LoadUnsafe(ref px, i));
            (Vector512<double> c, Vector512<double> d) = Vector512.Widen(Vector512.LoadUnsafe(ref px, i + 16));
            s0 = Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref py, i), s0);
            s1 = Vector512.FusedMultiplyAdd(b, Vector512.LoadUnsafe(ref py, i + 8), s1);
            s2 = Vector512.FusedMultiplyAdd(c, Vector512.LoadUnsafe(ref py, i + 16), s2);
            s3 = Vector512.FusedMultiplyAdd(d, Vector512.LoadUnsafe(ref py, i + 24), s3);
        }
        double sum = Vector512.Sum((s0 + s1) + (s2 + s3));
        for (; i < n; i++) sum = Math.FusedMultiplyAdd(Unsafe.Add(ref px, i), Unsafe.Add(ref py, i), sum);
        return sum;
    }

    /// <summary>yᵢ += scale · xᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<double> x, double scale, Span<double> y)
    {
        ref double px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y[..x.Length]);
        nuint i = 0, n = (nuint)x.Length;
        Vector512<double> a = Vector512.Create(scale);
        for (; i + 16 <= n; i += 16)
        {
            Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref px, i), Vector512.LoadUnsafe(ref py, i)).StoreUnsafe(ref py, i);
            Vector512.FusedMultiplyAdd(a, Vector512.LoadUnsafe(ref px, i + 8), Vector512.LoadUnsafe(ref py, i + 8)).StoreUnsafe(ref py, i + 8);
        }
        for (; i < n; i++) Unsafe.Add(ref py, i) = Math.FusedMultiplyAdd(scale, Unsafe.Add(ref px, i), Unsafe.Add(ref py, i));
    }

    /// <summary>yᵢ += scale · xᵢ with x widened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<float> x, double scale, Span<double> y)
    {
        ref float px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y[..x.Length]);
        nuint i = 0, n = (nuint)x.Length;
        Vector512<double> a = Vector512.Create(scale);
        for (; i + 16 <= n; i += 16)
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.LoadUnsafe(ref px, i));
            Vector512.FusedMultiplyAdd(a, low, Vector512.LoadUnsafe(ref py, i)).StoreUnsafe(ref py, i);
            Vector512.FusedMultiplyAdd(a, high, Vector512.LoadUnsafe(ref py, i + 8)).StoreUnsafe(ref py, i + 8);
        }
        for (; i < n; i++) Unsafe.Add(ref py, i) = Math.FusedMultiplyAdd(scale, Unsafe.Add(ref px, i), Unsafe.Add(ref py, i));
    }

    /// <summary>y += a·x₀ + b·x₁ + c·x₂ + d·x₃: four rows for one pass over y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled4(ReadOnlySpan<double> x0, ReadOnlySpan<double> x1, ReadOnlySpan<double> x2, ReadOnlySpan<double> x3, double a, double b, double c, double d, Span<double> y)
    {
        int length = y.Length;
        ref double p0 = ref MemoryMarshal.GetReference(x0[..length]), p1 = ref MemoryMarshal.GetReference(x1[..length]);
        ref double p2 = ref MemoryMarshal.GetReference(x2[..length]), p3 = ref MemoryMarshal.GetReference(x3[..length]);
        ref double py = ref MemoryMarshal.GetReference(y);
        nuint i = 0, n = (nuint)length;
        Vector512<double> va = Vector512.Create(a), vb = Vector512.Create(b), vc = Vector512.Create(c), vd = Vector512.Create(d);
        for (; i + 8 <= n; i += 8)
        {
            Vector512<double> s = Vector512.FusedMultiplyAdd(va, Vector512.LoadUnsafe(ref p0, i), Vector512.LoadUnsafe(ref py, i));
            Vector512<double> t = vb * Vector512.LoadUnsafe(ref p1, i);
            s = Vector512.FusedMultiplyAdd(vc, Vector512.LoadUnsafe(ref p2, i), s);
            t = Vector512.FusedMultiplyAdd(vd, Vector512.LoadUnsafe(ref p3, i), t);
            (s + t).StoreUnsafe(ref py, i);
        }
        for (; i < n; i++)
            Unsafe.Add(ref py, i) += a * Unsafe.Add(ref p0, i) + b * Unsafe.Add(ref p1, i) + (c * Unsafe.Add(ref p2, i) + d * Unsafe.Add(ref p3, i));
    }

    /// <summary>yᵢ = xᵢ − center, widened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractWidening(ReadOnlySpan<float> x, double center, Span<double> y)
    {
        y = y[..x.Length];
        TensorPrimitives.ConvertTruncating(x, y);
        if (center != 0) TensorPrimitives.Subtract(y, center, y);
    }

    /// <summary>yᵢ = xᵢ − center, rounded to single precision after the subtraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractNarrowing(ReadOnlySpan<float> x, double center, Span<float> y)
    {
        // A float centre is exact enough: what it leaves is carried by the sums in double.
        if ((float)center != center)
        {
            for (int k = 0; k < x.Length; k++) y[k] = (float)(x[k] - center);
            return;
        }
        ref float px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y[..x.Length]);
        nuint i = 0, n = (nuint)x.Length;
        Vector512<float> m = Vector512.Create((float)center);
        for (; i + 16 <= n; i += 16) (Vector512.LoadUnsafe(ref px, i) - m).StoreUnsafe(ref py, i);
        for (; i < n; i++) Unsafe.Add(ref py, i) = Unsafe.Add(ref px, i) - (float)center;
    }

    /// <summary>yᵢ = xᵢ − center, rounded to single precision after the subtraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractNarrowing(ReadOnlySpan<double> x, double center, Span<float> y)
    {
        ref double px = ref MemoryMarshal.GetReference(x);
        ref float py = ref MemoryMarshal.GetReference(y[..x.Length]);
        nuint i = 0, n = (nuint)x.Length;
        Vector512<double> m = Vector512.Create(center);
        for (; i + 16 <= n; i += 16)
            Vector512.Narrow(Vector512.LoadUnsafe(ref px, i) - m, Vector512.LoadUnsafe(ref px, i + 8) - m).StoreUnsafe(ref py, i);
        for (; i < n; i++) Unsafe.Add(ref py, i) = (float)(Unsafe.Add(ref px, i) - center);
    }
}
