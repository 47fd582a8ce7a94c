using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Networks.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
/// With <see cref="Regularizers.WeightDecay"/> it is AdamW, with <see cref="Regularizers.L2"/> it is what PyTorch's Adam calls weight decay.
/// </summary>
/// <param name="Beta1">0 ≤ β₁ &lt; 1. Default 0.9.</param>
/// <param name="Beta2">0 ≤ β₂ &lt; 1. Default 0.999.</param>
/// <param name="Epsilon">ε &gt; 0. Default 1e-8.</param>
public sealed record Adam(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8) : StepOptimizer
{
    /// <inheritdoc/>
    public override string Describe() => $"Adam with β₁ {Beta1} and β₂ {Beta2}";

    internal override int Moments => 2;

    internal override string? Problem() =>
        Beta1 is not (>= 0 and < 1) ? $"Adam's β₁ is {Beta1}; it must be from 0 to below 1: 0.9 is usual."
        : Beta2 is not (>= 0 and < 1) ? $"Adam's β₂ is {Beta2}; it must be from 0 to below 1: 0.95 to 0.999 are usual."
        : Epsilon > 0 && double.IsFinite(Epsilon) ? null : $"Adam's ε is {Epsilon}; it must be above 0: 1e-8 is usual.";

    internal override StepFactors Begin(long step) => new((float)(1 - Math.Pow(Beta1, step)), (float)Math.Sqrt(1 - Math.Pow(Beta2, step)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe void Update(in StepFactors factors, float rate, float* values, float* gradients, float* first, float* second, int n)
    {
        Vector512<float> step = Vector512.Create(-rate / factors.First), inverse = Vector512.Create(1 / factors.Second), epsilon = Vector512.Create((float)Epsilon);
        Vector512<float> keep1 = Vector512.Create((float)Beta1), take1 = Vector512.Create((float)(1 - Beta1)), keep2 = Vector512.Create((float)Beta2), take2 = Vector512.Create((float)(1 - Beta2));
        Vector512<float> least = Vector512.Create(Optimizer.LeastMoment);
        for (int i = 0; i < n; i += 16)
        {
            Vector512<float> g = Vector512.Load(gradients + i);
            Vector512<float> m = Vector512.FusedMultiplyAdd(keep1, Vector512.Load(first + i), take1 * g);
            Vector512<float> v = Vector512.FusedMultiplyAdd(keep2, Vector512.Load(second + i), take2 * g * g);
            // The moments of a dead unit fall for ever; subnormal numbers would make every later step slow. NaN stays.
            m = Vector512.AndNot(m, Vector512.LessThan(Vector512.Abs(m), least));
            v = Vector512.AndNot(v, Vector512.LessThan(v, least));
            m.Store(first + i);
            v.Store(second + i);
            Vector512<float> size = Vector512.FusedMultiplyAdd(Vector512.Sqrt(v), inverse, epsilon);
            Vector512.FusedMultiplyAdd(step, m / size, Vector512.Load(values + i)).Store(values + i);
        }
    }

    // A gradient that stays the same is m̂.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe void Sizes(in StepFactors factors, float rate, float* second, float* sizes, int n)
    {
        Vector512<float> step = Vector512.Create(rate), inverse = Vector512.Create(1 / factors.Second), epsilon = Vector512.Create((float)Epsilon);
        for (int i = 0; i < n; i += 16) (step / Vector512.FusedMultiplyAdd(Vector512.Sqrt(Vector512.Load(second + i)), inverse, epsilon)).Store(sizes + i);
    }
}
