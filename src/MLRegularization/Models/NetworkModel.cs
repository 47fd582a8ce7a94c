using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Models;

/// <summary>
/// A fitted multilayer perceptron with the preparation of its inputs and target: immutable, for inference only, safe for any number of threads. It has no mode: dropout
/// and noise were part of training and are gone.
/// </summary>
public sealed class NetworkModel
{
    /// <summary>Most bytes of numbers that rows of a matrix are turned into at a time.</summary>
    private const int BlockBytes = 1 << 24;

    private readonly ILoss? loss;
    private readonly Lazy<NetworkEvaluator> evaluator;

    /// <summary>Wraps what was fitted.</summary>
    /// <param name="encoding">How columns become inputs.</param>
    /// <param name="embeddings">One table per column with an embedding, in their order; their numbers come after those of the encoding.</param>
    /// <param name="layers">The layers, from the inputs up.</param>
    /// <param name="target">How the target of a regression was scaled; null for other tasks.</param>
    /// <param name="facts">How it came about.</param>
    /// <exception cref="ArgumentException">Parts do not fit together.</exception>
    public NetworkModel(NetworkInputEncoding encoding, IReadOnlyList<EmbeddingTable> embeddings, IReadOnlyList<NetworkLayer> layers, TargetScaling? target, NetworkFacts facts)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(facts);
        if (layers.Count == 0) throw new ArgumentException("A network has at least one layer, that of its outputs.", nameof(layers));
        int outputs = layers[^1].Outputs;
        loss = facts.Task switch
        {
            "regression" => null,
            "binary" => new LogisticLoss(),
            "multiclass" => new MultinomialLoss(outputs),
            "count" => new PoissonLoss(),
            _ => throw new ArgumentException($"The task is '{facts.Task}'; it must be regression, binary, multiclass or count.", nameof(facts)),
        };
        if (facts.Task != "multiclass" && outputs != 1) throw new ArgumentException($"There are {outputs} outputs for the task '{facts.Task}'; it has one.", nameof(layers));
        if (facts.Classes.Count != (facts.Task switch { "binary" => 2, "multiclass" => outputs, _ => 0 })) throw new ArgumentException($"There are {facts.Classes.Count} class names for {outputs} outputs of the task '{facts.Task}'.", nameof(facts));
        if ((facts.Task == "regression") != (target is not null)) throw new ArgumentException($"The scaling of the target goes with regression, and the task is '{facts.Task}'.", nameof(target));
        int numbers = encoding.Scaling.Factors.Count, inputs = numbers + embeddings.Sum(e => e.Width);
        if (encoding.Embeddings().Count != embeddings.Count) throw new ArgumentException($"There are {embeddings.Count} embeddings for {encoding.Embeddings().Count} columns that need one.", nameof(embeddings));
        for (int l = 0, width = inputs; l < layers.Count; width = layers[l].Outputs, l++)
            if (layers[l].Inputs != width) throw new ArgumentException($"Layer {l + 1} takes {layers[l].Inputs} numbers and is given {width}.", nameof(layers));
        (Encoding, Embeddings, Layers, Target, Facts) = (encoding, embeddings, layers, target, facts);
        evaluator = new Lazy<NetworkEvaluator>(() => new NetworkEvaluator(layers));
    }

    /// <summary>How columns become inputs.</summary>
    public NetworkInputEncoding Encoding { get; }

    /// <summary>The embeddings of categorical columns.</summary>
    public IReadOnlyList<EmbeddingTable> Embeddings { get; }

    /// <summary>The layers, from the inputs up.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>How the target of a regression was scaled; null for other tasks.</summary>
    public TargetScaling? Target { get; }

    /// <summary>How it came about.</summary>
    public NetworkFacts Facts { get; }

    /// <summary>The layers, packed once.</summary>
    internal NetworkEvaluator Evaluator => evaluator.Value;

    /// <summary>Numbers that were learned.</summary>
    public int Parameters => Layers.Sum(l => l.Weights.Count + l.Bias.Count + l.Projection.Count + (2 * (l.Norm?.Scale.Count ?? 0))) + Embeddings.Sum(e => e.Values.Count);

    /// <summary>The mean responses of a table's rows: values, probabilities of the second class, expected counts; of several classes n × K probabilities, class after class.</summary>
    /// <exception cref="ArgumentException">A column is absent or of the wrong kind, or a number is missing.</exception>
    public double[] Predict(Table table) => Predict(NetworkInputEncoder.Encode(Encoding, table).Inputs);

    /// <summary>The mean responses of a matrix's rows, whose columns are the encoding's in order. Only some rows at a time are made dense.</summary>
    /// <exception cref="ArgumentException">The number of columns differs, the encoding needs a table, or a number is too large for a network.</exception>
    public double[] Predict(IColumnMatrix features) => Predict(features, BlockBytes);

    /// <summary>The same with a limit of the bytes that rows take at a time; one row is the least.</summary>
    internal double[] Predict(IColumnMatrix features, int blockBytes)
    {
        ArgumentNullException.ThrowIfNull(features);
        int n = features.Rows, most = (int)Math.Max(1, blockBytes / (sizeof(float) * (long)Math.Max(1, features.Columns)));
        if (n <= most) return Predict(NetworkInputEncoder.Encode(Encoding, features));
        double[] mean = new double[(long)n * Layers[^1].Outputs];
        for (int first = 0; first < n; first += most)
        {
            int rows = Math.Min(most, n - first);
            double[] some = Predict(NetworkInputEncoder.Encode(Encoding, features, first, rows));
            for (int k = 0; k * rows < some.Length; k++) some.AsSpan(k * rows, rows).CopyTo(mean.AsSpan((k * n) + first, rows));
        }
        return mean;
    }

    /// <summary>The mean responses of prepared rows.</summary>
    /// <param name="inputs">n rows of numbers and codes as <see cref="Encoding"/> makes them.</param>
    /// <param name="threads">Threads; 0: all cores. The numbers do not depend on it.</param>
    public double[] Predict(NetworkInputs inputs, int threads = 0)
    {
        double[] mean = Outputs(inputs, threads);
        if (Target is not null)
            for (int i = 0; i < mean.Length; i++) mean[i] = Target.Unscale(mean[i]);
        loss?.Mean(mean, mean);
        return mean;
    }

    /// <summary>The outputs of the last layer for prepared rows, before the inverse link and the target's scale: n, or n × K class after class.</summary>
    public double[] Outputs(NetworkInputs inputs, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Rows > 0 && (inputs.NumberColumns != Encoding.Scaling.Factors.Count || inputs.CodeColumns != Embeddings.Count))
            throw new ArgumentException($"The rows have {inputs.NumberColumns} numbers and {inputs.CodeColumns} codes for {Encoding.Scaling.Factors.Count} and {Embeddings.Count}; prepare them with the model's encoding.", nameof(inputs));
        int n = inputs.Rows, outputs = Layers[^1].Outputs, blocks = (n + NetworkEvaluator.Most - 1) / NetworkEvaluator.Most;
        double[] results = new double[(long)n * outputs];
        NetworkEvaluator network = evaluator.Value;
        // A share of the blocks for each thread, so that scratch is made once for many of them.
        int shares = Math.Min(blocks, Parallelism.Threads(threads));
        Parallelism.For(shares, shares, share =>
        {
            NetworkEvaluator.Scratch scratch = network.TakeScratch();
            for (int b = share; b < blocks; b += shares)
            {
                int first = b * NetworkEvaluator.Most, rows = Math.Min(NetworkEvaluator.Most, n - first);
                for (int i = 0; i < rows; i++) Fill(scratch.Input, i, inputs, first + i);
                FloatPanels values = network.Run(scratch, rows);
                for (int k = 0; k < outputs; k++)
                    for (int i = 0; i < rows; i++) results[((long)k * n) + first + i] = values[i, k];
            }
            network.GiveBack(scratch);
        });
        return results;
    }

    private void Fill(FloatPanels input, int row, NetworkInputs inputs, int from)
    {
        int d = inputs.NumberColumns;
        NetworkEvaluator.Put(input, row, inputs.Numbers.AsSpan(from * d, d));
        for (int c = 0; c < Embeddings.Count; c++)
        {
            EmbeddingTable table = Embeddings[c];
            int code = inputs.Codes[(from * inputs.CodeColumns) + c];
            if ((uint)code >= (uint)table.Codes) throw new ArgumentException($"Row {from + 1} has code {code} in embedding {c + 1}, which has {table.Codes}; prepare rows with the model's encoding.", nameof(inputs));
            for (int j = 0; j < table.Width; j++) input[row, d++] = table.Values[(code * table.Width) + j];
        }
    }
}
