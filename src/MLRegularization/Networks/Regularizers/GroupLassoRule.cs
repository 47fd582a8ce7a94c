using MLRegularization.Networks.Training;

namespace MLRegularization.Networks.Regularizers;

/// <summary>The proximal step of the group lasso: argmin over w of ½ Σ (wᵢ − zᵢ)² / sᵢ + λ√m ‖w‖₂, group by group, zᵢ what the optimiser left and sᵢ its step per unit of gradient.</summary>
internal sealed unsafe class GroupLassoRule(double lambda, TensorGroups groups) : ITensorRule
{
    private readonly float[] weightSizes = new float[groups.Weight.Length], biasSizes = new float[groups.Bias?.Length ?? 0];
    private readonly double[] z = new double[groups.Size], sizes = new double[groups.Size];

    public void Finish(StepInfo step)
    {
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
        double norm = 0;
        if (Squares(z, sizes, strength, 0, out _) <= 1)
        {
            z.Clear();
            return;
        }
        // Newton's method on 1 / √Σ = 1: from ρ = 0 it climbs and never oversteps, and with equal sizes the first step is exact.
        for (int turn = 0; turn < 60; turn++)
        {
            double squares = Squares(z, sizes, strength, norm, out double cubes), next = norm + ((Math.Sqrt(squares) - 1) * squares / cubes);
            bool done = !(next > norm * (1 + 1e-12));
            norm = Math.Max(norm, next);
            if (done) break;
        }
        for (int i = 0; i < z.Length; i++) z[i] *= norm / (norm + (strength * sizes[i]));
    }

    // Σ z² / (ρ + strength · s)² and Σ z² / (ρ + strength · s)³.
    private static double Squares(ReadOnlySpan<double> z, ReadOnlySpan<double> sizes, double strength, double norm, out double cubes)
    {
        double squares = 0;
        cubes = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double inverse = 1 / (norm + (strength * sizes[i])), ratio = z[i] * inverse;
            squares += ratio * ratio;
            cubes += ratio * ratio * inverse;
        }
        return squares;
    }
}
