using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>z = xW + b, or without b: products of panels, 8 rows × 32 columns at a time. The weights are kept twice, the second time transposed for the way down.</summary>
internal sealed unsafe class LinearLayer : Layer, IDisposable
{
    /// <summary>Rows of a weight panel that stay in the first cache while rows of the batch pass by.</summary>
    private const int Depth = 256;

    private const int Width = FloatPanels.Width, Height = FloatTile.Height;

    private readonly Parameters parameters;
    private readonly ParameterSlice[][] slices;
    private readonly FloatPanels? transposed;

    public LinearLayer(Signal input, Signal output, Parameters parameters, ParameterTensor weight, ParameterTensor? bias)
        : base(input, output)
    {
        this.parameters = parameters;
        Weight = weight;
        Bias = bias;
        slices = [.. Enumerable.Range(0, weight.Panels).Select(p => new[] { weight, bias }.OfType<ParameterTensor>()
            .Select(t => new ParameterSlice(t, t.Start + (p * t.PanelLength), t.PanelLength)).ToArray())];
        if (input.Slopes is not null) transposed = new FloatPanels(weight.Columns, weight.Rows);
    }

    /// <summary>Inputs × outputs.</summary>
    public ParameterTensor Weight { get; }

    /// <summary>Null: what follows would take it away again.</summary>
    public ParameterTensor? Bias { get; }

    /// <summary>Whether the input's slopes are added to what another layer put there.</summary>
    public bool AddsSlopes { get; init; }

    public override int GradientTasks => Weight.Panels;

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices[task];

    public override void Forward(Pass pass, RowRange rows)
    {
        FloatPanels x = Input.Values, z = Output.Values;
        float* values = parameters.Values.Values;
        for (int p = 0; p < z.Count; p++)
        {
            float* w = values + slices[p][0].Start;
            if (Bias is null)
            {
                Multiply(x, rows, w, Weight.Rows, z, p, add: false);
                continue;
            }
            Vector512<float> left = Vector512.Load(values + slices[p][1].Start), right = Vector512.Load(values + slices[p][1].Start + 16);
            for (int r = rows.First; r < rows.End; r++)
            {
                float* to = z.At(p, r);
                left.Store(to);
                right.Store(to + 16);
            }
            Multiply(x, rows, w, Weight.Rows, z, p, add: true);
        }
    }

    public override void Backward(Pass pass, RowRange rows)
    {
        if (transposed is null) return;
        for (int p = 0; p < Input.Slopes!.Count; p++) Multiply(Output.Slopes!, rows, transposed.At(p, 0), Weight.Columns, Input.Slopes, p, AddsSlopes);
    }

    public override void Gradient(Pass pass, int task)
    {
        float* g = parameters.Gradients.Values + slices[task][0].Start, slopes = Output.Slopes!.At(task, 0);
        float* tile = stackalloc float[Height * Width];
        for (int i = 0; i < Weight.Rows; i += Height)
        {
            float* x = Input.Values.At(i / Width, 0) + (i % Width);
            if (i + Height <= Weight.Rows) FloatTile.Columns(pass.Rows, x, slopes, g + (i * Width));
            else
            {
                FloatTile.Columns(pass.Rows, x, slopes, tile);
                new Span<float>(tile, (Weight.Rows - i) * Width).CopyTo(new Span<float>(g + (i * Width), (Weight.Rows - i) * Width));
            }
        }
        if (Bias is null) return;
        Vector512<float> left = default, right = default;
        for (int r = 0; r < pass.Rows; r++, slopes += Width)
        {
            left += Vector512.Load(slopes);
            right += Vector512.Load(slopes + 16);
        }
        float* bias = parameters.Gradients.Values + slices[task][1].Start;
        left.Store(bias);
        right.Store(bias + 16);
    }

    /// <summary>Writes the transposed copy of a panel.</summary>
    public override void Refresh(int task)
    {
        if (transposed is null) return;
        float* w = parameters.Values.Values + slices[task][0].Start;
        int columns = Math.Min(Width, Weight.Columns - (task * Width));
        for (int i = 0; i < Weight.Rows; i++, w += Width)
        {
            float* to = transposed.At(i / Width, task * Width) + (i % Width);
            for (int c = 0; c < columns; c++) to[c * Width] = w[c];
        }
    }

    public void Dispose() => transposed?.Dispose();

    // One panel of the product: weights stay in the first cache while the rows pass by.
    private static void Multiply(FloatPanels left, RowRange rows, float* right, int depth, FloatPanels product, int panel, bool add)
    {
        for (int k = 0; k < depth; k += Depth)
            for (int r = rows.First; r < rows.End; r += Height)
                FloatTile.Rows(Math.Min(Depth, depth - k), left.At(k / Width, r), left.PanelStep, right + (k * Width), product.At(panel, r), add || k > 0);
    }
}
