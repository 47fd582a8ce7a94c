using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML;

public static partial class RegularizationCatalog
{
    /// <summary>Logistic regression of two classes with an elastic net penalty, its strength chosen by cross-validation unless it is given.</summary>
    /// <param name="catalog">The trainers of binary classification.</param>
    /// <param name="labelColumnName">The label's column, Boolean.</param>
    /// <param name="featureColumnName">The features' column, a vector of Single.</param>
    /// <param name="exampleWeightColumnName">A column of row weights, Single; null: none.</param>
    /// <param name="lambda">The strength; null: chosen by ten-fold cross-validation over the whole path.</param>
    /// <param name="alpha">Share of the L1 part: 1 lasso, 0 ridge. Default 0.5, as in the options.</param>
    /// <exception cref="ArgumentException">lambda is negative or alpha not between 0 and 1.</exception>
    public static ElasticNetLogisticRegressionTrainer ElasticNetLogisticRegression(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, double? lambda = null, double alpha = 0.5)
        => catalog.ElasticNetLogisticRegression(Simple<ElasticNetClassificationOptions>(labelColumnName, featureColumnName, exampleWeightColumnName, lambda, alpha));

    /// <summary>Logistic regression of two classes with an elastic net penalty.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ElasticNetLogisticRegressionTrainer ElasticNetLogisticRegression(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, ElasticNetClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ElasticNetLogisticRegressionTrainer(CatalogInternals.EnvironmentOf(catalog), options, () => catalog.LbfgsLogisticRegression(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName));
    }
}
