using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>L2 in the gradient and decoupled decay: both are their formulas, and under Adam they differ.</summary>
[TestClass]
public sealed class DecayTests
{
    private const double Lambda = 0.2, Rate = 0.01;
    private const int Steps = 50;

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void Run_FiftyStepsOfAdam_IsTheFormula(bool decoupled)
    {
        RegularizationSpec regularization = decoupled ? [new WeightDecay(Lambda)] : [new L2(Lambda)];
        using UpdateBench bench = new(new Adam(), regularization);
        bench.Run(Steps, Rate);
        foreach (ParameterTensor tensor in bench.Learned)
            foreach (int place in UpdateBench.Places(tensor))
                Assert.AreEqual(PlainAdam(bench, place, tensor.Role == ParameterRole.Weight ? Lambda : 0, decoupled), bench.Values[place], 1e-5, tensor.Name);
        bench.CheckPadding();
    }

    [TestMethod]
    public void Run_L2AndDecayUnderAdam_Differ_AndUnderSgdAgree()
    {
        using UpdateBench l2 = new(new Adam(), [new L2(Lambda)]), decay = new(new Adam(), [new WeightDecay(Lambda)]), plainL2 = new(new Sgd(), [new L2(Lambda)]), plainDecay = new(new Sgd(), [new WeightDecay(Lambda)]);
        foreach (UpdateBench bench in new[] { l2, decay, plainL2, plainDecay }) bench.Run(Steps, Rate);
        int place = l2.Tensor("hidden1.weight").At(0, 0);
        Assert.IsGreaterThan(1e-3, Math.Abs(l2.Values[place] - decay.Values[place]));
        for (int i = 0; i < l2.Values.Length; i++) Assert.AreEqual(plainL2.Values[i], plainDecay.Values[i], 1e-5);
    }

    [TestMethod]
    public void Run_DecayOnASchedule_FollowsItAndTheTensorsOwnRate()
    {
        using UpdateBench bench = new(new Sgd(), [new WeightDecay(0.5, new Step(0.5, 0)) { IncludeBiases = true }]);
        bench.Tensor("hidden1.bias").RateFactor = 0.1;
        bench.Run(4, _ => 0.1, (_, _, _) => 0);
        // Progress is 0, ¼, ½, ¾: two steps decay.
        foreach (ParameterTensor tensor in bench.Learned)
            foreach (int place in UpdateBench.Places(tensor))
                Assert.AreEqual(bench.First[place] * Math.Pow(1 - (0.1 * tensor.RateFactor * 0.5), 2), bench.Values[place], 1e-6, tensor.Name);
    }

    [TestMethod]
    public void Run_DecayAboveOnePerStep_EndsAtZeroAndTurnsNoSign()
    {
        using UpdateBench bench = new(new Sgd(), [new WeightDecay(50) { IncludeBiases = true }]);
        bench.Run(1, _ => 0.1, (_, _, _) => 0);
        Assert.IsTrue(bench.IsZero);
    }

    [TestMethod]
    public void Run_L2WithDecay_AddsTheGradientOfWeightsBeforeTheyDecay()
    {
        foreach (RegularizationSpec both in new RegularizationSpec[] { [new WeightDecay(0.5), new L2(0.25)], [new L2(0.25), new WeightDecay(0.5)] })
        {
            using UpdateBench bench = new(new Sgd(), both);
            bench.Run(1, _ => 0.1, (_, _, _) => 0);
            foreach (int place in UpdateBench.Places(bench.Tensor("output.weight"))) Assert.AreEqual(bench.First[place] * (1 - 0.05 - 0.025), bench.Values[place], 1e-6);
        }
    }

    [TestMethod]
    public void Run_ElasticNet_IsL1AndL2Together()
    {
        using UpdateBench one = new(new Adam(), [new ElasticNetPenalty(0.5, 0.4)]), two = new(new Adam(), [new L1(0.2), new L2(0.3)]);
        one.Run(Steps, Rate);
        two.Run(Steps, Rate);
        Assert.IsTrue(one.Values.SequenceEqual(two.Values));
        Assert.AreEqual(new L1(0.2).Value(one.Parameters) + new L2(0.3).Value(one.Parameters), new ElasticNetPenalty(0.5, 0.4).Value(one.Parameters), 1e-9);
        Assert.IsTrue(new ElasticNetPenalty(1, 0).IsSmooth);
        Assert.IsFalse(new ElasticNetPenalty(1, 0.1).IsSmooth);
    }

    private static double PlainAdam(UpdateBench bench, int place, double lambda, bool decoupled)
    {
        double w = bench.First[place], m = 0, v = 0;
        for (int t = 1; t <= Steps; t++)
        {
            double g = bench.Slope(place, w) + (decoupled ? 0 : lambda * w);
            if (decoupled) w *= 1 - (Rate * lambda);
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            w -= Rate * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
        }
        return w;
    }
}
