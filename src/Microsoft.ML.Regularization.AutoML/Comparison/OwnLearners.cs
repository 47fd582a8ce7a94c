using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Our own learners. Of the linear ones a trial is a share of L1 with its whole path, all of them on the same inner folds within one Fit.</summary>
internal static class OwnLearners
{
    /// <summary>A strength at which no coefficient is left, whatever the label's unit.</summary>
    private const double Overwhelming = 1e30;

    private static readonly double[] alphas = [0.5, 1, 0, 0.9, 0.1, 0.95, 0.25, 0.75];

    /// <summary>What every learner must beat: it knows the labels alone.</summary>
    public static ComparisonLearner NoFeatures(ComparisonTask kind) => new("No features", (task, _) => Empty(kind, task))
    {
        ChoosesItself = true, Kind = CandidateKind.Null, AtStrength = (task, _) => Empty(kind, task),
    };

    public static ComparisonLearner ElasticNet() => new("ElasticNet", (task, _) => task.Context.Regression.Trainers.ElasticNet(Path<ElasticNetOptions>(task, Alphas(task.Trials))))
    {
        ChoosesItself = true, AtStrength = (task, strength) => task.Standardized(task.Context.Regression.Trainers.ElasticNet(At<ElasticNetOptions>(task, strength))),
    };

    public static ComparisonLearner Poisson() => new("RegularizedPoisson", (task, _) => task.Context.Regression.Trainers.RegularizedPoisson(Path<ElasticNetOptions>(task, Alphas(task.Trials))))
    {
        ChoosesItself = true, Loss = LossKind.Poisson, AtStrength = (task, strength) => task.Standardized(task.Context.Regression.Trainers.RegularizedPoisson(At<ElasticNetOptions>(task, strength))),
    };

    public static ComparisonLearner Logistic() => new("ElasticNetLogisticRegression",
        (task, _) => task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(Path<ElasticNetClassificationOptions>(task, Alphas(task.Trials))))
    {
        ChoosesItself = true, AtStrength = (task, strength) => task.Standardized(task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(At<ElasticNetClassificationOptions>(task, strength))),
    };

    public static ComparisonLearner MaximumEntropy() => new("ElasticNetMaximumEntropy",
        (task, _) => task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(Path<ElasticNetClassificationOptions>(task, Alphas(task.Trials))))
    {
        ChoosesItself = true, AtStrength = (task, strength) => task.Standardized(task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(At<ElasticNetClassificationOptions>(task, strength))),
    };

    public static ComparisonLearner RegressionMlp() => Mlp((task, options) => task.Context.Regression.Trainers.RegularizedMlp(options));

    public static ComparisonLearner BinaryMlp() => Mlp((task, options) => task.Context.BinaryClassification.Trainers.RegularizedMlp(options));

    public static ComparisonLearner MulticlassMlp() => Mlp((task, options) => task.Context.MulticlassClassification.Trainers.RegularizedMlp(options));

    /// <summary>The strength that cross-validation on the inner folds chooses for a ridge penalty of features at unit standard deviation.</summary>
    public static Strength ChosenRidge(LossKind loss, LearnerTask task, IDataView training)
    {
        IDataView scaled = task.Context.Transforms.NormalizeMeanVariance(task.FeatureColumnName, fixZero: false).Fit(training).Transform(training);
        ElasticNetFitDetails details = loss switch
        {
            LossKind.Poisson => task.Context.Regression.Trainers.RegularizedPoisson(Ridge<ElasticNetOptions>(task)).Fit(scaled).FitDetails(),
            LossKind.Logistic => task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(Ridge<ElasticNetClassificationOptions>(task)).Fit(scaled).FitDetails(),
            LossKind.Multinomial => task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(Ridge<ElasticNetClassificationOptions>(task)).Fit(scaled).FitDetails(),
            _ => task.Context.Regression.Trainers.ElasticNet(Ridge<ElasticNetOptions>(task)).Fit(scaled).FitDetails(),
        };
        return Strength.From(details.Lambda, 0);
    }

    private static ComparisonLearner Mlp(Func<LearnerTask, RegularizedMlpOptions, IEstimator<ITransformer>> make) => new("RegularizedMlp", (task, trial) =>
    {
        RegularizedMlpOptions options = new()
        {
            LabelColumnName = task.LabelColumnName, FeatureColumnName = task.FeatureColumnName, ExampleWeightColumnName = task.ExampleWeightColumnName,
            SamplingKeyColumnName = task.Grouped ? task.InnerFoldColumnName : null, Seed = task.Seed, NumberOfThreads = 1,
        };
        if (trial.IsDefault) return make(task, options);
        options.Dropout = trial.OneOf("dropout", 0, 0.1, 0.2, 0.35, 0.5);
        options.WeightDecay = trial.OneOf("decayed", 1, 1, 0) * trial.Logarithmic("weight decay", 1e-4, 1, 0.02);
        options.L1 = trial.OneOf("with L1", 0, 0, 1) * trial.Logarithmic("L1", 1e-6, 1e-2, 1e-4);
        return make(task, options);
    })
    {
        Family = CandidateFamily.Network, WithoutStrength = "a network has many regularisers, none of which is this penalty of one coefficient per feature.",
    };

    private static IEstimator<ITransformer> Empty(ComparisonTask kind, LearnerTask task)
    {
        Strength strength = Strength.From(Overwhelming, 1);
        return kind switch
        {
            ComparisonTask.BinaryClassification => task.Context.BinaryClassification.Trainers.ElasticNetLogisticRegression(At<ElasticNetClassificationOptions>(task, strength)),
            ComparisonTask.MulticlassClassification => task.Context.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(At<ElasticNetClassificationOptions>(task, strength)),
            _ => task.Context.Regression.Trainers.ElasticNet(At<ElasticNetOptions>(task, strength)),
        };
    }

    // The usual shares first, then others between them.
    private static double[] Alphas(int trials) => [.. alphas.Take(trials), .. Enumerable.Range(1, Math.Max(0, trials - alphas.Length)).Select(k => (k * 0.6180339887498949) % 1)];

    private static T Ridge<T>(LearnerTask task)
        where T : ElasticNetOptions, new()
    {
        T options = Path<T>(task, [0]);
        // The grid of a ridge begins a thousand times higher than that of a lasso, and with the label's unit: docs/decisions/0008-grids-of-a-ridge-part.md.
        (options.Standardize, options.LambdaRatio) = (false, 1e-7 / Math.Max(1, task.LabelDeviation));
        return options;
    }

    private static T Path<T>(LearnerTask task, double[] shares)
        where T : ElasticNetOptions, new()
    {
        T options = Columns<T>(task);
        (options.Alphas, options.FoldCount, options.SamplingKeyColumnName) = (shares, task.InnerFolds, task.InnerFoldColumnName);
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
