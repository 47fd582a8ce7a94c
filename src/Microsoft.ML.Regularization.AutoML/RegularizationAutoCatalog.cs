using Microsoft.ML.AutoML;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Networks;

namespace Microsoft.ML;

/// <summary>Regularised trainers behind <c>mlContext.Auto()</c>: they go into a <see cref="SweepablePipeline"/> beside ML.NET's own, under every tuner.</summary>
public static class RegularizationAutoCatalog
{
    /// <summary>Linear regression with an elastic net penalty, whose mixture and strength are swept; no penalty is among the strengths.</summary>
    /// <param name="catalog">The catalog <c>mlContext.Auto()</c>.</param>
    /// <param name="labelColumnName">The label's column.</param>
    /// <param name="featureColumnName">The features' column, a vector of Single.</param>
    /// <param name="exampleWeightColumnName">A column of row weights, Single; null: none.</param>
    /// <param name="searchSpace">What is swept; null: all of <see cref="ElasticNetSweepOptions"/>.</param>
    public static SweepableEstimator SweepableElasticNet(this AutoCatalog catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null,
        SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => catalog.SweepableElasticNet(Linear<ElasticNetOptions>(labelColumnName, featureColumnName, exampleWeightColumnName), searchSpace);

    /// <summary>Linear regression with an elastic net penalty, whose mixture and strength are swept.</summary>
    /// <param name="catalog">The catalog <c>mlContext.Auto()</c>.</param>
    /// <param name="options">All that is not swept.</param>
    /// <param name="searchSpace">What is swept; null: all of <see cref="ElasticNetSweepOptions"/>.</param>
    public static SweepableEstimator SweepableElasticNet(this AutoCatalog catalog, ElasticNetOptions options, SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => Linear(catalog, options, searchSpace, (context, own) => context.Regression.Trainers.ElasticNet(own));

    /// <summary>Poisson regression of counts with an elastic net penalty, whose mixture and strength are swept.</summary>
    /// <inheritdoc cref="SweepableElasticNet(AutoCatalog, string, string, string?, SearchSpace.SearchSpace{ElasticNetSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepablePoisson(this AutoCatalog catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null,
        SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => catalog.SweepablePoisson(Linear<ElasticNetOptions>(labelColumnName, featureColumnName, exampleWeightColumnName), searchSpace);

    /// <summary>Poisson regression of counts with an elastic net penalty, whose mixture and strength are swept.</summary>
    /// <inheritdoc cref="SweepableElasticNet(AutoCatalog, ElasticNetOptions, SearchSpace.SearchSpace{ElasticNetSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepablePoisson(this AutoCatalog catalog, ElasticNetOptions options, SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => Linear(catalog, options, searchSpace, (context, own) => context.Regression.Trainers.RegularizedPoisson(own));

    /// <summary>Logistic regression of two classes with an elastic net penalty, whose mixture and strength are swept.</summary>
    /// <inheritdoc cref="SweepableElasticNet(AutoCatalog, string, string, string?, SearchSpace.SearchSpace{ElasticNetSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableElasticNetLogisticRegression(this AutoCatalog catalog, string labelColumnName = "Label", string featureColumnName = "Features",
        string? exampleWeightColumnName = null, SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => catalog.SweepableElasticNetLogisticRegression(Linear<ElasticNetClassificationOptions>(labelColumnName, featureColumnName, exampleWeightColumnName), searchSpace);

    /// <summary>Logistic regression of two classes with an elastic net penalty, whose mixture and strength are swept.</summary>
    /// <inheritdoc cref="SweepableElasticNet(AutoCatalog, ElasticNetOptions, SearchSpace.SearchSpace{ElasticNetSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableElasticNetLogisticRegression(this AutoCatalog catalog, ElasticNetClassificationOptions options, SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => Linear(catalog, options, searchSpace, (context, own) => context.BinaryClassification.Trainers.ElasticNetLogisticRegression(own));

    /// <summary>Maximum entropy regression of several classes with an elastic net penalty, whose mixture and strength are swept.</summary>
    /// <inheritdoc cref="SweepableElasticNet(AutoCatalog, string, string, string?, SearchSpace.SearchSpace{ElasticNetSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableElasticNetMaximumEntropy(this AutoCatalog catalog, string labelColumnName = "Label", string featureColumnName = "Features",
        string? exampleWeightColumnName = null, SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => catalog.SweepableElasticNetMaximumEntropy(Linear<ElasticNetClassificationOptions>(labelColumnName, featureColumnName, exampleWeightColumnName), searchSpace);

    /// <summary>Maximum entropy regression of several classes with an elastic net penalty, whose mixture and strength are swept.</summary>
    /// <inheritdoc cref="SweepableElasticNet(AutoCatalog, ElasticNetOptions, SearchSpace.SearchSpace{ElasticNetSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableElasticNetMaximumEntropy(this AutoCatalog catalog, ElasticNetClassificationOptions options, SearchSpace.SearchSpace<ElasticNetSweepOptions>? searchSpace = null)
        => Linear(catalog, options, searchSpace, (context, own) => context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(own));

    /// <summary>Regression by a multilayer perceptron, whose whole cocktail of regularisers is swept; none of them is among their values.</summary>
    /// <param name="catalog">The catalog <c>mlContext.Auto()</c>.</param>
    /// <param name="labelColumnName">The label's column.</param>
    /// <param name="featureColumnName">The features' column, a vector of Single.</param>
    /// <param name="exampleWeightColumnName">A column of row weights, Single; null: none.</param>
    /// <param name="searchSpace">What is swept; null: all of <see cref="MlpSweepOptions"/>.</param>
    public static SweepableEstimator SweepableMlpRegression(this AutoCatalog catalog, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null,
        SearchSpace.SearchSpace<MlpSweepOptions>? searchSpace = null)
        => catalog.SweepableMlpRegression(Network(labelColumnName, featureColumnName, exampleWeightColumnName), searchSpace);

    /// <summary>Regression by a multilayer perceptron, whose whole cocktail of regularisers is swept.</summary>
    /// <param name="catalog">The catalog <c>mlContext.Auto()</c>.</param>
    /// <param name="options">All that is not swept.</param>
    /// <param name="searchSpace">What is swept; null: all of <see cref="MlpSweepOptions"/>.</param>
    public static SweepableEstimator SweepableMlpRegression(this AutoCatalog catalog, RegularizedMlpOptions options, SearchSpace.SearchSpace<MlpSweepOptions>? searchSpace = null)
        => Network(catalog, options, searchSpace, NetworkTask.Regression, (context, own) => context.Regression.Trainers.RegularizedMlp(own));

    /// <summary>Two classes by a multilayer perceptron, whose whole cocktail of regularisers is swept.</summary>
    /// <inheritdoc cref="SweepableMlpRegression(AutoCatalog, string, string, string?, SearchSpace.SearchSpace{MlpSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableMlpBinaryClassification(this AutoCatalog catalog, string labelColumnName = "Label", string featureColumnName = "Features",
        string? exampleWeightColumnName = null, SearchSpace.SearchSpace<MlpSweepOptions>? searchSpace = null)
        => catalog.SweepableMlpBinaryClassification(Network(labelColumnName, featureColumnName, exampleWeightColumnName), searchSpace);

    /// <summary>Two classes by a multilayer perceptron, whose whole cocktail of regularisers is swept.</summary>
    /// <inheritdoc cref="SweepableMlpRegression(AutoCatalog, RegularizedMlpOptions, SearchSpace.SearchSpace{MlpSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableMlpBinaryClassification(this AutoCatalog catalog, RegularizedMlpOptions options, SearchSpace.SearchSpace<MlpSweepOptions>? searchSpace = null)
        => Network(catalog, options, searchSpace, NetworkTask.Binary, (context, own) => context.BinaryClassification.Trainers.RegularizedMlp(own));

    /// <summary>Several classes by a multilayer perceptron, whose whole cocktail of regularisers is swept.</summary>
    /// <inheritdoc cref="SweepableMlpRegression(AutoCatalog, string, string, string?, SearchSpace.SearchSpace{MlpSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableMlpMulticlassClassification(this AutoCatalog catalog, string labelColumnName = "Label", string featureColumnName = "Features",
        string? exampleWeightColumnName = null, SearchSpace.SearchSpace<MlpSweepOptions>? searchSpace = null)
        => catalog.SweepableMlpMulticlassClassification(Network(labelColumnName, featureColumnName, exampleWeightColumnName), searchSpace);

