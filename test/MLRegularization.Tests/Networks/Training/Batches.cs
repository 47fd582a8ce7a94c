using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Networks.Training;

/// <summary>A linear network and a source of batches for it, and the epoch it gives, row by row.</summary>
internal sealed class Batches : IDisposable
{
    private readonly Crew crew = new(1);

    public Batches(TrainingRows rows, ILoss loss, int batchSize, ulong seed = 5, params IReadOnlyList<IRowRule> rules)
    {
        int most = BatchSource.LargestBatch(rows.Present.Length, batchSize);
        Network = NetworkBuilder.Build(NetworkSpec.Of(Activation.Relu), rows.Inputs.NumberColumns, loss.Outputs, most, trainable: true, crew);
        Top = new OutputLoss(loss, Network, most);
        Rows = new BatchRows(rows, Network, Top);
        Source = new BatchSource(Rows, batchSize, seed, rules);
    }

    public Network Network { get; }

    public OutputLoss Top { get; }

    public BatchRows Rows { get; }

    public BatchSource Source { get; }

    /// <summary>Rows whose numbers say where they are: 1000 · row + column, and as codes 10 · row + column.</summary>
    public static TrainingRows Numbered(int rows, int numbers, int codes = 0, Func<int, double>? label = null, double[]? weights = null) => new(
        new NetworkInputs(rows, [.. Enumerable.Range(0, rows * numbers).Select(k => (1000f * (k / numbers)) + (k % numbers))], [.. Enumerable.Range(0, rows * codes).Select(k => (10 * (k / codes)) + (k % codes))]),
        [.. Enumerable.Range(0, rows).Select(i => label?.Invoke(i) ?? i)], weights);

    /// <summary>The rows of an epoch, in the order of its batches.</summary>
    public List<BatchRow> Epoch(int epoch)
    {
        List<BatchRow> seen = [];
        Source.BeginEpoch(epoch);
        for (int b = 0; b < Source.Batches; b++)
        {
            Source.Load(b, Network);
            for (int i = 0; i < Network.Pass.Rows; i++) seen.Add(Row(b, i));
        }
        return seen;
    }

    public void Dispose()
    {
        Network.Dispose();
        crew.Dispose();
    }

    private BatchRow Row(int number, int i) => new(number, Network.Pass.RowIds[i], [.. Enumerable.Range(0, Network.Input.Width).Select(j => Network.Input.Values[i, j])],
        Rows.CodesOf(i).ToArray(), Top.Labels[i], Top.SoftLabels is null ? [] : Rows.SoftLabel(i).ToArray(), Top.Weights[i]);
}

/// <summary>Batches at once.</summary>
internal static class WholeBatch
{
    /// <summary>Begins a batch and gathers all of it into the network.</summary>
    public static void Load(this BatchSource source, int number, Network network)
    {
        source.Begin(number);
        for (int b = 0; b < RowRange.BlocksOf(network.Pass.Rows); b++) source.Gather(RowRange.Of(b, network.Pass.Rows));
    }
}

/// <summary>A row as a batch had it.</summary>
internal sealed record BatchRow(int Batch, int Id, float[] Numbers, int[] Codes, double Label, double[] Soft, double Weight)
{
    /// <summary>Everything but its batch, as text.</summary>
    public string Content => $"{Id}|{string.Join(' ', Numbers)}|{string.Join(' ', Codes)}|{Label:R}|{string.Join(' ', Soft)}";
}
