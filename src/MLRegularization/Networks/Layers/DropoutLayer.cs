using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// Inverted dropout, in place. The mask is a hash of seed, epoch, row and unit, made anew on the way down: nothing is stored, and it is the
/// same on any number of threads.
/// </summary>
internal sealed unsafe class DropoutLayer(Signal signal, int place, Func<double, double> rateAt) : Layer(signal, signal), IPanelLayer
{
    public override void Forward(Pass pass, RowRange rows)
    {
        for (int p = 0; p < Output.Values.Count; p++) ForwardPanel(pass, rows, p);
    }

    public override void Backward(Pass pass, RowRange rows)
    {
        for (int p = 0; p < Output.Values.Count; p++) BackwardPanel(pass, rows, p);
    }

    public void ForwardPanel(Pass pass, RowRange rows, int panel)
    {
        if (pass.Training) Mask(pass, rows, Output.Values, panel);
    }

    public void BackwardPanel(Pass pass, RowRange rows, int panel)
    {
        if (pass.Training && Output.Slopes is not null) Mask(pass, rows, Output.Slopes, panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mask(Pass pass, RowRange rows, FloatPanels values, int panel)
    {
        double rate = rateAt(pass.Progress);
        if (rate <= 0) return;
        // A unit stays where its 32 bits are at least this.
        uint threshold = (uint)Math.Min(rate * 4294967296.0, uint.MaxValue);
        Vector512<uint> limit = Vector512.Create(threshold);
        Vector512<float> scale = Vector512.Create((float)(1 / (1 - (threshold / 4294967296.0))));
        for (int r = rows.First; r < rows.End; r++)
        {
            ulong key = CounterNoise.Key(pass.Seed, pass.Epoch, place, pass.RowIds[r]);
            float* v = values.At(panel, r);
            for (int c = 0; c < FloatPanels.Width; c += 16)
            {
                Vector512<float> stays = Vector512.GreaterThanOrEqual(CounterNoise.Bits(key, (panel * FloatPanels.Width) + c), limit).AsSingle();
                (Vector512.Load(v + c) * (scale & stays)).Store(v + c);
            }
        }
    }
}
