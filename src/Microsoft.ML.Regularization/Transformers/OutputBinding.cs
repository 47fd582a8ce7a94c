using Microsoft.ML.Data;
using MLRegularization.Models;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>A network bound to the schema of its input: the columns of that, at their places, and one more.</summary>
internal sealed class OutputBinding
{
    public OutputBinding(DataViewSchema input, DataViewSchema.Column features, NetworkScorer scorer)
    {
        Input = input;
        Features = features;
        Scorer = scorer;
        DataViewSchema.Builder builder = new();
        builder.AddColumns(input);
        builder.AddColumn(NetworkOutputs.Column, new VectorDataViewType(NumberDataViewType.Single, scorer.Outputs));
        builder.AddColumn(NetworkOutputs.Marker, NoOnnxForm.Type);
        Schema = builder.ToSchema();
    }

    /// <summary>The input's columns.</summary>
    public DataViewSchema Input { get; }

    /// <summary>The features among them.</summary>
    public DataViewSchema.Column Features { get; }

    /// <summary>The network.</summary>
    public NetworkScorer Scorer { get; }

    /// <summary>The columns after it, the last of them a marker that has no values.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>Whether a column is that of the outputs.</summary>
    public bool IsOutput(DataViewSchema.Column column) => column.Index == Input.Count;

    /// <summary>The columns of the input that some of the columns after it need.</summary>
    public DataViewSchema.Column[] Needed(IEnumerable<DataViewSchema.Column> columns)
        => [.. columns.Where(c => c.Index <= Input.Count).Select(c => IsOutput(c) ? Features.Index : c.Index).Distinct().Select(i => Input[i])];

    /// <summary>The outputs of one row after the other.</summary>
    public ValueGetter<VBuffer<float>> OutputsOf(DataViewRow row)
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(Features);
        VBuffer<float> features = default;
        float[] dense = new float[Scorer.Features], outputs = new float[Scorer.Outputs];
        return (ref VBuffer<float> value) =>
        {
            getter(ref features);
            Copy(features, dense);
            Scorer.Score(dense, outputs);
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, outputs.Length);
            outputs.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }

    /// <summary>Copies the features of a row; in a row made by hand they may be others than the column's type says.</summary>
    /// <exception cref="InvalidOperationException">They are more or fewer than the network takes.</exception>
    public static void Copy(in VBuffer<float> features, Span<float> dense)
    {
        if (features.Length != dense.Length) throw new InvalidOperationException($"Input is of length {features.Length}, but predictor expected length {dense.Length}");
        features.CopyTo(dense);
    }

    /// <summary>A getter, if it is one of the type asked for.</summary>
    public static ValueGetter<T> As<T>(Delegate getter, DataViewSchema.Column column)
        => getter as ValueGetter<T> ?? throw new InvalidOperationException($"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(T)}', its type is {column.Type}.");
}
