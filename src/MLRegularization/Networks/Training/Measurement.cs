using MLRegularization.Losses;
using MLRegularization.Networks.Layers;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>Loss and error of rows that are not learned from in this moment: without noise, and without changing anything.</summary>
internal sealed class Measurement
{
    private readonly Network network;
    private readonly ILoss loss;
    private readonly BatchRows batch;
    private readonly int[] rows;
    private readonly int capacity;
    private readonly double[] eta, labels, weights;
    private readonly double totalWeight, saturated;

    /// <summary>Prepares for some rows.</summary>
    /// <param name="network">Holds a batch of them; a row of padding is 0.</param>
    /// <param name="loss">The loss at its top.</param>
    /// <param name="batch">Binds the table's rows to the network.</param>
    /// <param name="rows">Rows of the table.</param>
    public Measurement(Network network, ILoss loss, BatchRows batch, int[] rows)
    {
        this.network = network;
        this.loss = loss;
        this.batch = batch;
        this.rows = rows;
        capacity = network.Pass.RowIds.Length;
        eta = new double[capacity * loss.Outputs];
        labels = new double[capacity];
        weights = new double[capacity];
        totalWeight = rows.Sum(batch.Source.WeightOf);
        saturated = batch.Source.SaturatedLoss(loss, rows);
    }

    /// <summary>The mean loss above the least there is (of counts half the deviance), and the share of rows whose most probable class is wrong (NaN without classes).</summary>
    public (double Loss, double Error) Run()
    {
        double value = 0, wrong = 0;
        network.Pass.Training = false;
        for (int first = 0; first < rows.Length; first += capacity)
        {
            int n = Math.Min(capacity, rows.Length - first);
            network.Pass.Rows = n;
            rows.AsSpan(first, n).CopyTo(network.Pass.RowIds);
            for (int i = 0; i < n; i++)
            {
                batch.CopyInputs(i);
                labels[i] = batch.Source.Labels[rows[first + i]];
                weights[i] = batch.Source.WeightOf(rows[first + i]) / totalWeight;
            }
            network.Forward();
            FloatPanels outputs = network.Output.Values;
            for (int k = 0; k < loss.Outputs; k++)
                for (int i = 0; i < n; i++) eta[(k * n) + i] = outputs[i, k];
            value += loss.Value(eta.AsSpan(0, n * loss.Outputs), labels.AsSpan(0, n), weights.AsSpan(0, n));
            for (int i = 0; i < n; i++)
                if (IsWrong(i, n)) wrong += weights[i];
        }
        return (value - saturated, loss is LogisticLoss or MultinomialLoss ? wrong : double.NaN);
    }

    private bool IsWrong(int i, int n)
    {
        if (loss.Outputs == 1) return loss is LogisticLoss && (eta[i] > 0 ? 1 : 0) != labels[i];
        int best = 0;
        for (int k = 1; k < loss.Outputs; k++)
            if (eta[(k * n) + i] > eta[(best * n) + i]) best = k;
        return best != (int)labels[i];
    }
}
