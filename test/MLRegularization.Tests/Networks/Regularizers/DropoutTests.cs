using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>Dropout of units and of inputs: gradients, the mean it keeps, and its silence in a fitted model.</summary>
[TestClass]
public sealed class DropoutTests
{
    [TestMethod]
    public void Step_Dropout_GradientIsTheSlope()
    {
        Func<int, int, double>[] masks = [.. new[] { (0, 40, 0.25), (1, 37, 0.3), (2, 9, 0.3) }.Select(m => NoiseProbe.Of(70, m.Item2, 1, s => new DropoutLayer(s, m.Item1, _ => m.Item3)))];
        Assert.AreEqual(0.75, Enumerable.Range(0, 70 * 40).Count(k => masks[0](k / 40, k % 40) > 0) / 2800.0, 0.04);
        new GradientCheck
        {
            Spec = NetworkSpec.Of(Activation.Tanh, 37, 9) with { Regularization = [new Dropout(0.3), new InputDropout(0.25)] },
            Inputs = 40,
            Rows = 70,
            Noise = new() { Mask = (layer, row, unit) => masks[layer](row, unit) },
        }.Run(training: true);
    }

    [TestMethod]
    public void Step_DropoutOfOneLayer_GradientIsTheSlope()
    {
        Func<int, int, double> mask = NoiseProbe.Of(19, 6, 1, s => new DropoutLayer(s, 2, _ => 0.5));
        new GradientCheck
        {
            Spec = NetworkSpec.Of(Activation.Silu, 7, 6) with { Regularization = [new Dropout(0.5) { Layers = [2] }] },
            Noise = new() { Mask = (layer, row, unit) => layer == 2 ? mask(row, unit) : 1 },
        }.Run(training: true);
    }

    [TestMethod]
    public void Step_DropoutOutOfTraining_GradientIsThatOfThePlainNetwork()
        => new GradientCheck { Spec = NetworkSpec.Of(Activation.Tanh, 7, 6) with { Regularization = [new Dropout(0.3), new InputDropout(0.25)] } }.Run(training: false);

    [TestMethod]
    public void Forward_Dropout_KeepsTheMean() => TrainedNetwork.AssertMeanIsThatOfTheFittedModel([new Dropout(0.4)], 12);

    [TestMethod]
    public void Forward_InputDropout_KeepsTheMean() => TrainedNetwork.AssertMeanIsThatOfTheFittedModel([new InputDropout(0.4)], 12);

    [TestMethod]
    public void Forward_FittedModel_NeverDrops()
    {
        NetworkSpec plain = NetworkSpec.Of(Activation.Relu, 20, 20);
        using TrainedNetwork with = new(plain with { Regularization = [new Dropout(0.5), new InputDropout(0.5), new GaussianInputNoise(1)] }), without = new(plain);
        CollectionAssert.AreEqual(without.Outputs(), with.Outputs());
    }

    // A batch that is carried up again is the same batch: noise never changes the caller's numbers.
    [TestMethod]
    public void Forward_SameBatchTwice_HasTheSameNoise()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Relu, 20) with { Regularization = [new Dropout(0.2), new InputDropout(0.2), new GaussianInputNoise(1)] });
        trained.Network.Pass.Training = true;
        double[] first = trained.Raw(0, 9);
        trained.Network.Forward();
        for (int i = 0; i < 9; i++)
        {
            Assert.AreEqual(first[i], trained.Network.Output.Values[i, 0]);
            Assert.AreEqual(trained.Table[i][1], trained.Network.Input.Values[i, 1]);
        }
    }

    [TestMethod]
    public void Step_Dropout_BitsDoNotDependOnThreads()
        => TrainedNetwork.AssertSameBits(NetworkSpec.Of(Activation.Relu, 96, 64) with { Regularization = [new Dropout(0.2), new InputDropout(0.2), new GaussianInputNoise(0.1), new InputScaling()] });

    [TestMethod]
    public void Step_Dropout_PaddingStaysZero()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Sigmoid, 37, 9) with { Regularization = [new Dropout(0.2), new InputDropout(0.2), new GaussianInputNoise(0.1)] });
        trained.Steps(5);
        trained.AssertPaddingIsZero();
    }

    [TestMethod]
    public void Build_RateOfOne_IsRefused()
        => Assert.AreEqual("The rate of input dropout is 1; it must be from 0 to below 1: give the share of inputs to drop.",
            Assert.ThrowsExactly<ArgumentException>(() => new TrainedNetwork(NetworkSpec.Of(Activation.Tanh) with { Regularization = [new InputDropout(1)] })).Message);
}
