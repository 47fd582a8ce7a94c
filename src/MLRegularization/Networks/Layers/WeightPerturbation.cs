using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>A copy of a weight tensor with Gaussian noise, drawn anew for each batch: a batch is known by its epoch and its first row.</summary>
internal sealed unsafe class WeightPerturbation(Parameters parameters, ParameterTensor tensor, double deviation) : IDisposable
{
    private const int Width = FloatPanels.Width;

    private readonly AlignedMemory<float> values = new(tensor.Length);

    /// <summary>The noisy copy of a panel.</summary>
    public float* Panel(int panel) => values.Values + ((nint)panel * tensor.PanelLength);

    /// <summary>Draws a panel; padding stays 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(Pass pass, int panel)
    {
        // Two tensors of one layer have noise of their own by where they begin.
        ulong key = CounterNoise.Key(pass.Seed, pass.Epoch, NoisePlace.Weights, ((long)tensor.Start << 32) | (uint)pass.RowIds[0]);
        float* from = parameters.Values.Values + tensor.Start + ((nint)panel * tensor.PanelLength), to = Panel(panel);
        Vector512<int> limit = Vector512.Create(tensor.Columns - (panel * Width));
        Vector512<float> size = Vector512.Create((float)deviation);
        Vector512<float> left = size & Vector512.LessThan(Vector512<int>.Indices, limit).AsSingle(), right = size & Vector512.LessThan(Vector512<int>.Indices + Vector512.Create(16), limit).AsSingle();
        for (int i = 0; i < tensor.PanelLength; i += Width)
        {
            Vector512<float> noise = CounterNoise.Normals(key, (panel * tensor.PanelLength) + i, out Vector512<float> behind);
            Vector512.FusedMultiplyAdd(noise, left, Vector512.Load(from + i)).Store(to + i);
            Vector512.FusedMultiplyAdd(behind, right, Vector512.Load(from + i + 16)).Store(to + i + 16);
        }
    }

    public void Dispose() => values.Dispose();
}
