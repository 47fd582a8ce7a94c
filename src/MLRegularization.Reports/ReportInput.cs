using MLRegularization.Models;
using MLRegularization.Paths;

namespace MLRegularization.Reports;

/// <summary>Everything a report of one chosen linear model is made from.</summary>
public sealed record ReportInput
{
    /// <summary>The heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>The command that makes this page again, as typed.</summary>
    public required string Command { get; init; }

    /// <summary>Name of the label column: what is predicted.</summary>
    public required string Label { get; init; }

    /// <summary>The cross-validation that chose λ; null when none was made.</summary>
    public required CrossValidation? Validation { get; init; }

    /// <summary>The path on all rows at the chosen α.</summary>
    public required RegularizationPath Path { get; init; }

    /// <summary>The chosen point of <see cref="Path"/>.</summary>
    public required PathPoint Chosen { get; init; }

    /// <summary>The rule that chose it: min, 1se, aic, bic, ebic or given.</summary>
    public required string Selection { get; init; }

    /// <summary>The model, refitted on all rows.</summary>
    public required LinearModel Model { get; init; }

    /// <summary>The observed responses of the training rows.</summary>
    public required double[] Target { get; init; }

    /// <summary>Each row's prediction from the folds that held it out, NaN where none did; null without cross-validation.</summary>
    public required double[]? OutOfFold { get; init; }

    /// <summary>Facts of the data, in the order to show them.</summary>
    public required IReadOnlyList<(string Name, string Value)> DataFacts { get; init; }

    /// <summary>Metrics on rows held out, in the order to show them.</summary>
    public required IReadOnlyList<(string Name, string Value)> Metrics { get; init; }

    /// <summary>Full sentences for what the reader should know before trusting the model.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>
    /// Standard deviation of each feature, from <see cref="FeatureDeviations.Of"/>: pictures then show effects of one standard deviation,
    /// which can be compared between features. Null (default): pictures show coefficients as they are.
    /// </summary>
    public IReadOnlyList<double>? Deviations { get; init; }

    /// <summary>Weights of the rows, for R² and the errors on rows held out; null (default): all 1.</summary>
    public double[]? Weights { get; init; }
}
