namespace MLRegularization.Models;

/// <summary>How a network came about: what is shown by <c>inspect</c> and kept in its file.</summary>
/// <param name="Task">The task: regression, binary, multiclass or count.</param>
/// <param name="Label">Name of the label column, empty when unnamed.</param>
/// <param name="Rows">Rows that were learned from.</param>
/// <param name="ValidationRows">Rows that chose the epoch; 0: none.</param>
/// <param name="Classes">The classes, of two the second is the one whose probability is predicted; else empty.</param>
/// <param name="Preset">The preset that the options began with, with its version.</param>
/// <param name="Regularization">What regularised it, in plain words.</param>
/// <param name="Training">Optimiser, schedule and batches in plain words.</param>
/// <param name="Epochs">Epochs that were run.</param>
/// <param name="BestEpoch">The epoch whose weights these are.</param>
/// <param name="TrainingLoss">Mean loss on training rows after that epoch; of a regression in units of the standardised target.</param>
/// <param name="ValidationLoss">The same on validation rows; NaN: none.</param>
/// <param name="Seed">Seed of all that was random.</param>
public sealed record NetworkFacts(string Task, string Label, int Rows, int ValidationRows, IReadOnlyList<string> Classes, string Preset, string Regularization, string Training,
    int Epochs, int BestEpoch, double TrainingLoss, double ValidationLoss, ulong Seed);
