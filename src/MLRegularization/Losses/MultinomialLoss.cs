using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Losses;

/// <summary>Multinomial loss log Σₖ e^ηₖ − η_y of labels y in {0, …, K − 1}, one linear predictor per class.</summary>
internal sealed class MultinomialLoss : ILoss
{
    private const int Lanes = 8;

    /// <summary>What sums of a row's slopes, and slopes past the edge, may be off by rounding.</summary>
    private const double Slack = 1e-12;

    /// <summary>Sets the number of classes.</summary>
    /// <param name="classes">K ≥ 2.</param>
    /// <exception cref="ArgumentException">There are fewer than two classes.</exception>
    public MultinomialLoss(int classes)
    {
        if (classes < 2) throw new ArgumentException($"The number of classes is {classes}; it must be 2 or more: add rows of another class.", nameof(classes));
        Outputs = classes;
    }

    public int Outputs { get; }

    public double CurvatureBound => 0.5;

    public double Value(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => Sweep(eta, y, omega, [], []);

    public double Slopes(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes) => Sweep(eta, y, omega, slopes, []);

    public double SlopesAndCurvatures(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures)
        => Sweep(eta, y, omega, slopes, curvatures);

    /// <summary>Σ ω Σₖ μₖ log μₖ at the means μ = u/ω + [k = y], which must be probabilities.</summary>
    public double Conjugate(ReadOnlySpan<double> slopes, ReadOnlySpan<double> y, ReadOnlySpan<double> omega)
    {
        int n = y.Length;
        RowSweep.Weights weights = new(omega, n);
        Vector512<double> total = default, one = Vector512<double>.One, zero = Vector512<double>.Zero, infinity = Vector512.Create(double.PositiveInfinity);
        for (int i = 0; i < n; i += Lanes)
        {
            Vector512<double> w = weights.At(i), label = RowSweep.Load(y, i), unweighted = Vector512.Equals(w, zero);
            Vector512<double> divisor = Vector512.ConditionalSelect(unweighted, one, w), entropy = zero, sum = zero, outside = zero;
            for (int k = 0; k < Outputs; k++)
            {
                Vector512<double> u = RowSweep.Load(slopes.Slice(k * n, n), i);
                Vector512<double> mean = (u / divisor) + (Vector512.Equals(label, Vector512.Create((double)k)) & one);
                outside |= Vector512.LessThan(mean, Vector512.Create(-Slack)) | (unweighted & ~Vector512.Equals(u, zero));
                sum += mean;
                mean = Vector512.Max(mean, zero);
                entropy += mean * VectorMath.Log(Vector512.Max(mean, Vector512.Create(1e-300)));
            }
            outside |= ~unweighted & Vector512.GreaterThan(Vector512.Abs(sum - one), Vector512.Create(Slack));
            total += Vector512.ConditionalSelect(outside, infinity, RowSweep.Weigh(w, entropy));
        }
        double value = Vector512.Sum(total);
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }

    public void Mean(ReadOnlySpan<double> eta, Span<double> mean)
    {
        int n = eta.Length / Outputs;
        for (int i = 0; i < n; i += Lanes)
        {
            Vector512<double> top = Top(eta, n, i), sum = default;
            for (int k = 0; k < Outputs; k++)
            {
                Vector512<double> e = VectorMath.Exp(RowSweep.Load(eta.Slice(k * n, n), i) - top);
                sum += e;
                RowSweep.Store(e, mean.Slice(k * n, n), i);
            }
            for (int k = 0; k < Outputs; k++)
            {
                Span<double> ofClass = mean.Slice(k * n, n);
                RowSweep.Store(RowSweep.Load(ofClass, i) / sum, ofClass, i);
            }
        }
    }

    public double SaturatedValue(ReadOnlySpan<double> y, ReadOnlySpan<double> omega) => 0;

    /// <summary>The best constants. A class without weight would be at −∞: it is put where its probability is about e⁻³⁵.</summary>
    public NullModel Null(ReadOnlySpan<double> y, ReadOnlySpan<double> omega, ReadOnlySpan<double> offset) => MultinomialIntercepts.Run(this, y, omega, offset);

    public string? Problem(ReadOnlySpan<double> y, ReadOnlySpan<double> omega)
    {
        bool[] seen = new bool[Outputs];
        for (int i = 0; i < y.Length; i++)
        {
            if (!(y[i] >= 0 && y[i] < Outputs && y[i] == Math.Floor(y[i])))
                return $"The label of row {i + 1} is {y[i]}; labels of {Outputs} classes must be whole numbers from 0 to {Outputs - 1}: number the classes.";
            if (omega.Length == 0 || omega[i] > 0) seen[(int)y[i]] = true;
        }
        int missing = Array.IndexOf(seen, false);
        return missing < 0 ? null : $"Class {missing} has no rows with weight; each of the {Outputs} classes needs at least one: add rows, or number the classes without it.";
    }

    /// <summary>Values, and slopes and diagonal curvatures where there is room for them; slopes serve as scratch for the exponentials.</summary>
    private double Sweep(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, ReadOnlySpan<double> omega, Span<double> slopes, Span<double> curvatures)
    {
        int n = y.Length;
        RowSweep.Weights weights = new(omega, n);
        Vector512<double> total = default, one = Vector512<double>.One;
        for (int i = 0; i < n; i += Lanes)
        {
            Vector512<double> w = weights.At(i), label = RowSweep.Load(y, i), top = Top(eta, n, i);
            // Sums of exponentials without the largest, and without the label's, so that neither 1 + rest nor 1 − mean cancels.
            Vector512<double> rest = default, others = default, ofLabel = default, seen = default;
            for (int k = 0; k < Outputs; k++)
            {
                Vector512<double> h = RowSweep.Load(eta.Slice(k * n, n), i), e = VectorMath.Exp(h - top);
                Vector512<double> isLabel = Vector512.Equals(label, Vector512.Create((double)k)), isTop = FirstTop(h, top, ref seen);
                rest += Vector512.AndNot(e, isTop);
                others += Vector512.AndNot(e, isLabel);
                ofLabel = Vector512.ConditionalSelect(isLabel, h, ofLabel);
                if (slopes.Length > 0) RowSweep.Store(e, slopes.Slice(k * n, n), i);
            }
            total += RowSweep.Weigh(w, top - ofLabel + VectorMath.LogOnePlus(rest));
            if (slopes.Length == 0) continue;
            Vector512<double> inverse = one / (one + rest);
            seen = default;
            for (int k = 0; k < Outputs; k++)
            {
                Span<double> slopesOfClass = slopes.Slice(k * n, n);
                Vector512<double> mean = RowSweep.Load(slopesOfClass, i) * inverse;
                Vector512<double> isLabel = Vector512.Equals(label, Vector512.Create((double)k));
                RowSweep.Store(w * Vector512.ConditionalSelect(isLabel, -others * inverse, mean), slopesOfClass, i);
                if (curvatures.Length == 0) continue;
                Vector512<double> isTop = FirstTop(RowSweep.Load(eta.Slice(k * n, n), i), top, ref seen);
                RowSweep.Store(w * mean * Vector512.ConditionalSelect(isTop, rest * inverse, one - mean), curvatures.Slice(k * n, n), i);
            }
        }
        return Vector512.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Top(ReadOnlySpan<double> eta, int n, int i)
    {
        Vector512<double> top = RowSweep.Load(eta[..n], i);
        for (int k = 1; k < Outputs; k++) top = Vector512.Max(top, RowSweep.Load(eta.Slice(k * n, n), i));
        return top;
    }

    // Where this class is the first with the largest predictor.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> FirstTop(Vector512<double> h, Vector512<double> top, ref Vector512<double> seen)
    {
        Vector512<double> first = Vector512.AndNot(Vector512.Equals(h, top), seen);
        seen |= first;
        return first;
    }
}
