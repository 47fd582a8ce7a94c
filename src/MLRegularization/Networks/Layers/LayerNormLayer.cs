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
    private readonly AlignedFloats blocks;

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
        blocks = new AlignedFloats(output.Slopes is null ? 0 : 2L * RowRange.BlocksOf(input.Values.Rows) * padded);
    }

    public override int GradientTasks => 1;

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(Pass pass, RowRange rows)
    {
        float* factors = parameters.Values.Values + factor.Start, shifts = parameters.Values.Values + shift.Start;
        for (int r = rows.First; r < rows.End; r++)
        {
            Vector512<float> sum = default, square = default;
            for (int c = 0; c < padded; c += 16) sum += Vector512.Load(Input.Values.At(c / Width, r) + (c % Width));
            float mean = means[r] = FloatMath.Sum(sum) / Input.Width;
            Vector512<float> centre = Vector512.Create(mean);
            for (int c = 0; c < padded; c += 16)
            {
                Vector512<float> d = (Vector512.Load(Input.Values.At(c / Width, r) + (c % Width)) - centre) & Real(c);
                square = Vector512.FusedMultiplyAdd(d, d, square);
            }
            Vector512<float> inverse = Vector512.Create(inverses[r] = (float)(1 / Math.Sqrt((FloatMath.Sum(square) / Input.Width) + epsilon)));
            for (int c = 0; c < padded; c += 16)
            {
                Vector512<float> d = (Vector512.Load(Input.Values.At(c / Width, r) + (c % Width)) - centre) * inverse;
                Vector512.FusedMultiplyAdd(d, Vector512.Load(factors + c), Vector512.Load(shifts + c)).Store(Output.Values.At(c / Width, r) + (c % Width));
            }
        }
    }

    /// <summary>∂/∂x = (g − mean g − x̂ · mean g x̂) / √(variance + ε) with g = γ · slope and x̂ what γ multiplies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(Pass pass, RowRange rows)
    {
        float* factors = parameters.Values.Values + factor.Start, products = blocks.Values + (2L * rows.Block * padded), sums = products + padded;
        new Span<float>(products, 2 * padded).Clear();
        for (int r = rows.First; r < rows.End; r++)
        {
            Vector512<float> centre = Vector512.Create(means[r]), inverse = Vector512.Create(inverses[r]), level = default, tilt = default;
            for (int c = 0; c < padded; c += 16)
            {
                Vector512<float> unit = (Vector512.Load(Input.Values.At(c / Width, r) + (c % Width)) - centre) * inverse;
                Vector512<float> slope = Vector512.Load(Output.Slopes!.At(c / Width, r) + (c % Width)), g = slope * Vector512.Load(factors + c);
                Vector512.FusedMultiplyAdd(slope, unit, Vector512.Load(products + c)).Store(products + c);
                (Vector512.Load(sums + c) + slope).Store(sums + c);
                level += g;
                tilt = Vector512.FusedMultiplyAdd(g, unit, tilt);
            }
            level = Vector512.Create(FloatMath.Sum(level) / Input.Width);
            tilt = Vector512.Create(FloatMath.Sum(tilt) / Input.Width);
            for (int c = 0; c < padded; c += 16)
            {
                Vector512<float> unit = (Vector512.Load(Input.Values.At(c / Width, r) + (c % Width)) - centre) * inverse;
                float* s = Output.Slopes!.At(c / Width, r) + (c % Width);
                Vector512<float> g = Vector512.Load(s) * Vector512.Load(factors + c);
                ((inverse * (g - level - (unit * tilt))) & Real(c)).Store(s);
            }
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
