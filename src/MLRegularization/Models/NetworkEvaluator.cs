using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using MLRegularization.Numerics;

namespace MLRegularization.Models;

/// <summary>
/// Carries rows through the layers of a fitted network, some at a time. Weights are packed once; scratch belongs to the call, so one evaluator serves any number
/// of threads.
/// </summary>
internal sealed unsafe class NetworkEvaluator : IDisposable
{
    /// <summary>Rows carried at once.</summary>
    public const int Most = 64;

    private readonly PackedLayer[] layers;
    private readonly int widest;
    private readonly ConcurrentBag<Scratch> idle = [];

    public NetworkEvaluator(IReadOnlyList<NetworkLayer> layers)
    {
        this.layers = [.. layers.Select(l => new PackedLayer(l))];
        widest = layers.Max(l => Math.Max(l.Inputs, l.Outputs));
    }

    /// <summary>Scratch for <see cref="Run"/>, kept for the next who asks once it is given back.</summary>
    public Scratch TakeScratch() => idle.TryTake(out Scratch? scratch) ? scratch : new Scratch(widest);

    /// <summary>Takes scratch back.</summary>
    public void GiveBack(Scratch scratch) => idle.Add(scratch);

    /// <summary>Puts a row's numbers into a matrix.</summary>
    public static void Put(FloatPanels input, int row, ReadOnlySpan<float> numbers)
    {
        for (int j = 0; j < numbers.Length; j += FloatPanels.Width)
            numbers[j..Math.Min(numbers.Length, j + FloatPanels.Width)].CopyTo(new Span<float>(input.At(j / FloatPanels.Width, row), FloatPanels.Width));
    }

    /// <summary>Carries rows up; the result is in the matrix that is returned.</summary>
    /// <param name="scratch">Scratch of one thread; its input holds the rows.</param>
    /// <param name="rows">Rows, at most <see cref="Most"/>.</param>
    public FloatPanels Run(Scratch scratch, int rows)
    {
        FloatPanels x = scratch.Input, y = scratch.Other;
        foreach (PackedLayer layer in layers)
        {
            layer.Run(x, y, rows);
            (x, y) = (y, x);
        }
        return x;
    }

    public void Dispose()
    {
        foreach (PackedLayer layer in layers) layer.Dispose();
        while (idle.TryTake(out Scratch? scratch)) scratch.Dispose();
    }

    /// <summary>Two matrices that layers go to and fro between.</summary>
    internal sealed class Scratch(int width) : IDisposable
    {
        public FloatPanels Input { get; } = new(Most, width);

        public FloatPanels Other { get; } = new(Most, width);

        public void Dispose()
        {
            Input.Dispose();
            Other.Dispose();
        }
    }

    private sealed class PackedLayer : IDisposable
    {
        private readonly NetworkLayer layer;
        private readonly FloatPanels weights, bias;
        private readonly FloatPanels? projection;

        public PackedLayer(NetworkLayer layer)
        {
            this.layer = layer;
            weights = Pack(layer.Inputs, layer.Outputs, layer.Weights);
            bias = Pack(1, layer.Outputs, layer.Bias);
            if (layer.Skip == SkipConnection.Projection) projection = Pack(layer.Inputs, layer.Outputs, layer.Projection);
        }

        public void Run(FloatPanels x, FloatPanels y, int rows)
        {
            int panels = weights.Count;
            for (int p = 0; p < panels; p++)
                for (int r = 0; r < rows; r += FloatTile.Height)
                    FloatTile.Rows(rows - r, layer.Inputs, x.At(0, r), x.PanelStep, weights.At(p, 0), bias.At(p, 0), 0, y.At(p, r), weights.At(p, 0));
            if (layer.Norm is RowNorm norm) Normalize(norm, y, rows);
            Activate(layer.Activation, y, panels, rows);
            if (layer.Skip == SkipConnection.None) return;
            for (int p = 0; p < panels; p++)
                for (int r = 0; r < rows; r += FloatTile.Height)
                {
                    if (projection is not null) FloatTile.Rows(rows - r, layer.Inputs, x.At(0, r), x.PanelStep, projection.At(p, 0), y.At(p, r), FloatPanels.Width, y.At(p, r), projection.At(p, 0));
                    else
                        for (int c = 0; c < FloatTile.Height * FloatPanels.Width; c += 16)
                            (Vector512.Load(y.At(p, r) + c) + Vector512.Load(x.At(p, r) + c)).Store(y.At(p, r) + c);
                }
        }

        public void Dispose()
        {
            weights.Dispose();
            bias.Dispose();
            projection?.Dispose();
        }

        private void Normalize(RowNorm norm, FloatPanels y, int rows)
        {
            int width = layer.Outputs;
            for (int r = 0; r < rows; r++)
            {
                double mean = 0, variance = 0;
                for (int j = 0; j < width; j++) mean += y[r, j];
                mean /= width;
                for (int j = 0; j < width; j++) variance += (y[r, j] - mean) * (y[r, j] - mean);
                double factor = 1 / Math.Sqrt((variance / width) + norm.Epsilon);
                for (int j = 0; j < width; j++) y[r, j] = (float)(((y[r, j] - mean) * factor * norm.Scale[j]) + norm.Shift[j]);
            }
        }

        private static FloatPanels Pack(int rows, int columns, IReadOnlyList<float> entries)
        {
            FloatPanels packed = new(rows, columns);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++) packed[i, j] = entries[(i * columns) + j];
            return packed;
        }

        private static void Activate(Activation activation, FloatPanels y, int panels, int rows)
        {
            switch (activation)
            {
                case Activation.Identity: break;
                case Activation.Relu: ActivationSweep.Apply<ActivationFormulas.Relu>(y, panels, rows); break;
                case Activation.LeakyRelu: ActivationSweep.Apply<ActivationFormulas.LeakyRelu>(y, panels, rows); break;
                case Activation.Selu: ActivationSweep.Apply<ActivationFormulas.Selu>(y, panels, rows); break;
                case Activation.Mish: ActivationSweep.Apply<ActivationFormulas.Mish>(y, panels, rows); break;
                case Activation.Silu: ActivationSweep.Apply<ActivationFormulas.Silu>(y, panels, rows); break;
                case Activation.Gelu: ActivationSweep.Apply<ActivationFormulas.Gelu>(y, panels, rows); break;
                case Activation.Tanh: ActivationSweep.Apply<ActivationFormulas.Tanh>(y, panels, rows); break;
                case Activation.Sigmoid: ActivationSweep.Apply<ActivationFormulas.Sigmoid>(y, panels, rows); break;
                default: throw new ArgumentException($"The activation is {activation}, which is none that a network can have; fit it again.", nameof(activation));
            }
        }
    }
}
