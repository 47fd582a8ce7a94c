using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;

namespace MLRegularization.Tests.Networks.Training;

/// <summary>Averages of weights are their formulas, and nothing that belongs to other weights is used with them.</summary>
[TestClass]
public sealed class WeightAverageTests
{
    [TestMethod]
    public void AfterStep_Ema_IsTheCorrectedAverage()
    {
        const double decay = 0.9;
        using Bench bench = new(new Ema(decay));
        double sum = 0, shares = 0;
        for (int k = 1; k <= 20; k++)
        {
            bench.Set(k);
            bench.Average.AfterStep(k / 20.0);
            bench.Average.AfterEpoch(k / 20.0);
            sum = (decay * sum) + ((1 - decay) * bench.Network.Parameters.Values.All[0]);
            shares = (decay * shares) + (1 - decay);
            Assert.AreEqual(sum / shares, bench.Average.Values.All[0], 1e-6);
        }
        Assert.AreEqual(20, bench.Average.Count);
    }

    [TestMethod]
    public void AfterEpoch_Swa_IsTheMeanFromItsBeginOn()
    {
        using Bench bench = new(new Swa(0.5));
        List<double> counted = [];
        for (int epoch = 1; epoch <= 8; epoch++)
        {
            bench.Set(epoch);
            bench.Average.AfterStep(epoch / 8.0);
            bench.Average.AfterEpoch(epoch / 8.0);
            if (epoch >= 4) counted.Add(bench.Network.Parameters.Values.All[0]);
        }
        Assert.AreEqual(5, bench.Average.Count);
        Assert.AreEqual(counted.Average(), bench.Average.Values.All[0], 1e-6);
    }

    [TestMethod]
    public void Show_ThenHide_StatisticsAreMadeUnderTheAverageAndTheWeightsComeBack()
    {
        using Bench bench = new(new Swa(0));
        bench.Average.Show();
        Assert.AreEqual(0, bench.Recomputed, "there is no average yet");
        bench.Set(1);
        bench.Average.AfterEpoch(0.5);
        bench.Set(2);
        bench.Average.AfterEpoch(1);
        float[] last = [.. bench.Network.Parameters.Values.All];
        double lastOutput = bench.Output();
        bench.Average.Show();
        Assert.AreEqual(1, bench.Recomputed);
        Assert.IsTrue(bench.Network.Parameters.Values.All.SequenceEqual(bench.Average.Values.All));
        Assert.AreEqual(bench.Output(), bench.Statistic, "measured under the weights that are shown");
        Assert.AreNotEqual(lastOutput, bench.Statistic);
        Assert.ThrowsExactly<InvalidOperationException>(() => bench.Average.AfterEpoch(1));
        bench.Average.Hide();
        Assert.IsTrue(bench.Network.Parameters.Values.All.SequenceEqual(last));
        Assert.AreEqual(lastOutput, bench.Output());
        bench.Average.Hide();
        Assert.IsTrue(bench.Network.Parameters.Values.All.SequenceEqual(last));
    }

    [TestMethod]
    public void Show_BatchNorm_StatisticsAreThoseOfTheAveragedWeights()
    {
        using TrainedNetwork trained = new(NetworkSpec.Of(Activation.Tanh, 7) with { Regularization = [new BatchNorm()] });
        using WeightAverage average = new(new Swa(0), trained.Network, () => trained.Recompute(64));
        string[] statistics = [.. trained.Network.Parameters.Tensors.Where(t => !t.IsLearned).Select(t => t.Name)];
        Assert.HasCount(2, statistics);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            trained.Steps(5);
            average.AfterEpoch(1);
        }
        float[][] running = [.. statistics.Select(trained.Read)];
        double[] outputs = trained.Outputs();
        average.Show();
        float[][] shown = [.. statistics.Select(trained.Read)];
        trained.Recompute(40);
        for (int k = 0; k < shown.Length; k++)
        {
            foreach ((float a, float b) in shown[k].Zip(trained.Read(statistics[k]))) Assert.AreEqual(a, b, 1e-5);
            Assert.IsGreaterThan(1e-3, shown[k].Zip(running[k], (a, b) => Math.Abs(a - b)).Max(), "the running ones belong to other weights");
        }
        average.Hide();
        Assert.IsTrue(outputs.AsSpan().SequenceEqual(trained.Outputs()));
    }

    [TestMethod]
    public void Show_WeightsThatBecameZero_AreZero()
    {
        using Bench bench = new(new Ema());
        bench.Set(1);
        bench.Average.AfterStep(0);
        int place = bench.Network.Parameters.Tensors[0].At(1, 1);
        bench.Network.Parameters.Values.All[place] = 0;
        bench.Average.AfterStep(0.5);
        Assert.AreNotEqual(0f, bench.Average.Values.All[place]);
        bench.Average.Show();
        Assert.AreEqual(0f, bench.Network.Parameters.Values.All[place]);
    }

    private sealed class Bench : IDisposable
    {
        private readonly Crew crew = new(1);

        public Bench(WeightAveraging rule)
        {
            Network = NetworkBuilder.Build(NetworkSpec.Of(Activation.Tanh, 5), 3, 1, 8, trainable: true, crew);
            Network.Pass.Rows = 1;
            Average = new WeightAverage(rule, Network, () =>
            {
                Recomputed++;
                Statistic = Output();
            });
        }

        public Network Network { get; }

        public WeightAverage Average { get; }

        public int Recomputed { get; private set; }

        public double Statistic { get; private set; }

        public void Set(int seed)
        {
            Initializer.Run(Network.Parameters, Initialization.UniformByInputs, (ulong)seed);
            Network.Refresh();
        }

        /// <summary>The output of a row of ones.</summary>
        public double Output()
        {
            for (int j = 0; j < 3; j++) Network.Input.Values[0, j] = 1;
            Network.Forward();
            return Network.Output.Values[0, 0];
        }

        public void Dispose()
        {
            Average.Dispose();
            Network.Dispose();
            crew.Dispose();
        }
    }
}
