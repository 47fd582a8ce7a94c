using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// Layer norm: γ (x − mean) / √(variance + ε) + β by rows. Slopes are changed in place, so the gradients of γ and β are summed by blocks of rows on the
/// way down and the blocks put together in their order.
/// </summary>
internal sealed unsafe class LayerNormLayer : Layer, IDisposable
{
    private const int Width = FloatPanels.Width;

    private readonly Parameters parameters;
    private readonly ParameterTensor factor, shift;
    private readonly ParameterSlice[] slices;
    private readonly double epsilon;
    private readonly float[] means, inverses;
    private readonly int padded;
    private readonly AlignedMemory<float> blocks;

    public LayerNormLayer(Signal input, Signal output, Parameters parameters, ParameterTensor factor, ParameterTensor shift, double epsilon)
        : base(input, output)
    {
        this.parameters = parameters;
        this.factor = factor;
        this.shift = shift;
        this.epsilon = epsilon;
        slices = [new(factor, factor.Start, factor.Length), new(shift, shift.Start, shift.Length)];
        means = new float[input.Values.Rows];
        inverses = new float[input.Values.Rows];
        padded = input.Values.Count * Width;
        blocks = new AlignedMemory<float>(output.Slopes is null ? 0 : 2L * RowRange.BlocksOf(input.Values.Rows) * padded);
    }

    public override int GradientTasks => 1;

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(Pass pass, RowRange rows)
    {
        float* factors = parameters.Values.Values + factor.Start, shifts = parameters.Values.Values + shift.Start;
        Vector512<float> leftReal = Real(padded - Width), rightReal = Real(padded - 16);
        nint step = Input.Values.PanelStep;
        for (int r = rows.First; r < rows.End; r++)
        {
            float* first = Input.Values.At(0, r), last = Input.Values.At(Input.Values.Count - 1, r), y = Output.Values.At(0, r);
            Vector512<float> left = default, right = default;
            for (float* x = first; x <= last; x += step)
            {
                left += Vector512.Load(x);
                right += Vector512.Load(x + 16);
            }
            Vector512<float> mean = Vector512.Create(means[r] = FloatMath.Sum(left + right) / Input.Width);
            // Padding is 0 and must not count as a deviation.
            left = (Vector512.Load(last) - mean) & leftReal;
            right = (Vector512.Load(last + 16) - mean) & rightReal;
            left *= left;
            right *= right;
            for (float* x = first; x < last; x += step)
            {
                Vector512<float> d = Vector512.Load(x) - mean, e = Vector512.Load(x + 16) - mean;
                left = Vector512.FusedMultiplyAdd(d, d, left);
                right = Vector512.FusedMultiplyAdd(e, e, right);
            }
            Vector512<float> inverse = Vector512.Create(inverses[r] = (float)(1 / Math.Sqrt((FloatMath.Sum(left + right) / Input.Width) + epsilon)));
            float* f = factors, s = shifts;
            for (float* x = first; x <= last; x += step, y += Output.Values.PanelStep, f += Width, s += Width)
            {
                Vector512.FusedMultiplyAdd((Vector512.Load(x) - mean) * inverse, Vector512.Load(f), Vector512.Load(s)).Store(y);
                Vector512.FusedMultiplyAdd((Vector512.Load(x + 16) - mean) * inverse, Vector512.Load(f + 16), Vector512.Load(s + 16)).Store(y + 16);
            }
        }
    }

    /// <summary>∂/∂x = (g − mean g − x̂ · mean g x̂) / √(variance + ε) with g = γ · slope and x̂ what γ multiplies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(Pass pass, RowRange rows)
    {
        float* factors = parameters.Values.Values + factor.Start, products = blocks.Values + (2L * rows.Block * padded), sums = products + padded;
        new Span<float>(products, 2 * padded).Clear();
        Vector512<float> leftReal = Real(padded - Width), rightReal = Real(padded - 16);
        nint step = Input.Values.PanelStep, slopeStep = Output.Slopes!.PanelStep;
        for (int r = rows.First; r < rows.End; r++)
        {
            float* first = Input.Values.At(0, r), slopes = Output.Slopes.At(0, r), last = slopes + ((Output.Slopes.Count - 1) * slopeStep), x = first, f = factors;
            Vector512<float> mean = Vector512.Create(means[r]), inverse = Vector512.Create(inverses[r]), level = default, tilt = default;
            for (float* s = slopes; s <= last; s += slopeStep, x += step, f += Width)
                for (int c = 0; c < Width; c += 16)
                {
                    Vector512<float> unit = (Vector512.Load(x + c) - mean) * inverse, slope = Vector512.Load(s + c), g = slope * Vector512.Load(f + c);
                    float* product = products + (f - factors) + c, sum = sums + (f - factors) + c;
                    Vector512.FusedMultiplyAdd(slope, unit, Vector512.Load(product)).Store(product);
                    (Vector512.Load(sum) + slope).Store(sum);
                    level += g;
                    tilt = Vector512.FusedMultiplyAdd(g, unit, tilt);
                }
            level = Vector512.Create(FloatMath.Sum(level) / Input.Width);
            tilt = Vector512.Create(FloatMath.Sum(tilt) / Input.Width) * inverse;
            x = first;
            f = factors;
            for (float* s = slopes; s <= last; s += slopeStep, x += step, f += Width)
            {
                Vector512<float> left = inverse * ((Vector512.Load(s) * Vector512.Load(f)) - level - ((Vector512.Load(x) - mean) * tilt));
                Vector512<float> right = inverse * ((Vector512.Load(s + 16) * Vector512.Load(f + 16)) - level - ((Vector512.Load(x + 16) - mean) * tilt));
                left.Store(s);
                right.Store(s + 16);
            }
            (Vector512.Load(last) & leftReal).Store(last);
            (Vector512.Load(last + 16) & rightReal).Store(last + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gradient(Pass pass, int task)
    {
        float* gradients = parameters.Gradients.Values;
        for (int c = 0; c < padded; c += 16)
        {
            Vector512<float> product = default, sum = default;
            for (int b = 0; b < RowRange.BlocksOf(pass.Rows); b++)
            {
                float* block = blocks.Values + (2L * b * padded) + c;
                product += Vector512.Load(block);
                sum += Vector512.Load(block + padded);
            }
            product.Store(gradients + factor.Start + c);
            sum.Store(gradients + shift.Start + c);
        }
    }

    public void Dispose() => blocks.Dispose();

    // All bits where a column is not padding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Real(int first) => Vector512.LessThan(Vector512<int>.Indices + Vector512.Create(first), Vector512.Create(Input.Width)).AsSingle();
}
