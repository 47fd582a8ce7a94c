using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks;

/// <summary>A network with all that acts on its signals, of whole batches, in double precision and plain loops. What it is made of it sees by the names of tensors.</summary>
internal sealed class PlainBatch(NetworkSpec spec, IReadOnlyDictionary<string, double[]> tensors)
{
    /// <summary>Whether norms use the batch's statistics and noise acts.</summary>
    public bool Training { get; init; }

    public PlainNoise Noise { get; init; } = new();

    /// <summary>The outputs of all rows.</summary>
    public double[][] Outputs(double[][] table)
    {
        double[][] values = table;
        for (int l = 0; l < spec.Hidden.Count; l++)
        {
            double[][] sums = Norms($"hidden{l + 1}", [.. values.Select(row => PlainNetwork.Linear(tensors, $"hidden{l + 1}", row))]);
            values = [.. sums.Select((row, i) => row.Select((z, j) => PlainNetwork.Apply(spec.Hidden[l].Activation, z) * (Training ? Noise.Mask(l + 1, i, j) : 1)).ToArray())];
        }
        return [.. values.Select(row => PlainNetwork.Linear(tensors, "output", row).Select(z => PlainNetwork.Apply(spec.OutputActivation, z)).ToArray())];
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
    /// <summary>What dropout multiplies a unit by: of a layer, a row and a unit.</summary>
    public Func<int, int, int, double> Mask { get; init; } = (_, _, _) => 1;
}
