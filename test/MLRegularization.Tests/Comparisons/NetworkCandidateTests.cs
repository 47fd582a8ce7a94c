using MLRegularization.Comparisons;
using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Schedules;
using MLRegularization.Paths;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Comparisons;

/// <summary>Networks side by side with linear models: they see what bends, keep to their fold's rows, and tell of their runs.</summary>
[TestClass]
public sealed class NetworkCandidateTests
{
    private static readonly ComparisonOptions Folds = new() { FoldCount = 4, Threads = 1 };

    private static MlpOptions Small(int epochs = 60) => new() { Network = NetworkSpec.Of(Activation.Tanh, 16), Regularization = [], Epochs = epochs, BatchSize = 32, LearningRate = 0.02, RateSchedule = new Constant() };

    // y = x² has no straight part.
    private static TrainingSet Bent(int rows)
    {
        double[] x = [.. Enumerable.Range(0, rows).Select(i => 2 * Math.Sin(1.3 * i))];
        return new TrainingSet(DenseColumns.FromColumns<double>([x]), [.. x.Select((v, i) => (v * v) + (0.1 * Math.Sin(17.1 * i)))]);
    }

    [TestMethod]
    public void Run_EffectThatBends_NetworkWinsAndLinearModelsAreSaidToUnderfit()
    {
        Comparison comparison = Compared.Run(Bent(160), [LinearCandidates.Null(), LinearCandidates.Unpenalized(), LinearCandidates.Lasso(), NetworkCandidates.Plain(NetworkTask.Regression, Small())], Folds);
        Assert.AreEqual(3, comparison.Best);
        ComparedModel network = comparison.Models[3];
        Assert.AreEqual(("plain MLP", CandidateKind.Unregularized, CandidateFamily.Network), (network.Name, network.Kind, network.Family));
        Assert.IsTrue(network.NonZeros.All(n => n == 32));
        Assert.IsTrue(network.Chosen.All(c => c is [("epoch", > 0 and <= 60)]));
        string verdict = string.Join(' ', Verdict.Of(comparison));
        Assert.Contains("Linear models underfit: the plain MLP has error ", verdict);
        Assert.Contains("Take the plain MLP", verdict);
    }

    [TestMethod]
    public void Run_LabelsHeldOutChanged_LeavesThatFoldsNetworkAlone()
    {
        TrainingSet data = Bent(60);
        Table table = new([new NumericColumn("x", Column(data.Features)), TextColumn.FromTexts("t", [.. Enumerable.Range(0, 60).Select(i => $"t{i % 3}")])]);
        int[] heldOut = MLRegularization.Paths.Folds.Random(60, 4, 1).HeldOutRows(2);
        double[] other = [.. data.Target.Select((y, i) => heldOut.Contains(i) ? y + 1e3 : y)];
        foreach (Table? raw in new[] { null, table })
        {
            ICandidate[] network = [NetworkCandidates.Regularized(NetworkTask.Regression, Small(3), raw)];
            ComparedModel first = Compared.Run(data, network, Folds).Models[0], second = Compared.Run(data.WithTarget(other), network, Folds).Models[0];
            Assert.AreEqual(first.Training[0][2], second.Training[0][2]);
            Assert.AreNotEqual(first.Test[0][2], second.Test[0][2]);
            Assert.AreNotEqual(first.Training[0][1], second.Training[0][1]);
        }
    }

