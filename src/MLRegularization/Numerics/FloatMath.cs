using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// exp, e^x − 1, log, tanh, turns and the normal distribution function of sixteen floats, to a few units in the last place and with the same bits on
/// every machine. Polynomials were fitted by interpolation at Chebyshev nodes; the errors stand beside them.
/// </summary>
internal static class FloatMath
{
    /// <summary>e^x: 0 below −104, ∞ above 88.8, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        Vector512<float> tail = Reduce(x, out Vector512<float> low, out Vector512<float> high);
        return (Vector512<float>.One + tail) * low * high;
    }

    /// <summary>e^x − 1, exact to rounding near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpMinusOne(Vector512<float> x)
    {
        // (tail · low + low − 1 / high) high: low · high alone would overflow before e^x does.
        Vector512<float> tail = Reduce(x, out Vector512<float> low, out Vector512<float> high);
        Vector512<float> inverse = (Vector512.Create(254 << 23) - high.AsInt32()).AsSingle();
        return Vector512.FusedMultiplyAdd(tail, low, low - inverse) * high;
    }

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> size = Vector512.Abs(x), z = x * x;
        // x P(x²), relative error 1.3e-8 on |x| ≤ 0.625; elsewhere by e^(−2|x|).
        Vector512<float> near = Step(z, -0.00577172f, Vector512.Create(0.02069197f));
        near = Vector512.FusedMultiplyAdd(z, near, Vector512.Create(-0.05375271f));
        near = Vector512.FusedMultiplyAdd(z, near, Vector512.Create(0.13331527f));
        near = Vector512.FusedMultiplyAdd(z, near, Vector512.Create(-0.33333278f));
        near = Vector512.FusedMultiplyAdd(x * z, near, x);
        Vector512<float> e = Exp(size * Vector512.Create(-2f)), one = Vector512<float>.One, far = (one - e) / (one + e);
        far |= x & Vector512.Create(-0f);
        return Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512.Create(0.625f)), near, far);
    }

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> e = Exp(-Vector512.Abs(x)), one = Vector512<float>.One, larger = one / (one + e);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), larger, e * larger);
    }

    /// <summary>The normal distribution function Φ(x) and e^(−x²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Normal(Vector512<float> x, out Vector512<float> bell)
    {
        Vector512<float> size = Vector512.Min(Vector512.Abs(x), Vector512.Create(14f)), one = Vector512<float>.One;
        bell = Exp(size * size * Vector512.Create(-0.5f));
        // Φ(−|x|) = e^(−x²/2) t P(t) with t = 1 / (1 + 0.54 |x|), relative error 4e-7.
        Vector512<float> t = one / Vector512.FusedMultiplyAdd(size, Vector512.Create(0.54f), one);
        Vector512<float> p = Step(t, -0.07504343f, Vector512.Create(0.44140518f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(-1.0862603f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(1.3854078f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(-0.8598903f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(0.1253988f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(-0.019893674f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(0.15840523f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(0.21503012f));
        p = Vector512.FusedMultiplyAdd(t, p, Vector512.Create(0.21544047f));
        Vector512<float> smaller = bell * t * p;
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), one - smaller, smaller);
    }

    /// <summary>log x of normal numbers above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // x = 2^k (1 + s) with 1 + s in [√½, √2): s − s²/2 + s³ Q(s), relative error 7e-8.
        Vector512<int> bits = x.AsInt32() - Vector512.Create(0x3F3504F3), whole = Vector512.ShiftRightArithmetic(bits, 23);
        Vector512<float> s = ((bits & Vector512.Create(0x007FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle() - Vector512<float>.One, k = Vector512.ConvertToSingle(whole);
        Vector512<float> q = Step(s, 0.06971612f, Vector512.Create(-0.11479734f));
        q = Vector512.FusedMultiplyAdd(s, q, Vector512.Create(0.1168542f));
        q = Vector512.FusedMultiplyAdd(s, q, Vector512.Create(-0.12425687f));
        q = Vector512.FusedMultiplyAdd(s, q, Vector512.Create(0.14249058f));
        q = Vector512.FusedMultiplyAdd(s, q, Vector512.Create(-0.16667803f));
        q = Vector512.FusedMultiplyAdd(s, q, Vector512.Create(0.20000716f));
        q = Vector512.FusedMultiplyAdd(s, q, Vector512.Create(-0.24999997f));
        q = Vector512.FusedMultiplyAdd(s, q, Vector512.Create(0.3333333f));
        Vector512<float> near = Vector512.FusedMultiplyAdd(s * s, Vector512.FusedMultiplyAdd(s, q, Vector512.Create(-0.5f)), s);
        return Vector512.FusedMultiplyAdd(k, Vector512.Create(0.693145752f), Vector512.FusedMultiplyAdd(k, Vector512.Create(1.42860677e-6f), near));
    }

    /// <summary>cos 2πt and sin 2πt for |t| ≤ ½, to 5e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Turn(Vector512<float> t, out Vector512<float> sine)
    {
        Vector512<float> z = t * t, c = Step(z, 6.527706f, Vector512.Create(-25.966885f)), s = Step(z, 3.23778f, Vector512.Create(-14.899578f));
        c = Vector512.FusedMultiplyAdd(z, c, Vector512.Create(60.16743f));
        s = Vector512.FusedMultiplyAdd(z, s, Vector512.Create(42.025852f));
        c = Vector512.FusedMultiplyAdd(z, c, Vector512.Create(-85.45011f));
        s = Vector512.FusedMultiplyAdd(z, s, Vector512.Create(-76.703f));
        c = Vector512.FusedMultiplyAdd(z, c, Vector512.Create(64.93912f));
        s = Vector512.FusedMultiplyAdd(z, s, Vector512.Create(81.60513f));
        c = Vector512.FusedMultiplyAdd(z, c, Vector512.Create(-19.739204f));
        s = Vector512.FusedMultiplyAdd(z, s, Vector512.Create(-41.3417f));
        sine = t * Vector512.FusedMultiplyAdd(z, s, Vector512.Create(6.2831855f));
        return Vector512.FusedMultiplyAdd(z, c, Vector512<float>.One);
    }

    /// <summary>The sum of sixteen floats, halves first: an order of its own, whatever the machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x)
    {
        Vector256<float> eight = x.GetLower() + x.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    // e^x = low · high · (1 + the result): powers of two in halves, so that subnormals and overflow come out right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Reduce(Vector512<float> x, out Vector512<float> low, out Vector512<float> high)
    {
        // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
        const float shift = 12582912f;
        Vector512<float> limited = Vector512.MinNative(Vector512.Create(89f), Vector512.MaxNative(Vector512.Create(-105f), x));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(limited, Vector512.Create(1.44269504f), Vector512.Create(shift));
        Vector512<float> k = shifted - Vector512.Create(shift);
        Vector512<float> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-0.693145752f), limited);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-1.42860677e-6f), r);
        // r + r² Q(r), relative error of the exponential 2e-8 on |r| ≤ ½ log 2.
        Vector512<float> q = Step(r, 0.001392963f, Vector512.Create(0.008359886f));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.041666503f));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.16666598f));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.5f));
        Vector512<int> whole = shifted.AsInt32() - Vector512.Create(BitConverter.SingleToInt32Bits(shift));
        Vector512<int> half = Vector512.ShiftRightArithmetic(whole, 1);
        low = PowerOfTwo(half);
        high = PowerOfTwo(whole - half);
        return Vector512.FusedMultiplyAdd(r * r, q, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Step(Vector512<float> x, float factor, Vector512<float> constant) => Vector512.FusedMultiplyAdd(x, Vector512.Create(factor), constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> k) => Vector512.ShiftLeft(k + Vector512.Create(127), 23).AsSingle();
}
