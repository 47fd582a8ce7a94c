using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>Noise on weights: up and down with the noisy ones, steps of the clean ones.</summary>
[TestClass]
public sealed unsafe class WeightNoiseTests
{
    private static readonly NetworkSpec Spec = NetworkSpec.Of(Activation.Tanh, 37, 9) with { Regularization = [new WeightNoise(0.2) { Layers = [1, 2] }, new SkipConnections(true)] };

    [TestMethod]
    public void Step_WeightNoise_GradientIsTheSlope()
    {
        Dictionary<string, double[]> drawn = Drawn(epoch: 2, firstRow: 0);
        CollectionAssert.AreEquivalent(new[] { "hidden1.weight", "hidden1.skip.weight", "hidden2.weight", "hidden2.skip.weight" }, drawn.Keys);
        double[] all = [.. drawn.Values.SelectMany(v => v)];
        Assert.AreEqual(0, all.Average(), 0.03);
        Assert.AreEqual(0.04, all.Average(v => v * v), 0.008);
        new GradientCheck { Spec = Spec, Rows = 70, Noise = new() { Weights = name => drawn.GetValueOrDefault(name) } }.Run(training: true);
    }

    [TestMethod]
    public void Step_WeightNoiseOutOfTraining_GradientIsThatOfThePlainNetwork() => new GradientCheck { Spec = Spec, Rows = 70 }.Run(training: false);

    [TestMethod]
    public void Draw_OtherBatchEpochOrTensor_IsOtherNoise()
    {
        Dictionary<string, double[]> drawn = Drawn(2, 0);
        CollectionAssert.AreEqual(drawn["hidden1.weight"], Drawn(2, 0)["hidden1.weight"]);
        CollectionAssert.AreNotEqual(drawn["hidden1.weight"], Drawn(3, 0)["hidden1.weight"]);
        CollectionAssert.AreNotEqual(drawn["hidden1.weight"], Drawn(2, 1)["hidden1.weight"]);
        CollectionAssert.AreNotEqual(drawn["hidden1.weight"], drawn["hidden1.skip.weight"]);
    }

    [TestMethod]
    public void Forward_WeightNoise_KeepsTheMean() => TrainedNetwork.AssertMeanIsThatOfTheFittedModel([new WeightNoise(0.1)], 12);

    // Out of training nothing of the noise is left, right after a training pass too: the outputs come by dot products of the transposed weights.
    [TestMethod]
    public void Forward_FittedModel_HasNoNoise()
    {
        NetworkSpec plain = NetworkSpec.Of(Activation.Relu, 40, 20);
        using TrainedNetwork with = new(plain with { Regularization = [new WeightNoise(0.5)] }), without = new(plain);
        with.Network.Pass.Training = true;
        double[] noisy = with.Raw(0, 20);
        CollectionAssert.AreEqual(without.Outputs(), with.Outputs());
        Assert.AreNotEqual(noisy[0], with.Outputs()[0]);
    }

    [TestMethod]
    public void Step_WeightNoise_PaddingStaysZero()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Sigmoid, 37, 9) with { Regularization = [new WeightNoise(0.1)] });
        trained.Steps(5);
        trained.AssertPaddingIsZero();
        foreach (LinearLayer layer in trained.Network.Layers.OfType<LinearLayer>())
            for (int i = 0; i < layer.Weight.Rows; i++)
                for (int c = layer.Weight.Columns; c < layer.Weight.Panels * FloatPanels.Width; c++)
                    Assert.AreEqual(0f, layer.Noise!.Panel(c / FloatPanels.Width)[(i * FloatPanels.Width) + (c % FloatPanels.Width)]);
    }

    [TestMethod]
    public void Step_WeightNoise_BitsDoNotDependOnThreads()
        => TrainedNetwork.AssertSameBits(NetworkSpec.Of(Activation.Relu, 96, 64) with { Regularization = [new WeightNoise(0.05)] });

    [TestMethod]
    public void Problem_NegativeDeviation_IsRefused()
        => Assert.AreEqual("The deviation of weight noise is -1; it must be 0 or more: 0.01 to 0.1 are usual.", new WeightNoise(-1).Problem());

    // Noise alone: that of a network whose weights are 0.
    private static Dictionary<string, double[]> Drawn(int epoch, int firstRow)
    {
        using Crew crew = new(1);
        using Network network = NetworkBuilder.Build(Spec, 5, 1, 8, trainable: true, crew);
        (network.Pass.Rows, network.Pass.Training, network.Pass.Seed, network.Pass.Epoch, network.Pass.RowIds[0]) = (1, true, 5, epoch, firstRow);
        network.Forward();
        return network.Layers.OfType<LinearLayer>().Where(l => l.Noise is not null).ToDictionary(l => l.Weight.Name, l => Enumerable.Range(0, l.Weight.Rows)
            .SelectMany(i => Enumerable.Range(0, l.Weight.Columns).Select(c => (double)l.Noise!.Panel(c / FloatPanels.Width)[(i * FloatPanels.Width) + (c % FloatPanels.Width)])).ToArray());
    }
}
