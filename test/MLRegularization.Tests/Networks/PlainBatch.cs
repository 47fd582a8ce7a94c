using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks;

/// <summary>A network with all that acts on its signals, of whole batches, in double precision and plain loops. What it is made of it sees by the names of tensors.</summary>
internal sealed class PlainBatch(NetworkSpec spec, IReadOnlyDictionary<string, double[]> clean)
{
    private Dictionary<string, double[]> tensors = [];

    /// <summary>Whether norms use the batch's statistics and noise acts.</summary>
    public bool Training { get; init; }

    public PlainNoise Noise { get; init; } = new();

    /// <summary>The outputs of all rows.</summary>
    /// <param name="table">Numbers.</param>
    /// <param name="layout">What comes with them; null: nothing.</param>
    /// <param name="codes">Codes of the categories, row after row.</param>
    public double[][] Outputs(double[][] table, InputLayout? layout = null, int[]? codes = null)
    {
        tensors = clean.ToDictionary(t => t.Key, t => Training && Noise.Weights(t.Key) is double[] noise ? [.. t.Value.Zip(noise, (w, e) => w + e)] : t.Value);
        double[][] values = [.. table.Select((row, i) => Inputs(row, i, layout, codes))];
        for (int l = 0; l < spec.Hidden.Count; l++)
        {
            double[][] sums = Norms($"hidden{l + 1}", [.. values.Select(row => PlainNetwork.Linear(tensors, $"hidden{l + 1}", row))]);
            double[][] units = [.. sums.Select((row, i) => row.Select((z, j) => PlainNetwork.Apply(spec.Hidden[l].Activation, z) * (Training ? Noise.Mask(l + 1, i, j) : 1)).ToArray())];
            values = [.. units.Select((row, i) => Skip(l + 1, i, values[i], row))];
        }
        return [.. values.Select(row => PlainNetwork.Linear(tensors, "output", row).Select(z => PlainNetwork.Apply(spec.OutputActivation, z)).ToArray())];
    }

    private double[] Inputs(double[] numbers, int row, InputLayout? layout, int[]? codes)
    {
        List<double> inputs = [.. numbers.Select((v, j) => Training ? v + Noise.Input(row, j) : v)];
        for (int q = 0; q < (layout?.Categories.Count ?? 0); q++)
        {
            CategoricalInput column = layout!.Categories[q];
            int code = codes![(row * layout.Categories.Count) + q];
            if (code < 0 || code > column.Categories) code = column.Categories;
            inputs.AddRange(tensors[$"embedding.{column.Name}"].Skip(code * column.Width).Take(column.Width));
        }
        return [.. inputs.Select((v, j) => v * (tensors.TryGetValue("input.scale", out double[]? scale) ? scale[j] : 1) * (Training ? Noise.Mask(0, row, j) : 1))];
    }

    private double[] Skip(int layer, int row, double[] inputs, double[] units)
    {
        bool mapped = tensors.ContainsKey($"hidden{layer}.skip.weight");
        if (!mapped && !(spec.Regularization.Find<SkipConnections>(layer) is not null && inputs.Length == units.Length)) return units;
        double[] shortcut = mapped ? PlainNetwork.Linear(tensors, $"hidden{layer}.skip", inputs) : inputs;
        return [.. units.Select((u, j) => shortcut[j] + (u * (Training ? Noise.Depth(layer, row) : 1)))];
    }

    private double[][] Norms(string layer, double[][] sums)
    {
        if (tensors.ContainsKey($"{layer}.batchnorm.factor"))
        {
            double epsilon = spec.Regularization.Find<BatchNorm>()!.Epsilon;
            double[] factor = tensors[$"{layer}.batchnorm.factor"], shift = tensors[$"{layer}.batchnorm.shift"];
            double[] mean = tensors[$"{layer}.batchnorm.mean"], variance = tensors[$"{layer}.batchnorm.variance"];
            if (Training)
            {
                mean = [.. mean.Select((_, j) => sums.Average(row => row[j]))];
                variance = [.. mean.Select((m, j) => sums.Average(row => (row[j] - m) * (row[j] - m)))];
            }
            sums = [.. sums.Select(row => row.Select((z, j) => (factor[j] * (z - mean[j]) / Math.Sqrt(variance[j] + epsilon)) + shift[j]).ToArray())];
        }
        if (tensors.ContainsKey($"{layer}.layernorm.factor"))
        {
            double epsilon = spec.Regularization.Find<LayerNorm>()!.Epsilon;
            double[] factor = tensors[$"{layer}.layernorm.factor"], shift = tensors[$"{layer}.layernorm.shift"];
            sums = [.. sums.Select(row =>
            {
                double mean = row.Average(), variance = row.Average(z => (z - mean) * (z - mean));
                return row.Select((z, j) => (factor[j] * (z - mean) / Math.Sqrt(variance + epsilon)) + shift[j]).ToArray();
            })];
        }
        return sums;
    }
}

/// <summary>What a network draws at random in a step, as functions.</summary>
internal sealed class PlainNoise
{
    /// <summary>What is added to a number: of a row and a column.</summary>
    public Func<int, int, double> Input { get; init; } = (_, _) => 0;

    /// <summary>What is added to a tensor, by its name; null: nothing.</summary>
    public Func<string, double[]?> Weights { get; init; } = _ => null;

    /// <summary>What a skipped layer's share is multiplied by: of a layer and a row.</summary>
    public Func<int, int, double> Depth { get; init; } = (_, _) => 1;

    /// <summary>What dropout multiplies a unit by: of a layer, 0 for the inputs, a row and a unit.</summary>
    public Func<int, int, int, double> Mask { get; init; } = (_, _, _) => 1;
}
