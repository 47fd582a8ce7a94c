using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>
/// exp, log and log(1 + x) of eight doubles to about one unit in the last place, the same bits on every machine: products and
/// sums are fused explicitly. Reductions and logarithm polynomials follow fdlibm (e_exp.c, e_log.c).
/// </summary>
internal static class VectorMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e^x: 0 below −745.2, ∞ above 709.8, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        // Adding 1.5·2⁵² rounds to an integer and leaves it in the low bits.
        const double shift = 6755399441055744.0;
        Vector512<double> limited = Vector512.MinNative(Vector512.Create(711.0), Vector512.MaxNative(Vector512.Create(-746.0), x));
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(limited, Vector512.Create(1.4426950408889634), Vector512.Create(shift));
        Vector512<double> k = shifted - Vector512.Create(shift);
        Vector512<double> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), limited);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), r);
        // 1 + r + r² Q(r), Q by interpolation at Chebyshev nodes: relative error 2e-17 on |r| ≤ ½ log 2.
        Vector512<double> r2 = r * r, r4 = r2 * r2;
        Vector512<double> q0 = Step(r, 0.16666666666666669, Vector512.Create(0.5000000000000001));
        Vector512<double> q2 = Step(r, 0.008333333333330065, Vector512.Create(0.041666666666624164));
        Vector512<double> q4 = Step(r, 0.00019841269863040675, Vector512.Create(0.001388888891719689));
        Vector512<double> q6 = Step(r, 2.7557268480106926e-06, Vector512.Create(2.480152132210459e-05));
        Vector512<double> q8 = Step(r, 2.5100375929185925e-08, Vector512.Create(2.762007600563138e-07));
        Vector512<double> low = Vector512.FusedMultiplyAdd(r2, q2, q0);
        Vector512<double> high = Vector512.FusedMultiplyAdd(r4, q8, Vector512.FusedMultiplyAdd(r2, q6, q4));
        Vector512<double> power = Vector512<double>.One + Vector512.FusedMultiplyAdd(r2, Vector512.FusedMultiplyAdd(r4, high, low), r);
        // 2^k in two halves, so that subnormals and overflow come out right.
        Vector512<long> whole = shifted.AsInt64() - Vector512.Create(BitConverter.DoubleToInt64Bits(shift));
        Vector512<long> half = Vector512.ShiftRightArithmetic(whole, 1);
        return power * PowerOfTwo(half) * PowerOfTwo(whole - half);
    }

    /// <summary>log x: −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<double> tiny = Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));
        Vector512<double> normal = Vector512.ConditionalSelect(tiny, x * Vector512.Create(18014398509481984.0), x);
        // x = 2^k (1 + f) with 1 + f in [√½, √2).
        Vector512<long> bits = normal.AsInt64() + Vector512.Create(0x3FF0000000000000 - 0x3FE6A09E667F3BCD);
        Vector512<double> k = Vector512.ConvertToDouble(Vector512.ShiftRightArithmetic(bits, 52) - Vector512.Create(1023L));
        k -= tiny & Vector512.Create(54.0);
        Vector512<double> f = ((bits & Vector512.Create(0x000FFFFFFFFFFFFF)) + Vector512.Create(0x3FE6A09E667F3BCD)).AsDouble() - Vector512<double>.One;
        Vector512<double> s = f / (f + Vector512.Create(2.0)), square = Vector512.Create(0.5) * f * f;
        Vector512<double> rest = Vector512.FusedMultiplyAdd(s, square + LogTail(s * s), k * Vector512.Create(Ln2Low));
        Vector512<double> log = Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2High), f - (square - rest));
        log = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(double.PositiveInfinity)), log, x);
        log = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), Vector512.Create(double.NegativeInfinity), log);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), Vector512.Create(double.NaN), log);
    }

    /// <summary>log(1 + x) for finite x > −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogOnePlus(Vector512<double> x)
    {
        // What rounding took from 1 + x is given back to first order.
        Vector512<double> one = Vector512<double>.One, u = one + x;
        Vector512<double> lost = Vector512.ConditionalSelect(Vector512.GreaterThan(x, one), one - (u - x), x - (u - one));
        return Log(u) + (lost / u);
    }

    /// <summary>log(1 + x) for 0 ≤ x ≤ 1, with one division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogOnePlusUnit(Vector512<double> x)
    {
        // 2 artanh s with s = x / (2 + x), or from √2 − 1 on log 2 + 2 artanh s with s = (x − 1) / (x + 3).
        Vector512<double> high = Vector512.GreaterThan(x, Vector512.Create(0.41421356237309503)), one = Vector512<double>.One;
        Vector512<double> top = x - (high & one);
        Vector512<double> s = top / (x + Vector512.ConditionalSelect(high, Vector512.Create(3.0), Vector512.Create(2.0)));
        Vector512<double> rest = Vector512.FusedMultiplyAdd(s, LogTail(s * s), high & Vector512.Create(Ln2Low));
        return (high & Vector512.Create(Ln2High)) + Vector512.FusedMultiplyAdd(s, Vector512.Create(2.0), rest);
    }

    // log((1 + s) / (1 − s)) / s − 2 as a polynomial in z = s², |s| ≤ 0.1716: error 2⁻⁵⁸·⁴⁵ (fdlibm's Lg1 to Lg7).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogTail(Vector512<double> z)
    {
        Vector512<double> w = z * z;
        Vector512<double> even = Step(w, 1.531383769920937332e-01, Vector512.Create(2.222219843214978396e-01));
        even = Vector512.FusedMultiplyAdd(w, even, Vector512.Create(3.999999999940941908e-01));
        Vector512<double> odd = Step(w, 1.479819860511658591e-01, Vector512.Create(1.818357216161805012e-01));
        odd = Vector512.FusedMultiplyAdd(w, odd, Vector512.Create(2.857142874366239149e-01));
        odd = Vector512.FusedMultiplyAdd(w, odd, Vector512.Create(6.666666666666735130e-01));
        return Vector512.FusedMultiplyAdd(w, even, z * odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Step(Vector512<double> x, double factor, Vector512<double> constant) => Vector512.FusedMultiplyAdd(x, Vector512.Create(factor), constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<long> k) => Vector512.ShiftLeft(k + Vector512.Create(1023L), 52).AsDouble();
}
