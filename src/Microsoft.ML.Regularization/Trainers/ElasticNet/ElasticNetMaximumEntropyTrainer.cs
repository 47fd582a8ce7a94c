using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// Maximum entropy (multinomial logistic) regression of several classes with an elastic net penalty: minimises
/// (1/W) Σ wᵢ [log Σₖ exp ηᵢₖ − ηᵢ,yᵢ] + λ Σⱼ fⱼ Σₖ [α|βⱼₖ| + ½(1−α)βⱼₖ²] with ηᵢₖ = β₀ₖ + xᵢ·βₖ, all classes at once.
/// With Grouped the penalty is λ Σⱼ fⱼ [α‖βⱼ‖ + ½(1−α)‖βⱼ‖²]: a feature is kept or left for all classes.
/// The score is a vector of the probability of every class of the label's key; of a class that no training row is of it is 0.
/// </summary>
/// <remarks>
/// | | |
/// |---|---|
/// | Machine learning task | Multiclass classification |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | MLRegularization.MLNet to train, none to load and score |
/// | Exportable to ONNX | Yes |
/// </remarks>
public sealed class ElasticNetMaximumEntropyTrainer : ElasticNetTrainerBase<MulticlassPredictionTransformer<MaximumEntropyModelParameters>, MaximumEntropyModelParameters>
{
    /// <summary>Below every linear predictor of a class with rows: exp of the distance is 0.</summary>
    private const float Never = -1e30f;

    private readonly string features, label;

    internal ElasticNetMaximumEntropyTrainer(IHostEnvironment environment, ElasticNetClassificationOptions options, Func<IEstimator<ITransformer>> twin)
        : base(environment, options, LossKind.Multinomial, twin) => (features, label) = (options.FeatureColumnName, options.LabelColumnName);

    /// <summary>
    /// Learns from a view, beginning with a fitted model: one of this trainer, of another one of ML.NET's, or one that was loaded. The problem is convex, so that
    /// the answer is the same within the tolerance, and only the time to find it changes: it is less where Lambda is given, and the same where the strength is chosen, over whole paths from coefficients of zero.
    /// </summary>
    /// <param name="trainData">The rows to learn from.</param>
    /// <param name="modelParameters">The model, of the same features in the same order; it stays as it is. Classes are found by their names where model and label have some, else
    /// by their place; one that the model does not know begins at coefficients of zero.</param>
    /// <exception cref="ArgumentException">The model has other numbers of features or classes, or one that is not finite.</exception>
    /// <inheritdoc cref="ElasticNetTrainerBase{TTransformer, TModel}.Fit(IDataView)" path="/exception"/>
    public MulticlassPredictionTransformer<MaximumEntropyModelParameters> Fit(IDataView trainData, LinearMulticlassModelParametersBase modelParameters)
    {
        ArgumentNullException.ThrowIfNull(modelParameters);
        return Train(trainData, null, (rows, label) => ModelStart.Of(modelParameters, rows.Classes!, label, Never));
    }

    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, ElasticNetOptions options, Func<IEstimator<ITransformer>> twin)
        => new ElasticNetMaximumEntropyTrainer(environment, (ElasticNetClassificationOptions)options, twin);

    private protected override TrainingRows Prepare(TrainingRows rows, DataViewSchema.Column label, TrainingRows? training)
        => training is null ? ClassKeys.Number(rows, label) : training.Classes!.NumberAlike(rows, label);

    private protected override MulticlassPredictionTransformer<MaximumEntropyModelParameters> NewTransformer(IHost environment, PathPoint point, TrainingRows rows, DataViewSchema schema)
    {
        ClassKeys classes = rows.Classes!;
        int count = classes.Names.Count, columns = rows.Set.Columns;
        int[] outputs = [.. Enumerable.Range(0, count).Select(k => Array.IndexOf(classes.Present, k))];
        // All classes alike: a model file knows no other, and a model scores the same bits once it is loaded.
        bool dense = 2L * point.NonZeros > (long)columns * count;
        VBuffer<float>[] weights = [.. outputs.Select(output => Weights(point, columns, output, dense))];
        float[] intercepts = [.. outputs.Select(output => output < 0 ? Never : (float)point.Intercepts[output])];
        string[]? names = classes.Names.Distinct().Count() == count ? [.. classes.Names] : null;
        MaximumEntropyModelParameters model = ModelInternals.NewMaximumEntropy(environment, weights, intercepts, count, columns, names, null);
        return TransformerInternals<MaximumEntropyModelParameters>.NewMulticlass(environment, model, schema, features, label, "Score", "PredictedLabel");
    }
}
