using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML;

public static partial class RegularizationCatalog
{
    /// <summary>Maximum entropy (multinomial logistic) regression of several classes with an elastic net penalty, its strength chosen by cross-validation unless it is given.</summary>
    /// <param name="catalog">The trainers of multiclass classification.</param>
    /// <param name="labelColumnName">The label's column, a key of any type; its key values name the classes.</param>
    /// <param name="featureColumnName">The features' column, a vector of Single.</param>
    /// <param name="exampleWeightColumnName">A column of row weights, Single; null: none.</param>
    /// <param name="lambda">The strength; null: chosen by ten-fold cross-validation over the whole path.</param>
    /// <param name="alpha">Share of the L1 part: 1 lasso, 0 ridge. Default 0.5, as in the options.</param>
    /// <exception cref="ArgumentException">lambda is negative or alpha not between 0 and 1.</exception>
    public static ElasticNetMaximumEntropyTrainer ElasticNetMaximumEntropy(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, double? lambda = null, double alpha = 0.5)
        => catalog.ElasticNetMaximumEntropy(Simple<ElasticNetClassificationOptions>(labelColumnName, featureColumnName, exampleWeightColumnName, lambda, alpha));

    /// <summary>Maximum entropy (multinomial logistic) regression of several classes with an elastic net penalty.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ElasticNetMaximumEntropyTrainer ElasticNetMaximumEntropy(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, ElasticNetClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ElasticNetMaximumEntropyTrainer(CatalogInternals.EnvironmentOf(catalog), options, () => catalog.LbfgsMaximumEntropy(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName));
    }
}
