using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Networks.Training;
using MLRegularization.Networks.Training.RowRules;
using MLRegularization.Numerics;
using MLRegularization.Preparation;
using MLRegularization.Tests.Networks.Training;

namespace MLRegularization.Tests.Networks.Regularizers;

[TestClass]
public sealed class AdversarialRowsTests
{
    private const int Rows = 80, Width = 35;

    private static readonly NetworkSpec Spec = NetworkSpec.Of(Activation.Tanh, 9, 7);

    private static TrainingRows Table()
    {
        RandomStream random = new(2);
        return new TrainingRows(new NetworkInputs(Rows, [.. Enumerable.Range(0, Rows * Width).Select(_ => (float)((2 * random.NextUniform()) - 1))]), [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 2))]);
    }

    private static Network Make(Crew crew, bool inputSlopes)
    {
        Network network = NetworkBuilder.Build(Spec, Width, 1, Rows, trainable: true, crew, inputSlopes);
        Initializer.Run(network.Parameters, Initialization.GlorotUniform, 4);
        network.Refresh();
        return network;
    }

    [TestMethod]
    public void Backpropagate_InputSlopes_AreCentralDifferences()
    {
        using Crew crew = new(1);
        using Network network = Make(crew, inputSlopes: true);
        TrainingRows table = Table();
        OutputLoss top = new(new LogisticLoss(), network, Rows);
        BatchSource source = new(new BatchRows(table, network, top), Rows, 1, []);
        source.BeginEpoch(0);
        source.Load(0, network);
        network.Backpropagate(null, top.Backward);
        Dictionary<string, double[]> tensors = network.Parameters.Tensors.ToDictionary(t => t.Name, t => network.Parameters.Read(t).Select(v => (double)v).ToArray());
        for (int i = 0; i < Rows; i += 9)
        {
            double[] row = [.. Enumerable.Range(0, Width).Select(j => (double)network.Input.Values[i, j])];
            double Loss(int j, double step)
            {
                row[j] += step;
                double value = new LogisticLoss().Value(PlainNetwork.Outputs(Spec, tensors, row), [top.Labels[i]], [top.Weights[i]]);
                row[j] -= step;
                return value;
            }
            for (int j = 0; j < Width; j++) Assert.AreEqual((Loss(j, 1e-4) - Loss(j, -1e-4)) / 2e-4, network.Input.Slopes![i, j], 1e-8);
        }
    }

    [TestMethod]
    public void GatherAdverse_HalfOfTheRows_MovedToWhereTheLossGrows()
    {
        using Crew crew = new(1);
        using Network network = Make(crew, inputSlopes: true);
        TrainingRows table = Table();
        OutputLoss top = new(new LogisticLoss(), network, Rows);
        BatchSource source = new(new BatchRows(table, network, top), Rows, 1, [], new AdversarialRule(new AdversarialRows(0.25)));
        source.BeginEpoch(0);
        source.Load(0, network);
        network.Backpropagate(null, top.Backward);
        double before = top.Value();
        for (int i = 0; i < Rows; i++) network.Input.Values[i, 0] = 77; // as layers that work in place may leave it
        for (int b = 0; b < RowRange.BlocksOf(Rows); b++) source.GatherAdverse(RowRange.Of(b, Rows));
        int moved = 0;
        for (int i = 0; i < Rows; i++)
        {
            float[] moves = [.. Enumerable.Range(0, Width).Select(j => network.Input.Values[i, j] - table.Inputs.Numbers[(network.Pass.RowIds[i] * Width) + j])];
            if (moves.All(m => m == 0)) continue;
            moved++;
            for (int j = 0; j < Width; j++) Assert.AreEqual(0.25 * Math.Sign(network.Input.Slopes![i, j]), moves[j], 1e-6);
        }
        Assert.AreEqual(40, moved, 5 * Math.Sqrt(20));
        network.Backpropagate(null, top.Backward);
        Assert.IsGreaterThan(before + 0.1, top.Value());
    }

    // Two batches of an epoch would move running statistics four times if looks at slopes counted.
    [TestMethod]
    public void Run_WithBatchNorm_RunningStatisticsMoveOncePerStep()
    {
        float[] Means(RegularizationSpec regularization)
        {
            TrainingSettings settings = new() { Spec = Spec with { Regularization = regularization }, Loss = new LogisticLoss(), Optimizer = new Sgd(), LearningRate = 1e-12, RateSchedule = new Constant(), Epochs = 1, BatchSize = 40, Metric = NetworkMetric.Loss, Seed = 1, Threads = 1 };
            using TrainingRun run = new(settings, Table(), null);
            run.Run();
            return run.Network.Parameters.Read(run.Network.Parameters.Tensors.First(t => t.Name == "hidden1.batchnorm.mean"));
        }
        float[] plain = Means([new BatchNorm { Layers = [1] }]), adverse = Means([new BatchNorm { Layers = [1] }, new AdversarialRows(1e-6)]);
        for (int j = 0; j < plain.Length; j++) Assert.AreEqual(plain[j], adverse[j], 1e-5);
        Assert.IsGreaterThan(1e-3, plain.Max(Math.Abs));
    }

    [TestMethod]
    public void Source_NetworkWithoutInputSlopes_Refused()
    {
        using Crew crew = new(1);
        using Network network = Make(crew, inputSlopes: false);
        BatchRows rows = new(Table(), network, new OutputLoss(new LogisticLoss(), network, Rows));
        Assert.Contains("slopes of the inputs", Assert.ThrowsExactly<ArgumentException>(() => new BatchSource(rows, Rows, 1, [], new AdversarialRule(new AdversarialRows()))).Message);
    }
}
