using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>L1 by proximal steps: the zeros are exact, and λ means the same under every optimiser.</summary>
[TestClass]
public sealed class L1Tests
{
    public static IEnumerable<object[]> Optimizers =>
    [
        [new Sgd(), 0.2, 300], [new Sgd(0.9), 0.02, 1000], [new Sgd(0.9, Nesterov: true), 0.02, 1000], [new Adam(), 0.01, 3000], [new Adam(0.9, 0.95), 0.01, 3000],
        [new Lookahead(new Adam()), 0.01, 4000], [new Lookahead(new Sgd()), 0.2, 600],
    ];

    // The loss is ½ c (w − t)² of each weight: the minimiser of loss + λ|w| is t shrunk by λ / c, 0 where |t| ≤ λ / c.
    [TestMethod]
    [DynamicData(nameof(Optimizers))]
    public void Run_UnderEveryOptimizer_EndsAtTheMinimiserWithExactZeros(StepOptimizer optimizer, double rate, int steps)
    {
        const double lambda = 0.5;
        using UpdateBench bench = new(optimizer, [new L1(lambda)]);
        // The rate falls, so that steps of Adam, which do not shrink with gradients, end.
        bench.Run(steps, s => rate * Math.Min(1, 3 * (1.001 - ((double)s / steps))));
        int zeros = 0;
        foreach (int place in UpdateBench.Places(bench.Tensor("hidden1.weight")))
        {
            double c = bench.Slope(place, 1) - bench.Slope(place, 0), t = -bench.Slope(place, 0) / c, minimiser = Math.Sign(t) * Math.Max(Math.Abs(t) - (lambda / c), 0);
            Assert.AreEqual(minimiser, bench.Values[place], 1e-3);
            // Ties within what the steps leave open may fall on either side.
            if (Math.Abs(t) > (lambda / c) - 0.01) continue;
            Assert.AreEqual(0f, bench.Values[place]);
            zeros++;
        }
        Assert.IsGreaterThan(50, zeros);
        foreach (int place in UpdateBench.Places(bench.Tensor("hidden1.bias"))) Assert.AreEqual(0, bench.Slope(place, bench.Values[place]), 2e-3, "biases are exempt");
        bench.CheckPadding();
    }

    [TestMethod]
    public void Run_OneStepOfSgdAndAdam_IsTheBruteForceMinimiser()
    {
        const double lambda = 0.3, rate = 0.5;
        foreach (StepOptimizer optimizer in new StepOptimizer[] { new Sgd(), new Sgd(0.9), new Adam() })
        {
            using UpdateBench free = new(optimizer, []), bench = new(optimizer, [new L1(lambda)]);
            free.Run(1, rate);
            bench.Run(1, rate);
            foreach (int place in UpdateBench.Places(bench.Tensor("output.weight")))
            {
                // After one step v̂ is g².
                double size = optimizer is Adam ? rate / (Math.Abs(bench.Slope(place, bench.First[place])) + 1e-8) : rate, z = free.Values[place];
                double best = Enumerable.Range(-40_000, 80_001).Select(k => k / 10_000.0).MinBy(w => ((w - z) * (w - z) / (2 * size)) + (lambda * Math.Abs(w)));
                Assert.AreEqual(best, bench.Values[place], 1.01e-4, optimizer.Describe());
            }
        }
    }

    [TestMethod]
    public void Run_BiasesIncludedAndLayersNamed_ActsThereOnly()
    {
        using UpdateBench all = new(new Sgd(), [new L1(5) { IncludeBiases = true }]), second = new(new Sgd(), [new L1(5) { Layers = [2] }]);
        all.Run(50, 0.2);
        second.Run(50, 0.2);
        Assert.IsTrue(all.IsZero);
        foreach (ParameterTensor tensor in second.Parameters.Tensors)
            Assert.AreEqual(tensor.Name == "output.weight", second.Parameters.Read(tensor).All(v => v == 0), tensor.Name);
    }
}
