using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>Batch norm and layer norm: gradients, running statistics, and what a fitted model does.</summary>
[TestClass]
public sealed class NormTests
{
    [TestMethod]
    [DataRow(true), DataRow(false)]
    public void Step_BatchNorm_GradientIsTheSlope(bool training)
        => new GradientCheck { Spec = Spec(Activation.Tanh, new BatchNorm(), 7, 6) }.Run(training);

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public void Step_LayerNorm_GradientIsTheSlope(bool training)
        => new GradientCheck { Spec = Spec(Activation.Silu, new LayerNorm(), 7, 6) }.Run(training);

    // More than one panel, block of rows and stage; one norm at a time and both together.
    [TestMethod]
    public void Step_NormsOfWideLayersAndManyRows_GradientIsTheSlope()
    {
        GradientCheck Check(params RegularizationSpec norms) => new()
        {
            Spec = NetworkSpec.Of(Activation.Tanh, 37, 9) with { Regularization = norms },
            Rows = 83,
            Loss = new MultinomialLoss(3),
            Label = (i, _) => i % 3,
        };
        Check(new BatchNorm()).Run(training: true);
        Check(new LayerNorm()).Run(training: true);
        Check(new BatchNorm { Layers = [2] }, new LayerNorm { Layers = [1, 2] }).Run(training: true);
    }

    // Padding of parameters: columns beyond a tensor's own.
    [TestMethod]
    public void Step_Norms_PaddingStaysZero()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Sigmoid, 37, 9) with { Regularization = [new BatchNorm { Layers = [1] }, new LayerNorm { Layers = [2] }] });
        trained.Steps(5);
        trained.AssertPaddingIsZero();
    }

    [TestMethod]
    public void Step_Norms_BitsDoNotDependOnThreads()
        => TrainedNetwork.AssertSameBits(NetworkSpec.Of(Activation.Relu, 96, 64) with { Regularization = [new BatchNorm(), new LayerNorm { Layers = [2] }] });

    [TestMethod]
    public void Forward_FittedBatchNorm_KnowsNoBatch()
    {
        using TrainedNetwork trained = new(Spec(Activation.Tanh, new BatchNorm(), 9));
        trained.Steps(20);
        double[] together = trained.Outputs(), alone = [.. Enumerable.Range(0, 10).Select(i => trained.Outputs(i, 1)[0])];
        for (int i = 0; i < alone.Length; i++) Assert.AreEqual(together[i], alone[i]);
        trained.Network.Pass.Training = true;
        Assert.AreNotEqual(together[0], trained.Raw(0, 20)[0]);
    }

    // 1 − 0.9^t of the way from 0 and 1 to the mean and the variance by n − 1, if every batch is the same.
    [TestMethod]
    public void Forward_SameBatchAgain_RunningStatisticsApproachIt()
    {
        using TrainedNetwork trained = new(Spec(Activation.Tanh, new BatchNorm(), 3));
        trained.Network.Pass.Training = true;
        for (int t = 0; t < 3; t++) trained.Raw(0, 70);
        double[][] sums = trained.FirstSums(0, 70);
        for (int j = 0; j < 3; j++)
        {
            double mean = sums.Average(s => s[j]), variance = sums.Sum(s => (s[j] - mean) * (s[j] - mean)) / 69, kept = 0.9 * 0.9 * 0.9;
            Assert.AreEqual((1 - kept) * mean, trained.Read("hidden1.batchnorm.mean")[j], 1e-6);
            Assert.AreEqual(kept + ((1 - kept) * variance), trained.Read("hidden1.batchnorm.variance")[j], 1e-6);
        }
    }

    [TestMethod]
    public void Forward_BatchOfOneRow_GivesTheShiftAndLeavesTheRunningStatistics()
    {
        using TrainedNetwork trained = new(Spec(Activation.Tanh, new BatchNorm(), 3));
        trained.Steps(2);
        float[] mean = trained.Read("hidden1.batchnorm.mean"), variance = trained.Read("hidden1.batchnorm.variance");
        trained.Network.Pass.Training = true;
        Assert.AreEqual(trained.Raw(0, 1)[0], trained.Raw(1, 1)[0]);
        CollectionAssert.AreEqual(mean, trained.Read("hidden1.batchnorm.mean"));
        CollectionAssert.AreEqual(variance, trained.Read("hidden1.batchnorm.variance"));
    }

    [TestMethod]
    public void Recompute_StaleStatistics_AreThoseOfTheRowsHoweverCut()
    {
        using TrainedNetwork trained = new(Spec(Activation.Relu, new BatchNorm(), 12, 5));
        trained.Steps(3);
        float[] first = trained.Read("hidden1.weight");
        trained.Network.Parameters.Write(trained.Network.Parameters.Tensors[0], [.. first.Select(w => (3 * w) + 1)]);
        float[] stale = trained.Read("hidden1.batchnorm.mean");
        trained.Recompute(50);
        double[][] sums = trained.FirstSums(0, TrainedNetwork.Rows);
        float[] mean = trained.Read("hidden1.batchnorm.mean"), deeper = trained.Read("hidden2.batchnorm.variance");
        for (int j = 0; j < 12; j++) Assert.AreEqual(sums.Average(s => s[j]), mean[j], 1e-5);
        Assert.AreNotEqual(stale[0], mean[0], 1e-3);
        trained.Recompute(TrainedNetwork.Rows);
        for (int j = 0; j < 5; j++) Assert.AreEqual(trained.Read("hidden2.batchnorm.variance")[j], deeper[j], 1e-5 * deeper[j]);
        // With true statistics the sums of all rows together have mean β and deviation γ, in training mode as out of it.
        double[] fitted = trained.Outputs();
        trained.Network.Pass.Training = true;
        double[] training = trained.Raw(0, TrainedNetwork.Rows);
        for (int i = 0; i < fitted.Length; i++) Assert.AreEqual(training[i], fitted[i], 0.02 * (1 + Math.Abs(fitted[i])));
    }

    [TestMethod]
    public void Build_NormOfTheOutputs_IsRefused()
    {
        ArgumentException e = Assert.ThrowsExactly<ArgumentException>(() => new TrainedNetwork(Spec(Activation.Tanh, new BatchNorm { Layers = [2] }, 3)));
        Assert.AreEqual("BatchNorm names layer 2, the outputs, and acts on hidden layers only; leave that one out.", e.Message);
    }

    [TestMethod]
    [DataRow(0.0, 1e-5, "The momentum of batch norm is 0; it must be above 0 and at most 1: 0.1 is usual.")]
    [DataRow(0.1, 0.0, "The ε of batch norm is 0; it must be above 0: 1e-5 is usual.")]
    public void Build_WrongNumbers_AreRefused(double momentum, double epsilon, string message)
        => Assert.AreEqual(message, Assert.ThrowsExactly<ArgumentException>(() => new TrainedNetwork(Spec(Activation.Tanh, new BatchNorm(momentum, epsilon), 3))).Message);

    private static NetworkSpec Spec(Activation activation, Regularizer norm, params int[] widths) => NetworkSpec.Of(activation, widths) with { Regularization = [norm] };
}
