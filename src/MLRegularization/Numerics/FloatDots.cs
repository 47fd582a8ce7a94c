using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// Products with one column, which a tile would spend 32 on: dot products of rows of <see cref="FloatPanels"/>. A sum is 32 chains of fused
/// multiply-adds, k mod 32, put together by halves: the same bits at any width of vectors.
/// </summary>
internal static unsafe class FloatDots
{
    /// <summary>Rows at a time.</summary>
    public const int Height = 4;

    private const int Width = FloatPanels.Width;

    /// <summary>c[32 r] = start + Σₖ a[r, k] b[k], r &lt; 4, over whole panels that are aStep and bStep apart; in b the padding is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows(int panels, float* a, nint aStep, float* b, nint bStep, float start, float* c)
    {
        Vector512<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        for (; panels > 0; panels--, a += aStep, b += bStep)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Load(a), b0, c00); c01 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 16), b1, c01);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 32), b0, c10); c11 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 48), b1, c11);
            c20 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 64), b0, c20); c21 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 80), b1, c21);
            c30 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 96), b0, c30); c31 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 112), b1, c31);
        }
        c[0] = start + Sum(c00 + c01);
        c[Width] = start + Sum(c10 + c11);
        c[2 * Width] = start + Sum(c20 + c21);
        c[3 * Width] = start + Sum(c30 + c31);
    }

    // Vector512.Sum may add in another order on another machine.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector512<float> v)
    {
        Vector256<float> eight = v.GetLower() + v.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
