using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using MLRegularization.Networks.Training;

namespace MLRegularization.Networks.Regularizers;

/// <summary>The proximal step of the group lasso: argmin over w of ½ Σ (wᵢ − zᵢ)² / sᵢ + λ√m ‖w‖₂, group by group, zᵢ what the optimiser left and sᵢ its step per unit of gradient.</summary>
internal sealed unsafe class GroupLassoRule(double lambda, TensorGroups groups) : ITensorRule
{
    private readonly float[] weightSizes = new float[groups.Weight.Length], biasSizes = new float[groups.Bias?.Length ?? 0];
    private readonly double[] z = new double[groups.Size], sizes = new double[groups.Size];

    public void Finish(StepInfo step)
    {
        // Without a step there is none here.
        if (step.Rate <= 0) return;
        float* weights = step.Values + groups.Weight.Start, biases = groups.Bias is null ? null : step.Values + groups.Bias.Start;
        double strength = lambda * Math.Sqrt(groups.Size);
        fixed (float* ofWeights = weightSizes, ofBiases = biasSizes)
        {
            step.Sizes(groups.Weight, groups.Weight.Start, groups.Weight.Length, ofWeights);
            if (groups.Bias is not null) step.Sizes(groups.Bias, groups.Bias.Start, groups.Bias.Length, ofBiases);
            for (int g = 0; g < groups.Count; g++)
            {
                groups.Gather(g, weights, biases, z);
                groups.Gather(g, ofWeights, ofBiases, sizes);
                Shrink(z, sizes, strength);
                groups.Scatter(g, z, weights, biases);
            }
        }
    }

    /// <summary>z ← argmin over w of ½ Σ (wᵢ − zᵢ)² / sᵢ + strength · ‖w‖₂.</summary>
    internal static void Shrink(Span<double> z, ReadOnlySpan<double> sizes, double strength)
    {
        // w is 0 where ‖z/s‖ ≤ strength; elsewhere wᵢ = zᵢ ρ / (ρ + strength · sᵢ), where ρ = ‖w‖ solves Σ (zᵢ / (ρ + strength · sᵢ))² = 1.
        if (Squares(z, sizes, strength, 0).Squares <= 1)
        {
            z.Clear();
            return;
        }
        // Newton's method on 1 / √Σ = 1: from below it climbs and never oversteps, and with equal sizes it begins at the solution.
        double norm = Math.Max(TensorPrimitives.Norm<double>(z) - (strength * TensorPrimitives.Max(sizes)), 0);
        for (int turn = 0; turn < 60; turn++)
        {
            (double squares, double cubes) = Squares(z, sizes, strength, norm);
            double next = norm + ((Math.Sqrt(squares) - 1) * squares / cubes);
            // Each turn doubles the digits: after one that moved by 1e-6, floats see no more.
            bool done = !(next > norm * (1 + 1e-6));
            norm = Math.Max(norm, next);
            if (done) break;
        }
        int at = 0;
        for (; at <= z.Length - 8; at += 8)
        {
            Vector512<double> below = Vector512.FusedMultiplyAdd(Vector512.Create(strength), Vector512.Create(sizes.Slice(at, 8)), Vector512.Create(norm));
            (Vector512.Create<double>(z.Slice(at, 8)) * Vector512.Create(norm) / below).CopyTo(z.Slice(at, 8));
        }
        for (; at < z.Length; at++) z[at] *= norm / (norm + (strength * sizes[at]));
    }

    // Σ z² / (ρ + strength · s)² and Σ z² / (ρ + strength · s)³.
    private static (double Squares, double Cubes) Squares(ReadOnlySpan<double> z, ReadOnlySpan<double> sizes, double strength, double norm)
    {
        Vector512<double> squares = default, cubes = default;
        int i = 0;
        for (; i <= z.Length - 8; i += 8)
        {
            Vector512<double> inverse = Vector512<double>.One / Vector512.FusedMultiplyAdd(Vector512.Create(strength), Vector512.Create(sizes.Slice(i, 8)), Vector512.Create(norm));
            Vector512<double> ratio = Vector512.Create(z.Slice(i, 8)) * inverse, square = ratio * ratio;
            squares += square;
            cubes = Vector512.FusedMultiplyAdd(square, inverse, cubes);
        }
        double sum = Vector512.Sum(squares), sumOfCubes = Vector512.Sum(cubes);
        for (; i < z.Length; i++)
        {
            double inverse = 1 / (norm + (strength * sizes[i])), ratio = z[i] * inverse;
            sum += ratio * ratio;
            sumOfCubes += ratio * ratio * inverse;
        }
        return (sum, sumOfCubes);
    }
}
