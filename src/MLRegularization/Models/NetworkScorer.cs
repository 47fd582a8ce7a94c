using System.Buffers;
using System.Numerics.Tensors;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Models;

/// <summary>
/// Scores rows of plain numbers as they come, row after row in single precision, with no table or matrix between: the model's own outputs, and fast for a single row too.
/// Immutable and safe for any number of threads.
/// </summary>
public sealed class NetworkScorer
{
    private readonly NetworkModel model;
    private readonly double[] centers, factors;
    private readonly int[] constant;

    /// <summary>Wraps a model all of whose columns are numbers.</summary>
    /// <exception cref="ArgumentException">A column of the model is more than a number.</exception>
    public NetworkScorer(NetworkModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Encoding.Columns.FirstOrDefault(c => c.Kind != NetworkInputKind.Number || c.MissingIndicator || c.Imputed is not null) is NetworkInput column)
            throw new ArgumentException($"The column '{column.Name}' is more than a number; score a table with the model itself.", nameof(model));
        this.model = model;
        centers = [.. model.Encoding.Scaling.Centers];
        factors = [.. model.Encoding.Scaling.Factors];
        constant = [.. Enumerable.Range(0, factors.Length).Where(j => factors[j] == 0)];
    }

    /// <summary>Numbers per row that come in.</summary>
    public int Features => factors.Length;

    /// <summary>Numbers per row that go out.</summary>
    public int Outputs => model.Layers[^1].Outputs;

    /// <summary>Scores rows. A number that is missing (NaN) makes the row's outputs NaN, unless its column was constant in training.</summary>
    /// <param name="features">n × p numbers as they were in training, row after row.</param>
    /// <param name="scores">n × K: values of a regression in units of the target, else linear predictors (log-odds, logarithms of probabilities up to a constant, of expected counts).</param>
    /// <param name="threads">Threads; 0: all cores. The numbers do not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public void Score(ReadOnlyMemory<float> features, Memory<float> scores, int threads = 1)
    {
        int rows = Features == 0 ? 0 : features.Length / Features;
        if (rows * Features != features.Length || rows * Outputs != scores.Length)
            throw new ArgumentException($"There are {features.Length} features and {scores.Length} scores; give {Features} and {Outputs} for each row.", nameof(scores));
        int blocks = (rows + NetworkEvaluator.Most - 1) / NetworkEvaluator.Most, shares = Math.Min(blocks, Parallelism.Threads(threads));
        if (shares <= 1) Share(features, scores, rows, 0, 1);
        else Parallelism.For(shares, shares, share => Share(features, scores, rows, share, shares));
    }

    // Every so manieth block of rows, beginning with that of the share.
    private void Share(ReadOnlyMemory<float> features, Memory<float> scores, int rows, int share, int shares)
    {
        NetworkEvaluator network = model.Evaluator;
        NetworkEvaluator.Scratch scratch = network.TakeScratch();
        double[] exact = ArrayPool<double>.Shared.Rent(Features);
        float[] scaled = ArrayPool<float>.Shared.Rent(Features);
        for (int first = share * NetworkEvaluator.Most; first < rows; first += shares * NetworkEvaluator.Most)
        {
            int count = Math.Min(NetworkEvaluator.Most, rows - first);
            for (int i = 0; i < count; i++)
            {
                Scale(features.Span.Slice((first + i) * Features, Features), exact.AsSpan(0, Features), scaled.AsSpan(0, Features));
                NetworkEvaluator.Put(scratch.Input, i, scaled.AsSpan(0, Features));
            }
            FloatPanels values = network.Run(scratch, count);
            Span<float> to = scores.Span.Slice(first * Outputs, count * Outputs);
            for (int i = 0; i < count; i++)
                for (int k = 0; k < Outputs; k++) to[(i * Outputs) + k] = model.Target is TargetScaling target ? (float)target.Unscale(values[i, k]) : values[i, k];
            for (int i = 0; i < count; i++)
                if (IsBroken(features.Span.Slice((first + i) * Features, Features))) to.Slice(i * Outputs, Outputs).Fill(float.NaN);
        }
        ArrayPool<float>.Shared.Return(scaled);
        ArrayPool<double>.Shared.Return(exact);
        network.GiveBack(scratch);
    }

    private void Scale(ReadOnlySpan<float> row, Span<double> exact, Span<float> scaled)
    {
        ColumnScaling scaling = model.Encoding.Scaling;
        TensorPrimitives.ConvertTruncating(row, exact);
        if (scaling.Kind != ScalingKind.None)
        {
            TensorPrimitives.Subtract(exact, centers, exact);
            TensorPrimitives.Multiply(exact, factors, exact);
        }
        foreach (int j in constant) exact[j] = 0;
        if (scaling.Clipped) SmoothClip.Apply(exact);
        TensorPrimitives.ConvertTruncating<double, float>(exact, scaled);
    }

    // Limits and activations may make a number of NaN.
    private bool IsBroken(ReadOnlySpan<float> row)
    {
        if (!float.IsNaN(TensorPrimitives.Sum(row))) return false;
        for (int j = 0; j < row.Length; j++)
            if (float.IsNaN(row[j]) && factors[j] != 0) return true;
        return false;
    }
}
