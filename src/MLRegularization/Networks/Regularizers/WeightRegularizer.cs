using MLRegularization.Networks.Training;

namespace MLRegularization.Networks.Regularizers;

/// <summary>A regulariser of weights: it acts on their values or gradients around the optimiser's step.</summary>
public abstract record WeightRegularizer : LayerRegularizer
{
    /// <summary>Where its rules come among those of others: gradients of penalties 0, decay 1, constraints 2.</summary>
    internal virtual int Order => 0;

    /// <summary>Whether it acts on a tensor.</summary>
    internal virtual bool ActsOn(ParameterTensor tensor, Parameters parameters) => ActsOn(tensor.Layer) && tensor.Role == ParameterRole.Weight;

    /// <summary>What it does to the slices of a tensor that it acts on.</summary>
    internal virtual IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => [];

    /// <summary>What it does to the tensor as a whole, after the step.</summary>
    internal virtual IEnumerable<ITensorRule> TensorRules(ParameterTensor tensor, Parameters parameters) => [];
}
