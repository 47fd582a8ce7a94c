using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Networks.Training;

/// <summary>Runs: they learn, keep the best epoch, repeat to the bit, go on where they were left, and stop with a word when numbers overflow.</summary>
[TestClass]
public sealed class TrainingRunTests
{
    private static readonly TrainingSettings Plain = new()
    {
        Spec = NetworkSpec.Of(Activation.Tanh, 24, 16),
        Loss = new SquaredLoss(),
        Optimizer = new Adam(),
        LearningRate = 0.01,
        RateSchedule = new Constant(),
        Epochs = 40,
        BatchSize = 32,
        Metric = NetworkMetric.Loss,
        Seed = 1,
        Threads = 1,
    };

    [TestMethod]
    public void Run_SmoothFunction_IsLearned()
    {
        using TrainingRun run = new(Plain, Wave(400, 1), Wave(200, 2));
        TrainingHistory history = run.Run();
        Assert.AreEqual(TrainingEnd.AllEpochs, history.End);
        Assert.HasCount(40, history.Epochs);
        // The target's half variance is about 0.3.
        Assert.IsLessThan(0.01, history.Best!.ValidationLoss);
        Assert.IsLessThan(history.Epochs[0].TrainingLoss / 10, history.Epochs[^1].TrainingLoss);
    }

    [TestMethod]
    public void Run_Classes_AreLearnedAndErrorsCounted()
    {
        TrainingRows Classes(ulong seed)
        {
            TrainingRows wave = Wave(300, seed);
            return new TrainingRows(wave.Inputs, [.. wave.Labels.Select(y => y > 0.4 ? 2.0 : y > -0.4 ? 1 : 0)]);
        }
        using TrainingRun run = new(Plain with { Loss = new MultinomialLoss(3), Metric = NetworkMetric.Error }, Classes(1), Classes(2));
        TrainingHistory history = run.Run();
        Assert.IsLessThan(0.12, history.Best!.ValidationError);
        Assert.AreEqual(history.Epochs.Min(e => e.ValidationError), history.Best.ValidationError);
    }

    [TestMethod]
    public void Run_AfterTheLastEpoch_TheBestIsThere()
    {
        // A rate that grows ruins the later epochs.
        using TrainingRun run = new(Plain with { RateSchedule = new Growing() }, Wave(200, 1), Wave(200, 2));
        TrainingHistory history = run.Run();
        Assert.IsLessThan(40, history.BestEpoch);
        Assert.AreEqual(history.Epochs.Min(e => e.ValidationLoss), history.Best!.ValidationLoss);
        Assert.AreEqual(history.Best.ValidationLoss, LossOf(run.Network, Wave(200, 2)), 1e-12);
    }

    [TestMethod]
    public void Run_OneTwoAndFourThreads_SameBits()
    {
        TrainingSettings wide = Plain with { Spec = NetworkSpec.Of(Activation.Mish, 128, 96) with { Regularization = [new Dropout(0.2)] }, BatchSize = 200, Epochs = 3 };
        float[][] ends = [.. new[] { 1, 2, 4 }.Select(threads => Values(wide with { Threads = threads }, 600))];
        CollectionAssert.AreEqual(ends[0], ends[1]);
        CollectionAssert.AreEqual(ends[0], ends[2]);
    }

    [TestMethod]
    public void Run_PausedAfterAnyEpochAndContinued_SameBits()
    {
        TrainingSettings whole = Plain with { Spec = Plain.Spec with { Regularization = [new Dropout(0.2)] }, Epochs = 6 };
        TrainingRows rows = Wave(100, 1), heldOut = Wave(50, 2);
        using TrainingRun through = new(whole, rows, heldOut);
        TrainingHistory expected = through.Run();
        for (int pause = 0; pause < 6; pause++)
        {
            using TrainingRun first = new(whole with { PauseAfter = pause }, rows, heldOut);
            TrainingHistory half = first.Run();
            Assert.AreEqual(TrainingEnd.Paused, half.End);
            Assert.HasCount(pause, half.Epochs);
            using TrainingRun second = new(whole, rows, heldOut);
            second.Restore(first.Paused!);
            TrainingHistory rest = second.Run();
            CollectionAssert.AreEqual(expected.Epochs.ToArray(), rest.Epochs.ToArray());
            Assert.AreEqual(expected.BestEpoch, rest.BestEpoch);
            CollectionAssert.AreEqual(through.Network.Parameters.Values.All.ToArray(), second.Network.Parameters.Values.All.ToArray());
        }
    }

