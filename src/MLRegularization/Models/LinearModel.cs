using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Models;

/// <summary>A fitted linear model: immutable, for inference only. η = β₀ + x·β on the original scale; its loss says what mean response belongs to η.</summary>
public sealed class LinearModel
{
    // Null where the mean is η itself.
    private readonly ILoss? loss;

    /// <summary>Wraps what was fitted.</summary>
    /// <param name="featureNames">One name per coefficient.</param>
    /// <param name="coefficients">Coefficients on the original scale.</param>
    /// <param name="intercept">The intercept.</param>
    /// <param name="facts">How it was chosen, and its certificate.</param>
    /// <param name="encoding">How a table's columns become features; null when features are given as numbers.</param>
    /// <exception cref="ArgumentException">Names and coefficients differ in number, the loss is unknown, or a logistic model has not two classes.</exception>
    public LinearModel(IReadOnlyList<string> featureNames, IReadOnlyList<double> coefficients, double intercept, TrainingFacts facts, TableEncoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(coefficients);
        if (featureNames.Count != coefficients.Count)
            throw new ArgumentException($"There are {featureNames.Count} feature names for {coefficients.Count} coefficients; give one each.", nameof(coefficients));
        ArgumentNullException.ThrowIfNull(facts);
        loss = facts.Loss switch
        {
            "squared" or "huber" => null,
            "logistic" => new LogisticLoss(),
            "poisson" => new PoissonLoss(),
            _ => throw new ArgumentException($"The loss is '{facts.Loss}'; it must be squared, logistic, poisson or huber.", nameof(facts)),
        };
        if (loss is LogisticLoss && facts.Classes.Count != 2)
            throw new ArgumentException($"There are {facts.Classes.Count} class names for a binary model; give two.", nameof(facts));
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

    /// <summary>The mean response for one row of features: the value of a regression, the probability of the second class, the expected count.</summary>
    public double Predict(ReadOnlySpan<double> row)
    {
        if (row.Length != Coefficients.Count)
            throw new ArgumentException($"The row has {row.Length} values for {Coefficients.Count} features; give one each.", nameof(row));
        double eta = Intercept;
        for (int j = 0; j < row.Length; j++) eta += row[j] * Coefficients[j];
        double[] mean = [eta];
        loss?.Mean(mean, mean);
        return mean[0];
    }

    /// <summary>The mean responses for all rows of a matrix.</summary>
    /// <param name="features">n × p features.</param>
    /// <param name="offset">n known parts of the linear predictor, or null.</param>
    public double[] Predict(IColumnMatrix features, double[]? offset = null) => Mean(LinearPredictor(features, offset));

    /// <summary>The linear predictors η for all rows of a matrix: log-odds of the second class, logarithms of expected counts.</summary>
    /// <param name="features">n × p features.</param>
    /// <param name="offset">n known parts of the linear predictor, or null.</param>
    public double[] LinearPredictor(IColumnMatrix features, double[]? offset = null)
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

    /// <summary>The mean responses at linear predictors: what <see cref="Predict(IColumnMatrix, double[])"/> makes of them.</summary>
    public double[] Mean(double[] linearPredictor)
    {
        ArgumentNullException.ThrowIfNull(linearPredictor);
        double[] mean = [.. linearPredictor];
        loss?.Mean(mean, mean);
        return mean;
    }
}
