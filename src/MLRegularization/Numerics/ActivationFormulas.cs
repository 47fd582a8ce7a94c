using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Numerics;

/// <summary>An activation of sixteen sums: its value, and its slope.</summary>
internal interface IActivationFormula
{
    /// <summary>The value at z, and the derivative there.</summary>
    static abstract Vector512<float> At(Vector512<float> z, out Vector512<float> slope);
}

/// <summary>One struct per kind of activation.</summary>
internal static class ActivationFormulas
{
    private static Vector512<float> One => Vector512<float>.One;

    private static Vector512<float> Zero => Vector512<float>.Zero;

    internal readonly struct Relu : IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            // NaN stays NaN: a broken step must be seen at the end.
            Vector512<float> off = Vector512.LessThanOrEqual(z, Zero);
            slope = Vector512.AndNot(One, off);
            return Vector512.AndNot(z, off);
        }
    }

    internal readonly struct LeakyRelu : IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            slope = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(z, Zero), Vector512.Create(0.01f), One);
            return z * slope;
        }
    }

    internal readonly struct Selu : IActivationFormula
    {
        private const float Scale = 1.0507010f, Alpha = 1.6732632f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            Vector512<float> positive = Vector512.GreaterThan(z, Zero), scale = Vector512.Create(Scale), e = FloatMath.ExpMinusOne(Vector512.MinNative(Zero, z));
            slope = Vector512.ConditionalSelect(positive, scale, Vector512.Create(Scale * Alpha) * (e + One));
            return Vector512.ConditionalSelect(positive, scale * z, Vector512.Create(Scale * Alpha) * e);
        }
    }

    internal readonly struct Mish : IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            // tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2), 1 to rounding from z = 20 on.
            Vector512<float> e = FloatMath.Exp(Vector512.MinNative(Vector512.Create(20f), z)), two = Vector512.Create(2f), product = e * (e + two);
            Vector512<float> inverse = One / (product + two), t = product * inverse;
            // 1 − t² = (1 − t)(1 + t) with 1 − t = 2 / (product + 2).
            slope = Vector512.FusedMultiplyAdd(z * two * inverse * (One + t), e / (One + e), t);
            return z * t;
        }
    }

    internal readonly struct Silu : IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            Vector512<float> s = FloatMath.Sigmoid(z), rest = FloatMath.Sigmoid(-z);
            slope = s * Vector512.FusedMultiplyAdd(z, rest, One);
            return z * s;
        }
    }

    internal readonly struct Gelu : IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            Vector512<float> normal = FloatMath.Normal(z, out Vector512<float> bell);
            slope = Vector512.FusedMultiplyAdd(z * Vector512.Create(0.39894228f), bell, normal);
            return z * normal;
        }
    }

    internal readonly struct Tanh : IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            Vector512<float> t = FloatMath.Tanh(z);
            slope = (One - t) * (One + t);
            return t;
        }
    }

    internal readonly struct Sigmoid : IActivationFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> At(Vector512<float> z, out Vector512<float> slope)
        {
            Vector512<float> s = FloatMath.Sigmoid(z);
            slope = s * FloatMath.Sigmoid(-z);
            return s;
        }
    }
}
