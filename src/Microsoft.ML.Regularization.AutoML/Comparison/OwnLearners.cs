using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Comparisons;
using MLRegularization.Networks;
using MLRegularization.Paths;
using MLRegularization.Tuning;
using Space = MLRegularization.Tuning.SearchSpace;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Our own learners. Of the linear ones a setting is a share of L1 with its whole path of strengths; networks are judged after more and more epochs, and only the best go on.</summary>
internal static class OwnLearners
{
    /// <summary>A strength at which no coefficient is left, whatever the label's unit.</summary>
    private const double Overwhelming = 1e30;

    private static readonly Space paths = new("paths-2", [new RangeDimension(LinearSpace.Mixture, "α", 0, 1)],
        [.. new[] { 0.5, 1, 0, 0.9, 0.1, 0.95 }.Select(alpha => new SearchPoint((LinearSpace.Mixture, alpha)))]);

    /// <summary>What every learner must beat: it knows the labels alone.</summary>
    public static ComparisonLearner NoFeatures(ComparisonTask kind) => new("No features", task => Empty(kind, task)) { Kind = CandidateKind.Null, AtStrength = (task, _) => Empty(kind, task) };

    public static ComparisonLearner ElasticNet() => new("ElasticNet", paths, (task, _) => task.Context.Regression.Trainers.ElasticNet(Columns<ElasticNetOptions>(task)))
    {
        IsOurs = true, AtStrength = (task, strength) => task.Standardized(task.Context.Regression.Trainers.ElasticNet(At<ElasticNetOptions>(task, strength))),
    };

    public static ComparisonLearner Poisson() => new("RegularizedPoisson", paths, (task, _) => task.Context.Regression.Trainers.RegularizedPoisson(Columns<ElasticNetOptions>(task)))
    {
        IsOurs = true, Loss = LossKind.Poisson, AtStrength = (task, strength) => task.Standardized(task.Context.Regression.Trainers.RegularizedPoisson(At<ElasticNetOptions>(task, strength))),
    };

    public static ComparisonLearner Logistic() => new("ElasticNetLogisticRegression", paths, (task, _) => task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(Columns<ElasticNetClassificationOptions>(task)))
    {
        IsOurs = true, AtStrength = (task, strength) => task.Standardized(task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(At<ElasticNetClassificationOptions>(task, strength))),
    };

    public static ComparisonLearner MaximumEntropy() => new("ElasticNetMaximumEntropy", paths, (task, _) => task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(Columns<ElasticNetClassificationOptions>(task)))
    {
        IsOurs = true, AtStrength = (task, strength) => task.Standardized(task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(At<ElasticNetClassificationOptions>(task, strength))),
    };

    public static ComparisonLearner RegressionMlp() => Mlp(NetworkTask.Regression, (task, options) => task.Context.Regression.Trainers.RegularizedMlp(options));

    public static ComparisonLearner BinaryMlp() => Mlp(NetworkTask.Binary, (task, options) => task.Context.BinaryClassification.Trainers.RegularizedMlp(options));

    public static ComparisonLearner MulticlassMlp() => Mlp(NetworkTask.Multiclass, (task, options) => task.Context.MulticlassClassification.Trainers.RegularizedMlp(options));

    /// <summary>The strength that cross-validation on the inner folds chooses for a ridge penalty of features at unit standard deviation.</summary>
    public static Strength ChosenRidge(LossKind loss, LearnerTask task, FoldData data, CancellationToken cancellation)
    {
        IDataView scaled = task.Context.Transforms.NormalizeMeanVariance(task.FeatureColumnName, fixZero: false).Fit(data.Training).Transform(data.Training);
        IElasticNetTrainer trainer = loss switch
        {
            LossKind.Poisson => task.Context.Regression.Trainers.RegularizedPoisson(Ridge<ElasticNetOptions>(task)),
            LossKind.Logistic => task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(Ridge<ElasticNetClassificationOptions>(task)),
            LossKind.Multinomial => task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(Ridge<ElasticNetClassificationOptions>(task)),
            _ => task.Context.Regression.Trainers.ElasticNet(Ridge<ElasticNetOptions>(task)),
        };
        using FitScope scope = new(trainer.Host, "choosing the strength");
        TrainingRows rows = trainer.Read(scaled, null, scope);
        CrossValidationOptions validation = trainer.Settings.ValidationFor(rows);
        validation.Folds = [data.Inner];
        Choice choice = CrossValidation.Run(rows.Set, trainer.Settings.PathFor(rows), validation, null, cancellation).Select(PathSelection.LambdaMin);
        return Strength.From(choice.Curve.Path.Points[choice.Index].Lambda, 0);
    }

    // Probabilities count: without that the epoch would be chosen by wrong classes alone.
    private static ComparisonLearner Mlp(NetworkTask kind, Func<LearnerTask, RegularizedMlpOptions, IEstimator<ITransformer>> make)
        => new("RegularizedMlp", NetworkSpace.Cocktail(kind, Cocktail.Engine(new RegularizedMlpOptions { Metric = NetworkMetric.Loss }, kind)), (task, _) => make(task, new RegularizedMlpOptions
        {
            LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName,
            SamplingKeyColumnName = task.SamplingKeyColumnName, TimeColumnName = task.TimeColumnName, Metric = NetworkMetric.Loss, Seed = task.Seed, NumberOfThreads = 1,
        }))
        {
            IsOurs = true, Family = CandidateFamily.Network, WithoutStrength = "a network has many regularisers, none of which is this penalty of one coefficient per feature.",
        };

    private static IEstimator<ITransformer> Empty(ComparisonTask kind, LearnerTask task)
    {
        return kind switch
        {
            ComparisonTask.BinaryClassification => task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(Of<ElasticNetClassificationOptions>()),
            ComparisonTask.MulticlassClassification => task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(Of<ElasticNetClassificationOptions>()),
            _ => task.Context.Regression.Trainers.ElasticNet(Of<ElasticNetOptions>()),
        };

        T Of<T>()
            where T : ElasticNetOptions, new()
        {
            T options = At<T>(task, Strength.From(Overwhelming, 1));
            options.MissingFeatures = MissingFeatures.Mean;
            return options;
        }
    }

    private static T Ridge<T>(LearnerTask task)
        where T : ElasticNetOptions, new()
    {
        T options = Columns<T>(task);
        // The grid of a ridge begins a thousand times higher than that of a lasso, and with the label's unit: docs/decisions/0008-grids-of-a-ridge-part.md.
        (options.Alpha, options.Standardize, options.LambdaRatio) = (0, false, 1e-7 / Math.Max(1, task.LabelDeviation));
        return options;
    }

    private static T At<T>(LearnerTask task, Strength strength)
        where T : ElasticNetOptions, new()
    {
        T options = Columns<T>(task);
        (options.Lambda, options.Alpha, options.Standardize, options.Tolerance) = (strength.Lambda, strength.Alpha, false, 1e-9);
        return options;
    }

    private static T Columns<T>(LearnerTask task)
        where T : ElasticNetOptions, new()
        => new() { LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName, Seed = task.Seed, NumberOfThreads = 1 };
}
