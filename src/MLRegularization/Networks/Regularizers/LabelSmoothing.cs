using MLRegularization.Losses;
using MLRegularization.Networks.Training;
using MLRegularization.Networks.Training.RowRules;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Label smoothing (Szegedy and others 2016): of each label a share ε is spread evenly over all K classes, so the right one has 1 − ε + ε/K and each other ε/K. Probabilities
/// become less extreme: leave it out where they are what counts, as with log-loss. For classes only.
/// </summary>
/// <param name="Epsilon">The share, 0 ≤ ε &lt; 1. Default 0.1.</param>
public sealed record LabelSmoothing(double Epsilon = 0.1) : RowRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"label smoothing: {100 * Epsilon:0.##} % of each label is spread evenly over all classes";

    internal override bool IsSmooth => true;

    internal override string? Problem() => Epsilon is >= 0 and < 1 ? null : $"The share of label smoothing is {Epsilon}; it must be from 0 to below 1: 0.1 is usual.";

    internal override string? Problem(ILoss loss) => AreClasses(loss) ? null : "Label smoothing is for classes and the target is a number; leave it out, or give TargetNoise in its place.";

    internal override IRowRule Rule() => new LabelSmoothingRule(Epsilon);
}
