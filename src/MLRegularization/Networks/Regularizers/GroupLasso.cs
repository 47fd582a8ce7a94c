using MLRegularization.Networks.Training;

namespace MLRegularization.Networks.Regularizers;

/// <summary>Which weights of a matrix go together.</summary>
public enum WeightGroups
{
    /// <summary>All that lead into a unit.</summary>
    Units,

    /// <summary>All that lead out of an input.</summary>
    Inputs,
}

/// <summary>
/// The group lasso λ Σ √m ‖w_g‖₂ (Yuan and Lin 2006), norms unsquared, m the weights of a group, by a proximal step after the optimiser's: whole groups
/// become exactly 0. The step is taken in the optimiser's own metric, as of <see cref="L1"/>.
/// <para>By units, which means hidden layers: a unit without weights gives a constant, its activation of its bias, whatever the inputs. With <see cref="WeightPenalty.IncludeBiases"/>
/// the bias is in the group, and a unit that vanished gives its activation of 0 (0 for all but the sigmoid). What leads out of it is the
/// next layer's matter and is not touched.</para>
/// <para>By inputs, which means the first layer unless layers are named: a feature without weights is not used at all. In a layer above, inputs are the units
/// below, and a group is what leads out of one.</para>
/// </summary>
/// <param name="Lambda">λ ≥ 0.</param>
/// <param name="Groups">Which weights go together. Default: those of an input.</param>
public sealed record GroupLasso(double Lambda, WeightGroups Groups = WeightGroups.Inputs) : WeightPenalty
{
    /// <inheritdoc/>
    public override string Describe() => $"a group lasso of {Lambda} on {Weights()}, by {(Groups == WeightGroups.Units ? "units" : "inputs")}: whole {(Groups == WeightGroups.Units ? "units" : "inputs")} become exactly 0";

    internal override object Kind => (GetType(), Groups);

    internal override string? Problem() => StrengthProblem("group lasso", Lambda)
        ?? (!Enum.IsDefined(Groups) ? $"The groups of the group lasso are {Groups}; give one of {string.Join(", ", Enum.GetNames<WeightGroups>())}."
        : IncludeBiases && Groups == WeightGroups.Inputs ? "The group lasso by inputs is to include biases, which belong to no input; leave IncludeBiases out, or group by units."
        : null);

    // A bias comes with the weights of its unit.
    internal override bool ActsOn(ParameterTensor tensor, Parameters parameters)
        => tensor.Role == ParameterRole.Weight && ActsOn(tensor.Layer)
        && (Layers is not null || (Groups == WeightGroups.Inputs ? tensor.Layer == 1 : tensor.Layer < parameters.Tensors.Max(t => t.Layer)));

    internal override IEnumerable<ITensorRule> TensorRules(ParameterTensor tensor, Parameters parameters) => Lambda > 0 ? [new GroupLassoRule(Lambda, GroupsOf(tensor, parameters))] : [];

    internal override double Value(ParameterTensor tensor, Parameters parameters) => Lambda * GroupsOf(tensor, parameters).Norms(parameters);

    private TensorGroups GroupsOf(ParameterTensor tensor, Parameters parameters)
        => new(tensor, Groups, IncludeBiases ? parameters.Tensors.FirstOrDefault(t => t.Role == ParameterRole.Bias && t.Layer == tensor.Layer && t.Columns == tensor.Columns) : null);
}
