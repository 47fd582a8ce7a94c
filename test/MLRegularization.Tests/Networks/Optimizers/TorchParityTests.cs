using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Networks.Optimizers;

/// <summary>
/// A network with given weights and batches against PyTorch in double precision, tensor by tensor. After one step what is left is the rounding of
/// one float of size 1; after a hundred it may be three times what PyTorch's own single precision is away from its double one.
/// </summary>
[TestClass]
public sealed class TorchParityTests
{
    private const int BatchRows = 8;
    private const double OneStep = 1.2e-7, Clip = 0.2;

    private static readonly FixtureTable Expected = FixtureTable.Fixture("torch_networks.csv"), Data = FixtureTable.Fixture("inputs/network.csv");

    [TestMethod]
    [DataRow("sgd"), DataRow("momentum"), DataRow("nesterov"), DataRow("adam"), DataRow("adam_fast"), DataRow("adam_l2"), DataRow("adam_l2_all"), DataRow("adamw"), DataRow("sgd_clipped")]
    public void Step_RegressionAndClasses_ParametersAreThoseOfPyTorch(string name)
    {
        foreach (string network in new[] { "regression", "classes" })
        {
            (StepOptimizer optimizer, double rate, RegularizationSpec regularization) = Settings(name);
            Check(network, name, optimizer, rate, regularization, name == "sgd_clipped" ? new ClipNorm(Clip) : null);
        }
    }

    [TestMethod]
    public void Fixture_DecayAndL2AndClipping_AreDifferentCases()
    {
        double Distance(string left, string right) => Values("regression", left, 100, "hidden1.weight").Zip(Values("regression", right, 100, "hidden1.weight"), (a, b) => Math.Abs(a - b)).Max();
        Assert.IsGreaterThan(0.01, Distance("adam_l2", "adamw"));
        Assert.IsGreaterThan(0.001, Distance("adam", "adamw"));
        Assert.IsGreaterThan(0.01, Distance("sgd", "sgd_clipped"));
    }

    private static (StepOptimizer Optimizer, double Rate, RegularizationSpec Regularization) Settings(string name) => name switch
    {
        "sgd" or "sgd_clipped" => (new Sgd(), 0.05, []),
        "momentum" => (new Sgd(0.9), 0.02, []),
        "nesterov" => (new Sgd(0.9, Nesterov: true), 0.02, []),
        "adam" => (new Adam(), 0.005, []),
        "adam_fast" => (new Adam(0.8, 0.95, 1e-6), 0.005, []),
        "adam_l2" => (new Adam(), 0.005, [new L2(0.1)]),
        "adam_l2_all" => (new Adam(), 0.005, [new L2(0.1) { IncludeBiases = true }]),
        _ => (new Adam(), 0.005, [new WeightDecay(0.1)]),
    };

    private static void Check(string name, string optimizerName, StepOptimizer optimizer, double rate, RegularizationSpec regularization, GradientClip? clip)
    {
        NetworkSpec spec = new() { Hidden = [new(16, Activation.Tanh), new(8)], Regularization = regularization };
        ILoss loss = name == "classes" ? new MultinomialLoss(3) : new SquaredLoss();
        using Crew crew = new(1);
        using Network network = NetworkBuilder.Build(spec, 6, loss.Outputs, BatchRows, trainable: true, crew);
        foreach (ParameterTensor tensor in network.Parameters.Tensors) network.Parameters.Write(tensor, [.. Values(name, "none", 0, tensor.Name).Select(v => (float)v)]);
        network.Refresh();
        OutputLoss top = new(loss, network, BatchRows);
        Array.Fill(top.Weights, 1.0 / BatchRows);
        using ParameterUpdate update = new(network.Parameters, optimizer, regularization, clip);
        double[][] inputs = [.. Enumerable.Range(1, 6).Select(j => Data.Numbers($"x{j}"))];
        double[] labels = Data.Numbers(name == "classes" ? "class" : "y");
        network.Pass.Rows = BatchRows;
        network.Pass.Training = true;
        for (int step = 1; step <= 100; step++)
        {
            for (int i = 0; i < BatchRows; i++)
            {
                int row = (((step - 1) * BatchRows) + i) % labels.Length;
                top.Labels[i] = labels[row];
                for (int j = 0; j < inputs.Length; j++) network.Input.Values[i, j] = (float)inputs[j][row];
            }
            update.Begin(rate, step / 100.0);
            network.Step(null, top.Backward, update.Apply);
            if (update.Finish()) network.Refresh();
            if (step is 1 or 100) Compare(name, optimizerName, step, network.Parameters);
        }
    }

    private static void Compare(string network, string optimizer, int step, Parameters parameters)
    {
        foreach (ParameterTensor tensor in parameters.Tensors)
        {
            double[] expected = Values(network, optimizer, step, tensor.Name);
            double error = parameters.Read(tensor).Zip(expected, (a, b) => Math.Abs(a - b)).Max();
            double allowed = step == 1 ? OneStep : Math.Max(OneStep, 3 * FixtureTable.Number(Expected.Cell(Row(network, optimizer, step, tensor.Name), "error32")));
            // PyTorch divides by the norm + 1e-6: of a step of at most rate · clip that is 5e-6.
            if (optimizer == "sgd_clipped") allowed += step * 0.05 * Clip * 5e-6;
            Assert.IsLessThanOrEqualTo(allowed, error, $"{network}, {optimizer}, step {step}: {tensor.Name}");
        }
    }

    private static string[] Row(string network, string optimizer, int step, string tensor)
        => Expected.Rows.Single(r => r[0] == network && r[1] == optimizer && r[2] == step.ToString(System.Globalization.CultureInfo.InvariantCulture) && r[3] == tensor);

    private static double[] Values(string network, string optimizer, int step, string tensor) => [.. Expected.Cell(Row(network, optimizer, step, tensor), "values").Split(';').Select(FixtureTable.Number)];
}
