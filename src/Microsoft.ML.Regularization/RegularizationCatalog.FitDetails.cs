using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML;

public static partial class RegularizationCatalog
{
    /// <summary>How a model of an elastic net trainer came about: path, cross-validation, certificate.</summary>
    /// <param name="transformer">What the trainer's Fit returned, such as <c>model.LastTransformer</c> of a chain, or <c>model.OfType&lt;IPredictionTransformer&lt;MaximumEntropyModelParameters&gt;&gt;().Single()</c> where others follow the trainer.</param>
    /// <exception cref="InvalidOperationException">The model was loaded, or fitted by another trainer: then nobody knows.</exception>
    public static ElasticNetFitDetails FitDetails<TModel>(this IPredictionTransformer<TModel> transformer)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return FitDetailsOf.Find<ElasticNetFitDetails>(transformer.Model) ?? throw new InvalidOperationException(transformer.Model is MlpModelParameters
            ? "The model is a network, whose details are others; ask its transformer for them as a MlpPredictionTransformer, or the model for Details."
            : $"The model {transformer.Model.GetType().Name} was loaded from a file or fitted by another trainer; details are not saved with a model, so ask for them right after Fit.");
    }
}
