using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// The end of a skip connection, in place: x ← shortcut + f x, where f is 1, or in training with a rate of skipping 0 or 1 / (1 − rate) by rows. On the
/// way down it leaves the shortcut's slopes first: what else uses the shortcut's values adds to them.
/// </summary>
internal sealed unsafe class SkipLayer(Signal signal, Signal shortcut, int number, double rate) : Layer(signal, signal)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(Pass pass, RowRange rows)
    {
        for (int r = rows.First; r < rows.End; r++)
        {
            Vector512<float> factor = Vector512.Create(Factor(pass, r));
            for (int p = 0; p < Output.Values.Count; p++)
            {
                float* x = Output.Values.At(p, r), s = shortcut.Values.At(p, r);
                Vector512.FusedMultiplyAdd(factor, Vector512.Load(x), Vector512.Load(s)).Store(x);
                Vector512.FusedMultiplyAdd(factor, Vector512.Load(x + 16), Vector512.Load(s + 16)).Store(x + 16);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(Pass pass, RowRange rows)
    {
        if (shortcut.Slopes is FloatPanels below)
        {
            int length = (rows.End - rows.First) * FloatPanels.Width;
            for (int p = 0; p < below.Count; p++) new Span<float>(Output.Slopes!.At(p, rows.First), length).CopyTo(new Span<float>(below.At(p, rows.First), length));
        }
        if (rate == 0 || !pass.Training) return;
        for (int r = rows.First; r < rows.End; r++)
        {
            Vector512<float> factor = Vector512.Create(Factor(pass, r));
            for (int p = 0; p < Output.Slopes!.Count; p++)
            {
                float* s = Output.Slopes.At(p, r);
                (Vector512.Load(s) * factor).Store(s);
                (Vector512.Load(s + 16) * factor).Store(s + 16);
            }
        }
    }

    private float Factor(Pass pass, int row)
    {
        if (rate == 0 || !pass.Training) return 1;
        return CounterNoise.Uniform(CounterNoise.Key(pass.Seed, pass.Epoch, NoisePlace.Depth + number, pass.RowIds[row])) < rate ? 0 : (float)(1 / (1 - rate));
    }
}
