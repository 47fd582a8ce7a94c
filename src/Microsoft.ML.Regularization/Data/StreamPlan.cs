using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>
/// When rows are no longer held but only their sufficient statistics are: beyond so many values, and where the products of columns of all folds take less room.
/// </summary>
/// <param name="MostHeld">Values held at most, with their places where zeros are left out.</param>
/// <param name="FoldCount">Folds of the cross-validation that follows; 0: none.</param>
/// <param name="Repeats">Its repetitions.</param>
/// <param name="Seed">Seed of its folds.</param>
/// <param name="Threads">Threads at most; 0: all cores.</param>
internal sealed record StreamPlan(long MostHeld, int FoldCount, int Repeats, ulong Seed, int Threads)
{
    /// <summary>Values of so many columns beyond which rows are not held: the limit, or more where statistics would take more room. A fold takes half of columns² numbers of twice the size.</summary>
    public double LimitFor(int columns) => columns > SufficientStatistics.MostColumns ? double.PositiveInfinity : Math.Max(MostHeld, (1 + ((double)FoldCount * Repeats)) * columns * columns);

    /// <summary>Statistics of no rows yet.</summary>
    public SufficientStatistics Begin(string[] names) => new(names, FoldCount, Repeats, Seed, Threads);
}
