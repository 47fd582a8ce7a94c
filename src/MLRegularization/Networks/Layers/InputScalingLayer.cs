using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>One factor per input: y = x ∘ s.</summary>
internal sealed unsafe class InputScalingLayer(Signal input, Signal output, Parameters parameters, ParameterTensor factors) : Layer(input, output)
{
    private readonly ParameterSlice[][] slices = [.. Enumerable.Range(0, factors.Panels).Select(p => new[] { new ParameterSlice(factors, factors.Start + (p * factors.PanelLength), factors.PanelLength) })];

    public override int GradientTasks => slices.Length;

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices[task];

    public override void Forward(Pass pass, RowRange rows) => Scale(Input.Values, Output.Values, rows);

    public override void Backward(Pass pass, RowRange rows)
    {
        if (Input.Slopes is not null) Scale(Output.Slopes!, Input.Slopes, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gradient(Pass pass, int task)
    {
        float* x = Input.Values.At(task, 0), slope = Output.Slopes!.At(task, 0), end = x + (pass.Rows * FloatPanels.Width), to = parameters.Gradients.Values + slices[task][0].Start;
        Vector512<float> left = default, right = default;
        for (; x < end; x += FloatPanels.Width, slope += FloatPanels.Width)
        {
            left = Vector512.FusedMultiplyAdd(Vector512.Load(x), Vector512.Load(slope), left);
            right = Vector512.FusedMultiplyAdd(Vector512.Load(x + 16), Vector512.Load(slope + 16), right);
        }
        left.Store(to);
        right.Store(to + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scale(FloatPanels from, FloatPanels to, RowRange rows)
    {
        for (int p = 0; p < from.Count; p++)
        {
            float* s = parameters.Values.Values + slices[p][0].Start, x = from.At(p, rows.First), y = to.At(p, rows.First), end = from.At(p, rows.End);
            Vector512<float> left = Vector512.Load(s), right = Vector512.Load(s + 16);
            for (; x < end; x += FloatPanels.Width, y += FloatPanels.Width)
            {
                (Vector512.Load(x) * left).Store(y);
                (Vector512.Load(x + 16) * right).Store(y + 16);
            }
        }
    }
}
