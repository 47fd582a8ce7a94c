using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML;

/// <summary>Regularised trainers behind <c>mlContext.Regression.Trainers</c>, <c>BinaryClassification.Trainers</c> and <c>MulticlassClassification.Trainers</c>.</summary>
public static partial class RegularizationCatalog
{
    /// <summary>Linear regression with an elastic net penalty, its strength chosen by cross-validation unless it is given.</summary>
    /// <param name="catalog">The trainers of regression.</param>
    /// <param name="labelColumnName">The label's column, Single.</param>
    /// <param name="featureColumnName">The features' column, a vector of Single.</param>
    /// <param name="exampleWeightColumnName">A column of row weights, Single; null: none.</param>
    /// <param name="lambda">The strength; null: chosen by ten-fold cross-validation over the whole path.</param>
    /// <param name="alpha">Share of the L1 part: 1 lasso, 0 ridge. Default 0.5, as in the options.</param>
    /// <exception cref="ArgumentException">lambda is negative or alpha not between 0 and 1.</exception>
    public static ElasticNetRegressionTrainer ElasticNet(this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, double? lambda = null, double alpha = 0.5)
        => catalog.ElasticNet(Simple<ElasticNetOptions>(labelColumnName, featureColumnName, exampleWeightColumnName, lambda, alpha));

    /// <summary>Linear regression with an elastic net penalty.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ElasticNetRegressionTrainer ElasticNet(this RegressionCatalog.RegressionTrainers catalog, ElasticNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ElasticNetRegressionTrainer(CatalogInternals.EnvironmentOf(catalog), options, () => catalog.Sdca(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName));
    }

    /// <summary>Linear regression with the lasso: many coefficients are exactly zero.</summary>
    /// <inheritdoc cref="ElasticNet(RegressionCatalog.RegressionTrainers, string, string, string?, double?, double)" path="/param"/>
    public static ElasticNetRegressionTrainer Lasso(this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, double? lambda = null)
        => catalog.ElasticNet(labelColumnName, featureColumnName, exampleWeightColumnName, lambda, alpha: 1);

    /// <summary>Linear regression with the lasso; Alpha and Alphas of the options are not looked at.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ElasticNetRegressionTrainer Lasso(this RegressionCatalog.RegressionTrainers catalog, ElasticNetOptions options) => catalog.ElasticNet(With(options, alpha: 1));

    /// <summary>Linear regression with a ridge penalty.</summary>
    /// <inheritdoc cref="ElasticNet(RegressionCatalog.RegressionTrainers, string, string, string?, double?, double)" path="/param"/>
    public static ElasticNetRegressionTrainer Ridge(this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, double? lambda = null)
        => catalog.ElasticNet(labelColumnName, featureColumnName, exampleWeightColumnName, lambda, alpha: 0);

    /// <summary>Linear regression with a ridge penalty; Alpha and Alphas of the options are not looked at.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ElasticNetRegressionTrainer Ridge(this RegressionCatalog.RegressionTrainers catalog, ElasticNetOptions options) => catalog.ElasticNet(With(options, alpha: 0));

    /// <summary>Poisson regression of counts and rates with an elastic net penalty, its strength chosen by cross-validation unless it is given.</summary>
    /// <param name="catalog">The trainers of regression.</param>
    /// <param name="labelColumnName">The label's column, Single, 0 or more.</param>
    /// <param name="featureColumnName">The features' column, a vector of Single.</param>
    /// <param name="exampleWeightColumnName">A column of row weights, Single; null: none.</param>
    /// <param name="lambda">The strength; null: chosen by ten-fold cross-validation over the whole path.</param>
    /// <param name="alpha">Share of the L1 part: 1 lasso, 0 ridge. Default 0.5, as in the options.</param>
    /// <exception cref="ArgumentException">lambda is negative or alpha not between 0 and 1.</exception>
    public static RegularizedPoissonTrainer RegularizedPoisson(this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, double? lambda = null, double alpha = 0.5)
        => catalog.RegularizedPoisson(Simple<ElasticNetOptions>(labelColumnName, featureColumnName, exampleWeightColumnName, lambda, alpha));

    /// <summary>Poisson regression of counts and rates with an elastic net penalty; exposures are given by their logarithms in OffsetColumnName.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RegularizedPoissonTrainer RegularizedPoisson(this RegressionCatalog.RegressionTrainers catalog, ElasticNetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RegularizedPoissonTrainer(CatalogInternals.EnvironmentOf(catalog), options, () => catalog.LbfgsPoissonRegression(options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName));
    }

    private static ElasticNetOptions With(ElasticNetOptions options, double alpha)
    {
        ArgumentNullException.ThrowIfNull(options);
        ElasticNetOptions copy = options.Copy();
        (copy.Alpha, copy.Alphas) = (alpha, null);
        return copy;
    }

    private static T Simple<T>(string label, string features, string? weight, double? lambda, double alpha)
        where T : ElasticNetOptions, new()
        => new() { LabelColumnName = label, FeatureColumnName = features, ExampleWeightColumnName = weight, Lambda = lambda, Alpha = alpha };
}
