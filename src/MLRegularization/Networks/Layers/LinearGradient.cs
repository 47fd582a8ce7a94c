using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>The gradients of a <see cref="LinearLayer"/>, a panel of 32 outputs at a time: xᵀs of its weights and the sums of s of its biases, s the output's slopes.</summary>
internal sealed unsafe class LinearGradient(LinearLayer layer, Parameters parameters)
{
    /// <summary>Rows of the batch whose part of a panel stays in the first cache while the inputs pass by.</summary>
    private const int Depth = 128;

    /// <summary>Outputs of a panel up to which a tile holds outputs × inputs, not inputs × outputs.</summary>
    private const int MostNarrow = 2 * Height;

    private const int Width = FloatPanels.Width, Height = FloatTile.Height;

    /// <summary>32 columns of a tensor: the weights or biases of as many outputs.</summary>
    public static ParameterSlice Panel(ParameterTensor tensor, int panel) => new(tensor, tensor.Start + (panel * tensor.PanelLength), tensor.PanelLength);

    /// <summary>Makes the gradients of some panels from the first rows of the batch: a few rows for all panels, then the next, so that inputs come from far away once.</summary>
    public void Make(int rows, int first, int end)
    {
        for (int k = 0; k < rows; k += Depth)
            for (int p = first; p < end; p++)
                if (!IsNarrow(p)) Add(Math.Min(Depth, rows - k), k, p);
        for (int p = first; p < end; p++)
        {
            if (IsNarrow(p)) MakeNarrow(rows, p);
            if (layer.Bias is not null) Sum(rows, layer.Output.Slopes!.At(p, 0), parameters.Gradients.Values + Panel(layer.Bias, p).Start);
        }
    }

    private bool IsNarrow(int panel) => layer.Output.Values.ColumnsOf(panel) <= MostNarrow;

    private void Add(int rows, int first, int panel)
    {
        FloatPanels x = layer.Input.Values;
        float* slopes = layer.Output.Slopes!.At(panel, first), g = parameters.Gradients.Values + Panel(layer.Weight, panel).Start;
        float* tile = stackalloc float[Height * Width];
        int inputs = layer.Weight.Rows;
        for (int i = 0; i < inputs; i += Height)
        {
            // Each of the four tiles of a panel brings a fourth of the next near.
            float* next = x.At((i / Width) + 1, first + (i % Width / Height * Depth / 4)), to = g + (i * Width);
            if (i + Height <= inputs) FloatTile.Columns(rows, x.At(i / Width, first) + (i % Width), slopes, to, add: first > 0, next);
            else
            {
                // The weights end within the tile.
                Span<float> end = new(to, (inputs - i) * Width), kept = new(tile, end.Length);
                end.CopyTo(kept);
                FloatTile.Columns(rows, x.At(i / Width, first) + (i % Width), slopes, tile, add: first > 0, next);
                kept.CopyTo(end);
            }
        }
    }

    // Tiles of 8 outputs by 32 inputs, and the gradient is their transpose: fewer of them for few outputs, and the same bits.
    private void MakeNarrow(int rows, int panel)
    {
        FloatPanels x = layer.Input.Values;
        float* slopes = layer.Output.Slopes!.At(panel, 0), g = parameters.Gradients.Values + Panel(layer.Weight, panel).Start;
        float* tiles = stackalloc float[MostNarrow * Width];
        int outputs = layer.Output.Values.ColumnsOf(panel);
        for (int i = 0; i < layer.Weight.Rows; i += Width)
        {
            for (int o = 0; o < outputs; o += Height) FloatTile.Columns(rows, slopes + o, x.At(i / Width, 0), tiles + (o * Width), add: false, x.At((i / Width) + 1, 0));
            FloatPanels.Transpose(tiles, outputs, g + (i * Width), Math.Min(Width, layer.Weight.Rows - i));
        }
    }

    // Four chains a column, rows mod 4: one addition waits for the one before it.
    private static void Sum(int rows, float* slopes, float* bias)
    {
        for (int half = 0; half < Width; half += 16)
        {
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            float* s = slopes + half;
            int r = 0;
            for (; r + 4 <= rows; r += 4, s += 4 * Width)
            {
                s0 += Vector512.Load(s);
                s1 += Vector512.Load(s + Width);
                s2 += Vector512.Load(s + (2 * Width));
                s3 += Vector512.Load(s + (3 * Width));
            }
            for (; r < rows; r++, s += Width) s0 += Vector512.Load(s);
            (s0 + s1 + (s2 + s3)).Store(bias + half);
        }
    }
}
