using MLRegularization.Matrices;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>What was read of a view.</summary>
/// <param name="Set">Features, labels, weights and offsets.</param>
/// <param name="Groups">A code per row; null: no groups.</param>
/// <param name="Times">A time per row; null: no times.</param>
/// <param name="Unlabelled">Rows left out because they have no label.</param>
/// <param name="Incomplete">Rows left out because a feature is missing.</param>
internal sealed record TrainingRows(TrainingSet Set, int[]? Groups, double[]? Times, int Unlabelled, int Incomplete);
