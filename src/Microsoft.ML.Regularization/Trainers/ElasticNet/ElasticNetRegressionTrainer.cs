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

    /// <summary>
    /// Learns from a view, beginning with a fitted model: one of this trainer, of another one of ML.NET's, or one that was loaded. The problem is convex, so that
    /// the answer is the same within the tolerance, and only the time to find it changes: it is less where Lambda is given and columns far outnumber rows; elsewhere the search is the smaller part of a fit of squared loss.
    /// </summary>
    /// <param name="trainData">The rows to learn from.</param>
    /// <param name="modelParameters">The model, of the same features in the same order; it stays as it is.</param>
    /// <exception cref="ArgumentException">The model has other numbers of features, or one that is not finite.</exception>
    /// <inheritdoc cref="ElasticNetTrainerBase{TTransformer, TModel}.Fit(IDataView)" path="/exception"/>
    public RegressionPredictionTransformer<LinearRegressionModelParameters> Fit(IDataView trainData, LinearModelParameters modelParameters)
    {
        ArgumentNullException.ThrowIfNull(modelParameters);
        return Train(trainData, null, (_, _) => ModelStart.Of(modelParameters));
    }

    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        => new ElasticNetRegressionTrainer(environment, options, twin);

    private protected override RegressionPredictionTransformer<LinearRegressionModelParameters> NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema)
        => TransformerInternals<LinearRegressionModelParameters>.NewRegression(environment, ModelInternals.NewRegression(environment, Weights(point, rows.Columns), (float)point.Intercept), schema, features);
}
