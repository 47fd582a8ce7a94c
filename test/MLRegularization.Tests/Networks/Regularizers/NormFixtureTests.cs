using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>PyTorch's BatchNorm1d and LayerNorm: outputs, loss, gradients and running statistics, its in double precision.</summary>
[TestClass]
public sealed class NormFixtureTests
{
    private const int Rows = 83, Inputs = 5, Units = 37;

    private readonly Dictionary<(string Case, string Tensor, string Kind), float[]> torch = Read();

    [TestMethod]
    [DataRow("batchnorm", 3), DataRow("layernorm", 1)]
    public void Step_Norm_AgreesWithPyTorch(string name, int passes)
    {
        NetworkSpec spec = NetworkSpec.Of(Activation.Tanh, Units) with { Regularization = [name == "batchnorm" ? new BatchNorm() : new LayerNorm()] };
        using Crew crew = new(1);
        using Network network = NetworkBuilder.Build(spec, Inputs, 1, Rows, trainable: true, crew);
        foreach (ParameterTensor tensor in network.Parameters.Tensors)
        {
            if (tensor.Role != ParameterRole.Statistic) network.Parameters.Write(tensor, torch[(name, tensor.Name, "value")]);
            else if (tensor.Name.EndsWith("variance", StringComparison.Ordinal)) network.Parameters.Write(tensor, [.. Enumerable.Repeat(1f, Units)]);
        }
        network.Refresh();
        OutputLoss loss = new(new SquaredLoss(), network, Rows);
        network.Pass.Rows = Rows;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Inputs; j++) network.Input.Values[i, j] = torch[(name, "x", "")][(i * Inputs) + j];
            loss.Labels[i] = torch[(name, "y", "")][i];
            loss.Weights[i] = 1.0 / Rows;
        }
        network.Pass.Training = true;
        for (int t = 1; t < passes; t++) network.Forward();
        network.Step(null, loss.Backward, _ => { });
        AssertClose((name, "loss", ""), [(float)loss.Value()]);
        AssertClose((name, "output", "training"), Outputs(network));
        foreach (ParameterTensor tensor in network.Parameters.Tensors)
            AssertClose((name, tensor.Name, tensor.Role == ParameterRole.Statistic ? "value" : "gradient"), network.Parameters.Read(tensor, gradients: tensor.Role != ParameterRole.Statistic));
        network.Pass.Training = false;
        network.Forward();
        AssertClose((name, "output", "inference"), Outputs(network));
    }

    private static float[] Outputs(Network network) => [.. Enumerable.Range(0, Rows).Select(i => network.Output.Values[i, 0])];

    // Single against double precision: 1e-6 of the tensor's size.
    private void AssertClose((string, string, string) key, float[] actual)
    {
        float[] expected = torch[key];
        Assert.HasCount(expected.Length, actual);
        double error = Math.Sqrt(expected.Zip(actual).Sum(p => Math.Pow(p.First - p.Second, 2))), size = Math.Sqrt(expected.Sum(v => (double)v * v));
        Assert.IsLessThanOrEqualTo(1e-6 * size, error, $"{key}");
    }

    private static Dictionary<(string, string, string), float[]> Read()
    {
        FixtureTable table = FixtureTable.Fixture("torch_norms.csv");
        return table.Rows.GroupBy(r => (table.Cell(r, "case"), table.Cell(r, "tensor"), table.Cell(r, "kind")))
            .ToDictionary(g => g.Key, g => g.Select(r => (float)FixtureTable.Number(table.Cell(r, "value"))).ToArray());
    }
}
