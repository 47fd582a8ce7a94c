using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Regularizers;

/// <summary>Max-norm (Srebro and Shraibman 2005): ‖w‖₂ ≤ limit for the weights that lead into each unit, by projection after each step. The bias is not among them.</summary>
/// <param name="Limit">Above 0; 3 to 4 are usual beside dropout.</param>
public sealed record MaxNorm(double Limit) : WeightConstraint
{
    /// <inheritdoc/>
    public override string Describe() => $"the norm of each unit's weights{Where()} held to at most {Limit}";

    internal override string? Problem() => LimitProblem("limit of the units' norms", Limit);

    internal override IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => [new Rule(Limit)];

    /// <summary>The projection, of whole panels.</summary>
    internal sealed unsafe class Rule(double limit) : ISliceRule
    {
        private const int Width = FloatPanels.Width;

        public void After(in ParameterSlice slice, StepInfo step)
        {
            for (int panel = 0; panel < slice.Length; panel += slice.Tensor.PanelLength) Project(step.Values + slice.Start + panel, slice.Tensor.Rows);
        }

        private void Project(float* w, int rows)
        {
            double* squares = stackalloc double[Width];
            float* factors = stackalloc float[Width];
            new Span<double>(squares, Width).Clear();
            for (int r = 0; r < rows; r++)
                for (int c = 0; c < Width; c++) squares[c] += (double)w[(r * Width) + c] * w[(r * Width) + c];
            bool outside = false;
            for (int c = 0; c < Width; c++)
            {
                double norm = Math.Sqrt(squares[c]);
                factors[c] = norm > limit ? (float)(Inside * limit / norm) : 1;
                outside |= norm > limit;
            }
            if (!outside) return;
            for (int r = 0; r < rows; r++)
                for (int c = 0; c < Width; c++) w[(r * Width) + c] *= factors[c];
        }
    }
}
