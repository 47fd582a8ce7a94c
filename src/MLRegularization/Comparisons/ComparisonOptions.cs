using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Comparisons;

/// <summary>A measure of predictions.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="LargerIsBetter">Whether it is a success rather than an error.</param>
public sealed record ComparisonMetric(string Name, bool LargerIsBetter);

/// <summary>How models are compared. A mutable bag: checked once, when a comparison starts.</summary>
public sealed class ComparisonOptions
{
    /// <summary>How rows are divided, all into outer folds and the training rows of each into inner ones. Default: at random.</summary>
    public FoldPlan Plan { get; set; } = FoldPlan.Random;

    /// <summary>Number of outer folds, at least 2. Default 10.</summary>
    public int FoldCount { get; set; } = 10;

    /// <summary>Number of inner folds, fewer where the rows do not allow so many; null (default): as many as outer ones.</summary>
    public int? InnerFoldCount { get; set; }

    /// <summary>Repetitions with new outer folds. Default 1.</summary>
    public int Repeats { get; set; } = 1;

    /// <summary>Seed of the folds and of what is random in candidates. Same seed, same bits, for every number of threads. Default 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Makes the features of all rows with what the given training rows teach; null (default): the features are the same in every fold.</summary>
    public Func<IReadOnlyList<int>, IColumnMatrix>? FeaturesFor { get; set; }

    /// <summary>Threads used at most; 0 (default): all cores.</summary>
    public int Threads { get; set; }
}
