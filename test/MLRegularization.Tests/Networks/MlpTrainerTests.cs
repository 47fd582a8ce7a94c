using System.Globalization;
using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Networks;

/// <summary>The public trainer, as a user calls it: without options, with each kind of target, stopped and continued, and with the mistakes that users make.</summary>
[TestClass]
public sealed class MlpTrainerTests
{
    private static readonly MlpOptions Short = new() { Epochs = 12, Threads = 1 };

    [TestMethod]
    public void Fit_WithoutOptions_LearnsNumbersTextsAndManyLevels()
    {
        (Table table, double[] y) = Mixed(600);
        MlpFit fit = new MlpTrainer(new MlpOptions { Epochs = 120 }).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        Assert.AreEqual("realmlp-1", fit.Model.Facts.Preset);
        Assert.HasCount(120, fit.ValidationRows);
        (Table fresh, double[] truth) = Mixed(300, seed: 9);
        double[] predictions = fit.Model.Predict(fresh);
        double mean = truth.Average(), explained = 1 - (truth.Zip(predictions, (t, p) => (t - p) * (t - p)).Sum() / truth.Sum(t => (t - mean) * (t - mean)));
        Assert.IsGreaterThan(0.95, explained);
        Assert.IsGreaterThan(10 * fit.History.Best!.ValidationLoss, fit.NullLoss);
    }

    [TestMethod]
    public void Fit_Classes_ProbabilitiesAddUpToOne()
    {
        (Table table, double[] y) = Mixed(400);
        double[] classes = [.. y.Select(v => v > 2 ? 2.0 : v > 0 ? 1 : 0)];
        MlpFit fit = new MlpTrainer(new MlpOptions { Epochs = 60 }).Fit(MlpData.Of(table, classes), NetworkTask.Multiclass);
        CollectionAssert.AreEqual(new[] { "0", "1", "2" }, fit.Model.Facts.Classes.ToArray());
        double[] p = fit.Model.Predict(table);
        Assert.HasCount(1200, p);
        for (int i = 0; i < 400; i++) Assert.AreEqual(1, p[i] + p[400 + i] + p[800 + i], 1e-12);
        double right = Enumerable.Range(0, 400).Average(i => Enumerable.Range(0, 3).MaxBy(k => p[(k * 400) + i]) == (int)classes[i] ? 1.0 : 0);
        Assert.IsGreaterThan(0.85, right);
    }

    [TestMethod]
    public void Fit_BinaryAndCounts_PredictMeans()
    {
        (Table table, double[] y) = Mixed(400);
        double[] p = new MlpTrainer(Short).Fit(MlpData.Of(table, [.. y.Select(v => v > 1 ? 1.0 : 0)]), NetworkTask.Binary).Model.Predict(table);
        Assert.IsTrue(p.All(v => v is > 0 and < 1));
        double[] counts = [.. y.Select(v => Math.Round(Math.Exp(Math.Min(v, 3))))];
        double[] means = new MlpTrainer(new MlpOptions { Epochs = 60 }).Fit(MlpData.Of(table, counts), NetworkTask.Count).Model.Predict(table);
        Assert.IsTrue(means.All(v => v > 0));
        Assert.AreEqual(counts.Average(), means.Average(), 0.2 * counts.Average());
    }

    // What was learned and what is exported are the same function, with everything that is folded or left out.
    [TestMethod]
    public void Fit_EverythingAtOnce_ModelHasTheValidationLossOfTheBestEpoch()
    {
        (Table table, double[] y) = Mixed(300);
        MlpOptions options = new()
        {
            Epochs = 6,
            Network = NetworkSpec.Of(Activation.Silu, 40, 33, 33, 20),
            LearningRate = 0.01,
            Regularization = [new BatchNorm { Layers = [1, 2] }, new LayerNorm { Layers = [3] }, new InputScaling(), new SkipConnections(Projection: true), new StochasticDepth(0.2), new WeightNoise(0.01), new InputDropout(0.05), new Dropout(0.1), new GaussianInputNoise(0.05), new Mixup(0.2), new TargetNoise(0.05), new WeightDecay(0.01), new L1(1e-4), new MaxNorm(3), new Ema(0.9)],
        };
        MlpFit fit = new MlpTrainer(options).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        int[] heldOut = [.. fit.ValidationRows];
        double[] p = fit.Model.Outputs(NetworkInputEncoder.Encode(fit.Model.Encoding, table).Inputs);
        double loss = heldOut.Average(i => 0.5 * Math.Pow(p[i] - fit.Model.Target!.Scale(y[i]), 2));
        Assert.AreEqual(fit.History.Best!.ValidationLoss, loss, 1e-5 * loss);
    }

