using MLRegularization.Models;
using MLRegularization.Numerics;
using MLRegularization.Tests.Networks;

namespace MLRegularization.Tests.Models;

/// <summary>A fitted network's rows against plain loops in double precision: widths beside panels, any number of rows, norms and skips.</summary>
[TestClass]
public sealed class NetworkEvaluatorTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(64)]
    public void Run_AnyRows_IsThePlainNetwork(int rows)
    {
        RandomStream random = new(3);
        NetworkLayer[] layers =
        [
            Layer(random, 5, 40, Activation.Mish, SkipConnection.Projection),
            Layer(random, 40, 40, Activation.Selu, SkipConnection.Identity, norm: true),
            Layer(random, 40, 3, Activation.Identity, SkipConnection.None),
        ];
        using NetworkEvaluator evaluator = new(layers);
        using NetworkEvaluator.Scratch scratch = evaluator.TakeScratch();
        double[][] table = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 5).Select(_ => (double)(float)Draw(random)).ToArray())];
        // A second run on scratch that is full of the first.
        foreach (int shift in new[] { 1, 0 })
        {
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < 5; j++) scratch.Input[i, j] = (float)table[(i + shift) % rows][j];
            FloatPanels outputs = evaluator.Run(scratch, rows);
            for (int i = 0; i < rows; i++)
            {
                double[] expected = layers.Aggregate(table[(i + shift) % rows], Plain);
                for (int k = 0; k < 3; k++) Assert.AreEqual(expected[k], outputs[i, k], 2e-6 * (1 + Math.Abs(expected[k])));
            }
        }
    }

    [TestMethod]
    public void NewLayer_WrongNumberOfWeights_OneSentence()
        => Assert.AreEqual("A layer of 2 inputs and 3 outputs has 5 weights; it needs one for each pair. (Parameter 'weights')",
            Assert.ThrowsExactly<ArgumentException>(() => new NetworkLayer(2, new float[5], new float[3], Activation.Relu)).Message);

    private static double[] Plain(double[] x, NetworkLayer layer)
    {
        double[] z = [.. Enumerable.Range(0, layer.Outputs).Select(o => layer.Bias[o] + Enumerable.Range(0, x.Length).Sum(i => x[i] * layer.Weights[(i * layer.Outputs) + o]))];
        if (layer.Norm is RowNorm norm)
        {
            double mean = z.Average(), variance = z.Average(v => (v - mean) * (v - mean));
            z = [.. z.Select((v, j) => ((v - mean) / Math.Sqrt(variance + norm.Epsilon) * norm.Scale[j]) + norm.Shift[j])];
        }
        double[] a = [.. z.Select(v => PlainNetwork.Apply(layer.Activation, v))];
        return layer.Skip switch
        {
            SkipConnection.Identity => [.. a.Zip(x, (u, v) => u + v)],
            SkipConnection.Projection => [.. a.Select((u, o) => u + Enumerable.Range(0, x.Length).Sum(i => x[i] * layer.Projection[(i * layer.Outputs) + o]))],
            _ => a,
        };
    }

    private static NetworkLayer Layer(RandomStream random, int inputs, int outputs, Activation activation, SkipConnection skip, bool norm = false)
    {
        float[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(Draw(random) / Math.Sqrt(inputs)))];
        return new NetworkLayer(inputs, Some(inputs * outputs), Some(outputs), activation)
        {
            Skip = skip,
            Projection = skip == SkipConnection.Projection ? Some(inputs * outputs) : [],
            Norm = norm ? new RowNorm(Some(outputs), Some(outputs), 1e-5) : null,
        };
    }

    private static double Draw(RandomStream random) => (2 * random.NextUniform()) - 1;
}
