using MLRegularization.Losses;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Networks.Training;

/// <summary>The rows that a network learns from: prepared inputs with labels and weights. A row of weight 0 is as good as absent.</summary>
internal sealed class TrainingRows
{
    private readonly double[]? cumulative;

    /// <summary>Wraps; nothing is copied.</summary>
    /// <param name="inputs">n prepared rows.</param>
    /// <param name="labels">n labels: numbers, or codes of classes.</param>
    /// <param name="weights">n weights ≥ 0 with a positive sum; null: all 1.</param>
    public TrainingRows(NetworkInputs inputs, double[] labels, double[]? weights = null)
    {
        if (labels.Length != inputs.Rows) throw new ArgumentException($"There are {labels.Length} labels for {inputs.Rows} rows; give one each.", nameof(labels));
        if (weights is not null && weights.Length != inputs.Rows) throw new ArgumentException($"There are {weights.Length} weights for {inputs.Rows} rows; give one each.", nameof(weights));
        Inputs = inputs;
        Labels = labels;
        Weights = weights;
        Present = [.. Enumerable.Range(0, inputs.Rows).Where(i => weights is null || weights[i] > 0)];
        if (Present.Length == 0) throw new ArgumentException("No row has a positive weight; give at least one.", nameof(weights));
        if (weights is null) return;
        cumulative = new double[Present.Length];
        double sum = 0;
        for (int k = 0; k < cumulative.Length; k++) cumulative[k] = sum += weights[Present[k]];
    }

    public NetworkInputs Inputs { get; }

    public double[] Labels { get; }

    public double[]? Weights { get; }

    /// <summary>The rows with weight, ascending.</summary>
    public int[] Present { get; }

    /// <summary>What a row counts for.</summary>
    public double WeightOf(int row) => Weights?[row] ?? 1;

    /// <summary>The mean loss that a perfect fit of some rows would have: 0 but for counts.</summary>
    public double SaturatedLoss(ILoss loss, int[] rows)
    {
        double total = rows.Sum(WeightOf);
        return loss.SaturatedValue([.. rows.Select(i => Labels[i])], [.. rows.Select(i => WeightOf(i) / total)]);
    }

    /// <summary>A row at random, each as likely as its weight says: so a weight of 2 is the same as a row given twice.</summary>
    /// <param name="uniform">A number in [0, 1).</param>
    public int Draw(double uniform)
    {
        if (cumulative is null) return Present[(int)(uniform * Present.Length)];
        int at = Array.BinarySearch(cumulative, uniform * cumulative[^1]);
        return Present[Math.Min(at < 0 ? ~at : at + 1, Present.Length - 1)];
    }
}
