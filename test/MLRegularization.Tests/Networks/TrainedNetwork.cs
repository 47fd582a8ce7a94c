using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks;

/// <summary>A small network on rows of its own, trained by a few steps of Adam, for tests that look at what is left afterwards.</summary>
internal sealed unsafe class TrainedNetwork : IDisposable
{
    public const int Rows = 160;

    private const int Batch = 80;

    private readonly Crew crew;
    private readonly OutputLoss loss;
    private readonly ParameterUpdate update;

    private readonly IReadOnlyList<CategoricalInput> categories;

    public TrainedNetwork(NetworkSpec spec, int inputs = 5, int threads = 1, params IReadOnlyList<CategoricalInput> categories)
    {
        this.categories = categories;
        crew = new Crew(threads);
        Network = NetworkBuilder.Build(spec, new InputLayout(inputs, categories), 1, Rows, trainable: true, crew);
        Initializer.Run(Network.Parameters, Initialization.HeNormal, 3);
        Network.Refresh();
        (Network.Pass.Seed, Network.Pass.Epoch) = (11, 0);
        RandomStream random = new(5);
        Table = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, inputs).Select(_ => (float)((2 * random.NextUniform()) - 1)).ToArray())];
        loss = new OutputLoss(new SquaredLoss(), Network, Rows);
        update = new ParameterUpdate(Network.Parameters, new Adam(), spec.Regularization);
    }

    public Network Network { get; }

    public float[][] Table { get; }

    /// <summary>Steps of a fixed rate, over batches in turn.</summary>
    public void Steps(int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            Load(t * Batch % Rows, Batch);
            (Network.Pass.Training, Network.Pass.Epoch) = (true, t / 2);
            update.Begin(0.01, 0);
            Network.Step(null, loss.Backward, update.Apply);
            if (update.Finish()) Network.Refresh();
        }
    }

    /// <summary>Puts rows into the network, with labels.</summary>
    public void Load(int first, int count)
    {
        Network.Pass.Rows = count;
        for (int i = 0; i < count; i++)
        {
            float[] row = Table[first + i];
            Network.Pass.RowIds[i] = first + i;
            for (int j = 0; j < row.Length; j++) Network.Input.Values[i, j] = row[j];
            for (int q = 0; q < categories.Count; q++) Network.Codes[(i * categories.Count) + q] = CodeOf(first + i, q);
            loss.Labels[i] = row[0] - (row[1] * row[2]);
            loss.Weights[i] = 1.0 / count;
        }
    }

    /// <summary>The code of a row; the last category is in no row.</summary>
    public int CodeOf(int row, int column) => (row * 7 / (column + 1)) % (categories[column].Categories - 1);

    /// <summary>First outputs of rows, as a fitted model gives them.</summary>
    public double[] Outputs(int first = 0, int count = Rows)
    {
        Network.Pass.Training = false;
        return Raw(first, count);
    }

    /// <summary>First outputs of rows in the mode that is set.</summary>
    public double[] Raw(int first, int count)
    {
        Load(first, count);
        Network.Forward();
        return [.. Enumerable.Range(0, count).Select(i => (double)Network.Output.Values[i, 0])];
    }

    /// <summary>xW of the first hidden layer, in double precision.</summary>
    public double[][] FirstSums(int first, int count)
        => [.. Enumerable.Range(first, count).Select(i => PlainNetwork.Linear(new Dictionary<string, double[]> { ["hidden1.weight"] = [.. Read("hidden1.weight").Select(w => (double)w)] },
            "hidden1", [.. Table[i].Select(v => (double)v)]))];

    /// <summary>A tensor's entries.</summary>
    public float[] Read(string name) => Network.Parameters.Read(Network.Parameters.Tensors.Single(t => t.Name == name));

    /// <summary>Measures running statistics anew, in batches of so many rows.</summary>
    public void Recompute(int rows) => NormStatistics.Recompute(Network, (Rows + rows - 1) / rows, b => Load(b * rows, Math.Min(rows, Rows - (b * rows))));

    /// <summary>Every number of the flat arrays that is no tensor's entry is 0.</summary>
    public void AssertPaddingIsZero()
    {
        HashSet<int> real = [.. Network.Parameters.Tensors.SelectMany(t => Enumerable.Range(0, t.Rows).SelectMany(r => Enumerable.Range(0, t.Columns).Select(c => t.At(r, c))))];
        for (int i = 0; i < Network.Parameters.Values.Length; i++)
        {
            if (real.Contains(i)) continue;
            Assert.AreEqual(0f, Network.Parameters.Values.Values[i], $"value {i}");
            Assert.AreEqual(0f, Network.Parameters.Gradients.Values[i], $"gradient {i}");
        }
        Assert.IsTrue(real.All(i => float.IsFinite(Network.Parameters.Values.Values[i])));
    }

    /// <summary>Over many epochs the mean of the outputs in training is what a fitted model gives, and single epochs are not. True where layers are linear.</summary>
    public static void AssertMeanIsThatOfTheFittedModel(RegularizationSpec noise, params int[] widths)
    {
        const int rows = 8, epochs = 3000;
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Identity, widths) with { Regularization = noise });
        double[] fitted = trained.Outputs(0, rows), sum = new double[rows], squares = new double[rows];
        trained.Network.Pass.Training = true;
        for (int e = 0; e < epochs; e++)
        {
            trained.Network.Pass.Epoch = e;
            double[] outputs = trained.Raw(0, rows);
            for (int i = 0; i < rows; i++) (sum[i], squares[i]) = (sum[i] + outputs[i], squares[i] + (outputs[i] * outputs[i]));
        }
        for (int i = 0; i < rows; i++)
        {
            double mean = sum[i] / epochs, deviation = Math.Sqrt((squares[i] / epochs) - (mean * mean));
            Assert.IsGreaterThan(1e-3, deviation, "no noise");
            Assert.AreEqual(fitted[i], mean, 5 * deviation / Math.Sqrt(epochs), $"row {i}");
        }
    }

    /// <summary>Steps at 1, 2 and 4 threads leave the same parameters, running statistics and all.</summary>
    public static void AssertSameBits(NetworkSpec spec, params IReadOnlyList<CategoricalInput> categories)
    {
        float[][] runs = [.. new[] { 1, 2, 4 }.Select(threads =>
        {
            using TrainedNetwork trained = new(spec, 200, threads, categories);
            Assert.IsGreaterThan(1_000_000, trained.Network.Work * Batch, "too little work for threads to share");
            trained.Steps(4);
            return trained.Network.Parameters.Values.All.ToArray();
        })];
        CollectionAssert.AreEqual(runs[0], runs[1]);
        CollectionAssert.AreEqual(runs[0], runs[2]);
    }

    public void Dispose()
    {
        update.Dispose();
        Network.Dispose();
        crew.Dispose();
    }
}
