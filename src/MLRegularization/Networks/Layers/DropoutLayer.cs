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
    /// <summary>Rates are rounded to multiples of 1 / 65 536.</summary>
    private const double Levels = 65536;

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
        // A unit stays where its 16 bits are at least the threshold: those of the panel's first half are the low ones of a hash, those of the second the high ones.
        uint threshold = (uint)Math.Min(Math.Round(rate * Levels), Levels - 1);
        Vector512<uint> limit = Vector512.Create(threshold << 16), units = CounterNoise.Units(panel * FloatPanels.Width);
        Vector512<float> scale = Vector512.Create((float)(Levels / (Levels - threshold)));
        ulong placeKey = CounterNoise.PlaceKey(pass.Seed, pass.Epoch, place);
        float* v = values.At(panel, rows.First);
        for (int r = rows.First; r < rows.End; r++, v += FloatPanels.Width)
        {
            Vector512<uint> bits = CounterNoise.Bits(CounterNoise.RowKey(placeKey, pass.RowIds[r]), units);
            Vector512<float> left = Vector512.GreaterThanOrEqual(Vector512.ShiftLeft(bits, 16), limit).AsSingle(), right = Vector512.GreaterThanOrEqual(bits, limit).AsSingle();
            (Vector512.Load(v) * (scale & left)).Store(v);
            (Vector512.Load(v + 16) * (scale & right)).Store(v + 16);
        }
    }
}
