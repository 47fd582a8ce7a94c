using Microsoft.ML.Trainers.Regularization.Data;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>The rows of one fold, prepared by what the rows that are learned from teach.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Held">Rows held out.</param>
/// <param name="TrainingView">The former as a view.</param>
/// <param name="HeldView">The latter as a view.</param>
internal sealed record FoldRows(TrainingRows Training, TrainingRows Held, IDataView TrainingView, IDataView HeldView)
{
    /// <summary>Weight of the rows held out.</summary>
    public double Weight { get; } = Held.Set.Weights?.Sum() ?? Held.Set.Rows;
}
