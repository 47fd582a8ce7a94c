using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>The gradients of a <see cref="LinearLayer"/>, a panel of 32 outputs at a time: xᵀs of its weights and the sums of s of its biases, s the output's slopes.</summary>
internal sealed unsafe class LinearGradient(LinearLayer layer, Parameters parameters)
{
    /// <summary>Rows of the batch whose part of a panel stays in the first cache while the inputs pass by.</summary>
    private const int Depth = 128;

    private const int Width = FloatPanels.Width, Height = FloatTile.Height;

    /// <summary>32 columns of a tensor: the weights or biases of as many outputs.</summary>
    public static ParameterSlice Panel(ParameterTensor tensor, int panel) => new(tensor, tensor.Start + (panel * tensor.PanelLength), tensor.PanelLength);

    /// <summary>Makes the gradients of a panel from the first rows of the batch.</summary>
    public void Make(int rows, int panel)
    {
        float* g = parameters.Gradients.Values + Panel(layer.Weight, panel).Start, slopes = layer.Output.Slopes!.At(panel, 0);
        if (layer.Output.Values.ColumnsOf(panel) <= Height) MakeNarrow(rows, slopes, layer.Output.Values.ColumnsOf(panel), g);
        else
            for (int k = 0; k < rows; k += Depth) Add(Math.Min(Depth, rows - k), k, slopes + (k * Width), g);
        if (layer.Bias is not null) Sum(rows, slopes, parameters.Gradients.Values + Panel(layer.Bias, panel).Start);
    }

    private void Add(int rows, int first, float* slopes, float* g)
    {
        int inputs = layer.Weight.Rows;
        float* tile = stackalloc float[Height * Width];
        for (int i = 0; i < inputs; i += Height)
        {
            float* x = layer.Input.Values.At(i / Width, first) + (i % Width), to = g + (i * Width);
            if (i + Height <= inputs) FloatTile.Columns(rows, x, slopes, to, add: first > 0);
            else
            {
                // The weights end within the tile.
                Span<float> end = new(to, (inputs - i) * Width), kept = new(tile, end.Length);
                end.CopyTo(kept);
                FloatTile.Columns(rows, x, slopes, tile, add: first > 0);
                kept.CopyTo(end);
            }
        }
    }

    // Of up to 8 outputs: the tile is their slopes by 32 inputs, and its transpose the gradient. The same bits.
    private void MakeNarrow(int rows, float* slopes, int outputs, float* g)
    {
        float* tile = stackalloc float[Height * Width];
        for (int i = 0; i < layer.Weight.Rows; i += Width)
        {
            FloatTile.Columns(rows, slopes, layer.Input.Values.At(i / Width, 0), tile, add: false);
            FloatPanels.Transpose(tile, outputs, g + (i * Width), Math.Min(Width, layer.Weight.Rows - i));
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
