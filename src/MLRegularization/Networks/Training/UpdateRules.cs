using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks.Training;

/// <summary>The rules that a network's regularisers ask for, by tensor. Gradients of penalties come before decay, and constraints have the last word.</summary>
internal sealed class UpdateRules
{
    private readonly Dictionary<ParameterTensor, ISliceRule[]> bySlice;

    public UpdateRules(Parameters parameters, RegularizationSpec regularization)
    {
        WeightRegularizer[] members = [.. regularization.OfType<WeightRegularizer>().OrderBy(m => m.Order)];
        IEnumerable<WeightRegularizer> Of(ParameterTensor tensor) => members.Where(m => m.ActsOn(tensor, parameters));
        bySlice = parameters.Tensors.ToDictionary(t => t, t => Of(t).SelectMany(m => m.SliceRules(t)).ToArray());
        All = [.. bySlice.Values.SelectMany(r => r)];
        ByLayer = [.. parameters.Tensors.GroupBy(t => t.Layer).Select(g => g.SelectMany(t => Of(t).SelectMany(m => m.TensorRules(t, parameters))).ToArray()).Where(r => r.Length > 0)];
    }

    /// <summary>All rules of slices.</summary>
    public ISliceRule[] All { get; }

    /// <summary>The rules of whole tensors, layer by layer.</summary>
    public IReadOnlyList<ITensorRule[]> ByLayer { get; }

    /// <summary>The rules of a tensor's slices.</summary>
    public ISliceRule[] Of(ParameterTensor tensor) => bySlice[tensor];
}
