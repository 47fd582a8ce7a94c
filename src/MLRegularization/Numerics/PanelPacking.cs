using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLRegularization.Numerics;

/// <summary>Turns columns (rows contiguous) into a panel for <see cref="TileKernel"/> (columns contiguous), rows sorted on the way.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>panel[to[k] · width + c] = columns[c · stride + k] for k &lt; rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<T>(T* columns, int stride, int rows, int width, T* panel, int* to) where T : unmanaged
    {
        int k = 0;
        if (Avx.IsSupported && typeof(T) == typeof(float))
            for (; k + 8 <= rows; k += 8)
                for (int c = 0; c < width; c += 8)
                    Transpose8((float*)columns + ((long)c * stride) + k, stride, (float*)panel + c, width, to + k);
        else if (Avx.IsSupported && typeof(T) == typeof(double))
            for (; k + 4 <= rows; k += 4)
                for (int c = 0; c < width; c += 4)
                    Transpose4((double*)columns + ((long)c * stride) + k, stride, (double*)panel + c, width, to + k);
        for (; k < rows; k++)
            for (int c = 0; c < width; c++) panel[((long)to[k] * width) + c] = columns[((long)c * stride) + k];
    }

    /// <summary>panel[k · width + c] = columns[c · rows + k] for k &lt; rows: rows stay in order.</summary>
    public static void Transpose<T>(T* columns, int rows, int width, T* panel) where T : unmanaged
    {
        const int group = 256;
        int* to = stackalloc int[group];
        for (int k = 0; k < group; k++) to[k] = k;
        for (int k = 0; k < rows; k += group) Transpose(columns + k, rows, Math.Min(group, rows - k), width, panel + ((long)k * width), to);
    }

    /// <summary>Sums of a panel's rows: sums[c] += Σₖ weights[k] panel[k, c] and products[c] += Σₖ values[k] panel[k, c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSums<T>(T* panel, int rows, int width, double* weights, double* values, double* sums, double* products) where T : unmanaged
    {
        for (int c = 0; c < width; c += 16)
        {
            Vector512<double> s0 = default, s1 = default, d0 = default, d1 = default;
            for (int k = 0; k < rows; k++)
            {
                Vector512<double> w = Vector512.Create(weights[k]), y = Vector512.Create(values[k]), x0, x1;
                if (typeof(T) == typeof(float)) (x0, x1) = Vector512.Widen(Vector512.Load((float*)panel + ((long)k * width) + c));
                else (x0, x1) = (Vector512.Load((double*)panel + ((long)k * width) + c), Vector512.Load((double*)panel + ((long)k * width) + c + 8));
                s0 = Vector512.FusedMultiplyAdd(w, x0, s0);
                s1 = Vector512.FusedMultiplyAdd(w, x1, s1);
                d0 = Vector512.FusedMultiplyAdd(y, x0, d0);
                d1 = Vector512.FusedMultiplyAdd(y, x1, d1);
            }
            (Vector512.Load(sums + c) + s0).Store(sums + c);
            (Vector512.Load(sums + c + 8) + s1).Store(sums + c + 8);
            (Vector512.Load(products + c) + d0).Store(products + c);
            (Vector512.Load(products + c + 8) + d1).Store(products + c + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(float* source, int rows, float* target, int width, int* to)
    {
        Vector256<float> r0 = Avx.LoadVector256(source), r1 = Avx.LoadVector256(source + rows), r2 = Avx.LoadVector256(source + (2L * rows)), r3 = Avx.LoadVector256(source + (3L * rows));
        Vector256<float> r4 = Avx.LoadVector256(source + (4L * rows)), r5 = Avx.LoadVector256(source + (5L * rows)), r6 = Avx.LoadVector256(source + (6L * rows)), r7 = Avx.LoadVector256(source + (7L * rows));
        Vector256<float> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> t4 = Avx.UnpackLow(r4, r5), t5 = Avx.UnpackHigh(r4, r5), t6 = Avx.UnpackLow(r6, r7), t7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> s0 = Avx.Shuffle(t0, t2, 0x44), s1 = Avx.Shuffle(t0, t2, 0xEE), s2 = Avx.Shuffle(t1, t3, 0x44), s3 = Avx.Shuffle(t1, t3, 0xEE);
        Vector256<float> s4 = Avx.Shuffle(t4, t6, 0x44), s5 = Avx.Shuffle(t4, t6, 0xEE), s6 = Avx.Shuffle(t5, t7, 0x44), s7 = Avx.Shuffle(t5, t7, 0xEE);
        Avx.Permute2x128(s0, s4, 0x20).Store(target + ((long)to[0] * width)); Avx.Permute2x128(s1, s5, 0x20).Store(target + ((long)to[1] * width));
        Avx.Permute2x128(s2, s6, 0x20).Store(target + ((long)to[2] * width)); Avx.Permute2x128(s3, s7, 0x20).Store(target + ((long)to[3] * width));
        Avx.Permute2x128(s0, s4, 0x31).Store(target + ((long)to[4] * width)); Avx.Permute2x128(s1, s5, 0x31).Store(target + ((long)to[5] * width));
        Avx.Permute2x128(s2, s6, 0x31).Store(target + ((long)to[6] * width)); Avx.Permute2x128(s3, s7, 0x31).Store(target + ((long)to[7] * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(double* source, int rows, double* target, int width, int* to)
    {
        Vector256<double> r0 = Avx.LoadVector256(source), r1 = Avx.LoadVector256(source + rows), r2 = Avx.LoadVector256(source + (2L * rows)), r3 = Avx.LoadVector256(source + (3L * rows));
        Vector256<double> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(t0, t2, 0x20).Store(target + ((long)to[0] * width));
        Avx.Permute2x128(t1, t3, 0x20).Store(target + ((long)to[1] * width));
        Avx.Permute2x128(t0, t2, 0x31).Store(target + ((long)to[2] * width));
        Avx.Permute2x128(t1, t3, 0x31).Store(target + ((long)to[3] * width));
    }
}
