using MLRegularization.Models;
using MLRegularization.Networks;

namespace MLRegularization.Tests.Networks;

/// <summary>A multilayer perceptron in double precision and plain loops, forward only: what central differences are taken of.</summary>
internal static class PlainNetwork
{
    /// <summary>The outputs of one row.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="parameters">Tensors by name, row after row.</param>
    /// <param name="row">The inputs.</param>
    public static double[] Outputs(NetworkSpec spec, IReadOnlyDictionary<string, double[]> parameters, double[] row)
    {
        double[] values = row;
        for (int l = 0; l < spec.Hidden.Count; l++)
            values = [.. Linear(parameters, $"hidden{l + 1}", values).Select(z => Apply(spec.Hidden[l].Activation, z))];
        return [.. Linear(parameters, "output", values).Select(z => Apply(spec.OutputActivation, z))];
    }

    /// <summary>xW + b, or xW where there is no b.</summary>
    public static double[] Linear(IReadOnlyDictionary<string, double[]> parameters, string name, double[] x)
    {
        double[] weight = parameters[$"{name}.weight"];
        double[] sums = parameters.TryGetValue($"{name}.bias", out double[]? bias) ? [.. bias] : new double[weight.Length / x.Length];
        for (int o = 0; o < sums.Length; o++)
            for (int i = 0; i < x.Length; i++) sums[o] += x[i] * weight[(i * sums.Length) + o];
        return sums;
    }

    /// <summary>An activation, from its definition.</summary>
    public static double Apply(Activation activation, double z) => activation switch
    {
        Activation.Identity => z,
        Activation.Relu => Math.Max(z, 0),
        Activation.LeakyRelu => z > 0 ? z : 0.01 * z,
        Activation.Selu => z > 0 ? 1.0507009873554804934 * z : 1.0507009873554804934 * 1.6732632423543772848 * (Math.Exp(z) - 1),
        Activation.Mish => z * Math.Tanh(z > 30 ? z : Math.Log(1 + Math.Exp(z))),
        Activation.Silu => z / (1 + Math.Exp(-z)),
        Activation.Gelu => z * NormalDistribution(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    // Φ by its series z − z³/3 + … for |z| < 6, exact to rounding.
    private static double NormalDistribution(double z)
    {
        double term = z, sum = z;
        for (int k = 1; k < 300; k++) sum += term *= z * z / ((2 * k) + 1);
        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }
}
