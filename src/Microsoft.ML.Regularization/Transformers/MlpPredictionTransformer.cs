using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Stock;
using Microsoft.ML.Trainers.Regularization.Transformers;
using MLRegularization.Models;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>
/// A fitted multilayer perceptron. Its columns are those of ML.NET's own transformers: Score for regression; PredictedLabel, Score and Probability for two classes; PredictedLabel and Score, the
/// probabilities, for several. Views are lazy; rows are scored in blocks, on several cores. What is saved are ML.NET's own transformers, which load where this package is not.
/// </summary>
/// <remarks>
/// Two of ML.NET's methods do not know networks. <c>PermutationFeatureImportance</c> of an <c>ITransformer</c> finds no predictor: give it this transformer, such as
/// <c>model.LastTransformer</c> of a chain, whose importances come in the order of the features' slots. <c>ConvertToOnnx</c> refuses: use <see cref="SaveAsOnnx(Stream)"/>,
/// which takes the features' column as it is after the transformers before this one.
/// </remarks>
public sealed class MlpPredictionTransformer : ISingleFeaturePredictionTransformer<MlpModelParameters>
{
    private readonly IHost host;
    private readonly DataViewSchema.DetachedColumn label;
    private readonly ITransformer chain;

    internal MlpPredictionTransformer(IHostEnvironment environment, MlpModelParameters model, DataViewSchema.Column features, DataViewSchema.Column label)
    {
        host = environment.Register(nameof(MlpPredictionTransformer));
        Model = model;
        FeatureColumnName = features.Name;
        FeatureColumnType = features.Type;
        this.label = new DataViewSchema.DetachedColumn(label);
        NetworkOutputs outputs = new(model.Network, FeatureColumnName, (VectorDataViewType)FeatureColumnType);
        ITransformer columns = StockOutputs.Of(host, model.Task, NetworkOutputs.Column, outputs.Count, outputs.Count, this.label);
        MLContext ml = new();
        ITransformer drop = ml.Transforms.DropColumns(NetworkOutputs.Column, NetworkOutputs.Marker).Fit(outputs.Transform(EmptyView.Of(ml, FeatureColumnName, ((VectorDataViewType)FeatureColumnType).Size)));
        chain = new TransformerChain<ITransformer>(outputs, columns, drop);
    }

    /// <summary>The network, and how it came about.</summary>
    public MlpModelParameters Model { get; }

    /// <summary>The features' column.</summary>
    public string FeatureColumnName { get; }

    /// <summary>Its type.</summary>
    public DataViewType FeatureColumnType { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The columns after the transformer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The features' column is missing or has another type than in training.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => chain.GetOutputSchema(inputSchema);

    /// <summary>Scores a view, lazily.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The features' column is missing or has another type than in training.</exception>
    public IDataView Transform(IDataView input) => chain.Transform(input);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => chain.GetRowToRowMapper(inputSchema);

    /// <summary>Writes the network with the scaling of its features as an ONNX file, operator set 13: one input <c>features</c>, n × p; outputs <c>prediction</c>, or <c>label</c> and <c>probabilities</c>.</summary>
    /// <exception cref="ArgumentException">The model has too many numbers for a file.</exception>
    public void SaveAsOnnx(Stream destination) => OnnxWriter.Write(Model.Network, destination, asMatrix: true);

    /// <summary>The same to a file, in one step.</summary>
    /// <inheritdoc cref="SaveAsOnnx(Stream)" path="/exception"/>
    public void SaveAsOnnx(string path) => OnnxWriter.Save(Model.Network, path, asMatrix: true);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)Compile()).Save(ctx);

    /// <summary>The same model as ML.NET's own transformers.</summary>
    internal TransformerChain<ITransformer> Compile() => StockNetwork.Compile(host, Model.Network, Model.Task, FeatureColumnName, label);
}
