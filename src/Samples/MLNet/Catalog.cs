namespace MLRegularization.Samples.MLNet;

/// <summary>The examples of trainers for ML.NET, named as they are called.</summary>
public static class Catalog
{
    /// <summary>Names and examples, in the order of the catalogs.</summary>
    public static IReadOnlyList<(string Name, Action Example)> Examples { get; } =
    [
        ("Quickstart", Quickstart.Example),
        ("Tune", Tune.Example),
        ("Compare", Compare.Example),
        ("SweepWithAutoML", SweepWithAutoML.Example),
        ("Regression.Lasso", Regression.Lasso.Example),
        ("Regression.LassoWithOptions", Regression.LassoWithOptions.Example),
        ("Regression.Ridge", Regression.Ridge.Example),
        ("Regression.RidgeWithOptions", Regression.RidgeWithOptions.Example),
        ("Regression.ElasticNet", Regression.ElasticNet.Example),
        ("Regression.ElasticNetWithOptions", Regression.ElasticNetWithOptions.Example),
        ("Regression.RegularizedPoisson", Regression.RegularizedPoisson.Example),
        ("Regression.RegularizedPoissonWithOptions", Regression.RegularizedPoissonWithOptions.Example),
        ("Regression.RegularizedMlp", Regression.RegularizedMlp.Example),
        ("Regression.RegularizedMlpWithOptions", Regression.RegularizedMlpWithOptions.Example),
        ("BinaryClassification.ElasticNetLogisticRegression", BinaryClassification.ElasticNetLogisticRegression.Example),
        ("BinaryClassification.ElasticNetLogisticRegressionWithOptions", BinaryClassification.ElasticNetLogisticRegressionWithOptions.Example),
        ("BinaryClassification.RegularizedMlp", BinaryClassification.RegularizedMlp.Example),
        ("BinaryClassification.RegularizedMlpWithOptions", BinaryClassification.RegularizedMlpWithOptions.Example),
        ("MulticlassClassification.ElasticNetMaximumEntropy", MulticlassClassification.ElasticNetMaximumEntropy.Example),
        ("MulticlassClassification.ElasticNetMaximumEntropyWithOptions", MulticlassClassification.ElasticNetMaximumEntropyWithOptions.Example),
        ("MulticlassClassification.RegularizedMlp", MulticlassClassification.RegularizedMlp.Example),
        ("MulticlassClassification.RegularizedMlpWithOptions", MulticlassClassification.RegularizedMlpWithOptions.Example),
    ];
}
