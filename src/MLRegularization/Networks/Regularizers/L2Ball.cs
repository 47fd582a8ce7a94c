using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>‖W‖₂ ≤ radius for the numbers of each weight matrix together, by projection after each step: the matrix is scaled.</summary>
/// <param name="Radius">Above 0.</param>
public sealed record L2Ball(double Radius) : WeightConstraint
{
    /// <inheritdoc/>
    public override string Describe() => $"the norm of each weight matrix{Where()} held to at most {Radius}";

    internal override string? Problem() => LimitProblem("radius of the L2 ball", Radius);

    internal override IEnumerable<ITensorRule> TensorRules(ParameterTensor tensor, Parameters parameters) => [new Rule(Radius, tensor)];

    /// <summary>The projection.</summary>
    internal sealed unsafe class Rule(double radius, ParameterTensor tensor) : ITensorRule
    {
        public void Finish(StepInfo step)
        {
            float* w = step.Values + tensor.Start;
            double norm = Math.Sqrt(FloatSums.Squares(w, tensor.Length));
            if (norm > radius) FloatSums.Scale(w, tensor.Length, (float)(Inside * radius / norm));
        }
    }
}
