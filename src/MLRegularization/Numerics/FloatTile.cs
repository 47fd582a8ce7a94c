using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// The micro-kernels of products of <see cref="FloatPanels"/>: tiles of 8 rows and 32 columns. Every entry is one chain of fused
/// multiply-adds in the order of k, so its bits depend neither on the width of the vectors nor on how the work is shared out.
/// </summary>
internal static unsafe class FloatTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Height = 8;

    private const int Width = FloatPanels.Width;

    /// <summary>C[r, :] = (add ? C[r, :] : 0) + Σₖ a[r, k] b[k, :], k &lt; depth: eight rows of a matrix, in panels of 32 columns that are step apart, times one panel.</summary>
    public static void Rows(int depth, float* a, nint step, float* b, float* c, bool add)
    {
        if (Vector512.IsHardwareAccelerated) Rows512(depth, a, step, b, c, add);
        else
        {
            for (int r = 0; r < Height; r += 4)
                for (int j = 0; j < Width; j += 16) Rows256(depth, a + (r * Width), step, b + j, c + (r * Width) + j, add);
        }
    }

    /// <summary>C[i, :] = Σₖ a[k, i] b[k, :], i &lt; 8, k &lt; rows: eight columns of a panel, transposed, times a panel.</summary>
    public static void Columns(int rows, float* a, float* b, float* c)
    {
        if (Vector512.IsHardwareAccelerated) Columns512(rows, a, b, c);
        else
        {
            for (int r = 0; r < Height; r += 4)
                for (int j = 0; j < Width; j += 16) Columns256(rows, a + r, b + j, c + (r * Width) + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows512(int depth, float* a, nint step, float* b, float* c, bool add)
    {
        Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<float> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        if (add)
        {
            c00 = Vector512.Load(c); c01 = Vector512.Load(c + 16); c10 = Vector512.Load(c + 32); c11 = Vector512.Load(c + 48);
            c20 = Vector512.Load(c + 64); c21 = Vector512.Load(c + 80); c30 = Vector512.Load(c + 96); c31 = Vector512.Load(c + 112);
            c40 = Vector512.Load(c + 128); c41 = Vector512.Load(c + 144); c50 = Vector512.Load(c + 160); c51 = Vector512.Load(c + 176);
            c60 = Vector512.Load(c + 192); c61 = Vector512.Load(c + 208); c70 = Vector512.Load(c + 224); c71 = Vector512.Load(c + 240);
        }
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
    private static void Columns512(int rows, float* a, float* b, float* c)
    {
        Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<float> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        for (int k = 0; k < rows; k++, a += Width, b += Width)
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
        c00.Store(c); c01.Store(c + 16); c10.Store(c + 32); c11.Store(c + 48); c20.Store(c + 64); c21.Store(c + 80); c30.Store(c + 96); c31.Store(c + 112);
        c40.Store(c + 128); c41.Store(c + 144); c50.Store(c + 160); c51.Store(c + 176); c60.Store(c + 192); c61.Store(c + 208); c70.Store(c + 224); c71.Store(c + 240);
    }

    // Four rows and sixteen columns: what sixteen registers hold.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows256(int depth, float* a, nint step, float* b, float* c, bool add)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        if (add)
        {
            c00 = Vector256.Load(c); c01 = Vector256.Load(c + 8); c10 = Vector256.Load(c + 32); c11 = Vector256.Load(c + 40);
            c20 = Vector256.Load(c + 64); c21 = Vector256.Load(c + 72); c30 = Vector256.Load(c + 96); c31 = Vector256.Load(c + 104);
        }
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
    private static void Columns256(int rows, float* a, float* b, float* c)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
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
