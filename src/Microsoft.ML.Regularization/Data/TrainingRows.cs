using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>What was read of a view.</summary>
/// <param name="Set">Features, labels, weights and offsets.</param>
/// <param name="Groups">A code per row; null: no groups.</param>
/// <param name="Times">A time per row; null: no times.</param>
/// <param name="Unlabelled">Rows left out because they have no label.</param>
/// <param name="Incomplete">Rows left out because a feature is missing.</param>
internal sealed record TrainingRows(TrainingSet Set, int[]? Groups, double[]? Times, int Unlabelled, int Incomplete)
{
    /// <summary>The classes that labels number; null: labels are no keys.</summary>
    public ClassKeys? Classes { get; init; }

    /// <summary>Full sentences for what the user should know of these rows.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Some of the rows alone, ascending.</summary>
    public TrainingRows Select(IReadOnlyList<int> rows) => this with
    {
        Set = Set.SelectRows(rows),
        Groups = Groups is null ? null : [.. rows.Select(i => Groups[i])],
        Times = Times is null ? null : [.. rows.Select(i => Times[i])],
    };
}
