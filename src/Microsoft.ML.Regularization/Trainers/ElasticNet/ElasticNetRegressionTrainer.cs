using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// Linear regression with an elastic net penalty: minimises (1/2W) Σ wᵢ (yᵢ − β₀ − xᵢ·β)² + λ Σ fⱼ [α|βⱼ| + ½(1−α)βⱼ²].
/// </summary>
/// <remarks>
/// | | |
/// |---|---|
/// | Machine learning task | Regression |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | MLRegularization.MLNet to train, none to load and score |
/// | Exportable to ONNX | Yes |
/// </remarks>
public sealed class ElasticNetRegressionTrainer : ElasticNetTrainerBase<RegressionPredictionTransformer<LinearRegressionModelParameters>, LinearRegressionModelParameters>
{
    private readonly string features;

    internal ElasticNetRegressionTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        : base(environment, options, LossKind.Squared, twin) => features = options.FeatureColumnName;

    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        => new ElasticNetRegressionTrainer(environment, options, twin);

    private protected override RegressionPredictionTransformer<LinearRegressionModelParameters> NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema)
        => TransformerInternals<LinearRegressionModelParameters>.NewRegression(environment, ModelInternals.NewRegression(environment, Weights(point, rows.Columns), (float)point.Intercept), schema, features);
}
