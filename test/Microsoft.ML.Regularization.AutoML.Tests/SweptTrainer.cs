using Microsoft.ML.AutoML;
using Microsoft.ML.Regularization.Tests;
using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML.Regularization.AutoML.Tests;

/// <summary>One trainer of one task as the tests of all trainers see it.</summary>
public sealed class SweptTrainer
{
    private readonly string name;

    private SweptTrainer(string name) => this.name = name;

    /// <summary>Every trainer.</summary>
    public static IEnumerable<SweptTrainer> All => new[] { "ElasticNet", "Poisson", "Logistic", "MaximumEntropy", "MlpRegression", "MlpBinary", "MlpMulticlass" }.Select(n => new SweptTrainer(n));

    public bool IsNetwork => name.StartsWith("Mlp", StringComparison.Ordinal);

    public bool IsBinary => name is "Logistic" or "MlpBinary";

    public bool IsMulticlass => name is "MaximumEntropy" or "MlpMulticlass";

    /// <summary>The label's column in <see cref="Data"/>.</summary>
    public string Label => IsBinary ? "IsLarge" : IsMulticlass ? "Key" : name == "Poisson" ? "Count" : "Label";

    public override string ToString() => name;

    /// <summary>A small table.</summary>
    public IDataView Data(MLContext ml, int rows = 60, int seed = 1)
    {
        IDataView view = ml.Data.LoadFromEnumerable(Tables.Rows(rows, seed));
        return IsMulticlass ? ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Fit(view).Transform(view) : view;
    }

    /// <summary>A network so small that it learns in no time.</summary>
    public RegularizedMlpOptions Small() => new() { LabelColumnName = Label, HiddenLayers = [4], NumberOfEpochs = 16, BatchSize = 32, NumberOfThreads = 1, Seed = 1 };

    public SweepableEstimator Sweepable(MLContext ml) => name switch
    {
        "ElasticNet" => ml.Auto().SweepableElasticNet(Label),
        "Poisson" => ml.Auto().SweepablePoisson(Label),
        "Logistic" => ml.Auto().SweepableElasticNetLogisticRegression(Label),
        "MaximumEntropy" => ml.Auto().SweepableElasticNetMaximumEntropy(Label),
        "MlpRegression" => ml.Auto().SweepableMlpRegression(Small()),
        "MlpBinary" => ml.Auto().SweepableMlpBinaryClassification(Small()),
        _ => ml.Auto().SweepableMlpMulticlassClassification(Small()),
    };

    /// <summary>The trainer with a way to treat missing features.</summary>
    public IEstimator<ITransformer> Trainer(MLContext ml, MissingFeatures missing) => Trainer(ml, o => o.MissingFeatures = missing, o => o.MissingFeatures = missing);

    public IEstimator<ITransformer> Trainer(MLContext ml, Action<ElasticNetClassificationOptions>? set = null, Action<RegularizedMlpOptions>? setNetwork = null)
    {
        RegularizedMlpOptions network = Small();
        setNetwork?.Invoke(network);
        ElasticNetClassificationOptions options = new() { LabelColumnName = Label, FoldCount = 4, LambdaCount = 20, Seed = 1 };
        set?.Invoke(options);
        return name switch
        {
            "ElasticNet" => ml.Regression.Trainers.ElasticNet(options),
            "Poisson" => ml.Regression.Trainers.RegularizedPoisson(options),
            "Logistic" => ml.BinaryClassification.Trainers.ElasticNetLogisticRegression(options),
            "MaximumEntropy" => ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(options),
            "MlpRegression" => ml.Regression.Trainers.RegularizedMlp(network),
            "MlpBinary" => ml.BinaryClassification.Trainers.RegularizedMlp(network),
            _ => ml.MulticlassClassification.Trainers.RegularizedMlp(network),
        };
    }

    public RegularizationTuningResult Tune(MLContext ml, IEstimator<ITransformer> pipeline, IDataView data, RegularizationTuningOptions? options = null, CancellationToken cancellation = default)
        => IsBinary ? ml.BinaryClassification.TuneRegularization(pipeline, data, options, cancellation)
            : IsMulticlass ? ml.MulticlassClassification.TuneRegularization(pipeline, data, options, cancellation)
            : ml.Regression.TuneRegularization(pipeline, data, options, cancellation);

    /// <summary>An error of scored rows that a good model has near 0.</summary>
    public double Error(MLContext ml, IDataView scored) => IsBinary ? ml.BinaryClassification.Evaluate(scored, Label).LogLoss
        : IsMulticlass ? ml.MulticlassClassification.Evaluate(scored, Label).LogLoss : ml.Regression.Evaluate(scored, Label).MeanSquaredError;

    /// <summary>The same for AutoML.</summary>
    public sealed class Metric(SweptTrainer trainer) : IEvaluateMetricManager
    {
        public bool IsMaximize => false;

        public string MetricName => "Error";

        public double Evaluate(MLContext context, IDataView eval) => trainer.Error(context, eval);
    }
}
