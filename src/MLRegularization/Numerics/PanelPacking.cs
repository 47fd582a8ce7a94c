using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLRegularization.Numerics;

/// <summary>Turns columns (rows contiguous) into a panel for <see cref="TileKernel"/> (columns contiguous), a transposition.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>panel[k · width + c] = columns[c · rows + k] for k &lt; rows.</summary>
    public static void Transpose<T>(T* columns, int rows, int width, T* panel) where T : unmanaged
    {
        int k = 0;
        if (Avx.IsSupported && typeof(T) == typeof(float))
            for (; k + 8 <= rows; k += 8)
                for (int c = 0; c < width; c += 8)
                    Transpose8((float*)columns + ((long)c * rows) + k, rows, (float*)panel + ((long)k * width) + c, width);
        else if (Avx.IsSupported && typeof(T) == typeof(double))
            for (; k + 4 <= rows; k += 4)
                for (int c = 0; c < width; c += 4)
                    Transpose4((double*)columns + ((long)c * rows) + k, rows, (double*)panel + ((long)k * width) + c, width);
        for (; k < rows; k++)
            for (int c = 0; c < width; c++) panel[((long)k * width) + c] = columns[((long)c * rows) + k];
    }

    private static void Transpose8(float* source, int rows, float* target, int width)
    {
        Vector256<float> r0 = Avx.LoadVector256(source), r1 = Avx.LoadVector256(source + rows), r2 = Avx.LoadVector256(source + (2L * rows)), r3 = Avx.LoadVector256(source + (3L * rows));
        Vector256<float> r4 = Avx.LoadVector256(source + (4L * rows)), r5 = Avx.LoadVector256(source + (5L * rows)), r6 = Avx.LoadVector256(source + (6L * rows)), r7 = Avx.LoadVector256(source + (7L * rows));
        Vector256<float> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> t4 = Avx.UnpackLow(r4, r5), t5 = Avx.UnpackHigh(r4, r5), t6 = Avx.UnpackLow(r6, r7), t7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> s0 = Avx.Shuffle(t0, t2, 0x44), s1 = Avx.Shuffle(t0, t2, 0xEE), s2 = Avx.Shuffle(t1, t3, 0x44), s3 = Avx.Shuffle(t1, t3, 0xEE);
        Vector256<float> s4 = Avx.Shuffle(t4, t6, 0x44), s5 = Avx.Shuffle(t4, t6, 0xEE), s6 = Avx.Shuffle(t5, t7, 0x44), s7 = Avx.Shuffle(t5, t7, 0xEE);
        Avx.Permute2x128(s0, s4, 0x20).Store(target); Avx.Permute2x128(s1, s5, 0x20).Store(target + width);
        Avx.Permute2x128(s2, s6, 0x20).Store(target + (2 * width)); Avx.Permute2x128(s3, s7, 0x20).Store(target + (3 * width));
        Avx.Permute2x128(s0, s4, 0x31).Store(target + (4 * width)); Avx.Permute2x128(s1, s5, 0x31).Store(target + (5 * width));
        Avx.Permute2x128(s2, s6, 0x31).Store(target + (6 * width)); Avx.Permute2x128(s3, s7, 0x31).Store(target + (7 * width));
    }

    private static void Transpose4(double* source, int rows, double* target, int width)
    {
        Vector256<double> r0 = Avx.LoadVector256(source), r1 = Avx.LoadVector256(source + rows), r2 = Avx.LoadVector256(source + (2L * rows)), r3 = Avx.LoadVector256(source + (3L * rows));
        Vector256<double> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(t0, t2, 0x20).Store(target);
        Avx.Permute2x128(t1, t3, 0x20).Store(target + width);
        Avx.Permute2x128(t0, t2, 0x31).Store(target + (2 * width));
        Avx.Permute2x128(t1, t3, 0x31).Store(target + (3 * width));
    }
}
