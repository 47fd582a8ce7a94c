using MLRegularization.Networks.Training;
using MLRegularization.Networks.Training.RowRules;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// Mixup (Zhang and others 2018): every training row becomes λ times itself plus 1 − λ times another row of the table, and so does its label; of classes it becomes a
/// distribution. λ from Beta(α, α) and the other row are drawn anew for each row and epoch; rows are drawn as often as they weigh. Categories with an embedding come
/// from either row with the probability of its share.
/// </summary>
/// <param name="Alpha">α &gt; 0: near 0 rows are hardly mixed, at 1 all shares are equally likely. Default 0.2.</param>
public sealed record Mixup(double Alpha = 0.2) : RowRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"mixup: each training row and its label are mixed with another row's, by a share from Beta({Alpha}, {Alpha})";

    internal override string? Problem() => Alpha > 0 && double.IsFinite(Alpha) ? null : $"Mixup's α is {Alpha}; it must be above 0: 0.1 to 0.4 are usual.";

    internal override IRowRule Rule() => new MixupRule(Alpha);
}
