using Microsoft.ML.Trainers.Regularization;

namespace Microsoft.ML;

public static partial class RegularizationCatalog
{
    /// <summary>How a model of an elastic net trainer came about: path, cross-validation, certificate.</summary>
    /// <param name="transformer">What the trainer's Fit returned, such as <c>model.LastTransformer</c> of a chain.</param>
    /// <exception cref="InvalidOperationException">The model was loaded, or fitted by another trainer: then nobody knows.</exception>
    public static ElasticNetFitDetails FitDetails<TModel>(this IPredictionTransformer<TModel> transformer)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(transformer);
        return FitDetailsOf.Find<ElasticNetFitDetails>(transformer.Model)
            ?? throw new InvalidOperationException($"The model {typeof(TModel).Name} was not fitted by an elastic net trainer in this process; details are not saved with a model, so ask for them right after Fit.");
    }
}
