using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Networks.Optimizers;

/// <summary>
/// L-BFGS (Nocedal 1980; Liu and Nocedal 1989) for small data: every iteration sees all rows, directions come from the last changes of gradients, and
/// a line search finds steps that meet the strong Wolfe conditions, so there is no learning rate. It needs a smooth objective: L1, constraints and
/// whatever is random are refused.
/// </summary>
/// <param name="History">Changes kept, 1 or more. Default 10.</param>
/// <param name="GradientTolerance">It stops where the largest absolute gradient is no larger, ≥ 0. Default 1e-5.</param>
/// <param name="MostIterations">1 or more. Default 1000.</param>
public sealed record Lbfgs(int History = 10, double GradientTolerance = 1e-5, int MostIterations = 1000) : Optimizer
{
    /// <inheritdoc/>
    public override string Describe() => $"L-BFGS on all rows at once, with a history of {History}";

    internal override string? Problem() =>
        History < 1 ? $"The history of L-BFGS is {History}; it must be 1 or more: 10 is usual."
        : !(GradientTolerance >= 0 && double.IsFinite(GradientTolerance)) ? $"The gradient tolerance of L-BFGS is {GradientTolerance}; it must be 0 or more and finite: 1e-5 is usual."
        : MostIterations < 1 ? $"The iterations of L-BFGS are {MostIterations}; they must be 1 or more: 1000 is usual."
        : null;

    /// <summary>What it cannot go with, in one sentence, or null.</summary>
    internal static string? Problem(RegularizationSpec regularization) => regularization.FirstOrDefault(r => !r.IsSmooth) is not Regularizer other ? null
        : $"L-BFGS needs an objective that is smooth and the same at every look, and {other.GetType().Name} makes it otherwise; "
        + (other is WeightDecay ? "give L2 in its place, or take AdamW (Adam with WeightDecay)." : "leave that out, or take Adam or SGD.");
}