    [TestMethod]
    public void Fit_SameSeed_SameBitsOnAnyThreads()
    {
        (Table table, double[] y) = Mixed(300);
        double[][] p = [.. new[] { 1, 2, 4 }.Select(t => new MlpTrainer(new MlpOptions { Epochs = 3, Threads = t }).Fit(MlpData.Of(table, y), NetworkTask.Regression).Model.Predict(table))];
        CollectionAssert.AreEqual(p[0], p[1]);
        CollectionAssert.AreEqual(p[0], p[2]);
        CollectionAssert.AreNotEqual(p[0], new MlpTrainer(new MlpOptions { Epochs = 3, Seed = 2 }).Fit(MlpData.Of(table, y), NetworkTask.Regression).Model.Predict(table));
    }

    [TestMethod]
    public void Fit_PausedSavedAndContinued_SameBits()
    {
        (Table table, double[] y) = Mixed(200);
        MlpOptions Options(int? pause) => new() { Epochs = 5, PauseAfter = pause, Regularization = [new Dropout(0.2), new BatchNorm(), new Ema(0.9), new L1(1e-4)], LearningRate = 0.02, Network = NetworkSpec.Of(Activation.Relu, 30) };
        MlpFit whole = new MlpTrainer(Options(null)).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        MlpFit half = new MlpTrainer(Options(2)).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        Assert.AreEqual(TrainingEnd.Paused, half.History.End);
        using MemoryStream file = new();
        half.Checkpoint.Save(file);
        file.Position = 0;
        MlpFit rest = new MlpTrainer(Options(null)).Fit(MlpData.Of(table, y), NetworkTask.Regression, from: MlpCheckpoint.Load(file));
        CollectionAssert.AreEqual(whole.Model.Predict(table), rest.Model.Predict(table));
        CollectionAssert.AreEqual(whole.History.Epochs.ToArray(), rest.History.Epochs.ToArray());
        Assert.StartsWith("The checkpoint belongs to other data or options", Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(Short).Fit(MlpData.Of(table, y), NetworkTask.Regression, from: half.Checkpoint)).Message);
    }

    [TestMethod]
    public void Load_CutOrForeignCheckpoint_OneSentence()
    {
        (Table table, double[] y) = Mixed(50);
        using MemoryStream file = new();
        new MlpTrainer(new MlpOptions { Epochs = 1, Network = NetworkSpec.Of(Activation.Relu, 4) }).Fit(MlpData.Of(table, y), NetworkTask.Regression).Checkpoint.Save(file);
        byte[] bytes = file.ToArray();
        RandomStream random = new(1);
        for (int k = 0; k < 200; k++)
        {
            byte[] broken = [.. bytes];
            if (k % 2 == 0) broken = broken[..random.NextBelow(broken.Length)];
            else broken[random.NextBelow(broken.Length)] ^= (byte)(1 + random.NextBelow(255));
            Assert.ThrowsExactly<InvalidDataException>(() => MlpCheckpoint.Load(new MemoryStream(broken)));
        }
    }

    [TestMethod]
    public void Fit_EarlyStopping_EndsAndKeepsTheBest()
    {
        (Table table, double[] y) = Mixed(100);
        MlpOptions options = new() { Epochs = 500, Network = NetworkSpec.Of(Activation.Relu, 64), Regularization = [new EarlyStopping(5)], LearningRate = 0.05, RateSchedule = new MLRegularization.Networks.Schedules.Constant() };
        TrainingHistory history = new MlpTrainer(options).Fit(MlpData.Of(table, y), NetworkTask.Regression).History;
        Assert.AreEqual(TrainingEnd.EarlyStopping, history.End);
        Assert.HasCount(history.BestEpoch + 5, history.Epochs);
    }

    [TestMethod]
    public void Fit_BatchLargerThanTheData_IsAllOfIt()
    {
        (Table table, double[] y) = Mixed(60);
        Assert.HasCount(2, new MlpTrainer(new MlpOptions { Epochs = 2, BatchSize = 1_000_000 }).Fit(MlpData.Of(table, y), NetworkTask.Regression).History.Epochs);
    }

    [TestMethod]
    public void Fit_Mistakes_OneSentenceEach()
    {
        (Table table, double[] y) = Mixed(40);
        MlpData data = MlpData.Of(table, y);
        void Refused(string expected, MlpOptions options, MlpData? other = null, NetworkTask task = NetworkTask.Regression)
            => Assert.StartsWith(expected, Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(options).Fit(other ?? data, task)).Message);
        Refused("Hidden layer 2 has 0 units; give from 1 to 65536, or leave the layer out.", new() { Network = NetworkSpec.Of(Activation.Relu, 8, 0) });
        Refused("The dropout rate is 1; it must be from 0 to below 1", new() { Regularization = [new Dropout(1)] });
        Refused("There is no preset 'best'; give one of realmlp-1, plain-1.", new() { Preset = "best" });
        Refused("The batch size is 0; give from 1", new() { BatchSize = 0 });
        Refused("The number of epochs is 0; give from 1", new() { Epochs = 0 });
        Refused("The learning rate is -1; it must be above 0", new() { LearningRate = -1 });
        Refused("The validation share is 1; it must be from 0 to below 1", new() { ValidationShare = 1 });
        Refused("The metric is the share of wrong classes and the task is Regression", new() { Metric = NetworkMetric.Error });
        Refused("There is 1 row with weight, and a network needs at least 2", new(), MlpData.Of(Mixed(1).Table, [1]));
        Refused("The target is 3 in every row that is learned from; give a target that varies.", new(), MlpData.Of(table, [.. y.Select(_ => 3.0)]));
        Refused("All 40 labels with weight are 1; a binary model needs both classes", new(), MlpData.Of(table, [.. y.Select(_ => 1.0)]), NetworkTask.Binary);
        Refused("All 40 targets are of one class", new(), MlpData.Of(table, new double[40]), NetworkTask.Multiclass);
        Refused("The target of row 3 is NaN; every target must be finite.", new(), MlpData.Of(table, [.. y.Select((v, i) => i == 2 ? double.NaN : v)]));
        Refused("Label smoothing is for classes and the target is a number", new() { Regularization = [new LabelSmoothing(0.1)] });
        Refused("The number of threads is 2000; give 0 for all cores, or from 1 to 1024.", new() { Threads = 2000 });
        Refused("The metric is 9; give one of", new() { Metric = (NetworkMetric)9 });
        Refused("The list of hidden layers is null or holds null", new() { Network = new() { Hidden = null! } });
        Refused("The list of hidden layers is null or holds null", new() { Network = new() { Hidden = [null!] } });
        Refused("The network's regularisation is null", new() { Network = new() { Regularization = null! } });
        Refused("Regulariser 2 is null; leave it out.", new() { Regularization = [new L1(1), null!] });
        Refused("L1 names layer 0; the network has 3 hidden layers and the outputs as layer 4", new() { Regularization = [new L1(1) { Layers = [0] }] });
        Refused("Dropout names layer 5; the network has 3 hidden layers", new() { Regularization = [new Dropout(0.1) { Layers = [1, 5] }] });
        Refused("Dropout names no layer, so it would do nothing", new() { Regularization = [new Dropout(0.1) { Layers = [] }] });
        Refused("Two classes are called 'a'", new(), MlpData.Of(table, [.. y.Select((_, i) => i % 3.0)]).Named("label", ["a", "b", "a"]), NetworkTask.Multiclass);
        Assert.ThrowsExactly<ArgumentNullException>(() => data.Named(null!));
    }

    [TestMethod]
    public void Fit_MoreParametersThanAreAllowed_IsRefusedBeforeMemoryIsTaken()
    {
        (Table table, double[] y) = Mixed(40);
        string message = Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(new() { Network = NetworkSpec.Of(Activation.Relu, 65536, 65536, 65536) }).Fit(MlpData.Of(table, y), NetworkTask.Regression)).Message;
        Assert.StartsWith("With 'hidden2.weight', 65536 × 65536 numbers, the network has 42", message);
        Assert.Contains("it may have at most 134217728: take narrower or fewer hidden layers", message);
    }

    // Model files and checkpoints are the same wherever they are made.
    [TestMethod]
    public void Fit_WhereCommasAreDecimal_FactsAndCheckpointAreThoseOfElsewhere()
    {
        (Table table, double[] y) = Mixed(40);
        MlpOptions options = new() { Epochs = 2, PauseAfter = 1, Threads = 1, LearningRate = 0.0125, Regularization = [new L1(0.0015), new Dropout(0.155) { Layers = [1, 2] }] };
        MlpFit here = new MlpTrainer(options).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        CultureInfo before = CultureInfo.CurrentCulture, commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        try
        {
            MlpFit there = new MlpTrainer(options).Fit(MlpData.Of(table, y), NetworkTask.Regression, from: here.Checkpoint);
            Assert.AreEqual(here.Model.Facts.Regularization, there.Model.Facts.Regularization);
            Assert.AreEqual(here.Model.Facts.Training, there.Model.Facts.Training);
            Assert.AreEqual(here.Model.Target!.Describe(), there.Model.Target!.Describe());
            Assert.Contains("0.0015", there.Model.Facts.Regularization);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Numbers that the sentences round, or do not say.
    [TestMethod]
    public void Fit_CheckpointOfNearlyTheSameOptions_IsRefused()
    {
        (Table table, double[] y) = Mixed(40);
        MlpOptions With(double rate, double dropout, double factor, params int[] layers) => new()
        {
            Epochs = 2, PauseAfter = 1, Threads = 1, LearningRate = rate, Regularization = [new Dropout(dropout) { Layers = layers }, new InputScaling(factor)],
        };
        MlpCheckpoint from = new MlpTrainer(With(0.01, 0.15, 1, 1)).Fit(MlpData.Of(table, y), NetworkTask.Regression).Checkpoint;
        _ = new MlpTrainer(With(0.01, 0.15, 1, 1)).Fit(MlpData.Of(table, y), NetworkTask.Regression, from: from);
        foreach (MlpOptions other in new[] { With(0.010000001, 0.15, 1, 1), With(0.01, 0.15000001, 1, 1), With(0.01, 0.15, 2, 1), With(0.01, 0.15, 1, 2) })
            Assert.StartsWith("The checkpoint belongs to other data or options", Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(other).Fit(MlpData.Of(table, y), NetworkTask.Regression, from: from)).Message);
    }

    // One step an epoch: the batch is measured before it, so only the epoch's own measurement can see what it did.
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.2)]
    public void Fit_DivergedInTheLastStep_KeepsTheFirstWeights(double share)
    {
        (Table table, double[] y) = Mixed(40);
        MlpFit fit = new MlpTrainer(new() { Preset = "plain-1", Epochs = 1, LearningRate = 1e300, ValidationShare = share, Threads = 1 }).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        Assert.AreEqual(TrainingEnd.Diverged, fit.History.End);
        Assert.AreEqual(0, fit.History.BestEpoch);
        Assert.EndsWith("the first weights are kept.", fit.Warnings[^1]);
        Assert.IsTrue(fit.Model.Predict(table).All(double.IsFinite));
    }

    [TestMethod]
    public void Fit_ValidationThatCannotChoose_OneSentence()
    {
        (Table table, double[] y) = Mixed(40);
        void Refused(string expected, MlpData validation)
            => Assert.StartsWith(expected, Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(Short).Fit(MlpData.Of(table, y), NetworkTask.Regression, validation)).Message);
        Refused("The target of validation row 4 is NaN; give a finite number.", MlpData.Of(table, [.. y.Select((v, i) => i == 3 ? double.NaN : v)]));
        Refused("The validation table has no row with weight", MlpData.Of(table, y, new double[40]));
    }

    [TestMethod]
    public void Fit_NoRowsHeldOut_SaysThatTheLastEpochIsKept()
    {
        (Table table, double[] y) = Mixed(40);
        MlpFit fit = new MlpTrainer(new MlpOptions { Epochs = 1, BatchSize = 1, ValidationShare = 0, Regularization = [new EarlyStopping(1)], Threads = 1 }).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        Assert.StartsWith("1 epoch of batches of 1 row, ", fit.Model.Facts.Training);
        Assert.EndsWith("the last epoch, as no rows were held out to choose one.", fit.Model.Facts.Training);
        Assert.StartsWith("Early stopping was asked for and no rows are held out", fit.Warnings.Single());
    }

    [TestMethod]
    public void Fit_RegularisersThatDoNotGoTogether_WarnsOfThem()
    {
        (Table table, double[] y) = Mixed(100);
        MlpFit Fit(params Regularizer[] members) => new MlpTrainer(new MlpOptions { Epochs = 1, BatchSize = 10, Network = NetworkSpec.Of(Activation.Relu, 8, 8), Regularization = [.. members] }).Fit(MlpData.Of(table, y), NetworkTask.Regression);
        Assert.IsEmpty(Fit(new Dropout(0.1)).Warnings);
        string warnings = string.Join('\n', Fit(new Dropout(0.1), new BatchNorm()).Warnings);
        Assert.Contains("Dropout of layer 1 comes before the batch norm of layer 2", warnings);
        Assert.Contains("Batch norm has batches of 10 rows", warnings);
    }

    // Balanced weights are those that the training rows alone give.
    [TestMethod]
    public void Fit_ClassWeights_AreLearnedOnTrainingRows()
    {
        (Table table, double[] y) = Mixed(200);
        double[] rare = [.. y.Select(v => v > 3.5 ? 1.0 : 0)];
        MlpFit Fit(ClassWeights? classes) => new MlpTrainer(new MlpOptions { Epochs = 4, ClassWeights = classes, Threads = 1 }).Fit(MlpData.Of(table, rare), NetworkTask.Binary);
        MlpFit plain = Fit(null), balanced = Fit(ClassWeights.Balanced);
        double[] learned = [.. Enumerable.Range(0, 200).Except(plain.ValidationRows).Select(i => rare[i])];
        double share = learned.Average();
        CollectionAssert.AreEqual(plain.ValidationRows.ToArray(), balanced.ValidationRows.ToArray());
        Assert.AreEqual(Math.Log(2), balanced.NullLoss, 1e-9);
        EpochRecord[] given = [.. Fit(ClassWeights.Given(0.5 / (1 - share), 0.5 / share)).History.Epochs], own = [.. balanced.History.Epochs];
        for (int e = 0; e < own.Length; e++) Assert.AreEqual(own[e].ValidationLoss, given[e].ValidationLoss, 1e-6);
        Assert.IsGreaterThan(plain.Model.Predict(table).Average() + 0.05, balanced.Model.Predict(table).Average());
        Assert.StartsWith("Class weights are given and the task is Regression", Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(new MlpOptions { ClassWeights = ClassWeights.Balanced }).Fit(MlpData.Of(table, y), NetworkTask.Regression)).Message);
    }

    [TestMethod]
    public void Fit_HugeNumbers_AreScaledOrRefused()
    {
        (Table table, double[] y) = Mixed(80);
        double[] huge = [.. ((NumericColumn)table.Columns[0]).Values.Span];
        for (int i = 0; i < huge.Length; i++) huge[i] *= 1e30;
        Table scaled = new([new NumericColumn("a", huge), table.Columns[1]]);
        MlpFit fit = new MlpTrainer(new MlpOptions { Epochs = 2 }).Fit(MlpData.Of(scaled, y), NetworkTask.Regression);
        Assert.IsTrue(double.IsFinite(fit.History.Best!.ValidationLoss));
    }

    [TestMethod]
    public void Fit_TrainingSet_MatrixOfNumbers()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(i))], y = [.. x.Select(v => v * v)];
        MlpFit fit = new MlpTrainer(new MlpOptions { Epochs = 200 }).Fit(MlpData.Of(new TrainingSet(DenseColumns.FromColumns<double>([x]), y)), NetworkTask.Regression);
        Assert.IsLessThan(fit.NullLoss / 50, fit.History.Best!.ValidationLoss);
    }

    // y from two numbers, a column of two levels, one of three, and one of twelve.
    private static (Table Table, double[] Target) Mixed(int rows, ulong seed = 4)
    {
        RandomStream random = new(seed);
        double[] a = [.. Enumerable.Range(0, rows).Select(_ => 4 * (random.NextUniform() - 0.5))], b = [.. Enumerable.Range(0, rows).Select(_ => 100 + (10 * random.NextUniform()))];
        int[] two = [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(2))], three = [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(3))], many = [.. Enumerable.Range(0, rows).Select(_ => random.NextBelow(12))];
        double[] y = [.. Enumerable.Range(0, rows).Select(i => Math.Sin(2 * a[i]) + (0.2 * (b[i] - 105)) + two[i] + (0.5 * three[i]) + (many[i] % 4))];
        TextColumn Text(string name, int[] codes) => TextColumn.FromTexts(name, [.. codes.Select(c => $"{name}{c:D2}")]);
        return (new Table([new NumericColumn("a", a), new NumericColumn("b", b), Text("two", two), Text("three", three), Text("many", many)]), y);
    }
}
