using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Models;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>An activation. On the way up it leaves its slopes where its input was: nobody needs that again.</summary>
internal sealed unsafe class ActivationLayer<TFormula>(Signal input, Signal output) : Layer(input, output), IPanelLayer
    where TFormula : struct, IActivationFormula
{
    public override void Forward(Pass pass, RowRange rows)
    {
        for (int p = 0; p < Output.Values.Count; p++) ForwardPanel(pass, rows, p);
    }

    public override void Backward(Pass pass, RowRange rows)
    {
        for (int p = 0; p < Output.Values.Count; p++) BackwardPanel(pass, rows, p);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ForwardPanel(Pass pass, RowRange rows, int panel)
    {
        float* z = Input.Values.At(panel, rows.First), a = Output.Values.At(panel, rows.First), end = Input.Values.At(panel, rows.End);
        for (; z < end; z += 16, a += 16)
        {
            TFormula.At(Vector512.Load(z), out Vector512<float> slope).Store(a);
            slope.Store(z);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void BackwardPanel(Pass pass, RowRange rows, int panel)
    {
        float* slope = Input.Values.At(panel, rows.First), s = Output.Slopes!.At(panel, rows.First), end = Input.Values.At(panel, rows.End);
        for (; slope < end; slope += 16, s += 16) (Vector512.Load(slope) * Vector512.Load(s)).Store(s);
    }
}

/// <summary>Makes the layer of an activation.</summary>
internal static class ActivationLayer
{
    /// <summary>A layer that puts its values into a signal of its own and shares the slopes.</summary>
    public static Layer Of(Activation activation, Signal input, Signal output) => activation switch
    {
        Activation.Relu => new ActivationLayer<ActivationFormulas.Relu>(input, output),
        Activation.LeakyRelu => new ActivationLayer<ActivationFormulas.LeakyRelu>(input, output),
        Activation.Selu => new ActivationLayer<ActivationFormulas.Selu>(input, output),
        Activation.Mish => new ActivationLayer<ActivationFormulas.Mish>(input, output),
        Activation.Silu => new ActivationLayer<ActivationFormulas.Silu>(input, output),
        Activation.Gelu => new ActivationLayer<ActivationFormulas.Gelu>(input, output),
        Activation.Tanh => new ActivationLayer<ActivationFormulas.Tanh>(input, output),
        Activation.Sigmoid => new ActivationLayer<ActivationFormulas.Sigmoid>(input, output),
        _ => throw new ArgumentException($"The activation is {activation}; give one that has a layer, or leave it out.", nameof(activation)),
    };
}
