using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>Gaussian noise on the first columns of a signal, in place; slopes pass it unchanged.</summary>
internal sealed unsafe class InputNoiseLayer(Signal signal, int columns, double deviation) : Layer(signal, signal)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(Pass pass, RowRange rows)
    {
        if (!pass.Training) return;
        Vector512<float> size = Vector512.Create((float)deviation);
        Vector512<int> limit = Vector512.Create(columns);
        for (int r = rows.First; r < rows.End; r++)
        {
            ulong key = CounterNoise.Key(pass.Seed, pass.Epoch, NoisePlace.Inputs, pass.RowIds[r]);
            for (int first = 0; first < columns; first += FloatPanels.Width)
            {
                float* x = Output.Values.At(first / FloatPanels.Width, r);
                Vector512<float> left = CounterNoise.Normals(key, first, out Vector512<float> right) * size;
                Vector512<int> at = Vector512<int>.Indices + Vector512.Create(first);
                (Vector512.Load(x) + (left & Vector512.LessThan(at, limit).AsSingle())).Store(x);
                (Vector512.Load(x + 16) + (right * size & Vector512.LessThan(at + Vector512.Create(16), limit).AsSingle())).Store(x + 16);
            }
        }
    }

    public override void Backward(Pass pass, RowRange rows)
    {
    }
}
