using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLRegularization.Numerics;

/// <summary>
/// The matrix-product micro-kernel: C += Aᵀ B for a tile of 8 columns of A and <see cref="PanelWidth{T}"/> columns of B.
/// Panels hold row after row, PanelWidth values each; A is an 8-wide slice of such a panel. Sums within a call are of the
/// element type, what leaves it is added in double. Kernels are compiled in full at once, and call nothing: a call after the loop
/// would push the sums out of their registers inside it.
/// </summary>
internal static unsafe class TileKernel
{
    /// <summary>Columns of a tile's A side.</summary>
    public const int TileHeight = 8;

    /// <summary>Columns of a panel: 32 floats or 16 doubles.</summary>
    public static int PanelWidth<T>() where T : unmanaged => 128 / sizeof(T);

    /// <summary>C[i, j] += Σₖ a[k, i] b[k, j], i &lt; 8, j &lt; PanelWidth, of two packed panels.</summary>
    public static void Accumulate<T>(int rows, T* a, T* b, double* c, int stride) where T : unmanaged
        => Accumulate(rows, a, PanelWidth<T>(), b, PanelWidth<T>(), c, stride);

    /// <summary>The same for rows of a and b that are any number of elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate<T>(int rows, T* a, nint aStride, T* b, nint bStride, double* c, int stride) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            if (Vector512.IsHardwareAccelerated) Float512(rows, (float*)a, aStride, (float*)b, bStride, c, stride);
            else Float256(rows, (float*)a, aStride, (float*)b, bStride, c, stride);
        }
        else
        {
            if (Vector512.IsHardwareAccelerated) Double512(rows, (double*)a, aStride, (double*)b, bStride, c, stride);
            else Double256(rows, (double*)a, aStride, (double*)b, bStride, c, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Float512(int rows, float* a, nint aStride, float* b, nint bStride, double* c, int stride)
    {
        Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<float> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        for (int k = 0; k < rows; k++, a += aStride, b += bStride)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), s;
            s = Vector512.Create(a[0]); c00 = Vector512.FusedMultiplyAdd(s, b0, c00); c01 = Vector512.FusedMultiplyAdd(s, b1, c01);
            s = Vector512.Create(a[1]); c10 = Vector512.FusedMultiplyAdd(s, b0, c10); c11 = Vector512.FusedMultiplyAdd(s, b1, c11);
            s = Vector512.Create(a[2]); c20 = Vector512.FusedMultiplyAdd(s, b0, c20); c21 = Vector512.FusedMultiplyAdd(s, b1, c21);
            s = Vector512.Create(a[3]); c30 = Vector512.FusedMultiplyAdd(s, b0, c30); c31 = Vector512.FusedMultiplyAdd(s, b1, c31);
            s = Vector512.Create(a[4]); c40 = Vector512.FusedMultiplyAdd(s, b0, c40); c41 = Vector512.FusedMultiplyAdd(s, b1, c41);
            s = Vector512.Create(a[5]); c50 = Vector512.FusedMultiplyAdd(s, b0, c50); c51 = Vector512.FusedMultiplyAdd(s, b1, c51);
            s = Vector512.Create(a[6]); c60 = Vector512.FusedMultiplyAdd(s, b0, c60); c61 = Vector512.FusedMultiplyAdd(s, b1, c61);
            s = Vector512.Create(a[7]); c70 = Vector512.FusedMultiplyAdd(s, b0, c70); c71 = Vector512.FusedMultiplyAdd(s, b1, c71);
        }
        AddTo(c, c00, c01); AddTo(c += stride, c10, c11); AddTo(c += stride, c20, c21); AddTo(c += stride, c30, c31);
        AddTo(c += stride, c40, c41); AddTo(c += stride, c50, c51); AddTo(c += stride, c60, c61); AddTo(c + stride, c70, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(double* c, Vector512<float> left, Vector512<float> right)
    {
        (Vector512<double> w0, Vector512<double> w1) = Vector512.Widen(left);
        (Vector512<double> w2, Vector512<double> w3) = Vector512.Widen(right);
        (Vector512.Load(c) + w0).Store(c);
        (Vector512.Load(c + 8) + w1).Store(c + 8);
        (Vector512.Load(c + 16) + w2).Store(c + 16);
        (Vector512.Load(c + 24) + w3).Store(c + 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Double512(int rows, double* a, nint aStride, double* b, nint bStride, double* c, int stride)
    {
        Vector512<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<double> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        for (int k = 0; k < rows; k++, a += aStride, b += bStride)
        {
            // Rows of the left side to come; 5 % of a leave-one-out.
            if (Sse.IsSupported) Sse.Prefetch0(a + 256);
            Vector512<double> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 8), s;
            s = Vector512.Create(a[0]); c00 = Vector512.FusedMultiplyAdd(s, b0, c00); c01 = Vector512.FusedMultiplyAdd(s, b1, c01);
            s = Vector512.Create(a[1]); c10 = Vector512.FusedMultiplyAdd(s, b0, c10); c11 = Vector512.FusedMultiplyAdd(s, b1, c11);
            s = Vector512.Create(a[2]); c20 = Vector512.FusedMultiplyAdd(s, b0, c20); c21 = Vector512.FusedMultiplyAdd(s, b1, c21);
            s = Vector512.Create(a[3]); c30 = Vector512.FusedMultiplyAdd(s, b0, c30); c31 = Vector512.FusedMultiplyAdd(s, b1, c31);
            s = Vector512.Create(a[4]); c40 = Vector512.FusedMultiplyAdd(s, b0, c40); c41 = Vector512.FusedMultiplyAdd(s, b1, c41);
            s = Vector512.Create(a[5]); c50 = Vector512.FusedMultiplyAdd(s, b0, c50); c51 = Vector512.FusedMultiplyAdd(s, b1, c51);
            s = Vector512.Create(a[6]); c60 = Vector512.FusedMultiplyAdd(s, b0, c60); c61 = Vector512.FusedMultiplyAdd(s, b1, c61);
            s = Vector512.Create(a[7]); c70 = Vector512.FusedMultiplyAdd(s, b0, c70); c71 = Vector512.FusedMultiplyAdd(s, b1, c71);
        }
        AddTo(c, c00, c01); AddTo(c += stride, c10, c11); AddTo(c += stride, c20, c21); AddTo(c += stride, c30, c31);
        AddTo(c += stride, c40, c41); AddTo(c += stride, c50, c51); AddTo(c += stride, c60, c61); AddTo(c + stride, c70, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(double* c, Vector512<double> left, Vector512<double> right)
    {
        (Vector512.Load(c) + left).Store(c);
        (Vector512.Load(c + 8) + right).Store(c + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Float256(int rows, float* a, nint aStride, float* b, nint bStride, double* c, int stride)
    {
        for (int i = 0; i < TileHeight; i += 4)
            for (int j = 0; j < 32; j += 16)
            {
                Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
                float* pa = a + i, pb = b + j;
                for (int k = 0; k < rows; k++, pa += aStride, pb += bStride)
                {
                    Vector256<float> b0 = Vector256.Load(pb), b1 = Vector256.Load(pb + 8), s;
                    s = Vector256.Create(pa[0]); c00 = Vector256.FusedMultiplyAdd(s, b0, c00); c01 = Vector256.FusedMultiplyAdd(s, b1, c01);
                    s = Vector256.Create(pa[1]); c10 = Vector256.FusedMultiplyAdd(s, b0, c10); c11 = Vector256.FusedMultiplyAdd(s, b1, c11);
                    s = Vector256.Create(pa[2]); c20 = Vector256.FusedMultiplyAdd(s, b0, c20); c21 = Vector256.FusedMultiplyAdd(s, b1, c21);
                    s = Vector256.Create(pa[3]); c30 = Vector256.FusedMultiplyAdd(s, b0, c30); c31 = Vector256.FusedMultiplyAdd(s, b1, c31);
                }
                double* pc = c + (i * stride) + j;
                AddTo(pc, c00, c01); AddTo(pc += stride, c10, c11); AddTo(pc += stride, c20, c21); AddTo(pc + stride, c30, c31);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(double* c, Vector256<float> left, Vector256<float> right)
    {
        (Vector256<double> w0, Vector256<double> w1) = Vector256.Widen(left);
        (Vector256<double> w2, Vector256<double> w3) = Vector256.Widen(right);
        (Vector256.Load(c) + w0).Store(c);
        (Vector256.Load(c + 4) + w1).Store(c + 4);
        (Vector256.Load(c + 8) + w2).Store(c + 8);
        (Vector256.Load(c + 12) + w3).Store(c + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Double256(int rows, double* a, nint aStride, double* b, nint bStride, double* c, int stride)
    {
        for (int i = 0; i < TileHeight; i += 4)
            for (int j = 0; j < 16; j += 8)
            {
                Vector256<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
                double* pa = a + i, pb = b + j;
                for (int k = 0; k < rows; k++, pa += aStride, pb += bStride)
                {
                    Vector256<double> b0 = Vector256.Load(pb), b1 = Vector256.Load(pb + 4), s;
                    s = Vector256.Create(pa[0]); c00 = Vector256.FusedMultiplyAdd(s, b0, c00); c01 = Vector256.FusedMultiplyAdd(s, b1, c01);
                    s = Vector256.Create(pa[1]); c10 = Vector256.FusedMultiplyAdd(s, b0, c10); c11 = Vector256.FusedMultiplyAdd(s, b1, c11);
                    s = Vector256.Create(pa[2]); c20 = Vector256.FusedMultiplyAdd(s, b0, c20); c21 = Vector256.FusedMultiplyAdd(s, b1, c21);
                    s = Vector256.Create(pa[3]); c30 = Vector256.FusedMultiplyAdd(s, b0, c30); c31 = Vector256.FusedMultiplyAdd(s, b1, c31);
                }
                double* pc = c + (i * stride) + j;
                AddTo(pc, c00, c01); AddTo(pc += stride, c10, c11); AddTo(pc += stride, c20, c21); AddTo(pc + stride, c30, c31);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(double* c, Vector256<double> left, Vector256<double> right)
    {
        (Vector256.Load(c) + left).Store(c);
        (Vector256.Load(c + 4) + right).Store(c + 4);
    }
}
