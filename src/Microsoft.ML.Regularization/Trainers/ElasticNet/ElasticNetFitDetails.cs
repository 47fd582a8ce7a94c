using System.Globalization;
using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>How an elastic net model came about: path, cross-validation, certificate.</summary>
public sealed class ElasticNetFitDetails
{
    internal ElasticNetFitDetails(RegularizationPath path, int index, CrossValidation? crossValidation, IReadOnlyList<double>? validationErrors, IReadOnlyList<string> warnings)
    {
        Path = path;
        Index = index;
        CrossValidation = crossValidation;
        ValidationErrors = validationErrors;
        Warnings = warnings;
    }

    /// <summary>Every strength that was fitted to all rows, with coefficients on the original scale and a certificate each.</summary>
    public RegularizationPath Path { get; }

    /// <summary>The place of the model's strength in <see cref="Path"/>.</summary>
    public int Index { get; }

    /// <summary>The model's strength λ.</summary>
    public double Lambda => Point.Lambda;

    /// <summary>The model's share α of the L1 part.</summary>
    public double Alpha => Path.Alpha;

    /// <summary>The model: coefficients, non-zeros, explained deviance.</summary>
    public PathPoint Point => Path.Points[Index];

    /// <summary>Proof of the answer: relative duality gap, largest KKT violation, iterations, why the solver stopped.</summary>
    public Certificate Certificate => Point.Certificate;

    /// <summary>The cross-validation that chose the strength; null where it was given or a validation set chose it.</summary>
    public CrossValidation? CrossValidation { get; }

    /// <summary>The curve of the chosen α; null without cross-validation.</summary>
    public CrossValidationCurve? Curve => CrossValidation?.Curves.First(c => c.Path == Path);

    /// <summary>Errors on the validation set, one per strength of the path; null where none was given.</summary>
    public IReadOnlyList<double>? ValidationErrors { get; }

    /// <summary>Full sentences for what the user should know. They went to the host's channel too.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>For several classes the names of those with rows, in the order of the path's intercepts; else empty.</summary>
    public IReadOnlyList<string> Classes { get; internal init; } = [];

    /// <summary>Rows learned from.</summary>
    public int Rows => Path.Rows;

    /// <summary>Rows left out because their label is missing.</summary>
    public int UnlabelledRows { get; internal init; }

    /// <summary>Rows left out because a feature is missing.</summary>
    public int IncompleteRows { get; internal init; }

    /// <summary>In a sentence: strength, mix, features, error on rows held out, rows, certificate.</summary>
    public override string ToString()
    {
        string error = Curve is CrossValidationCurve curve ? $", error on rows held out {curve.MeanError[Index]:G5} ± {curve.StandardError[Index]:G3}" : ValidationErrors is not null ? $", error on validation rows {ValidationErrors[Index]:G5}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"lambda {Lambda:G5}, alpha {Alpha:G3}: {Point.NonZeros} non-zero coefficients of {Path.FeatureNames.Count} features{error}, {Rows} rows, gap {Certificate.Gap:G2} ({Certificate.Reason})");
    }

    /// <summary>
    /// The path as a view, a row for every strength (and class), λ decreasing: Lambda, IsChosen, NonZeros, ExplainedDeviance, Gap, MeanError and StandardError
    /// (of the cross-validation; of a validation set the error without a standard error; else NaN), for several classes Class, then Intercept and Coefficients,
    /// a vector of Double on the original scale with the features' names as slot names.
    /// </summary>
    /// <param name="context">What the view is made with.</param>
    public IDataView ToDataView(MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return PathView.Of(context, this);
    }
}
