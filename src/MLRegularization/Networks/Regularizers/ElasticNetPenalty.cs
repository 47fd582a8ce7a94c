using MLRegularization.Networks.Training;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// The elastic net λ (α‖W‖₁ + ½ (1 − α)‖W‖²), as of linear models: an <see cref="L1"/> of λα and an <see cref="L2"/> of λ(1 − α).
/// </summary>
/// <param name="Lambda">λ ≥ 0.</param>
/// <param name="Alpha">The share of L1, from 0 to 1. Default 0.5.</param>
public sealed record ElasticNetPenalty(double Lambda, double Alpha = 0.5) : WeightPenalty
{
    private L1 Lasso => new(Lambda * Alpha);

    private L2 Ridge => new(Lambda * (1 - Alpha));

    /// <inheritdoc/>
    public override string Describe() => $"an elastic net of {Lambda}, {100 * Alpha:0.##} % of it L1, on {Weights()}";

    internal override bool IsSmooth => Lasso.Lambda == 0;

    internal override string? Problem() => StrengthProblem("elastic net", Lambda)
        ?? (Alpha is >= 0 and <= 1 ? null : $"The elastic net's α is {Alpha}; it must be from 0 to 1: 0 is L2 alone, 1 is L1 alone.");

    internal override IEnumerable<ISliceRule> SliceRules(ParameterTensor tensor) => [.. Ridge.SliceRules(tensor), .. Lasso.SliceRules(tensor)];

    internal override double Value(ParameterTensor tensor, Parameters parameters) => Lasso.Value(tensor, parameters) + Ridge.Value(tensor, parameters);
}
