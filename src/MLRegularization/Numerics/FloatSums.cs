using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>Sums over floats in double precision, and what norms and projections do with them. Lengths are multiples of 16.</summary>
internal static unsafe class FloatSums
{
    /// <summary>Σ x².</summary>
    public static double Squares(float* x, int n)
    {
        Vector512<double> left = default, right = default;
        for (int i = 0; i < n; i += 16)
        {
            Vector512<float> v = Vector512.Load(x + i);
            Vector512<double> low = Vector512.WidenLower(v), high = Vector512.WidenUpper(v);
            left = Vector512.FusedMultiplyAdd(low, low, left);
            right = Vector512.FusedMultiplyAdd(high, high, right);
        }
        return Vector512.Sum(left + right);
    }

    /// <summary>Σ |x|.</summary>
    public static double Sizes(float* x, int n) => SizesAbove(x, n, 0).Sum;

    /// <summary>Σ |x| over those with |x| &gt; limit, and how many they are.</summary>
    public static (double Sum, long Count) SizesAbove(float* x, int n, double limit)
    {
        Vector512<double> left = default, right = default, least = Vector512.Create(limit);
        Vector512<long> count = default;
        for (int i = 0; i < n; i += 16)
        {
            Vector512<float> v = Vector512.Abs(Vector512.Load(x + i));
            Vector512<double> low = Vector512.WidenLower(v), high = Vector512.WidenUpper(v);
            Vector512<double> lowAbove = Vector512.GreaterThan(low, least), highAbove = Vector512.GreaterThan(high, least);
            left += low & lowAbove;
            right += high & highAbove;
            // A comparison that holds is −1.
            count -= lowAbove.AsInt64() + highAbove.AsInt64();
        }
        return (Vector512.Sum(left + right), Vector512.Sum(count));
    }

    /// <summary>x ← factor · x.</summary>
    public static void Scale(float* x, int n, float factor)
    {
        Vector512<float> by = Vector512.Create(factor);
        for (int i = 0; i < n; i += 16) (Vector512.Load(x + i) * by).Store(x + i);
    }

    /// <summary>y ← y + factor · x.</summary>
    public static void Add(float* x, int n, float factor, float* y)
    {
        Vector512<float> by = Vector512.Create(factor);
        for (int i = 0; i < n; i += 16) Vector512.FusedMultiplyAdd(by, Vector512.Load(x + i), Vector512.Load(y + i)).Store(y + i);
    }

    /// <summary>x ← sign(x) max(|x| − factor · sizes, 0): exactly 0 where |x| is no larger. NaN stays NaN.</summary>
    public static void Shrink(float* x, int n, float* sizes, float factor)
    {
        Vector512<float> by = Vector512.Create(factor), sign = Vector512.Create(-0f);
        for (int i = 0; i < n; i += 16)
        {
            Vector512<float> v = Vector512.Load(x + i), rest = Vector512.Abs(v) - (by * Vector512.Load(sizes + i));
            Vector512<float> kept = Vector512.AndNot(rest | (v & sign), Vector512.LessThanOrEqual(rest, Vector512<float>.Zero));
            kept.Store(x + i);
        }
    }

    /// <summary>x ← sign(x) max(|x| − threshold, 0), the difference taken in double precision.</summary>
    public static void Shrink(float* x, int n, double threshold)
    {
        Vector512<double> by = Vector512.Create(threshold), zero = default;
        Vector512<float> sign = Vector512.Create(-0f);
        for (int i = 0; i < n; i += 16)
        {
            Vector512<float> v = Vector512.Load(x + i), size = Vector512.Abs(v);
            Vector512<float> rest = Vector512.Narrow(Vector512.Max(Vector512.WidenLower(size) - by, zero), Vector512.Max(Vector512.WidenUpper(size) - by, zero));
            // 0 is written without a sign.
            Vector512.AndNot(rest | (v & sign), Vector512.Equals(rest, Vector512<float>.Zero)).Store(x + i);
        }
    }
}
