using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Training;

/// <summary>Steps with everything that can act on weights: same bits on any number of threads and after a pause, layers told of late changes.</summary>
[TestClass]
public sealed class ParameterUpdateTests
{
    private static readonly RegularizationSpec Everything =
    [
        new L1(0.01), new L2(0.01), new ElasticNetPenalty(0.01), new WeightDecay(0.1), new GroupLasso(0.01), new GroupLasso(0.01, WeightGroups.Units) { IncludeBiases = true }, new NormPenalty(0.01),
        new MaxNorm(2), new L1Ball(50), new L2Ball(5), new NonNegative(),
    ];

    private static readonly StepOptimizer Optimizer = new Lookahead(new Adam(), 3);

    [TestMethod]
    public void Run_OneTwoAndFourThreads_SameBits()
    {
        using UpdateBench alone = new(Optimizer, Everything, new ClipNorm(1));
        alone.Run(10, 0.05);
        foreach (int threads in new[] { 1, 2, 4 })
        {
            using Crew crew = new(threads);
            using UpdateBench bench = new(Optimizer, Everything, new ClipNorm(1), crew);
            bench.Run(10, 0.05);
            Assert.IsTrue(alone.Values.SequenceEqual(bench.Values));
            bench.CheckPadding();
        }
    }

    [TestMethod]
    public void Run_PausedAndContinuedElsewhere_SameBits()
    {
        double Rate(int step) => 0.05 / step;
        using UpdateBench through = new(Optimizer, Everything), first = new(Optimizer, Everything), second = new(Optimizer, Everything);
        through.Run(10, Rate);
        first.Run(4, Rate);
        first.Values.CopyTo(second.Values);
        for (int m = 0; m < first.Update.Moments.Count; m++) first.Update.Moments[m].All.CopyTo(second.Update.Moments[m].All);
        second.Update.Steps = first.Update.Steps;
        second.Run(6, Rate);
        Assert.IsTrue(through.Values.SequenceEqual(second.Values));
    }

    [TestMethod]
    public void Finish_RulesOfSlicesAlone_NeedNoRefresh()
    {
        using UpdateBench slices = new(new Adam(), [new L1(0.1), new L2(0.1), new WeightDecay(0.1), new NormPenalty(0.1), new MaxNorm(1), new NonNegative()]), tensors = new(new Adam(), [new L2Ball(1)]);
        Assert.IsFalse(slices.Update.HasTensorRules);
        Assert.IsTrue(tensors.Update.HasTensorRules);
        foreach (UpdateBench bench in new[] { slices, tensors })
        {
            bench.Update.Begin(0.1, 0);
            Assert.AreEqual(bench == tensors, bench.Update.Finish());
        }
    }

    [TestMethod]
    public void Run_RateOfZero_ProximalStepsDoNothing()
    {
        using UpdateBench bench = new(new Adam(), [new L1(1), new GroupLasso(1), new GroupLasso(1, WeightGroups.Units), new WeightDecay(1)]);
        bench.Run(3, 0);
        Assert.IsTrue(bench.First.AsSpan().SequenceEqual(bench.Values));
    }

    [TestMethod]
    public void Run_NaNGradient_IsSeenInTheWeights()
    {
        foreach (GradientClip? clip in new GradientClip?[] { null, new ClipNorm(1), new ClipValue(1) })
        {
            using UpdateBench bench = new(new Adam(), Everything, clip);
            int place = bench.Tensor("hidden1.weight").At(2, 2);
            bench.Run(1, _ => 0.1, (_, p, _) => p == place ? double.NaN : 0.1);
            Assert.IsTrue(float.IsNaN(bench.Values[place]));
        }
    }
}
