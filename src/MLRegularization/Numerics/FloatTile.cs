using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLRegularization.Numerics;

/// <summary>
/// The micro-kernels of products of <see cref="FloatPanels"/>: tiles of up to 8 rows and 32 columns. Every entry is one chain of fused
/// multiply-adds in the order of k, so its bits depend neither on the width of the vectors nor on how the work is shared out.
/// </summary>
internal static unsafe class FloatTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Height = 8;

    private const int Width = FloatPanels.Width;

    /// <summary>
    /// C[r, :] = start[r, :] + Σₖ a[r, k] b[k, :], k &lt; depth: rows of a matrix, in panels of 32 columns that are step apart, times one panel.
    /// </summary>
    /// <param name="height">Rows wanted, at least 1: up to 4 make a tile of 4, more one of 8.</param>
    /// <param name="depth">Terms of a sum, at least 1.</param>
    /// <param name="a">The rows' first panel.</param>
    /// <param name="step">From a panel of a to the next.</param>
    /// <param name="b">The panel.</param>
    /// <param name="start">What the sums begin with: 32 numbers per row.</param>
    /// <param name="startStep">From a row of start to the next: 32 for C itself, 0 for one row that serves all.</param>
    /// <param name="c">The tile.</param>
    /// <param name="next">What is wanted soon: 32 numbers for every 4 of depth are brought near. It may point anywhere.</param>
    public static void Rows(int height, int depth, float* a, nint step, float* b, float* start, nint startStep, float* c, float* next)
    {
        if (!Vector512.IsHardwareAccelerated) Rows256(height, depth, a, step, b, start, startStep, c);
        else if (height > 4) EightRows512(depth, a, step, b, start, startStep, c, next);
        else FourRows512(depth, a, step, b, start, startStep, c);
    }

    /// <summary>C[i, :] = (add ? C[i, :] : 0) + Σₖ a[k, i] b[k, :], i &lt; 8, k &lt; rows: eight columns of a panel, transposed, times a panel.</summary>
    /// <param name="rows">Terms of a sum.</param>
    /// <param name="a">The first of the eight columns.</param>
    /// <param name="b">The panel.</param>
    /// <param name="c">The tile.</param>
    /// <param name="add">Whether sums begin with what is there, else with 0.</param>
    /// <param name="next">What is wanted soon: 32 numbers for every 4 rows are brought near. It may point anywhere.</param>
    public static void Columns(int rows, float* a, float* b, float* c, bool add, float* next)
    {
        if (!add) new Span<float>(c, Height * Width).Clear();
        if (Vector512.IsHardwareAccelerated) EightColumns512(rows, a, b, c, next);
        else Columns256(rows, a, b, c);
    }

    /// <summary><see cref="Rows"/> for machines whose vectors hold 8 floats: four rows and sixteen columns are what sixteen registers hold.</summary>
    internal static void Rows256(int height, int depth, float* a, nint step, float* b, float* start, nint startStep, float* c)
    {
        for (int r = 0; r < Math.Min(height, Height); r += 4)
            for (int j = 0; j < Width; j += 16) FourRows256(depth, a + (r * Width), step, b + j, start + (r * startStep) + j, startStep, c + (r * Width) + j);
    }

    /// <summary>C += AᵀB like <see cref="Columns"/>, for machines whose vectors hold 8 floats.</summary>
    internal static void Columns256(int rows, float* a, float* b, float* c)
    {
        for (int r = 0; r < Height; r += 4)
            for (int j = 0; j < Width; j += 16) FourColumns256(rows, a + r, b + j, c + (r * Width) + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightRows512(int depth, float* a, nint step, float* b, float* start, nint startStep, float* c, float* next)
    {
        Vector512<float> c00 = Vector512.Load(start), c01 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c10 = Vector512.Load(start), c11 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c20 = Vector512.Load(start), c21 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c30 = Vector512.Load(start), c31 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c40 = Vector512.Load(start), c41 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c50 = Vector512.Load(start), c51 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c60 = Vector512.Load(start), c61 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c70 = Vector512.Load(start), c71 = Vector512.Load(start + 16);
        for (; depth > 0; depth -= Width, a += step)
        {
            if (Sse.IsSupported)
                for (float* wanted = next + (8 * Width); next < wanted; next += 16) Sse.Prefetch0(next);
            float* p = a, end = a + Math.Min(depth, Width);
            for (; p < end; p++, b += Width)
            {
                Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), s;
                s = Vector512.Create(p[0]); c00 = Vector512.FusedMultiplyAdd(s, b0, c00); c01 = Vector512.FusedMultiplyAdd(s, b1, c01);
                s = Vector512.Create(p[32]); c10 = Vector512.FusedMultiplyAdd(s, b0, c10); c11 = Vector512.FusedMultiplyAdd(s, b1, c11);
                s = Vector512.Create(p[64]); c20 = Vector512.FusedMultiplyAdd(s, b0, c20); c21 = Vector512.FusedMultiplyAdd(s, b1, c21);
                s = Vector512.Create(p[96]); c30 = Vector512.FusedMultiplyAdd(s, b0, c30); c31 = Vector512.FusedMultiplyAdd(s, b1, c31);
                s = Vector512.Create(p[128]); c40 = Vector512.FusedMultiplyAdd(s, b0, c40); c41 = Vector512.FusedMultiplyAdd(s, b1, c41);
                s = Vector512.Create(p[160]); c50 = Vector512.FusedMultiplyAdd(s, b0, c50); c51 = Vector512.FusedMultiplyAdd(s, b1, c51);
                s = Vector512.Create(p[192]); c60 = Vector512.FusedMultiplyAdd(s, b0, c60); c61 = Vector512.FusedMultiplyAdd(s, b1, c61);
                s = Vector512.Create(p[224]); c70 = Vector512.FusedMultiplyAdd(s, b0, c70); c71 = Vector512.FusedMultiplyAdd(s, b1, c71);
            }
        }
        c00.Store(c); c01.Store(c + 16); c10.Store(c + 32); c11.Store(c + 48); c20.Store(c + 64); c21.Store(c + 80); c30.Store(c + 96); c31.Store(c + 112);
        c40.Store(c + 128); c41.Store(c + 144); c50.Store(c + 160); c51.Store(c + 176); c60.Store(c + 192); c61.Store(c + 208); c70.Store(c + 224); c71.Store(c + 240);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows512(int depth, float* a, nint step, float* b, float* start, nint startStep, float* c)
    {
        Vector512<float> c00 = Vector512.Load(start), c01 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c10 = Vector512.Load(start), c11 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c20 = Vector512.Load(start), c21 = Vector512.Load(start + 16); start += startStep;
        Vector512<float> c30 = Vector512.Load(start), c31 = Vector512.Load(start + 16);
        for (; depth > 0; depth -= Width, a += step)
        {
            float* p = a, end = a + Math.Min(depth, Width);
            for (; p < end; p++, b += Width)
            {
                Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), s;
                s = Vector512.Create(p[0]); c00 = Vector512.FusedMultiplyAdd(s, b0, c00); c01 = Vector512.FusedMultiplyAdd(s, b1, c01);
                s = Vector512.Create(p[32]); c10 = Vector512.FusedMultiplyAdd(s, b0, c10); c11 = Vector512.FusedMultiplyAdd(s, b1, c11);
                s = Vector512.Create(p[64]); c20 = Vector512.FusedMultiplyAdd(s, b0, c20); c21 = Vector512.FusedMultiplyAdd(s, b1, c21);
                s = Vector512.Create(p[96]); c30 = Vector512.FusedMultiplyAdd(s, b0, c30); c31 = Vector512.FusedMultiplyAdd(s, b1, c31);
            }
        }
        c00.Store(c); c01.Store(c + 16); c10.Store(c + 32); c11.Store(c + 48); c20.Store(c + 64); c21.Store(c + 80); c30.Store(c + 96); c31.Store(c + 112);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightColumns512(int rows, float* a, float* b, float* c, float* next)
    {
        Vector512<float> c00 = Vector512.Load(c), c01 = Vector512.Load(c + 16), c10 = Vector512.Load(c + 32), c11 = Vector512.Load(c + 48);
        Vector512<float> c20 = Vector512.Load(c + 64), c21 = Vector512.Load(c + 80), c30 = Vector512.Load(c + 96), c31 = Vector512.Load(c + 112);
        Vector512<float> c40 = Vector512.Load(c + 128), c41 = Vector512.Load(c + 144), c50 = Vector512.Load(c + 160), c51 = Vector512.Load(c + 176);
        Vector512<float> c60 = Vector512.Load(c + 192), c61 = Vector512.Load(c + 208), c70 = Vector512.Load(c + 224), c71 = Vector512.Load(c + 240);
        for (int k = 0; k < rows; k++, a += Width, b += Width, next += 8)
        {
            if (Sse.IsSupported) Sse.Prefetch0(next);
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
        c00.Store(c); c01.Store(c + 16); c10.Store(c + 32); c11.Store(c + 48); c20.Store(c + 64); c21.Store(c + 80); c30.Store(c + 96); c31.Store(c + 112);
        c40.Store(c + 128); c41.Store(c + 144); c50.Store(c + 160); c51.Store(c + 176); c60.Store(c + 192); c61.Store(c + 208); c70.Store(c + 224); c71.Store(c + 240);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows256(int depth, float* a, nint step, float* b, float* start, nint startStep, float* c)
    {
        Vector256<float> c00 = Vector256.Load(start), c01 = Vector256.Load(start + 8); start += startStep;
        Vector256<float> c10 = Vector256.Load(start), c11 = Vector256.Load(start + 8); start += startStep;
        Vector256<float> c20 = Vector256.Load(start), c21 = Vector256.Load(start + 8); start += startStep;
        Vector256<float> c30 = Vector256.Load(start), c31 = Vector256.Load(start + 8);
        for (; depth > 0; depth -= Width, a += step)
        {
            float* p = a, end = a + Math.Min(depth, Width);
            for (; p < end; p++, b += Width)
            {
                Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), s;
                s = Vector256.Create(p[0]); c00 = Vector256.FusedMultiplyAdd(s, b0, c00); c01 = Vector256.FusedMultiplyAdd(s, b1, c01);
                s = Vector256.Create(p[32]); c10 = Vector256.FusedMultiplyAdd(s, b0, c10); c11 = Vector256.FusedMultiplyAdd(s, b1, c11);
                s = Vector256.Create(p[64]); c20 = Vector256.FusedMultiplyAdd(s, b0, c20); c21 = Vector256.FusedMultiplyAdd(s, b1, c21);
                s = Vector256.Create(p[96]); c30 = Vector256.FusedMultiplyAdd(s, b0, c30); c31 = Vector256.FusedMultiplyAdd(s, b1, c31);
            }
        }
        c00.Store(c); c01.Store(c + 8); c10.Store(c + 32); c11.Store(c + 40); c20.Store(c + 64); c21.Store(c + 72); c30.Store(c + 96); c31.Store(c + 104);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourColumns256(int rows, float* a, float* b, float* c)
    {
        Vector256<float> c00 = Vector256.Load(c), c01 = Vector256.Load(c + 8), c10 = Vector256.Load(c + 32), c11 = Vector256.Load(c + 40);
        Vector256<float> c20 = Vector256.Load(c + 64), c21 = Vector256.Load(c + 72), c30 = Vector256.Load(c + 96), c31 = Vector256.Load(c + 104);
        for (int k = 0; k < rows; k++, a += Width, b += Width)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8), s;
            s = Vector256.Create(a[0]); c00 = Vector256.FusedMultiplyAdd(s, b0, c00); c01 = Vector256.FusedMultiplyAdd(s, b1, c01);
            s = Vector256.Create(a[1]); c10 = Vector256.FusedMultiplyAdd(s, b0, c10); c11 = Vector256.FusedMultiplyAdd(s, b1, c11);
            s = Vector256.Create(a[2]); c20 = Vector256.FusedMultiplyAdd(s, b0, c20); c21 = Vector256.FusedMultiplyAdd(s, b1, c21);
            s = Vector256.Create(a[3]); c30 = Vector256.FusedMultiplyAdd(s, b0, c30); c31 = Vector256.FusedMultiplyAdd(s, b1, c31);
        }
        c00.Store(c); c01.Store(c + 8); c10.Store(c + 32); c11.Store(c + 40); c20.Store(c + 64); c21.Store(c + 72); c30.Store(c + 96); c31.Store(c + 104);
    }
}
