using MLRegularization.Networks.Training;
using MLRegularization.Networks.Training.RowRules;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// CutOut (DeVries and Taylor 2017) on rows of a table: some columns of a training row are set to 0, which robust scaling makes the column's median, and categories with an
/// embedding to missing; which ones is drawn anew for each row and epoch. The levels of a text column and a column's missing indicator go with it. Nothing is scaled up in return.
/// </summary>
/// <param name="Share">The probability of each column of such a row, 0 to 1. Default 0.2.</param>
/// <param name="Probability">The share of rows that it happens to, 0 to 1. Default 0.5.</param>
public sealed record CutOut(double Share = 0.2, double Probability = 0.5) : RowRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"CutOut: in {100 * Probability:0.##} % of the training rows {100 * Share:0.##} % of the columns are blanked out";

    internal override string? Problem() =>
        Share is not (>= 0 and <= 1) ? $"CutOut's share of columns is {Share}; it must be from 0 to 1: 0.2 is a beginning."
        : Probability is >= 0 and <= 1 ? null : $"CutOut's probability is {Probability}; it must be from 0 to 1: give the share of rows that it happens to.";

    internal override IRowRule Rule() => new CutOutRule(Share, Probability);
}
