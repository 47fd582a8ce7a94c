using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

[TestClass]
public sealed class NetworkTrialsTests
{
    private static MlpData Data(bool binary = false)
    {
        RandomStream random = new(5);
        double[] x = [.. Enumerable.Range(0, 60 * 3).Select(_ => random.NextNormal())];
        double[] y = [.. Enumerable.Range(0, 60).Select(i => (x[i * 3] * x[(i * 3) + 1]) + (0.2 * random.NextNormal()))];
        return MlpData.Of(TrainingSet.FromRows(x, [.. y.Select(v => binary ? v > 0 ? 1 : 0 : v)]));
    }

    private static MlpOptions Small(NetworkTask task) => new()
    {
        Network = MlpPreset.RealMlp.NetworkFor(task) with { Hidden = [new HiddenLayer(6, Activation.Mish), new HiddenLayer(6, Activation.Mish)] },
        Epochs = 16,
        BatchSize = 32,
        Threads = 1,
    };

    private static NetworkTrials Trials(NetworkTask task = NetworkTask.Regression, MlpOptions? options = null) => new(Data(task == NetworkTask.Binary), task, options ?? Small(task), Folds.Random(60, 3));

    [TestMethod]
    [DataRow(NetworkTask.Regression), DataRow(NetworkTask.Binary), DataRow(NetworkTask.Multiclass), DataRow(NetworkTask.Count)]
    public void Cocktail_EveryPoint_GivesOptionsThatGiveThePointBack(NetworkTask task)
    {
        SearchSpace space = NetworkSpace.Cocktail(task, architecture: true);
        for (int k = 0; k < 300; k++)
        {
            SearchPoint point = space.Point(1, k);
            MlpOptions options = NetworkSpace.ToOptions(point, null, task);
            (options.Network! with { Regularization = options.Regularization! }).Check();
            Assert.AreEqual(point, NetworkPoint.Of(options, task, space.Dimensions));
            RowRegularizer.RulesOf(options.Regularization!, task switch { NetworkTask.Binary => new MLRegularization.Losses.LogisticLoss(), NetworkTask.Multiclass => new MLRegularization.Losses.MultinomialLoss(3), NetworkTask.Count => new MLRegularization.Losses.PoissonLoss(), _ => new MLRegularization.Losses.SquaredLoss() });
        }
    }

    [TestMethod]
    public void Cocktail_FirstPoints_AreTheDefaultsAndNothingThatRegularises()
    {
        SearchSpace space = NetworkSpace.Cocktail(NetworkTask.Binary);
        MlpOptions defaults = NetworkSpace.ToOptions(space.First[0], null, NetworkTask.Binary);
        Assert.AreEqual(MlpPreset.RealMlp.Classification.Regularization, defaults.Regularization);
        Assert.AreEqual(0.04, defaults.LearningRate);
        Assert.AreEqual("learning rate 0.04, dropout 0.15, weight decay 0.02, label smoothing 0.1", space.Describe(space.First[0]));
        Assert.AreEqual(RegularizationSpec.Of([new InputScaling(6)]), NetworkSpace.ToOptions(space.First[1], null, NetworkTask.Binary).Regularization);
        Assert.AreEqual("learning rate 0.04", space.Describe(space.First[1]));
        // Scored by the log-loss, labels are not smoothed by default.
        Assert.AreEqual(0, Trials(NetworkTask.Binary, new MlpOptions { Epochs = 16 }).Space().First[0].Find("labelSmoothing"));
    }

    [TestMethod]
    public void Cocktail_Switches_AreAllThere()
    {
        SearchSpace space = NetworkSpace.Cocktail(NetworkTask.Binary);
        SearchPoint point = new(space.Dimensions.Where(d => d.Name != "labelSmoothing").Select(d => (d.Name, d is ChoiceDimension or SwitchDimension ? 1 : ((RangeDimension)d).High)).Append(("labelSmoothing", 0.1)));
        RegularizationSpec all = NetworkSpace.ToOptions(point, null, NetworkTask.Binary).Regularization!;
        Type[] kinds = [typeof(Dropout), typeof(InputDropout), typeof(WeightDecay), typeof(L1), typeof(L2), typeof(GroupLasso), typeof(BatchNorm), typeof(SkipConnections), typeof(StochasticDepth), typeof(Mixup), typeof(CutMix), typeof(CutOut), typeof(AdversarialRows), typeof(LabelSmoothing), typeof(GaussianInputNoise), typeof(WeightNoise), typeof(MaxNorm), typeof(Ema), typeof(InputScaling)];
        CollectionAssert.AreEquivalent(kinds, all.Select(m => m.GetType()).ToArray());
        Assert.IsInstanceOfType<Lookahead>(NetworkSpace.ToOptions(point, null, NetworkTask.Binary).Optimizer);
    }

