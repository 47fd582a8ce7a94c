using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>What was read of a view.</summary>
/// <param name="Groups">A code per row; null: no groups.</param>
/// <param name="Times">A time per row; null: no times.</param>
/// <param name="Unlabelled">Rows left out because they have no label.</param>
/// <param name="Incomplete">Rows left out because a feature is missing.</param>
internal sealed record TrainingRows(int[]? Groups, double[]? Times, int Unlabelled, int Incomplete)
{
    private readonly TrainingSet? set;

    /// <summary>Features, labels, weights and offsets.</summary>
    /// <exception cref="InvalidOperationException">The rows were not held.</exception>
    public TrainingSet Set
    {
        get => set ?? throw new InvalidOperationException("The rows were not held, only their sufficient statistics are.");
        init => set = value;
    }

    /// <summary>What is known of rows that were not held; null: they are in <see cref="Set"/>.</summary>
    public SufficientStatistics? Streamed { get; init; }

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> FeatureNames => Streamed?.FeatureNames ?? Set.FeatureNames;

    /// <summary>Number of features.</summary>
    public int Columns => FeatureNames.Count;

    /// <summary>The classes that labels number; null: labels are no keys.</summary>
    public ClassKeys? Classes { get; init; }

    /// <summary>The number of each row, ascending, where the view numbers its rows; else null.</summary>
    public int[]? Numbers { get; init; }

    /// <summary>Full sentences for what the user should know of these rows.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Some of the rows alone, ascending.</summary>
    public TrainingRows Select(IReadOnlyList<int> rows) => this with
    {
        Set = Set.SelectRows(rows),
        Groups = Groups is null ? null : [.. rows.Select(i => Groups[i])],
        Times = Times is null ? null : [.. rows.Select(i => Times[i])],
        Numbers = Numbers is null ? null : [.. rows.Select(i => Numbers[i])],
    };
}
