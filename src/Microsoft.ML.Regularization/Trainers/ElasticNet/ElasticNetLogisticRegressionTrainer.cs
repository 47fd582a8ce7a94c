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

    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        => new ElasticNetLogisticRegressionTrainer(environment, (ElasticNetClassificationOptions)options, twin);

    private protected override TrainingRows Prepare(TrainingRows rows, DataViewSchema.Column label, TrainingRows? training)
    {
        double[] present = [.. rows.Set.Target.Where((_, i) => rows.Set.Weights is null || rows.Set.Weights[i] > 0).Distinct()];
        if (training is null && present.Length == 1)
            throw new InvalidOperationException($"All {rows.Set.Rows} rows are {present[0] == 1} in the label column '{label.Name}'; a model of two classes needs rows of both.");
        return rows;
    }

    private protected override BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema)
    {
        LinearBinaryModelParameters model = ModelInternals.NewBinary(environment, Weights(point, rows.Set.Columns), (float)point.Intercept, null);
        return TransformerInternals<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>.NewBinary(
            environment, ModelInternals.NewCalibrated(environment, model), schema, features, label, threshold: 0, thresholdColumn: "Score");
    }
}
