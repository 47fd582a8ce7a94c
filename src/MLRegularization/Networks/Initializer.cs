using MLRegularization.Numerics;

namespace MLRegularization.Networks;

/// <summary>Gives parameters their first values, from a seed.</summary>
internal static class Initializer
{
    /// <summary>Fills weights and, where the rule says so, biases; other tensors begin at a number of their own.</summary>
    public static void Run(Parameters parameters, Initialization rule, ulong seed)
    {
        RandomStream random = new(seed);
        int inputs = 1;
        ParameterTensor? last = parameters.Tensors.LastOrDefault(t => t.Role == ParameterRole.Weight);
        foreach (ParameterTensor tensor in parameters.Tensors)
        {
            if (tensor.Role == ParameterRole.Weight) inputs = tensor.Rows;
            Func<double>? draw = tensor.Role switch
            {
                // The run begins with the best constant.
                ParameterRole.Weight when rule == Initialization.NeuralTangent && tensor == last => () => 0,
                ParameterRole.Weight => Draw(rule, inputs, tensor.Columns, random),
                ParameterRole.Bias when rule == Initialization.NeuralTangent => () => random.NextNormal(),
                ParameterRole.Bias when rule == Initialization.UniformByInputs => Draw(rule, inputs, tensor.Columns, random),
                ParameterRole.Embedding => () => random.NextNormal() / Math.Sqrt(tensor.Columns),
                _ => null,
            };
            draw ??= () => tensor.Begin;
            float[] entries = new float[tensor.Rows * tensor.Columns];
            for (int i = 0; i < entries.Length; i++) entries[i] = (float)draw();
            // The row of categories not seen.
            if (tensor.Role == ParameterRole.Embedding) entries.AsSpan(entries.Length - tensor.Columns).Clear();
            parameters.Write(tensor, entries);
        }
    }

    private static Func<double> Draw(Initialization rule, int inputs, int outputs, RandomStream random) => rule switch
    {
        Initialization.HeNormal => () => Math.Sqrt(2.0 / inputs) * random.NextNormal(),
        Initialization.LecunNormal or Initialization.NeuralTangent => () => Math.Sqrt(1.0 / inputs) * random.NextNormal(),
        Initialization.GlorotUniform => () => Math.Sqrt(6.0 / (inputs + outputs)) * ((2 * random.NextUniform()) - 1),
        Initialization.UniformByInputs => () => ((2 * random.NextUniform()) - 1) / Math.Sqrt(inputs),
        _ => throw new ArgumentException($"The initialization is {rule}; give one of {string.Join(", ", Enum.GetNames<Initialization>())}.", nameof(rule)),
    };
}
