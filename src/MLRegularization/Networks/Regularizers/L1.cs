using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// The lasso penalty λ‖W‖₁ by a proximal step after the optimiser's: w ← sign(w) max(|w| − λs, 0), so that weights become exactly 0. s is how far
/// the optimiser moves a weight per unit of gradient: the learning rate under SGD (over 1 − momentum), rate / (√v̂ + ε) of each weight under Adam,
/// which is the proximal step in Adam's own metric (Yun, Lozano and Yang 2021). With the plain rate in its place the balance would be of the loss's
/// normalised gradient and λ; so it is of the gradient and λ, and λ means the same under all optimisers: the penalty beside the mean loss.
/// </summary>
/// <param name="Lambda">λ ≥ 0.</param>
public sealed record L1(double Lambda) : WeightPenalty
{
    /// <inheritdoc/>
    public override string Describe() => $"an L1 penalty of {Lambda} on {Weights()}, by proximal steps that make weights exactly 0";

    internal override string? Problem() => StrengthProblem("L1 penalty", Lambda);

    internal override IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => Lambda > 0 ? [new Rule(Lambda)] : [];

    internal override unsafe double Value(ParameterTensor tensor, Parameters parameters) => Lambda * FloatSums.Sizes(parameters.Values.Values + tensor.Start, tensor.Length);

    /// <summary>The proximal step.</summary>
    internal sealed unsafe class Rule(double lambda) : ISliceRule
    {
        private const int Stretch = 512;

        public void After(in ParameterSlice slice, StepInfo step)
        {
            float* sizes = stackalloc float[Stretch];
            for (int i = 0; i < slice.Length; i += Stretch)
            {
                int start = slice.Start + i, n = Math.Min(Stretch, slice.Length - i);
                step.Sizes(slice.Tensor, start, n, sizes);
                FloatSums.Shrink(step.Values + start, n, sizes, (float)lambda);
            }
        }
    }
}
