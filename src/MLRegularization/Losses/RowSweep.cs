using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Losses;

/// <summary>
/// Runs a loss's formula over rows, eight at a time. The last rows are filled up with rows of weight 0, so a row's result does not
/// depend on where it stands, and sums are taken in one order on every machine.
/// </summary>
internal static class RowSweep
{
    private const int Lanes = 8;

    /// <summary>Σ ω ℓ.</summary>
    public static double Value<TFormula>(TFormula formula, ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega)
        where TFormula : struct, IRowFormula
    {
        Weights weights = new(omega, eta.Length);
        Vector512<double> sum = default;
        for (int i = 0; i < eta.Length; i += Lanes)
            sum += Weigh(weights.At(i), formula.Value(Load(eta, i), Load(y, i)));
        return Vector512.Sum(sum);
    }

    /// <summary>Σ ω ℓ and the weighted derivatives; empty curvatures are not wanted.</summary>
    public static double Derivatives<TFormula>(TFormula formula, ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures)
        where TFormula : struct, IRowFormula
    {
        Weights weights = new(omega, eta.Length);
        Vector512<double> sum = default;
        bool curved = curvatures.Length > 0;
        for (int i = 0; i < eta.Length; i += Lanes)
        {
            Vector512<double> w = weights.At(i);
            formula.Derivatives(Load(eta, i), Load(y, i), out Vector512<double> value, out Vector512<double> slope, out Vector512<double> curvature);
            sum += Weigh(w, value);
            Store(Weigh(w, slope), slopes, i);
            if (curved) Store(Weigh(w, curvature), curvatures, i);
        }
        return Vector512.Sum(sum);
    }

    /// <summary>Σ ω ℓ*(u/ω); empty slopes stand for u = 0. A slope on a row of weight 0 is outside the domain.</summary>
    public static double Conjugate<TFormula>(TFormula formula, ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega)
        where TFormula : struct, IRowFormula
    {
        Weights weights = new(omega, y.Length);
        Vector512<double> sum = default, infinity = Vector512.Create(double.PositiveInfinity);
        for (int i = 0; i < y.Length; i += Lanes)
        {
            Vector512<double> w = weights.At(i), u = slopes.Length > 0 ? Load(slopes, i) : default;
            Vector512<double> unweighted = Vector512.Equals(w, Vector512<double>.Zero);
            Vector512<double> v = u / Vector512.ConditionalSelect(unweighted, Vector512<double>.One, w);
            Vector512<double> outside = unweighted & ~Vector512.Equals(u, Vector512<double>.Zero);
            sum += Vector512.ConditionalSelect(outside, infinity, Weigh(w, formula.Conjugate(v, Load(y, i))));
        }
        double total = Vector512.Sum(sum);
        return double.IsNaN(total) ? double.PositiveInfinity : total;
    }

    /// <summary>The mean of every row.</summary>
    public static void Mean<TFormula>(TFormula formula, ReadOnlySpan<double> eta, Span<double> mean)
        where TFormula : struct, IRowFormula
    {
        for (int i = 0; i < eta.Length; i += Lanes) Store(formula.Mean(Load(eta, i)), mean, i);
    }

    /// <summary>ω x, 0 where ω is 0 even if x is infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Weigh(Vector512<double> w, Vector512<double> x)
        => Vector512.ConditionalSelect(Vector512.Equals(w, Vector512<double>.Zero), Vector512<double>.Zero, w * x);

    /// <summary>Eight values from i on; 0 beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ReadOnlySpan<double> values, int i)
        => i + Lanes <= values.Length ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i) : LoadLast(values[i..]);

    /// <summary>Stores as many of eight values as there is room for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> values, Span<double> destination, int i)
    {
        if (i + Lanes <= destination.Length) values.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)i);
        else StoreLast(values, destination[i..]);
    }

    private static Vector512<double> LoadLast(ReadOnlySpan<double> rest)
    {
        Span<double> full = stackalloc double[Lanes];
        full.Clear();
        rest.CopyTo(full);
        return Vector512.Create<double>(full);
    }

    private static void StoreLast(Vector512<double> values, Span<double> rest)
    {
        Span<double> full = stackalloc double[Lanes];
        values.CopyTo(full);
        full[..rest.Length].CopyTo(rest);
    }

    /// <summary>Weights of rows, given or all 1/n; 0 beyond the end.</summary>
    internal readonly ref struct Weights(ReadOnlySpan<double> omega, int rows)
    {
        private readonly ReadOnlySpan<double> omega = omega;
        private readonly Vector512<double> equal = Vector512.Create(1.0 / rows);

        /// <summary>The weights of eight rows.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> At(int i)
        {
            if (omega.Length > 0) return Load(omega, i);
            if (i + Lanes <= rows) return equal;
            return Vector512.ConditionalSelect(Vector512.LessThan(Vector512<double>.Indices, Vector512.Create((double)(rows - i))), equal, Vector512<double>.Zero);
        }
    }
}
