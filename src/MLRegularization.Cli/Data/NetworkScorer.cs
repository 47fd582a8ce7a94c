using MLRegularization.Matrices;
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

    public double[] Predict(SparseColumns features, IReadOnlyList<int> places)
    {
        long[] pointers = new long[places.Count + 1];
        for (int k = 0; k < places.Count; k++) pointers[k + 1] = pointers[k] + (places[k] < features.Columns ? features.RowsOf(places[k]).Length : 0);
        int[] rows = new int[pointers[^1]];
        double[] values = new double[pointers[^1]];
        for (int k = 0; k < places.Count; k++)
        {
            if (places[k] >= features.Columns) continue;
            features.RowsOf(places[k]).CopyTo(rows.AsSpan((int)pointers[k]));
            features.ValuesOf(places[k]).CopyTo(values.AsSpan((int)pointers[k]));
        }
        return EngineCall.Do(() => Model.Predict(new SparseColumns(features.Rows, pointers, rows, values)));
    }
}
