using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// Logistic regression of two classes with an elastic net penalty: minimises (1/W) Σ wᵢ [log(1 + exp ηᵢ) − yᵢ ηᵢ] + λ Σ fⱼ [α|βⱼ| + ½(1−α)βⱼ²] with
/// ηᵢ = β₀ + oᵢ + xᵢ·β and y 1 for true, 0 for false. The score is the log-odds β₀ + x·β, the probability 1 / (1 + exp(−score)).
/// </summary>
/// <remarks>
/// | | |
/// |---|---|
/// | Machine learning task | Binary classification |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | MLRegularization.MLNet to train, none to load and score |
/// | Exportable to ONNX | Yes |
/// </remarks>
public sealed class ElasticNetLogisticRegressionTrainer
    : ElasticNetTrainerBase<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>, CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>
{
    private readonly string features, label;

    internal ElasticNetLogisticRegressionTrainer(IHostEnvironment environment, ElasticNetClassificationOptions options, Func<IEstimator<ITransformer>> twin)
        : base(environment, options, LossKind.Logistic, twin) => (features, label) = (options.FeatureColumnName, options.LabelColumnName);

    /// <summary>
    /// Learns from a view, beginning with a fitted model: one of this trainer, of another one of ML.NET's, or one that was loaded. The problem is convex, so that
    /// the answer is the same within the tolerance, and only the time to find it changes: it is less where Lambda is given, and the same where the strength is chosen, over whole paths from coefficients of zero.
    /// </summary>
    /// <param name="trainData">The rows to learn from.</param>
    /// <param name="modelParameters">The model, of the same features in the same order; it stays as it is.</param>
    /// <exception cref="ArgumentException">The model has other numbers of features, or one that is not finite.</exception>
    /// <inheritdoc cref="ElasticNetTrainerBase{TTransformer, TModel}.Fit(IDataView)" path="/exception"/>
    public BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(IDataView trainData, CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> modelParameters)
    {
        ArgumentNullException.ThrowIfNull(modelParameters);
        return Train(trainData, null, (_, _) => ModelStart.Of(modelParameters));
    }

    /// <summary>The same from a linear model without a calibrator, whose scores are taken for log-odds.</summary>
    /// <inheritdoc cref="Fit(IDataView, CalibratedModelParametersBase{LinearBinaryModelParameters, PlattCalibrator})"/>
    public BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(IDataView trainData, LinearModelParameters modelParameters)
    {
        ArgumentNullException.ThrowIfNull(modelParameters);
        return Train(trainData, null, (_, _) => ModelStart.Of(modelParameters));
    }

    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        => new ElasticNetLogisticRegressionTrainer(environment, (ElasticNetClassificationOptions)options, twin);

    private protected override TrainingRows Prepare(TrainingRows rows, DataViewSchema.Column label, TrainingRows? training)
    {
        if (training is null) ClassKeys.CheckBoth(rows, label);
        return rows;
    }

    private protected override BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema)
    {
        LinearBinaryModelParameters model = ModelInternals.NewBinary(environment, Weights(point, rows.Set.Columns), (float)point.Intercept, null);
        return TransformerInternals<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>.NewBinary(
            environment, ModelInternals.NewCalibrated(environment, model), schema, features, label, threshold: 0, thresholdColumn: "Score");
    }
}
