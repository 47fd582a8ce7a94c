using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// ‖W‖₁ ≤ radius for the numbers of each weight matrix together, by projection after each step: every weight is brought nearer to 0 by the same amount and
/// those that were closer become exactly 0. The amount is found exactly (Michelot 1986).
/// </summary>
/// <param name="Radius">Above 0.</param>
public sealed record L1Ball(double Radius) : WeightConstraint
{
    /// <inheritdoc/>
    public override string Describe() => $"the sum of absolute weights of each matrix{Where()} held to at most {Radius}";

    internal override string? Problem() => LimitProblem("radius of the L1 ball", Radius);

    internal override IEnumerable<ITensorRule> TensorRules(ParameterTensor tensor, Parameters parameters) => [new Rule(Radius, tensor)];

    /// <summary>The projection.</summary>
    internal sealed unsafe class Rule(double radius, ParameterTensor tensor) : ITensorRule
    {
        public void Finish(StepInfo step)
        {
            float* w = step.Values + tensor.Start;
            (double sum, long count) = FloatSums.SizesAbove(w, tensor.Length, 0);
            if (!(sum > radius) || double.IsInfinity(sum)) return;
            // Σ (|w| − θ)₊ = radius: those below θ drop out until nothing changes.
            double theta = 0;
            while (true)
            {
                theta = (sum - (Inside * radius)) / count;
                (sum, long left) = FloatSums.SizesAbove(w, tensor.Length, theta);
                if (left == count) break;
                count = left;
            }
            FloatSums.Shrink(w, tensor.Length, theta);
        }
    }
}
