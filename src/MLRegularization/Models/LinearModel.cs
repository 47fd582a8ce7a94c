using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Models;

/// <summary>
/// A fitted linear model: immutable, for inference only. η = β₀ + x·β on the original scale, of a multinomial model for each class; its loss
/// says what mean response belongs to η.
/// </summary>
public sealed class LinearModel
{
    // Null where the mean is η itself.
    private readonly ILoss? loss;

    /// <summary>Wraps what was fitted.</summary>
    /// <param name="featureNames">p names.</param>
    /// <param name="coefficients">p coefficients on the original scale; of a multinomial model K · p, class after class.</param>
    /// <param name="intercepts">The intercept, or that of each class.</param>
    /// <param name="facts">How it was chosen, and its certificate.</param>
    /// <param name="encoding">How a table's columns become features; null when features are given as numbers.</param>
    /// <exception cref="ArgumentException">Names, intercepts and coefficients differ in number, the loss is unknown, or the classes are not as many as the model needs.</exception>
    public LinearModel(IReadOnlyList<string> featureNames, IReadOnlyList<double> coefficients, IReadOnlyList<double> intercepts, TrainingFacts facts, TableEncoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(intercepts);
        ArgumentNullException.ThrowIfNull(facts);
        if (intercepts.Count == 0 || (long)featureNames.Count * intercepts.Count != coefficients.Count)
            throw new ArgumentException($"There are {coefficients.Count} coefficients for {featureNames.Count} feature names and {intercepts.Count} intercepts; give one per name and intercept.", nameof(coefficients));
        loss = facts.Loss switch
        {
            "squared" or "huber" => null,
            "logistic" => new LogisticLoss(),
            "poisson" => new PoissonLoss(),
            "multinomial" => new MultinomialLoss(intercepts.Count),
            _ => throw new ArgumentException($"The loss is '{facts.Loss}'; it must be squared, logistic, multinomial, poisson or huber.", nameof(facts)),
        };
        if (loss is LogisticLoss && facts.Classes.Count != 2)
            throw new ArgumentException($"There are {facts.Classes.Count} class names for a binary model; give two.", nameof(facts));
        if ((loss?.Outputs ?? 1) != intercepts.Count)
            throw new ArgumentException($"There are {intercepts.Count} intercepts for a model with one linear predictor; give one.", nameof(intercepts));
        if (loss is MultinomialLoss && facts.Classes.Count != intercepts.Count)
            throw new ArgumentException($"There are {facts.Classes.Count} class names for {intercepts.Count} intercepts; give one each.", nameof(facts));
        FeatureNames = featureNames;
        Coefficients = coefficients;
        Intercepts = intercepts;
        Facts = facts;
        Encoding = encoding;
    }

    /// <summary>The same with one intercept, for all but multinomial models.</summary>
    public LinearModel(IReadOnlyList<string> featureNames, IReadOnlyList<double> coefficients, double intercept, TrainingFacts facts, TableEncoding? encoding = null)
        : this(featureNames, coefficients, [intercept], facts, encoding)
    {
    }

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The coefficients, original scale; of a multinomial model that of feature j in class k is number k·p + j.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>The intercept, of a multinomial model that of the first class.</summary>
    public double Intercept => Intercepts[0];

    /// <summary>The intercepts: one, or of a multinomial model one per class.</summary>
    public IReadOnlyList<double> Intercepts { get; }

    /// <summary>How it was chosen, and its certificate.</summary>
    public TrainingFacts Facts { get; }

    /// <summary>How a table's columns become features; null when features are given as numbers.</summary>
    public TableEncoding? Encoding { get; }

    /// <summary>The same model for tables that are encoded like this.</summary>
    public LinearModel WithEncoding(TableEncoding encoding) => new(FeatureNames, Coefficients, Intercepts, Facts, encoding);

    /// <summary>The same model with other facts.</summary>
    public LinearModel WithFacts(TrainingFacts facts) => new(FeatureNames, Coefficients, Intercepts, facts, Encoding);

    /// <summary>The mean response for one row of features: the value of a regression, the probability of the second class, the expected count.</summary>
    /// <exception cref="InvalidOperationException">The model is multinomial; ask for <see cref="Probabilities"/>.</exception>
    public double Predict(ReadOnlySpan<double> row)
        => Intercepts.Count == 1 ? Means(row)[0] : throw new InvalidOperationException("A multinomial model has a probability for each class; ask for Probabilities.");

    /// <summary>The probability of each class for one row of features, in the order of the classes.</summary>
    /// <exception cref="InvalidOperationException">The model is not one of classes.</exception>
    public double[] Probabilities(ReadOnlySpan<double> row)
    {
        if (Facts.Classes.Count == 0) throw new InvalidOperationException($"The model is one of {Facts.Task}, which has no classes; ask for Predict.");
        double[] means = Means(row);
        return means.Length > 1 ? means : [1 - means[0], means[0]];
    }

    private double[] Means(ReadOnlySpan<double> row)
    {
        if (row.Length != FeatureNames.Count)
            throw new ArgumentException($"The row has {row.Length} values for {FeatureNames.Count} features; give one each.", nameof(row));
        double[] mean = [.. Intercepts];
        for (int k = 0; k < mean.Length; k++)
            for (int j = 0; j < row.Length; j++) mean[k] += row[j] * Coefficients[(k * row.Length) + j];
        loss?.Mean(mean, mean);
        return mean;
    }

    /// <summary>The mean responses for all rows of a matrix; of a multinomial model n × K probabilities, class after class.</summary>
    /// <param name="features">n × p features.</param>
    /// <param name="offset">n known parts of the linear predictor (n × K of a multinomial model), or null.</param>
    public double[] Predict(IColumnMatrix features, double[]? offset = null) => Mean(LinearPredictor(features, offset));

    /// <summary>The linear predictors η for all rows of a matrix: log-odds of the second class, logarithms of expected counts; of a multinomial model n × K, class after class.</summary>
    /// <param name="features">n × p features.</param>
    /// <param name="offset">n known parts of the linear predictor (n × K of a multinomial model), or null.</param>
    public double[] LinearPredictor(IColumnMatrix features, double[]? offset = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        int n = features.Rows, p = FeatureNames.Count;
        if (features.Columns != p)
            throw new ArgumentException($"The matrix has {features.Columns} columns for {p} features; give one each.", nameof(features));
        if (offset is not null && offset.Length != n * Intercepts.Count)
            throw new ArgumentException($"The offset has {offset.Length} values for {n} rows; give {(Intercepts.Count > 1 ? $"{Intercepts.Count} per row, class after class" : "one per row")}.", nameof(offset));
        double[] eta = new double[n * Intercepts.Count];
        for (int i = 0; i < eta.Length; i++) eta[i] = Intercepts[i / n] + (offset?[i] ?? 0);
        for (int c = 0; c < Coefficients.Count; c++)
            if (Coefficients[c] != 0) features.AddScaled(c % p, Coefficients[c], 0, eta.AsSpan(c / p * n, n));
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
