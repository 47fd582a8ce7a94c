using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLRegularization.Networks.Optimizers;

/// <summary>
/// Stochastic gradient descent: v ← momentum · v + g, w ← w − rate · v; by Nesterov's way w ← w − rate · (g + momentum · v). The first v is g, as in PyTorch.
/// </summary>
/// <param name="Momentum">0 ≤ momentum &lt; 1. Default 0.</param>
/// <param name="Nesterov">Whether to look ahead along v.</param>
public sealed record Sgd(double Momentum = 0, bool Nesterov = false) : StepOptimizer
{
    /// <inheritdoc/>
    public override string Describe() => Momentum == 0 ? "stochastic gradient descent" : $"stochastic gradient descent with {(Nesterov ? "Nesterov " : "")}momentum {Momentum}";

    internal override int Moments => Momentum == 0 ? 0 : 1;

    internal override string? Problem() =>
        Momentum is not (>= 0 and < 1) ? $"The momentum is {Momentum}; it must be from 0 to below 1: 0.9 is usual."
        : Nesterov && Momentum == 0 ? "Nesterov's way is asked for with a momentum of 0, where there is nothing to look along; give a momentum, 0.9 is usual."
        : null;

    // After t equal gradients g the velocity is g (1 − momentumᵗ) / (1 − momentum).
    internal override StepFactors Begin(long step) => new((float)((1 - Math.Pow(Momentum, step)) / (1 - Momentum)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe void Update(in StepFactors factors, float rate, float* values, float* gradients, float* first, float* second, int n)
    {
        Vector512<float> step = Vector512.Create(-rate), momentum = Vector512.Create((float)Momentum);
        Vector512<float> least = Vector512.Create(Optimizer.LeastMoment);
        for (int i = 0; i < n; i += 16)
        {
            Vector512<float> g = Vector512.Load(gradients + i), w = Vector512.Load(values + i);
            if (first != null)
            {
                Vector512<float> v = Vector512.FusedMultiplyAdd(momentum, Vector512.Load(first + i), g);
                // What falls for ever would become subnormal, and every later step slow. NaN stays.
                v = Vector512.AndNot(v, Vector512.LessThan(Vector512.Abs(v), least));
                v.Store(first + i);
                g = Nesterov ? Vector512.FusedMultiplyAdd(momentum, v, g) : v;
            }
            Vector512.FusedMultiplyAdd(step, g, w).Store(values + i);
        }
    }

    internal override unsafe void Sizes(in StepFactors factors, float rate, float* second, float* sizes, int n) => new Span<float>(sizes, n).Fill(rate * factors.First);
}
