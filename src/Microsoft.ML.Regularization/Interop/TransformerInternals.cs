using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Regularization.Interop;

/// <summary>ML.NET's own prediction transformers around models. Accessors of a generic class stand in a generic class.</summary>
internal static class TransformerInternals<TModel>
    where TModel : class
{
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern RegressionPredictionTransformer<TModel> NewRegression(IHostEnvironment host, TModel model, DataViewSchema schema, string features);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern BinaryPredictionTransformer<TModel> NewBinary(IHostEnvironment host, TModel model, DataViewSchema schema, string features, string? label, float threshold, string thresholdColumn);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern MulticlassPredictionTransformer<TModel> NewMulticlass(IHostEnvironment host, TModel model, DataViewSchema schema, string features, string? label, string score, string predictedLabel);
}