    [TestMethod]
    public void Run_RungAfterRung_SameBitsAsAtOnce()
    {
        NetworkTrials trials = Trials();
        CollectionAssert.AreEqual(new[] { 4, 16 }, trials.Rungs.ToArray());
        SearchSpace space = trials.Space();
        for (int k = 0; k < 4; k++)
        {
            MemoryStorage storage = new();
            TrialTask Task(int rung, IStudyStorage kept, int threads = 1) => new(k, space.Point(1, k), rung, threads, kept);
            TrialOutcome early = trials.Run(Task(0, storage), CancellationToken.None);
            CollectionAssert.AreEqual(early.Scores.ToArray(), trials.Run(Task(0, storage), CancellationToken.None).Scores.ToArray());
            Assert.IsNotNull(storage.LoadCheckpoint(k, 2));
            TrialOutcome late = trials.Run(Task(1, storage, 2), CancellationToken.None), once = trials.Run(Task(1, new MemoryStorage()), CancellationToken.None);
            CollectionAssert.AreEqual(once.Scores.ToArray(), late.Scores.ToArray());
            storage.SaveCheckpoint(k, 1, [1, 2, 3]);
            CollectionAssert.AreEqual(once.Scores.ToArray(), trials.Run(Task(1, storage), CancellationToken.None).Scores.ToArray());
        }
    }

    [TestMethod]
    public void Run_ARunThatStoppedEarly_StaysWhereItEnded()
    {
        MlpOptions options = Small(NetworkTask.Regression);
        options.Regularization = [new EarlyStopping(1)];
        NetworkTrials trials = Trials(options: options);
        MemoryStorage storage = new();
        SearchPoint point = trials.Space().First[0];
        trials.Run(new TrialTask(0, point, 0, 1, storage), CancellationToken.None);
        TrialOutcome late = trials.Run(new TrialTask(0, point, 1, 1, storage), CancellationToken.None), once = trials.Run(new TrialTask(0, point, 1, 1, new MemoryStorage()), CancellationToken.None);
        CollectionAssert.AreEqual(once.Scores.ToArray(), late.Scores.ToArray());
        CollectionAssert.AreEqual(once.Found.ToArray(), late.Found.ToArray());
    }

    [TestMethod]
    public void Run_ByHand_IsTheErrorOnRowsHeldOut()
    {
        NetworkTrials trials = Trials();
        TrialOutcome outcome = trials.Run(new TrialTask(0, trials.Space().First[0], 1, 1, new MemoryStorage()), CancellationToken.None);
        Folds folds = trials.Folds[0];
        MlpData data = Data();
        MlpOptions options = Small(NetworkTask.Regression);
        options.Metric = NetworkMetric.Loss;
        for (int fold = 0; fold < 3; fold++)
        {
            NetworkModel model = new MlpTrainer(options).Fit(data.WithWeights([.. Enumerable.Range(0, 60).Select(i => folds.Trains(fold, i) ? 1.0 : 0)]), NetworkTask.Regression).Model;
            double[] predicted = model.Predict(data.Encode(model.Encoding));
            Assert.AreEqual(folds.HeldOutRows(fold).Average(i => Math.Pow(predicted[i] - data.Target[i], 2)), outcome.Scores[fold], 1e-12);
        }
    }

    [TestMethod]
    public void Study_OfNetworks_RepeatsItselfSideBySide()
    {
        string? told = null;
        foreach (int parallel in new[] { 1, 2, 4 })
        {
            NetworkTrials trials = Trials(NetworkTask.Binary);
            Study study = Study.Run(trials.Space(), trials, new StudyOptions { Trials = 6, Parallel = parallel, Threads = 2 });
            string own = FakeRunner.Told(study);
            Assert.AreEqual(told ?? own, own);
            told = own;
            Assert.AreEqual(2, study.Default!.Curve!.At.Count);
        }
    }

    [TestMethod]
    public void Run_Diverged_FailsWithASentence()
    {
        MlpOptions options = Small(NetworkTask.Regression);
        (options.LearningRate, options.RateSchedule, options.Optimizer, options.Regularization, options.BatchSize) = (1e30, new Constant(), new Sgd(), [], 4);
        NetworkTrials trials = Trials(options: options);
        Study study = Study.Run(trials.Space(), trials, new StudyOptions { Trials = 1, Threads = 1 });
        Assert.AreEqual(TrialState.Failed, study.Trials[0].State);
        StringAssert.StartsWith(study.Trials[0].Reason, "Training diverged in its first epoch on fold ");
    }
}
