using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>
/// The type of a column without values. ConvertToOnnx would take the view of a network's outputs for the beginning of the pipeline and write a file without the
/// network, in silence; it refuses a column whose type it does not know, and names that type.
/// </summary>
internal sealed class NoOnnxForm : StructuredDataViewType
{
    private NoOnnxForm()
        : base(typeof(NetworkWithoutOnnxFormHere_UseSaveAsOnnxOfMlpPredictionTransformer))
    {
    }

    /// <summary>The one instance.</summary>
    public static NoOnnxForm Type { get; } = new();

    public override bool Equals(DataViewType? other) => other is NoOnnxForm;

    public override int GetHashCode() => 0;

    public override string ToString() => nameof(NoOnnxForm);

#pragma warning disable CA1707 // a sentence that users read in ML.NET's message
    internal sealed class NetworkWithoutOnnxFormHere_UseSaveAsOnnxOfMlpPredictionTransformer;
#pragma warning restore CA1707
}
