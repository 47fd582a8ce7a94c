using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>
/// Cuts a table's rows into the batches of an epoch and gathers them. Every row with weight is in one batch of an epoch; batches are of nearly equal
/// size; the order is a function of seed and epoch alone, so that training can go on from any epoch.
/// </summary>
internal sealed class BatchSource
{
    private readonly BatchRows batch;
    private readonly IReadOnlyList<IRowRule> rules;
    private readonly IRowRule? adversary;
    private readonly int[] order;

    /// <summary>Prepares; <see cref="BeginEpoch"/> comes next.</summary>
    /// <param name="batch">Where batches go; its network holds the largest of them.</param>
    /// <param name="batchSize">Most rows of a batch.</param>
    /// <param name="seed">Seed of the order, and of all that is random in the network.</param>
    /// <param name="rules">What is done to gathered rows, in order.</param>
    /// <param name="adversary">What is done to rows once the network has given the slopes of its inputs; null: nothing.</param>
    public BatchSource(BatchRows batch, int batchSize, ulong seed, IReadOnlyList<IRowRule> rules, IRowRule? adversary = null)
    {
        this.adversary = adversary;
        this.batch = batch;
        this.rules = rules;
        order = new int[batch.Source.Present.Length];
        Batches = BatchesOf(order.Length, batchSize);
        batch.Pass.Seed = seed;
        if (LargestBatch(order.Length, batchSize) is int largest && largest > batch.Pass.RowIds.Length)
            throw new ArgumentException($"A batch has up to {largest} rows and the network was made for {batch.Pass.RowIds.Length}; make it larger.", nameof(batchSize));
        if (batch.Source.Inputs.NumberColumns != batch.Input.Width)
            throw new ArgumentException($"The rows have {batch.Source.Inputs.NumberColumns} numbers and the network takes {batch.Input.Width}; make it for these rows.", nameof(batch));
        if (adversary is not null && batch.Input.Slopes is null)
            throw new ArgumentException("Adversarial rows need the slopes of the inputs, which the network was built without; ask for them.", nameof(adversary));
        if (rules.Any(r => r.SoftensLabels)) batch.Soften();
    }

    /// <summary>Batches of an epoch.</summary>
    public int Batches { get; }

    /// <summary>Rows of the largest batch.</summary>
    public static int LargestBatch(int rows, int batchSize) => (rows + BatchesOf(rows, batchSize) - 1) / BatchesOf(rows, batchSize);

    /// <summary>Puts rows in the order of an epoch.</summary>
    /// <param name="epoch">Epochs before this one.</param>
    public void BeginEpoch(int epoch)
    {
        batch.Pass.Epoch = epoch;
        batch.Source.Present.CopyTo(order, 0);
        new RandomStream(CounterNoise.Key(batch.Pass.Seed, epoch, (int)RowPlace.Order, 0)).Shuffle(order);
    }

    /// <summary>Says which rows are in a batch and what they weigh: their weights sum to 1. <see cref="Gather"/> of all its blocks comes next, on any threads.</summary>
    /// <param name="number">From 0.</param>
    public void Begin(int number)
    {
        int first = (int)((long)order.Length * number / Batches), end = (int)((long)order.Length * (number + 1) / Batches);
        batch.Pass.Rows = end - first;
        Span<int> ids = batch.Pass.RowIds.AsSpan(0, end - first);
        order.AsSpan(first, end - first).CopyTo(ids);
        double sum = 0;
        foreach (int id in ids) sum += batch.Source.WeightOf(id);
        for (int i = 0; i < ids.Length; i++) batch.Top.Weights[i] = batch.Source.WeightOf(ids[i]) / sum;
    }

    /// <summary>Fills some rows of the batch: inputs, labels, and what regularisers make of them.</summary>
    public void Gather(RowRange rows)
    {
        for (int i = rows.First; i < rows.End; i++) batch.Copy(i);
        for (int k = 0; k < rules.Count; k++) rules[k].Apply(batch, rows);
    }

    /// <summary>Fills some rows again, after the network gave the slopes of its inputs, and moves them as the adversary does. Layers that work in place have changed them meanwhile.</summary>
    public void GatherAdverse(RowRange rows)
    {
        Gather(rows);
        adversary!.Apply(batch, rows);
    }

    /// <summary>Begins a batch and gathers the inputs of its rows as they are in the table.</summary>
    public void LoadPlain(int number)
    {
        Begin(number);
        for (int i = 0; i < batch.Pass.Rows; i++) batch.CopyInputs(i);
    }

    private static int BatchesOf(int rows, int batchSize) => (int)(((long)rows + batchSize - 1) / batchSize);
}
