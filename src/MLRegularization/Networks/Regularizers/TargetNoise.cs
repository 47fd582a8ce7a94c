using MLRegularization.Losses;
using MLRegularization.Networks.Training;
using MLRegularization.Networks.Training.RowRules;

namespace MLRegularization.Networks.Regularizers;

/// <summary>Normal noise on the target of every training row, drawn anew in each epoch. For numbers only, neither classes nor counts.</summary>
/// <param name="Deviation">Its standard deviation, in standard deviations of the target; 0 or more.</param>
public sealed record TargetNoise(double Deviation) : RowRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"noise of {Deviation} standard deviations on the target";

    internal override string? Problem() => Deviation >= 0 && double.IsFinite(Deviation) ? null : $"The target noise is {Deviation}; it must be 0 or more, in standard deviations of the target: 0.1 is a beginning.";

    internal override string? Problem(ILoss loss) =>
        AreClasses(loss) ? "Target noise is for numbers and the target has classes; leave it out, or give LabelSmoothing in its place."
        : loss is PoissonLoss ? "Target noise would make counts negative; leave it out." : null;

    internal override IRowRule Rule() => new TargetNoiseRule(Deviation);
}