    /// <summary>Several classes by a multilayer perceptron, whose whole cocktail of regularisers is swept.</summary>
    /// <inheritdoc cref="SweepableMlpRegression(AutoCatalog, RegularizedMlpOptions, SearchSpace.SearchSpace{MlpSweepOptions}?)" path="/param"/>
    public static SweepableEstimator SweepableMlpMulticlassClassification(this AutoCatalog catalog, RegularizedMlpOptions options, SearchSpace.SearchSpace<MlpSweepOptions>? searchSpace = null)
        => Network(catalog, options, searchSpace, NetworkTask.Multiclass, (context, own) => context.MulticlassClassification.Trainers.RegularizedMlp(own));

    private static T Linear<T>(string label, string features, string? weight)
        where T : ElasticNetOptions, new()
        => new() { LabelColumnName = label, FeatureColumnName = features, ExampleWeightColumnName = weight };

    private static RegularizedMlpOptions Network(string label, string features, string? weight) => new() { LabelColumnName = label, FeatureColumnName = features, ExampleWeightColumnName = weight };

    private static SweepableEstimator Linear<T>(AutoCatalog catalog, T options, SearchSpace.SearchSpace<ElasticNetSweepOptions>? space, Func<MLContext, T, IEstimator<ITransformer>> make)
        where T : ElasticNetOptions
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        T kept = (T)options.Copy();
        (kept.Lambda, kept.Lambdas, kept.Alphas) = (null, null, null);
        return catalog.CreateSweepableEstimator((context, sweep) =>
        {
            T own = (T)kept.Copy();
            (own.Alpha, own.LambdaRatioToMax) = (sweep.Alpha, sweep.Ratio);
            return make(context, own);
        }, space ?? new SearchSpace.SearchSpace<ElasticNetSweepOptions>());
    }

    private static SweepableEstimator Network(AutoCatalog catalog, RegularizedMlpOptions options, SearchSpace.SearchSpace<MlpSweepOptions>? space, NetworkTask task,
        Func<MLContext, RegularizedMlpOptions, IEstimator<ITransformer>> make)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        RegularizedMlpOptions kept = options.Copy();
        double rate = Cocktail.RateOf(kept, task);
        return catalog.CreateSweepableEstimator((context, sweep) => make(context, Cocktail.OptionsOf(Cocktail.PointOf(sweep, task, rate), kept, task)),
            space ?? new SearchSpace.SearchSpace<MlpSweepOptions>());
    }
}
