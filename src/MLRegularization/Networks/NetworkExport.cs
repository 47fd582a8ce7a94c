using MLRegularization.Models;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Preparation;

namespace MLRegularization.Networks;

/// <summary>Turns a trained network into layers for inference: what acts in training only is left out, and batch norms and input scales are multiplied into weights.</summary>
internal static class NetworkExport
{
    /// <summary>The layers of a network with its present parameters.</summary>
    public static NetworkLayer[] Layers(NetworkSpec spec, Parameters parameters)
    {
        Dictionary<string, ParameterTensor> tensors = parameters.Tensors.ToDictionary(t => t.Name);
        float[]? Read(string name) => tensors.TryGetValue(name, out ParameterTensor? tensor) ? parameters.Read(tensor) : null;
        List<NetworkLayer> layers = [];
        bool[] skipped = spec.Skipped(tensors[spec.Hidden.Count == 0 ? "output.weight" : "hidden1.weight"].Rows);
        for (int l = 1; l <= spec.Hidden.Count + 1; l++)
        {
            bool last = l > spec.Hidden.Count;
            string name = last ? "output" : $"hidden{l}";
            ParameterTensor tensor = tensors[$"{name}.weight"];
            double[] weight = [.. parameters.Read(tensor).Select(w => (double)w)];
            double[] bias = [.. (Read($"{name}.bias") ?? new float[tensor.Columns]).Select(b => (double)b)];
            if (!last && spec.Regularization.Find<BatchNorm>(l) is BatchNorm norm)
                Fold(weight, bias, Read($"{name}.batchnorm.factor")!, Read($"{name}.batchnorm.shift")!, Read($"{name}.batchnorm.mean")!, Read($"{name}.batchnorm.variance")!, norm.Epsilon);
            bool skip = !last && skipped[l - 1];
            float[]? projection = Read($"{name}.skip.weight");
            if (l == 1 && Read("input.scale") is float[] scale)
            {
                Scale(weight, scale);
                // The scaled inputs come back through a map that scales.
                if (skip) projection = Scaled(projection ?? Identity(tensor.Rows), scale);
            }
            layers.Add(new NetworkLayer(tensor.Rows, [.. weight.Select(w => (float)w)], [.. bias.Select(b => (float)b)], last ? spec.OutputActivation : spec.Hidden[l - 1].Activation)
            {
                Skip = !skip ? SkipConnection.None : projection is null ? SkipConnection.Identity : SkipConnection.Projection,
                Projection = projection ?? [],
                Norm = !last && spec.Regularization.Find<LayerNorm>(l) is LayerNorm rows ? new RowNorm(Read($"{name}.layernorm.factor")!, Read($"{name}.layernorm.shift")!, rows.Epsilon) : null,
            });
        }
        return [.. layers];
    }

    /// <summary>The embeddings of categorical columns. A code without training rows has learned nothing: it gets the mean of the others, by their share of the rows.</summary>
    public static EmbeddingTable[] Embeddings(NetworkInputEncoding encoding, Parameters parameters)
        => [.. encoding.Embeddings().Select(column => Embedding(column, parameters))];

    private static EmbeddingTable Embedding(NetworkInput column, Parameters parameters)
    {
        ParameterTensor tensor = parameters.Tensors.Single(t => t.Name == $"embedding.{column.Name}");
        int codes = column.CodeShares.Count, width = tensor.Columns;
        float[] values = parameters.Read(tensor)[..(codes * width)];
        for (int j = 0; j < width; j++)
        {
            double mean = 0;
            for (int c = 0; c < codes; c++) mean += column.CodeShares[c] * values[(c * width) + j];
            for (int c = 0; c < codes; c++)
                if (column.CodeShares[c] == 0) values[(c * width) + j] = (float)mean;
        }
        return new EmbeddingTable(codes, width, values);
    }

    // Each row of a matrix of inputs × outputs times the factor of its input.
    private static void Scale(double[] matrix, float[] factors)
    {
        int columns = matrix.Length / factors.Length;
        for (int k = 0; k < matrix.Length; k++) matrix[k] *= factors[k / columns];
    }

    private static float[] Scaled(float[] matrix, float[] factors)
    {
        double[] scaled = [.. matrix.Select(v => (double)v)];
        Scale(scaled, factors);
        return [.. scaled.Select(v => (float)v)];
    }

    private static float[] Identity(int width) => [.. Enumerable.Range(0, width * width).Select(k => k / width == k % width ? 1f : 0)];

    // γ (xW + b − mean) / √(variance + ε) + β is linear in x.
    private static void Fold(double[] weight, double[] bias, float[] factor, float[] shift, float[] mean, float[] variance, double epsilon)
    {
        for (int j = 0; j < bias.Length; j++)
        {
            double scale = factor[j] / Math.Sqrt(variance[j] + epsilon);
            for (int i = j; i < weight.Length; i += bias.Length) weight[i] *= scale;
            bias[j] = ((bias[j] - mean[j]) * scale) + shift[j];
        }
    }
}
