using MLRegularization.Models;
using MLRegularization.Networks.Regularizers;

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
        for (int l = 1; l <= spec.Hidden.Count + 1; l++)
        {
            bool last = l > spec.Hidden.Count;
            string name = last ? "output" : $"hidden{l}";
            ParameterTensor tensor = tensors[$"{name}.weight"];
            double[] weight = [.. parameters.Read(tensor).Select(w => (double)w)];
            double[] bias = [.. (Read($"{name}.bias") ?? new float[tensor.Columns]).Select(b => (double)b)];
            if (!last && spec.Regularization.Find<BatchNorm>(l) is BatchNorm norm)
                Fold(weight, bias, Read($"{name}.batchnorm.factor")!, Read($"{name}.batchnorm.shift")!, Read($"{name}.batchnorm.mean")!, Read($"{name}.batchnorm.variance")!, norm.Epsilon);
            if (l == 1 && Read("inputs.scale") is float[] scale)
                for (int i = 0; i < tensor.Rows; i++)
                    for (int j = 0; j < tensor.Columns; j++) weight[(i * tensor.Columns) + j] *= scale[i];
            layers.Add(new NetworkLayer(tensor.Rows, [.. weight.Select(w => (float)w)], [.. bias.Select(b => (float)b)], last ? spec.OutputActivation : spec.Hidden[l - 1].Activation)
            {
                Norm = !last && spec.Regularization.Find<LayerNorm>(l) is LayerNorm rows ? new RowNorm(Read($"{name}.layernorm.factor")!, Read($"{name}.layernorm.shift")!, rows.Epsilon) : null,
            });
        }
        return [.. layers];
    }

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
