using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>A fitted model as prediction needs it: which columns it takes, and what it makes of them.</summary>
internal interface IScorer
{
    string Task { get; }
    string Label { get; }
    IReadOnlyList<string> Classes { get; }

    /// <summary>Name of the offset's column, empty when there is none.</summary>
    string OffsetColumn { get; }

    /// <summary>The columns that a table must have.</summary>
    IReadOnlyList<ScoredColumn> Inputs { get; }

    /// <summary>Means of the response of a table's rows, of several classes n × K probabilities, class after class; and the texts that the model has not seen.</summary>
    (double[] Predictions, IReadOnlyList<UnseenLevels> Unseen) Predict(Table table, double[]? offset);

    /// <summary>Means of the response of the rows of a LIBSVM file, for a model whose inputs are all numbers.</summary>
    /// <param name="features">The file's features.</param>
    /// <param name="places">The column of each input, from 0; one behind the last holds zeros.</param>
    double[] Predict(SparseColumns features, IReadOnlyList<int> places);
}

/// <summary>A column that a model takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
/// <param name="FillsMissing">Whether the model knows what to do with missing values.</param>
internal sealed record ScoredColumn(string Name, bool IsNumber, bool FillsMissing);
