using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// The ridge penalty ½λ‖W‖² in the gradient: g ← g + λW before the optimiser's step. Under Adam it passes through the normalisation, as PyTorch's
/// <c>Adam(weight_decay=λ)</c> does; <see cref="WeightDecay"/> does not.
/// </summary>
/// <param name="Lambda">λ ≥ 0.</param>
public sealed record L2(double Lambda) : WeightPenalty
{
    /// <inheritdoc/>
    public override string Describe() => $"an L2 penalty of {Lambda} on {Weights()}, in the gradient";

    internal override string? Problem() => StrengthProblem("L2 penalty", Lambda);

    internal override bool IsSmooth => true;

    internal override IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => Lambda > 0 ? [new Rule(Lambda)] : [];

    internal override unsafe double Value(ParameterTensor tensor, Parameters parameters) => 0.5 * Lambda * FloatSums.Squares(parameters.Values.Values + tensor.Start, tensor.Length);

    /// <summary>The gradient of the penalty.</summary>
    internal sealed unsafe class Rule(double lambda) : ISliceRule
    {
        public void Before(in ParameterSlice slice, StepInfo step) => FloatSums.Add(step.Values + slice.Start, slice.Length, (float)lambda, step.Gradients + slice.Start);
    }
}
