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

    /// <summary>
    /// Learns from a view, beginning with a fitted model: one of this trainer, of another one of ML.NET's, or one that was loaded. The problem is convex, so that
    /// the answer is the same within the tolerance, and only the time to find it changes: it is less where Lambda is given, and the same where the strength is chosen, over whole paths from coefficients of zero.
    /// </summary>
    /// <param name="trainData">The rows to learn from.</param>
    /// <param name="modelParameters">The model, of the same features in the same order; it stays as it is.</param>
    /// <exception cref="ArgumentException">The model has other numbers of features, or one that is not finite.</exception>
    /// <inheritdoc cref="ElasticNetTrainerBase{TTransformer, TModel}.Fit(IDataView)" path="/exception"/>
    public RegressionPredictionTransformer<PoissonRegressionModelParameters> Fit(IDataView trainData, LinearModelParameters modelParameters)
    {
        ArgumentNullException.ThrowIfNull(modelParameters);
        return Train(trainData, null, (_, _) => ModelStart.Of(modelParameters));
    }

    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        => new RegularizedPoissonTrainer(environment, options, twin);

    private protected override RegressionPredictionTransformer<PoissonRegressionModelParameters> NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema)
        => TransformerInternals<PoissonRegressionModelParameters>.NewRegression(environment, ModelInternals.NewPoisson(environment, Weights(point, rows.Set.Columns), (float)point.Intercept), schema, features);
}