    // Rows that come in fours of a group, or of a time: divided by them, the network keeps to what the folds keep to.
    [TestMethod]
    public void Run_PlanOfGroupsOrTimes_DividesTheNetworksRowsToo()
    {
        TrainingSet data = Bent(60);
        Table table = new([new NumericColumn("x", Column(data.Features))]);
        foreach ((FoldPlan plan, Func<MlpData, int[], MlpData> divide) in new (FoldPlan, Func<MlpData, int[], MlpData>)[]
        {
            (FoldPlan.Grouped([.. Enumerable.Range(0, 60).Select(i => i / 4)]), (d, rows) => d.WithGroups([.. rows.Select(i => i / 4)])),
            (FoldPlan.ByTime([.. Enumerable.Range(0, 60).Select(i => i / 4.0 % 9)]), (d, rows) => d.WithTimes([.. rows.Select(i => i / 4.0 % 9)])),
        })
        {
            ComparisonOptions options = new() { FoldCount = 3, Threads = 1, Plan = plan };
            ComparedModel[] models = [.. new[] { null, table }.Select(raw => Compared.Run(data, [NetworkCandidates.Plain(NetworkTask.Regression, Small(3), raw)], options).Models[0])];
            int[] learned = plan.Divide([.. Enumerable.Range(0, 60)], 3, options.Seed).TrainingRows(1);
            MlpOptions own = Small(3);
            (own.Preset, own.Seed, own.Threads) = (MlpPreset.Plain.Name, options.Seed + 2, 1);
            MlpFit alone = new MlpTrainer(own).Fit(divide(MlpData.Of(data.SelectRows(learned)), learned), NetworkTask.Regression);
            foreach (ComparedModel model in models) Assert.AreEqual(alone.History.BestEpoch, model.Chosen[1].Single().Value);
            double[] predictions = alone.Model.Predict(data.SelectRows(learned).Features);
            Assert.AreEqual(Math.Sqrt(predictions.Select((p, k) => Math.Pow(p - data.Target[learned[k]], 2)).Average()), models[0].Training[0][1], 1e-9);
        }
    }

    [TestMethod]
    public void Run_OneOrTwoThreads_SameBits()
    {
        ICandidate[] network = [NetworkCandidates.Plain(NetworkTask.Regression, Small(3))];
        ComparedModel[] models = [.. new[] { 1, 2 }.Select(t => Compared.Run(Bent(60), network, new ComparisonOptions { FoldCount = 4, Threads = t }).Models[0])];
        CollectionAssert.AreEqual(models[0].Test[0].ToArray(), models[1].Test[0].ToArray());
    }

    // Twelve levels have an embedding, which only a network that sees the column as it is can have.
    [TestMethod]
    public void Run_TableOfItsOwn_IsPreparedByTheNetwork()
    {
        double[] y = [.. Enumerable.Range(0, 240).Select(i => (double)(i * 5 % 12 % 4))];
        Table table = new([TextColumn.FromTexts("level", [.. Enumerable.Range(0, 240).Select(i => $"l{i * 5 % 12}")])]);
        TrainingSet none = new(DenseColumns.FromColumns<double>([new double[240]]), y);
        Comparison comparison = Compared.Run(none, [LinearCandidates.Null(), NetworkCandidates.Regularized(NetworkTask.Regression, Small(), table)], Folds);
        Assert.IsLessThan(0.3 * comparison.Models[0].TestMean(), comparison.Models[1].TestMean());
    }

    [TestMethod]
    public void Run_RunThatEndsTooEarlyOrOverflows_SaysSo()
    {
        MlpOptions slow = Small(12), wild = Small(4);
        slow.LearningRate = 1e-3;
        (wild.LearningRate, wild.Optimizer) = (1e30, new MLRegularization.Networks.Optimizers.Sgd());
        string Remark(MlpOptions options) => Compared.Run(Bent(200), [NetworkCandidates.Plain(NetworkTask.Regression, options)], Folds).Models[0].Remarks.Single().Sentence;
        Assert.Contains("still falling at the last epoch", Remark(slow));
        Assert.Contains("no longer a number", Remark(wild));
    }

    [TestMethod]
    public void Run_Offset_OneSentence()
    {
        TrainingSet data = Bent(40), shifted = new(data.Features, data.Target, null, new double[40]);
        string message = Assert.ThrowsExactly<ArgumentException>(() => Compared.Run(shifted, [NetworkCandidates.Plain(NetworkTask.Regression)], Folds)).Message;
        Assert.AreEqual("Fold 1 of the comparison cannot be fitted: the data has an offset, which networks do not take; leave the offset out, or the networks.", message);
    }

    private static double[] Column(IColumnMatrix features)
    {
        double[] column = new double[features.Rows];
        features.CopyCentered(0, 0, 0, column);
        return column;
    }
}
