using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>Skip connections and stochastic depth: gradients, where skips are, and the mean that is kept.</summary>
[TestClass]
public sealed class SkipTests
{
    // Widths 5 → 5 → 7 → 7: around layers 1 and 3, and with a projection around 2 as well.
    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void Step_Skips_GradientIsTheSlope(bool projection)
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 5, 7, 7) with { Regularization = [new SkipConnections(projection)] }, InputSlopes = true }.Run();

    [TestMethod]
    public void Step_SkipsOfWideLayersAmongNorms_GradientIsTheSlope()
    {
        Func<int, int, double> mask = NoiseProbe.Of(70, 37, 1, s => new DropoutLayer(s, 2, _ => 0.3));
        new GradientCheck
        {
            Spec = NetworkSpec.Of(Activation.Silu, 37, 37, 33) with { Regularization = [new SkipConnections(true), new BatchNorm { Layers = [1, 3] }, new LayerNorm { Layers = [2] }, new Dropout(0.3) { Layers = [2] }, new InputScaling()] },
            Rows = 70,
            InputSlopes = true,
            Noise = new() { Mask = (layer, row, unit) => layer == 2 ? mask(row, unit) : 1 },
        }.Run(training: true);
    }

    [TestMethod]
    public void Build_Projection_IsOnlyWhereWidthsDiffer()
    {
        static string[] Names(params RegularizationSpec spec)
        {
            using TrainedNetwork network = new(NetworkSpec.Of(Activation.Tanh, 5, 7, 7) with { Regularization = spec });
            return [.. network.Network.Parameters.Tensors.Select(t => t.Name).Where(n => n.Contains("skip", StringComparison.Ordinal))];
        }
        Assert.IsEmpty(Names(new SkipConnections()));
        CollectionAssert.AreEqual(new[] { "hidden2.skip.weight" }, Names(new SkipConnections(true)));
        Assert.IsEmpty(Names(new SkipConnections(true) { Layers = [1, 3] }));
    }

    // Layers 1 and 3 can be skipped: with probability 0.2 and 0.4.
    [TestMethod]
    public void Step_StochasticDepth_GradientIsTheSlope()
    {
        Func<int, double>[] factors = [.. new[] { (1, 0.2), (3, 0.4) }.Select(f => Factors(f.Item1, f.Item2))];
        Assert.IsTrue(Enumerable.Range(0, 70).All(i => factors[0](i) is 0 or 1.25));
        Assert.AreEqual(28, Enumerable.Range(0, 70).Count(i => factors[1](i) == 0), 12);
        new GradientCheck
        {
            Spec = NetworkSpec.Of(Activation.Tanh, 5, 7, 7) with { Regularization = [new SkipConnections(), new StochasticDepth(0.4)] },
            Rows = 70,
            Noise = new() { Depth = (layer, row) => factors[layer / 2](row) },
        }.Run(training: true);
    }

    [TestMethod]
    public void Step_StochasticDepthWithProjections_GradientIsTheSlope()
    {
        Func<int, double>[] factors = [.. Enumerable.Range(1, 2).Select(l => Factors(l, 0.25 * l))];
        new GradientCheck
        {
            Spec = NetworkSpec.Of(Activation.Tanh, 9, 6) with { Regularization = [new SkipConnections(true), new StochasticDepth(0.5)] },
            Rows = 70,
            Noise = new() { Depth = (layer, row) => factors[layer - 1](row) },
        }.Run(training: true);
    }

    [TestMethod]
    public void Forward_StochasticDepth_KeepsTheMean() => TrainedNetwork.AssertMeanIsThatOfTheFittedModel([new SkipConnections(), new StochasticDepth(0.5)], 5, 5);

    [TestMethod]
    public void Forward_FittedModel_SkipsNothing()
    {
        NetworkSpec plain = NetworkSpec.Of(Activation.Relu, 9, 9) with { Regularization = [new SkipConnections()] };
        using TrainedNetwork with = new(plain with { Regularization = plain.Regularization.With(new StochasticDepth(0.9)) }), without = new(plain);
        CollectionAssert.AreEqual(without.Outputs(), with.Outputs());
    }

    [TestMethod]
    public void Step_Skips_PaddingStaysZero()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Sigmoid, 37, 37, 9) with { Regularization = [new SkipConnections(true), new StochasticDepth(0.3), new LayerNorm()] });
        trained.Steps(5);
        trained.AssertPaddingIsZero();
    }

    [TestMethod]
    public void Step_Skips_BitsDoNotDependOnThreads()
        => TrainedNetwork.AssertSameBits(NetworkSpec.Of(Activation.Relu, 96, 96, 64) with { Regularization = [new SkipConnections(true), new StochasticDepth(0.3), new BatchNorm { Layers = [2] }] });

    [TestMethod]
    public void Build_StochasticDepthWithoutSkips_IsRefused()
        => Assert.AreEqual("Stochastic depth lets rows skip layers and there are no skip connections; add SkipConnections, or leave StochasticDepth out.",
            Assert.ThrowsExactly<ArgumentException>(() => new TrainedNetwork(NetworkSpec.Of(Activation.Tanh, 5) with { Regularization = [new StochasticDepth(0.1)] })).Message);

    private static Func<int, double> Factors(int layer, double rate)
    {
        Func<int, int, double> found = NoiseProbe.Of(70, 1, 1, s => new SkipLayer(s, new Signal(70, 1, null), layer, rate));
        return row => found(row, 0);
    }
}
