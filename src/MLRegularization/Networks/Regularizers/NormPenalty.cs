using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// The unsquared norm λ‖W‖₂ of each matrix, in the gradient: g ← g + λW / ‖W‖₂, and nothing where W is 0. It is what a loop over
/// <c>torch.norm(p)</c> adds to the loss. Of biases, where they are included, it is the norm of each layer's.
/// </summary>
/// <param name="Lambda">λ ≥ 0.</param>
public sealed record NormPenalty(double Lambda) : WeightPenalty
{
    /// <inheritdoc/>
    public override string Describe() => $"a penalty of {Lambda} times the unsquared norm of {Weights()}, matrix by matrix, in the gradient";

    internal override string? Problem() => StrengthProblem("norm penalty", Lambda);

    internal override bool IsSmooth => true;

    internal override IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => Lambda > 0 ? [new Rule(Lambda, tensor)] : [];

    internal override unsafe double Value(ParameterTensor tensor, Parameters parameters) => Lambda * Math.Sqrt(FloatSums.Squares(parameters.Values.Values + tensor.Start, tensor.Length));

    /// <summary>The gradient of the penalty.</summary>
    internal sealed unsafe class Rule(double lambda, ParameterTensor tensor) : ISliceRule
    {
        private float factor;

        public void Begin(StepInfo step)
        {
            double norm = Math.Sqrt(FloatSums.Squares(step.Values + tensor.Start, tensor.Length));
            factor = norm > 0 ? (float)(lambda / norm) : 0;
        }

        public void Before(in ParameterSlice slice, StepInfo step) => FloatSums.Add(step.Values + slice.Start, slice.Length, factor, step.Gradients + slice.Start);
    }
}
