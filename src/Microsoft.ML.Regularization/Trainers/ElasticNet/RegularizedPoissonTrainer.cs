using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// Poisson regression of counts and rates with an elastic net penalty: minimises (1/W) Σ wᵢ (exp(ηᵢ) − yᵢ ηᵢ) + λ Σ fⱼ [α|βⱼ| + ½(1−α)βⱼ²] with
/// ηᵢ = β₀ + oᵢ + xᵢ·β for labels y ≥ 0. The score is the expected count exp(β₀ + x·β).
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
public sealed class RegularizedPoissonTrainer : ElasticNetTrainerBase<RegressionPredictionTransformer<PoissonRegressionModelParameters>, PoissonRegressionModelParameters>
{
    private readonly string features;

    internal RegularizedPoissonTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        : base(environment, options, LossKind.Poisson, twin) => features = options.FeatureColumnName;

    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        => new RegularizedPoissonTrainer(environment, options, twin);

    private protected override RegressionPredictionTransformer<PoissonRegressionModelParameters> NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema)
        => TransformerInternals<PoissonRegressionModelParameters>.NewRegression(environment, ModelInternals.NewPoisson(environment, Weights(point, rows.Set.Columns), (float)point.Intercept), schema, features);
}