    [TestMethod]
    public void Run_HugeRate_StopsWithEpochLayerAndRemedies()
    {
        using TrainingRun run = new(Plain with { Spec = NetworkSpec.Of(Activation.Relu, 24, 16), Optimizer = new Sgd(), LearningRate = 1e8 }, Wave(100, 1), Wave(50, 2));
        TrainingHistory history = run.Run();
        Assert.AreEqual(TrainingEnd.Diverged, history.End);
        Assert.MatchesRegex("^Training stopped in epoch [1-9]: the loss was no longer a number, and '.+' was the first to overflow; lower the learning rate \\(1E\\+08\\), clip gradients, or scale inputs and target; .* kept\\.$", run.Divergence!);
        Assert.AreEqual(-1, FiniteCheck.FirstNonFinite<float>(run.Network.Parameters.Values.All));
    }

    [TestMethod]
    public void Run_Cancelled_StopsBetweenTwoSteps()
    {
        using CancellationTokenSource cancel = new();
        using TrainingRun run = new(Plain, Wave(100, 1), Wave(50, 2));
        Assert.ThrowsExactly<OperationCanceledException>(() => run.Run(new At(e => e.Epoch == 3, cancel), cancel.Token));
    }

    [TestMethod]
    public void Run_WithoutValidationRows_KeepsTheLastEpoch()
    {
        using TrainingRun run = new(Plain with { Epochs = 4 }, Wave(60, 1), null);
        TrainingHistory history = run.Run();
        Assert.AreEqual(4, history.BestEpoch);
        Assert.IsTrue(double.IsNaN(history.Best!.ValidationLoss));
    }

    [TestMethod]
    public void Run_AfterTheFirstEpoch_AllocatesNextToNothing()
    {
        List<long> allocated = [];
        using TrainingRun run = new(Plain with { Epochs = 5 }, Wave(2000, 1), Wave(50, 2));
        run.Run(new Each(_ => allocated.Add(GC.GetAllocatedBytesForCurrentThread())));
        for (int e = 2; e < allocated.Count; e++) Assert.IsLessThan(2000, allocated[e] - allocated[e - 1]);
    }

    private static float[] Values(TrainingSettings settings, int rows)
    {
        using TrainingRun run = new(settings, Wave(rows, 1), Wave(50, 2));
        run.Run();
        return run.Network.Parameters.Values.All.ToArray();
    }

    // y = sin(2 x₁) + ½ x₂.
    private static TrainingRows Wave(int rows, ulong seed)
    {
        RandomStream random = new(seed);
        float[] x = [.. Enumerable.Range(0, rows * 3).Select(_ => (float)((4 * random.NextUniform()) - 2))];
        return new TrainingRows(new NetworkInputs(rows, x), [.. Enumerable.Range(0, rows).Select(i => Math.Sin(2 * x[3 * i]) + (0.5 * x[(3 * i) + 1]))]);
    }

    private static double LossOf(Network network, TrainingRows rows)
    {
        SquaredLoss loss = new();
        return new Measurement(network, loss, new BatchRows(rows, network, new OutputLoss(loss, network, network.Pass.RowIds.Length)), rows.Present).Run().Loss;
    }

    private sealed record Growing : Schedule
    {
        public override double At(double progress) => 1 + (30 * progress * progress);

        public override string Describe() => "growing";
    }

    private sealed class Each(Action<EpochRecord> action) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value) => action(value);
    }

    private sealed class At(Func<EpochRecord, bool> when, CancellationTokenSource cancel) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value)
        {
            if (when(value)) cancel.Cancel();
        }
    }
}
