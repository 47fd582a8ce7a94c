using Microsoft.ML.Data;
using MLRegularization.Models;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>Adds private columns to a view: a network's outputs before the inverse link, a regression's in units of the label. ML.NET's own transformers make of it what users see.</summary>
internal sealed class NetworkOutputs : ITransformer
{
    /// <summary>The column's name.</summary>
    public const string Column = "RegularizedMlp.Outputs";

    /// <summary>A column of <see cref="NoOnnxForm"/>, which nobody reads.</summary>
    public const string Marker = "RegularizedMlp.NoOnnxForm";

    private readonly NetworkScorer scorer;
    private readonly string features;
    private readonly VectorDataViewType type;

    public NetworkOutputs(NetworkModel model, string features, VectorDataViewType type)
    {
        scorer = new NetworkScorer(model);
        this.features = features;
        this.type = type;
    }

    /// <summary>Numbers of the column.</summary>
    public int Count => scorer.Outputs;

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Schema;

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new OutputView(input, Bind(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new OutputMapper(Bind(inputSchema));

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("A network is saved as ML.NET's own transformers; save the transformer that Fit returned.");

    private OutputBinding Bind(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.GetColumnOrNull(features) is not DataViewSchema.Column column)
            throw new ArgumentOutOfRangeException(nameof(schema), $"Could not find feature column '{features}'");
        if (column.Type is not VectorDataViewType vector || vector.Size != type.Size || !vector.ItemType.Equals(type.ItemType))
            throw new ArgumentOutOfRangeException(nameof(schema), $"Schema mismatch for feature column '{features}': expected {type}, got {column.Type}");
        return new OutputBinding(schema, column, scorer);
    }
}
