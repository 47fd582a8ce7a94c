namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// What pulls weights towards 0, layer by layer: a penalty λ · h(W) beside the mean loss of the rows, which does not shrink with more rows or larger
/// batches, or a decay. Biases, and factors and shifts of norms, are exempt.
/// </summary>
public abstract record WeightPenalty : WeightRegularizer
{
    /// <summary>Whether biases are penalised too. Default: no.</summary>
    public bool IncludeBiases { get; init; }

    /// <summary>The penalty of a network's parameters: what it adds to the objective.</summary>
    internal double Value(Parameters parameters) => parameters.Tensors.Where(t => ActsOn(t, parameters)).Sum(t => Value(t, parameters));

    /// <summary>The penalty of one tensor that it acts on.</summary>
    internal abstract double Value(ParameterTensor tensor, Parameters parameters);

    internal override bool ActsOn(ParameterTensor tensor, Parameters parameters)
        => base.ActsOn(tensor, parameters) || (IncludeBiases && tensor.Role == ParameterRole.Bias && ActsOn(tensor.Layer));

    /// <summary>"the weights of layers 1 and 2".</summary>
    private protected string Weights() => $"the weights{(IncludeBiases ? " and biases" : "")}{Where()}";

    /// <summary>What is wrong with a strength.</summary>
    private protected static string? StrengthProblem(string name, double lambda)
        => lambda >= 0 && double.IsFinite(lambda) ? null : $"The strength of the {name} is {lambda}; it must be 0 or more and finite: 0 leaves it out.";
}
