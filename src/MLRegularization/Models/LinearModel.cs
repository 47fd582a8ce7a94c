using MLRegularization.Matrices;
using MLRegularization.Preparation;
using MLRegularization.Solvers;

namespace MLRegularization.Models;

/// <summary>A fitted linear model: immutable, for inference only. η = β₀ + x·β on the original scale.</summary>
public sealed class LinearModel
{
    /// <summary>Wraps what was fitted.</summary>
    /// <param name="featureNames">One name per coefficient.</param>
    /// <param name="coefficients">Coefficients on the original scale.</param>
    /// <param name="intercept">The intercept.</param>
    /// <param name="facts">How it was chosen, and its certificate.</param>
    /// <param name="encoding">How a table's columns become features; null when features are given as numbers.</param>
    public LinearModel(IReadOnlyList<string> featureNames, IReadOnlyList<double> coefficients, double intercept, TrainingFacts facts, TableEncoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(coefficients);
        if (featureNames.Count != coefficients.Count)
            throw new ArgumentException($"There are {featureNames.Count} feature names for {coefficients.Count} coefficients; give one each.", nameof(coefficients));
        FeatureNames = featureNames;
        Coefficients = coefficients;
        Intercept = intercept;
        Facts = facts;
        Encoding = encoding;
    }

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The coefficients, original scale.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>The intercept.</summary>
    public double Intercept { get; }

    /// <summary>How it was chosen, and its certificate.</summary>
    public TrainingFacts Facts { get; }

    /// <summary>How a table's columns become features; null when features are given as numbers.</summary>
    public TableEncoding? Encoding { get; }

    /// <summary>The same model for tables that are encoded like this.</summary>
    public LinearModel WithEncoding(TableEncoding encoding) => new(FeatureNames, Coefficients, Intercept, Facts, encoding);

    /// <summary>The same model with other facts.</summary>
    public LinearModel WithFacts(TrainingFacts facts) => new(FeatureNames, Coefficients, Intercept, facts, Encoding);

    /// <summary>The prediction for one row of features.</summary>
    public double Predict(ReadOnlySpan<double> row)
    {
        if (row.Length != Coefficients.Count)
            throw new ArgumentException($"The row has {row.Length} values for {Coefficients.Count} features; give one each.", nameof(row));
        double eta = Intercept;
        for (int j = 0; j < row.Length; j++) eta += row[j] * Coefficients[j];
        return eta;
    }

    /// <summary>The predictions for all rows of a matrix.</summary>
    /// <param name="features">n × p features.</param>
    /// <param name="offset">n known parts of the predictor, or null.</param>
    public double[] Predict(IColumnMatrix features, double[]? offset = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != Coefficients.Count)
            throw new ArgumentException($"The matrix has {features.Columns} columns for {Coefficients.Count} features; give one each.", nameof(features));
        double[] eta = new double[features.Rows];
        if (offset is null) Array.Fill(eta, Intercept);
        else for (int i = 0; i < eta.Length; i++) eta[i] = Intercept + offset[i];
        for (int j = 0; j < Coefficients.Count; j++)
            if (Coefficients[j] != 0) features.AddScaled(j, Coefficients[j], 0, eta);
        return eta;
    }
}

/// <summary>How a model came about: what is shown by <c>inspect</c> and kept in its file.</summary>
/// <param name="Task">The task, "regression".</param>
/// <param name="Label">Name of the label column, empty when unnamed.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Alpha">L1 share.</param>
/// <param name="Lambda">Strength.</param>
/// <param name="LambdaMax">Strength at which all penalised coefficients are 0.</param>
/// <param name="Selection">The rule that chose λ: min, 1se, aic, bic, ebic or given.</param>
/// <param name="Standardized">Whether the penalty applied to standardised columns.</param>
/// <param name="TrainingLoss">Mean loss on the training rows.</param>
/// <param name="NullLoss">Mean loss of the null model.</param>
/// <param name="CrossValidatedLoss">Mean cross-validated squared error; NaN when none was made.</param>
/// <param name="CrossValidatedError">Its standard error; NaN when none was made.</param>
/// <param name="Folds">Number of folds; 0 when none.</param>
/// <param name="Seed">Seed of the folds.</param>
/// <param name="Certificate">Proof of the answer.</param>
public sealed record TrainingFacts(string Task, string Label, int Rows, double Alpha, double Lambda, double LambdaMax, string Selection, bool Standardized,
    double TrainingLoss, double NullLoss, double CrossValidatedLoss, double CrossValidatedError, int Folds, ulong Seed, Certificate Certificate)
{
    /// <summary>Name of the column that was the offset, which predictions then need too; empty when there was none.</summary>
    public string OffsetColumn { get; init; } = "";
}
