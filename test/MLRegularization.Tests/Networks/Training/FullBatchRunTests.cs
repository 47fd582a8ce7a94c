using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Networks.Training;

/// <summary>L-BFGS through the trainer: it converges, keeps the best iteration, stops early, and refuses what it cannot do.</summary>
[TestClass]
public sealed class FullBatchRunTests
{
    private static MlpOptions Options(params Regularizer[] regularizers) => new()
    {
        Network = NetworkSpec.Of(Activation.Tanh, 12) with { Initialization = Initialization.UniformByInputs },
        Regularization = [.. regularizers],
        Optimizer = new Lbfgs(GradientTolerance: 1e-4),
        Threads = 1,
    };

    [TestMethod]
    public void Fit_SmoothFunction_ConvergesInFarFewerEpochsThanAdamNeeds()
    {
        MlpOptions options = Options(new L2(1e-4));
        options.ValidationShare = 0;
        MlpFit fit = Fit(options);
        Assert.AreEqual(TrainingEnd.Converged, fit.History.End);
        Assert.AreEqual(fit.History.Epochs.Count, fit.History.BestEpoch);
        Assert.IsLessThan(600, fit.History.Epochs.Count);
        Assert.IsLessThan(fit.NullLoss / 100, fit.History.Best!.TrainingLoss);
        // Without noise the loss that is learned from is the loss of the rows.
        foreach (EpochRecord e in fit.History.Epochs) Assert.AreEqual(e.TrainingLoss, e.BatchLoss, 1e-5 * e.TrainingLoss);
        StringAssert.StartsWith(fit.Model.Facts.Training, "Up to 1000 iterations of L-BFGS on all rows at once, with a history of 10, each an epoch;");
    }

    // Few noisy rows and many units: the validation loss rises again.
    [TestMethod]
    public void Fit_OverfittingRun_KeepsTheBestIterationAndStopsEarly()
    {
        MlpOptions options = Options();
        options.Epochs = 60;
        MlpFit through = Fit(options, 60, 1);
        Assert.AreEqual(TrainingEnd.AllEpochs, through.History.End);
        Assert.HasCount(60, through.History.Epochs);
        Assert.IsLessThan(60, through.History.BestEpoch);
        Assert.AreEqual(through.History.Epochs.Min(e => e.ValidationLoss), through.History.Best!.ValidationLoss);
        Assert.AreEqual(through.History.Best.ValidationLoss, ValidationLoss(through, Data(60, 1)), 1e-6);
        options.Regularization = [new EarlyStopping(4)];
        TrainingHistory stopped = Fit(options, 60, 1).History;
        Assert.AreEqual(TrainingEnd.EarlyStopping, stopped.End);
        Assert.HasCount(stopped.BestEpoch + 4, stopped.Epochs);
    }

    // The statistics that go into the model are those of all rows under the weights that are kept.
    [TestMethod]
    public void Fit_BatchNorm_ModelHasTheValidationLossOfTheBestIteration()
    {
        MlpOptions options = Options(new BatchNorm(), new InputScaling());
        options.Epochs = 15;
        MlpFit fit = Fit(options, 100);
        double loss = ValidationLoss(fit, Data(100, 0.01));
        Assert.AreEqual(fit.History.Best!.ValidationLoss, loss, 1e-5 * loss);
        // The variance is over 80 rows while learning, and over 79 afterwards; statistics that lag behind would be far off at first.
        foreach (EpochRecord e in fit.History.Epochs) Assert.AreEqual(e.BatchLoss, e.TrainingLoss, 0.05 * e.BatchLoss);
    }

    [TestMethod]
    public void Fit_OneTwoAndFourThreads_SameBits()
    {
        double[][] p = [.. new[] { 1, 2, 4 }.Select(threads =>
        {
            MlpOptions options = Options(new L2(1e-3));
            (options.Threads, options.Epochs, options.Network) = (threads, 8, NetworkSpec.Of(Activation.Tanh, 96, 64));
            return Fit(options, 400).Model.Predict(Data(50, 0, 3).Features);
        })];
        CollectionAssert.AreEqual(p[0], p[1]);
        CollectionAssert.AreEqual(p[0], p[2]);
    }

    [TestMethod]
    public void Fit_Mistakes_OneSentenceEach()
    {
        void Refused(string expected, Action<MlpOptions> change, int rows = 40)
        {
            MlpOptions options = Options();
            change(options);
            Assert.StartsWith(expected, Assert.ThrowsExactly<ArgumentException>(() => Fit(options, rows)).Message);
        }
        Refused("L-BFGS needs an objective that is smooth and the same at every look, and Dropout makes it otherwise; leave that out, or take Adam or SGD.", o => o.Regularization = [new Dropout(0.1)]);
        Refused("The history of L-BFGS is 0; it must be 1 or more", o => o.Optimizer = new Lbfgs(0));
        Refused("A run of L-BFGS cannot be paused", o => o.PauseAfter = 3);
        Refused("LearningRate is given, and L-BFGS sees all rows at once and finds its own steps", o => o.LearningRate = 0.1);
        Refused("RateSchedule is given", o => o.RateSchedule = new Constant());
        Refused("BatchSize is given", o => o.BatchSize = 32);
        Refused("Clip is given", o => o.Clip = new ClipNorm(1));
        Refused("L-BFGS holds all rows in the network at once, and there are 20001 to learn from, more than 20000; give fewer rows", o => o.ValidationShare = 0, 20_001);
        MlpOptions few = Options();
        few.Epochs = 2;
        MlpFit begun = Fit(few, 40);
        Assert.StartsWith("A run of L-BFGS cannot be continued", Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(few).Fit(MlpData.Of(Data(40, 0.01)), NetworkTask.Regression, from: begun.Checkpoint)).Message);
    }

    [TestMethod]
    public void Fit_Cancelled_StopsInTheMiddle()
    {
        using CancellationTokenSource cancel = new();
        Assert.ThrowsExactly<OperationCanceledException>(() => new MlpTrainer(Options()).Fit(MlpData.Of(Data(60, 0.1)), NetworkTask.Regression, progress: new Stop(cancel), cancellation: cancel.Token));
    }

    private static MlpFit Fit(MlpOptions options, int rows = 200, double noise = 0.01) => new MlpTrainer(options).Fit(MlpData.Of(Data(rows, noise)), NetworkTask.Regression);

    private static TrainingSet Data(int rows, double noise, int seed = 1)
    {
        Random random = new(seed);
        double[] a = [.. Enumerable.Range(0, rows).Select(_ => (4 * random.NextDouble()) - 2)], b = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        return new TrainingSet(DenseColumns.FromColumns<double>([a, b]), [.. a.Select((v, i) => Math.Sin(2 * v) + b[i] + (noise * (random.NextDouble() - 0.5)))]);
    }

    private static double ValidationLoss(MlpFit fit, TrainingSet data)
    {
        double[] outputs = fit.Model.Outputs(NetworkInputEncoder.Encode(fit.Model.Encoding, data.Features));
        return fit.ValidationRows.Average(i => 0.5 * Math.Pow(outputs[i] - fit.Model.Target!.Scale(data.Target[i]), 2));
    }

    private sealed class Stop(CancellationTokenSource cancel) : IProgress<EpochRecord>
    {
        public void Report(EpochRecord value) => cancel.Cancel();
    }
}
