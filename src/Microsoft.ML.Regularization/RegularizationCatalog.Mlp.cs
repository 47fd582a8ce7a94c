using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML;

public static partial class RegularizationCatalog
{
    /// <summary>Regression by a multilayer perceptron. What is null is taken from the preset realmlp-1, which is good on most tables.</summary>
    /// <param name="catalog">The trainers of the task.</param>
    /// <param name="labelColumnName">The label's column: Single for regression, Boolean for two classes, a key for several.</param>
    /// <param name="featureColumnName">The features' column, a vector of Single, categories one-hot.</param>
    /// <param name="exampleWeightColumnName">A column of row weights, Single; null: none.</param>
    /// <param name="hiddenLayers">Units of each hidden layer; null: 256, 256, 256.</param>
    /// <param name="dropout">Share of hidden units dropped in training; null: 0.15, falling in the second half.</param>
    /// <param name="weightDecay">Decoupled weight decay; null: 0.02, falling likewise.</param>
    /// <param name="l1">Strength of the L1 penalty of weights; null: none.</param>
    /// <param name="learningRate">The highest learning rate; null: 0.07 for regression, 0.04 for classes, on four cosine cycles.</param>
    /// <param name="numberOfEpochs">Epochs; null: 256.</param>
    /// <param name="batchSize">Most rows of a batch; null: 256.</param>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static RegularizedMlpRegressionTrainer RegularizedMlp(this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, IReadOnlyList<int>? hiddenLayers = null, double? dropout = null,
        double? weightDecay = null, double? l1 = null, double? learningRate = null, int? numberOfEpochs = null, int? batchSize = null)
        => catalog.RegularizedMlp(Simple(labelColumnName, featureColumnName, exampleWeightColumnName, hiddenLayers, dropout, weightDecay, l1, learningRate, numberOfEpochs, batchSize));

    /// <summary>Regression by a multilayer perceptron.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RegularizedMlpRegressionTrainer RegularizedMlp(this RegressionCatalog.RegressionTrainers catalog, RegularizedMlpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RegularizedMlpRegressionTrainer(CatalogInternals.EnvironmentOf(catalog), options, () => catalog.Sdca(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName));
    }

    /// <summary>Two classes by a multilayer perceptron. What is null is taken from the preset realmlp-1, which is good on most tables.</summary>
    /// <inheritdoc cref="RegularizedMlp(RegressionCatalog.RegressionTrainers, string, string, string?, IReadOnlyList{int}?, double?, double?, double?, double?, int?, int?)" path="/*[not(self::summary)]"/>
    public static RegularizedMlpBinaryTrainer RegularizedMlp(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, IReadOnlyList<int>? hiddenLayers = null, double? dropout = null,
        double? weightDecay = null, double? l1 = null, double? learningRate = null, int? numberOfEpochs = null, int? batchSize = null)
        => catalog.RegularizedMlp(Simple(labelColumnName, featureColumnName, exampleWeightColumnName, hiddenLayers, dropout, weightDecay, l1, learningRate, numberOfEpochs, batchSize));

    /// <summary>Two classes by a multilayer perceptron.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RegularizedMlpBinaryTrainer RegularizedMlp(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, RegularizedMlpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RegularizedMlpBinaryTrainer(CatalogInternals.EnvironmentOf(catalog), options,
            () => catalog.LbfgsLogisticRegression(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName));
    }

    /// <summary>Several classes by a multilayer perceptron. What is null is taken from the preset realmlp-1, which is good on most tables.</summary>
    /// <inheritdoc cref="RegularizedMlp(RegressionCatalog.RegressionTrainers, string, string, string?, IReadOnlyList{int}?, double?, double?, double?, double?, int?, int?)" path="/*[not(self::summary)]"/>
    public static RegularizedMlpMulticlassTrainer RegularizedMlp(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, IReadOnlyList<int>? hiddenLayers = null, double? dropout = null,
        double? weightDecay = null, double? l1 = null, double? learningRate = null, int? numberOfEpochs = null, int? batchSize = null)
        => catalog.RegularizedMlp(Simple(labelColumnName, featureColumnName, exampleWeightColumnName, hiddenLayers, dropout, weightDecay, l1, learningRate, numberOfEpochs, batchSize));

    /// <summary>Several classes by a multilayer perceptron.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RegularizedMlpMulticlassTrainer RegularizedMlp(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, RegularizedMlpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RegularizedMlpMulticlassTrainer(CatalogInternals.EnvironmentOf(catalog), options,
            () => catalog.LbfgsMaximumEntropy(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName));
    }

    /// <summary>How a multilayer perceptron came about: learning curves, verdict, warnings.</summary>
    /// <param name="transformer">What the trainer's Fit returned, such as <c>model.LastTransformer</c> of a chain.</param>
    public static MlpFitDetails FitDetails(this IPredictionTransformer<MlpModelParameters> transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return transformer.Model.Details;
    }

    private static RegularizedMlpOptions Simple(string label, string features, string? weight, IReadOnlyList<int>? hiddenLayers, double? dropout, double? weightDecay, double? l1,
        double? learningRate, int? numberOfEpochs, int? batchSize) => new()
    {
        LabelColumnName = label,
        FeatureColumnName = features,
        ExampleWeightColumnName = weight,
        HiddenLayers = hiddenLayers,
        Dropout = dropout,
        WeightDecay = weightDecay,
        L1 = l1,
        LearningRate = learningRate,
        NumberOfEpochs = numberOfEpochs,
        BatchSize = batchSize,
    };
}
