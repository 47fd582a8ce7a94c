using MLRegularization.Losses;
using MLRegularization.Networks;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks;

/// <summary>
/// The gradients of a network against central differences, in double precision, of a twin in plain loops. Parameters and inputs are floats, so
/// both compute the same function; what is left is the rounding of single precision, well below 1e-6 of a tensor's gradient.
/// </summary>
internal sealed class GradientCheck
{
    public const double Tolerance = 1e-6;

    private const int MostEntries = 200;

    /// <summary>The network.</summary>
    public required NetworkSpec Spec { get; init; }

    public int Inputs { get; init; } = 5;

    /// <summary>Categorical columns beside the numbers; codes are drawn, some that were not seen among them.</summary>
    public IReadOnlyList<CategoricalInput> Categories { get; init; } = [];

    public int Rows { get; init; } = 19;

    /// <summary>The loss at the top.</summary>
    public ILoss Loss { get; init; } = new SquaredLoss();

    /// <summary>Labels of rows.</summary>
    public Func<int, RandomStream, double> Label { get; init; } = (_, random) => (2 * random.NextUniform()) - 1;

    /// <summary>Distributions in place of labels, or null.</summary>
    public double[]? SoftLabels { get; init; }

    /// <summary>What the network draws at random, for the twin.</summary>
    public PlainNoise Noise { get; init; } = new();

    /// <summary>The twin: mean loss of all rows given the tensors.</summary>
    public Func<IReadOnlyDictionary<string, double[]>, GradientCheck, double>? Twin { get; init; }

    public double[][] Table { get; private set; } = [];

    public int[] Codes { get; private set; } = [];

    public double[] Labels { get; private set; } = [];

    public double[] Weights { get; private set; } = [];

    public bool Training { get; private set; }

    /// <summary>Whether slopes of the inputs are checked too.</summary>
    public bool InputSlopes { get; init; }

    /// <summary>The network after its step, for what else a test asks of it.</summary>
    public Action<Network>? After { get; init; }

    /// <summary>Checks the loss and the gradient of every tensor.</summary>
    public void Run(bool training = false)
    {
        RandomStream random = new(7);
        using Crew crew = new(1);
        using Network network = NetworkBuilder.Build(Spec, new InputLayout(Inputs, Categories), Loss.Outputs, Rows, trainable: true, crew, InputSlopes);
        Initializer.Run(network.Parameters, Initialization.UniformByInputs, 3);
        // Norms as training leaves them, not as they begin.
        foreach (ParameterTensor tensor in network.Parameters.Tensors.Where(t => t.Role is ParameterRole.Norm or ParameterRole.InputScale or ParameterRole.Statistic))
            network.Parameters.Write(tensor, [.. Enumerable.Range(0, tensor.Columns).Select(_ => (float)(0.5 + random.NextUniform()))]);
        network.Refresh();
        Table = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Inputs).Select(_ => (double)(float)((2 * random.NextUniform()) - 1)).ToArray())];
        Labels = [.. Enumerable.Range(0, Rows).Select(i => Label(i, random))];
        double[] raw = [.. Enumerable.Range(0, Rows).Select(_ => 0.5 + random.NextUniform())];
        Weights = [.. raw.Select(w => w / raw.Sum())];
        OutputLoss top = new(Loss, network, Rows) { SoftLabels = SoftLabels };
        Labels.CopyTo(top.Labels, 0);
        Weights.CopyTo(top.Weights, 0);
        network.Pass.Rows = Rows;
        (network.Pass.Training, network.Pass.Seed, network.Pass.Epoch) = (Training = training, 5, 2);
        for (int i = 0; i < Rows; i++)
        {
            network.Pass.RowIds[i] = i;
            for (int j = 0; j < Inputs; j++) network.Input.Values[i, j] = (float)Table[i][j];
        }
        Codes = [.. Enumerable.Range(0, Rows * Categories.Count).Select(k => random.NextBelow(Categories[k % Categories.Count].Categories + 2))];
        Codes.CopyTo(network.Codes, 0);
        network.Step(null, top.Backward, _ => { });
        Dictionary<string, double[]> tensors = network.Parameters.Tensors.ToDictionary(t => t.Name, t => network.Parameters.Read(t).Select(v => (double)v).ToArray());
        Func<IReadOnlyDictionary<string, double[]>, GradientCheck, double> twin = Twin ?? MeanLoss;
        double value = twin(tensors, this);
        Assert.AreEqual(value, top.Value(), 1e-6 * (1 + Math.Abs(value)));
        foreach (ParameterTensor tensor in network.Parameters.Tensors.Where(t => t.Role != ParameterRole.Statistic))
        {
            double[] entries = tensors[tensor.Name];
            float[] gradients = network.Parameters.Read(tensor, gradients: true);
            double error = 0, size = 0;
            // Of large tensors some entries here and there: an odd step meets all rows and columns in turn.
            for (int i = 0; i < entries.Length; i += (entries.Length / MostEntries * 2) + 1)
            {
                double difference = Difference(entries, i, () => twin(tensors, this));
                error += Math.Pow(difference - gradients[i], 2);
                size += difference * difference;
            }
            Assert.IsGreaterThan(0, size, $"{tensor.Name} has no gradient at all");
            Assert.IsLessThanOrEqualTo(Tolerance, Math.Sqrt(error / size), $"gradient of {tensor.Name}");
        }
        if (InputSlopes) CheckInputSlopes(network, () => twin(tensors, this));
        After?.Invoke(network);
    }

    private void CheckInputSlopes(Network network, Func<double> twin)
    {
        double error = 0, size = 0;
        for (int i = 0; i < Rows; i += 3)
            for (int j = 0; j < Inputs; j++)
            {
                double difference = Difference(Table[i], j, twin);
                error += Math.Pow(difference - network.Input.Slopes![i, j], 2);
                size += difference * difference;
            }
        Assert.IsGreaterThan(0, size, "no slope of the inputs at all");
        Assert.IsLessThanOrEqualTo(Tolerance, Math.Sqrt(error / size), "slopes of the inputs");
    }

    // Central differences of fourth order: their own error is far below the tolerance.
    private static double Difference(double[] entries, int i, Func<double> value)
    {
        double kept = entries[i], h = 1e-5, difference = 0;
        foreach ((double at, double factor) in new[] { (-2.0, 1.0 / 12), (-1.0, -8.0 / 12), (1.0, 8.0 / 12), (2.0, -1.0 / 12) })
        {
            entries[i] = kept + (at * h);
            difference += factor * value() / h;
        }
        entries[i] = kept;
        return difference;
    }

    /// <summary>The mean loss of a plain network.</summary>
    public static double MeanLoss(IReadOnlyDictionary<string, double[]> tensors, GradientCheck check)
    {
        double[][] outputs = new PlainBatch(check.Spec, tensors) { Training = check.Training, Noise = check.Noise }.Outputs(check.Table, new InputLayout(check.Inputs, check.Categories), check.Codes);
        double sum = 0;
        for (int i = 0; i < check.Rows; i++) sum += check.Weights[i] * check.RowLoss(i, outputs[i]);
        return sum;
    }

    /// <summary>The loss of one row's outputs.</summary>
    public double RowLoss(int row, double[] outputs)
    {
        if (SoftLabels is null) return Loss.Value(outputs, [Labels[row]], [1.0]);
        return Enumerable.Range(0, outputs.Length).Sum(k => SoftLabels[(row * outputs.Length) + k] * Loss.Value(outputs, [k], [1.0]));
    }
}
