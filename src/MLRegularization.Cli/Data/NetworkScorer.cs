using MLRegularization.Models;
using MLRegularization.Preparation;

namespace MLRegularization.Cli.Data;

/// <summary>A network as prediction needs it. A missing text is a level of its own.</summary>
internal sealed class NetworkScorer(NetworkModel model) : IScorer
{
    public NetworkModel Model { get; } = model;

    public string Task => Model.Facts.Task;

    public string Label => Model.Facts.Label;

    public IReadOnlyList<string> Classes => Model.Facts.Classes;

    public string OffsetColumn => "";

    public IReadOnlyList<ScoredColumn> Inputs { get; } = [.. model.Encoding.Columns.Select(c => new ScoredColumn(c.Name, c.Kind == NetworkInputKind.Number, c.Kind != NetworkInputKind.Number || c.Imputed is not null))];

    public (double[] Predictions, IReadOnlyList<UnseenLevels> Unseen) Predict(Table table, double[]? offset) => EngineCall.Do(() =>
    {
        EncodedInputs encoded = NetworkInputEncoder.Encode(Model.Encoding, table);
        return (Model.Predict(encoded.Inputs), encoded.Unseen);
    });
}
