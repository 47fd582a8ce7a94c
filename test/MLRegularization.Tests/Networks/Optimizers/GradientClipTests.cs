using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Optimizers;

/// <summary>Clipping changes the steps that are too long, and no others.</summary>
[TestClass]
public sealed class GradientClipTests
{
    [TestMethod]
    public void Run_ClipNorm_StepIsAsLongAsTheLimitAndKeepsItsDirection()
    {
        using UpdateBench plain = new(new Sgd(), []), clipped = new(new Sgd(), [], new ClipNorm(0.7));
        plain.Run(1, 0.1);
        clipped.Run(1, 0.1);
        double[] free = Moves(plain), held = Moves(clipped);
        double length = Math.Sqrt(free.Sum(v => v * v)), factor = 0.07 / length;
        Assert.IsLessThan(1, factor);
        Assert.AreEqual(length / 0.1, clipped.Update.GradientNorm, 1e-4);
        for (int i = 0; i < free.Length; i++) Assert.AreEqual(factor * free[i], held[i], 1e-6);
        clipped.CheckPadding();
    }

    [TestMethod]
    public void Run_ClipValue_EveryMoveIsAtMostTheLimit()
    {
        using UpdateBench plain = new(new Sgd(), []), clipped = new(new Sgd(), [], new ClipValue(0.4));
        plain.Run(1, 0.1);
        clipped.Run(1, 0.1);
        double[] free = Moves(plain), held = Moves(clipped);
        for (int i = 0; i < free.Length; i++) Assert.AreEqual(Math.Clamp(free[i], -0.04, 0.04), held[i], 1e-6);
        Assert.IsTrue(free.Any(v => Math.Abs(v) > 0.05));
        Assert.IsFalse(clipped.Update.Finish());
    }

    [TestMethod]
    public void Run_LimitNeverReached_SameBitsAsWithout()
    {
        RegularizationSpec regularization = [new L1(0.1), new WeightDecay(0.1), new MaxNorm(0.8), new L2Ball(3)];
        foreach (GradientClip clip in new GradientClip[] { new ClipNorm(1e6), new ClipValue(1e6) })
        {
            using UpdateBench plain = new(new Adam(), regularization), clipped = new(new Adam(), regularization, clip);
            plain.Run(10, 0.05);
            clipped.Run(10, 0.05);
            Assert.IsTrue(plain.Values.SequenceEqual(clipped.Values), clip.Describe());
        }
    }

    [TestMethod]
    public void Run_ClipNormWithL2_ClipsTheLossAlone()
    {
        using UpdateBench bench = new(new Sgd(), [new L2(0.5)], new ClipNorm(1e-12));
        bench.Run(1, 0.1);
        foreach (int place in UpdateBench.Places(bench.Tensor("hidden1.weight"))) Assert.AreEqual(bench.First[place] * 0.95, bench.Values[place], 1e-6);
    }

    [TestMethod]
    public void Problem_BadNumbers_OneSentence()
    {
        foreach (GradientClip clip in new GradientClip[] { new ClipNorm(0), new ClipNorm(double.NaN), new ClipValue(-1) })
        {
            Assert.EndsWith(".", Assert.ThrowsExactly<ArgumentException>(() => new UpdateBench(new Sgd(), [], clip)).Message);
            Assert.Contains("clipped to", clip.Describe());
        }
    }

    private static double[] Moves(UpdateBench bench) => [.. bench.Learned.SelectMany(UpdateBench.Places).Select(p => (double)bench.Parameters.Values.All[p] - bench.First[p])];
}
