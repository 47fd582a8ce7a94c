using System.Runtime.Intrinsics;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Training;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// w ≥ 0 for every weight, by projection after each step. In all layers, with activations that never fall, it makes a network whose outputs never fall as
/// an input rises. Biases may have any sign.
/// </summary>
public sealed record NonNegative : WeightConstraint
{
    /// <inheritdoc/>
    public override string Describe() => $"no weight{Where()} below 0";

    internal override IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => [new Rule()];

    /// <summary>The projection.</summary>
    internal sealed unsafe class Rule : ISliceRule
    {
        public void After(in ParameterSlice slice, StepInfo step)
        {
            float* w = step.Values + slice.Start;
            for (int i = 0; i < slice.Length; i += 16)
            {
                // NaN stays NaN; −0 becomes 0.
                Vector512<float> v = Vector512.Load(w + i);
                Vector512.AndNot(v, Vector512.LessThanOrEqual(v, Vector512<float>.Zero)).Store(w + i);
            }
        }
    }
}
