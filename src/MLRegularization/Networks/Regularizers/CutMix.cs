using MLRegularization.Networks.Training;
using MLRegularization.Networks.Training.RowRules;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// CutMix (Yun and others 2019) on rows of a table: some columns of a training row are those of another row, and that share of its label too; of classes it becomes a
/// distribution. How many columns is drawn from 0 to all with equal chances, and which, and the other row, anew for each row and epoch; rows are drawn as often as they weigh.
/// The levels of a text column and a column's missing indicator move with it.
/// </summary>
/// <param name="Probability">The share of rows that it happens to, 0 to 1. Default 0.5.</param>
public sealed record CutMix(double Probability = 0.5) : RowRegularizer
{
    /// <inheritdoc/>
    public override string Describe() => $"CutMix: in {100 * Probability:0.##} % of the training rows a random share of the columns, and as much of the label, is another row's";

    internal override string? Problem() => Probability is >= 0 and <= 1 ? null : $"CutMix's probability is {Probability}; it must be from 0 to 1: give the share of rows that it happens to.";

    internal override IRowRule Rule() => new CutMixRule(Probability);
}
