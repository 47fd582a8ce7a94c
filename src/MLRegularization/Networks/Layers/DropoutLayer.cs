using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// Inverted dropout, in place. The mask is a hash of seed, epoch, row and unit, the same on any number of threads. It is put on the slopes that an activation
/// keeps for the way down, and made anew there where none is below: nothing is stored.
/// </summary>
internal sealed unsafe class DropoutLayer(Signal signal, int place, Func<double, double> rateAt) : Layer(signal, signal), IPanelLayer
{
    /// <summary>Rates are rounded to multiples of 1 / 65 536.</summary>
    private const double Levels = 65536;

    /// <summary>The slopes of the activation below; null: none is there.</summary>
    public FloatPanels? Kept { get; init; }

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
        if (pass.Training) Mask(pass, rows, panel, Output.Values, Kept ?? Output.Values);
    }

    public void BackwardPanel(Pass pass, RowRange rows, int panel)
    {
        if (pass.Training && Kept is null && Output.Slopes is not null) Mask(pass, rows, panel, Output.Slopes, Output.Slopes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mask(Pass pass, RowRange rows, int panel, FloatPanels values, FloatPanels more)
    {
        double rate = rateAt(pass.Progress);
        if (rate <= 0) return;
        // A unit stays where its 16 bits are at least the threshold: those of the panel's first half are the low ones of a hash, those of the second the high ones.
        uint threshold = (uint)Math.Min(Math.Round(rate * Levels), Levels - 1);
        Vector512<uint> limit = Vector512.Create(threshold << 16), units = CounterNoise.Units(panel * FloatPanels.Width);
        Vector512<float> scale = Vector512.Create((float)(Levels / (Levels - threshold)));
        ulong placeKey = CounterNoise.PlaceKey(pass.Seed, pass.Epoch, place);
        float* v = values.At(panel, rows.First), m = more.At(panel, rows.First);
        bool two = more != values;
        for (int r = rows.First; r < rows.End; r++, v += FloatPanels.Width, m += FloatPanels.Width)
        {
            Vector512<uint> bits = CounterNoise.Bits(CounterNoise.RowKey(placeKey, pass.RowIds[r]), units);
            Vector512<float> left = Vector512.GreaterThanOrEqual(Vector512.ShiftLeft(bits, 16), limit).AsSingle(), right = Vector512.GreaterThanOrEqual(bits, limit).AsSingle();
            (left, right) = (scale & left, scale & right);
            (Vector512.Load(v) * left).Store(v);
            (Vector512.Load(v + 16) * right).Store(v + 16);
            if (!two) continue;
            (Vector512.Load(m) * left).Store(m);
            (Vector512.Load(m + 16) * right).Store(m + 16);
        }
    }
}
