using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks;

/// <summary>Every finding of a learning curve, and the thresholds at their edges.</summary>
[TestClass]
public sealed class LearningVerdictTests
{
    private const LearningFinding Diverged = LearningFinding.Diverged, TooShort = LearningFinding.TooShort, Unstable = LearningFinding.Unstable, Improving = LearningFinding.StillImproving,
        Over = LearningFinding.Overfitting, Under = LearningFinding.Underfitting, Unjudged = LearningFinding.Unjudged, Balanced = LearningFinding.Balanced;

    [TestMethod]
    [DataRow(0, "in the first epoch")]
    [DataRow(1, "after 1 epoch ")]
    [DataRow(7, "after 7 epochs")]
    public void Of_Diverged_SaysWhenAndNamesTheRate(int epochs, string when)
    {
        LearningVerdict verdict = LearningVerdict.Of(Run(epochs, t => 0.5, t => 0.6, TrainingEnd.Diverged));
        Assert.AreEqual(Diverged, verdict.Finding);
        Assert.Contains(when, verdict.Sentence);
        Assert.Contains("lower the learning rate", verdict.Sentence);
        Assert.AreEqual(epochs > 0, verdict.Sentence.Contains("(0.01)", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(1, TooShort)]
    [DataRow(4, TooShort)]
    [DataRow(5, Improving)]
    public void Of_FewEpochs_NothingIsSaidBelowFive(int epochs, LearningFinding expected) =>
        Assert.AreEqual(expected, LearningVerdict.Of(Run(epochs, t => 1 - (0.1 * t), t => 1 - (0.1 * t)), 1.2).Finding);

    [TestMethod]
    // Over the last 20 of 100 epochs the line falls from 1.0 by a share of its mean.
    [DataRow(0.0101, Improving)]
    [DataRow(0.0099, Balanced)]
    public void Of_AFallOverTheLastFifth_CountsFromOnePercent(double share, LearningFinding expected)
    {
        double At(int t) => t < 80 ? 1.1 : 1 - (share * (t - 80) / 19 / (1 + (share / 2)));
        Assert.AreEqual(expected, LearningVerdict.Of(Run(100, At, At), 10).Finding);
    }

    [TestMethod]
    // The same fall of 10 %, with a zigzag about the line: its standard error is 0.1/3 where the zigzag is about 0.04 (20 epochs).
    [DataRow(0.02, Improving)]
    [DataRow(0.06, Balanced)]
    public void Of_AFallWithinTheNoise_IsNone(double zigzag, LearningFinding expected)
    {
        double At(int t) => t < 80 ? 1.2 : 1 - (0.1 * (t - 80) / 19) + (t % 2 == 0 ? zigzag : -zigzag);
        LearningVerdict verdict = LearningVerdict.Of(Run(100, t => 0.9, At), 10);
        Assert.AreEqual(expected, verdict.Finding, verdict.Sentence);
    }

    [TestMethod]
    public void Of_NoiseAlone_IsHardlyEverAFinding()
    {
        int others = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            MLRegularization.Numerics.RandomStream random = new(seed);
            double[] noise = [.. Enumerable.Range(0, 60).Select(_ => 0.02 * Math.Sqrt(-2 * Math.Log(1 - random.NextUniform())) * Math.Cos(2 * Math.PI * random.NextUniform()))];
            if (LearningVerdict.Of(Run(60, t => 0.45, t => 0.5 + noise[t]), 2).Finding != Balanced) others++;
        }
        Assert.IsLessThan(10, others);
    }

    [TestMethod]
    // The loss is level for 60 epochs, then higher for 40.
    [DataRow(0.0101, Over)]
    [DataRow(0.0099, Balanced)]
    public void Of_ARise_CountsFromOnePercent(double rise, LearningFinding expected) =>
        Assert.AreEqual(expected, LearningVerdict.Of(Run(100, t => 0.9, t => t < 60 ? 1 : 1 + rise), 10).Finding);

    [TestMethod]
    // A zigzag of z about a level has a spread of about z: a rise of 0.1 counts above twice that.
    [DataRow(0.043, Over)]
    [DataRow(0.06, Balanced)]
    public void Of_ARiseWithinTheNoise_IsNone(double zigzag, LearningFinding expected)
    {
        double At(int t) => (t < 60 ? 1 : 1.1) + (t % 2 == 0 ? zigzag : -zigzag);
        Assert.AreEqual(expected, LearningVerdict.Of(Run(100, t => 0.9, At), 10).Finding);
    }

    [TestMethod]
    public void Of_ARiseAfterAnEarlyAndSharpMinimum_IsSeenInALongRun()
    {
        LearningVerdict verdict = LearningVerdict.Of(Run(256, t => 0.5 * Math.Exp(-t / 20.0), t => t < 12 ? 0.5 - (0.02 * t) : 0.26 + (0.1 * (1 - Math.Exp((12 - t) / 8.0)))), 0.5);
        Assert.AreEqual(Over, verdict.Finding, verdict.Sentence);
        Assert.StartsWith("Overfitting from epoch 13 on", verdict.Sentence);
    }

    [TestMethod]
    public void Of_ARise_SaysFromWhichEpochAndWhatEarlyStoppingWouldSpare()
    {
        TrainingHistory history = Run(100, t => 1 - (0.009 * t), t => 0.6 + Math.Pow((t - 39) / 100.0, 2));
        string run = LearningVerdict.Of(history, 2, RegularizationSpec.None).Sentence;
        Assert.StartsWith("Overfitting from epoch 40 on: the validation loss rises from 0.6 to 0.96 while the training loss goes from 0.649 to 0.109; the weights of epoch 40 are kept, and early stopping would spare most of the 60 epochs after it; to get further add dropout", run);
        Assert.Contains("early stopping ended the run", LearningVerdict.Of(history with { End = TrainingEnd.EarlyStopping }, 2).Sentence);
        Assert.Contains("raise dropout or weight decay", LearningVerdict.Of(history, 2, [new Dropout(0.1)]).Sentence);
    }

    [TestMethod]
    public void Of_ARiseOnTrainingRowsToo_IsUnstable()
    {
        double At(int t) => t < 60 ? 1 - (0.01 * t) : 0.4 + (0.02 * (t - 59));
        Assert.AreEqual(Unstable, LearningVerdict.Of(Run(100, At, t => 1.1 * At(t)), 10).Finding);
    }

    [TestMethod]
    [DataRow(0.989, "even on the training rows")]
    [DataRow(0.991, "beyond chance than the best constant, neither")]
    [DataRow(1.2, "beyond chance than the best constant, neither")]
    public void Of_ValidationLossNearTheNullModels_IsNoBetterWithinOnePercent(double validation, string said)
    {
        LearningVerdict verdict = LearningVerdict.Of(Run(50, t => 0.985, t => validation), 1);
        Assert.AreEqual(Under, verdict.Finding, verdict.Sentence);
        Assert.Contains(said, verdict.Sentence);
    }

    [TestMethod]
    [DataRow(0.89, Over)]
    [DataRow(0.91, Under)]
    public void Of_NoBetterThanTheNullModel_WasLearnedByHeartFromATenth(double training, LearningFinding expected) =>
        Assert.AreEqual(expected, LearningVerdict.Of(Run(50, t => training, t => 1.05), 1).Finding);

    [TestMethod]
    // Training loss 0.2 of a null model's 1.2: 30 % of the gain is 0.3.
    [DataRow(0.2, 0.505, 1.2, Over)]
    [DataRow(0.2, 0.495, 1.2, Over)] // 1.5 times the training loss and more than 5 % of the gain
    [DataRow(0.5, 0.715, 1.2, Over)]
    [DataRow(0.5, 0.705, 1.2, Balanced)]
    [DataRow(0.05, 0.099, 1.0, Over)]
    [DataRow(0.05, 0.096, 1.0, Balanced)]
    [DataRow(0.1, 0.149, 1.0, Balanced)]
    [DataRow(0.1, 0.151, 1.0, Over)]
    [DataRow(0.1, 0.149, double.NaN, Balanced)]
    [DataRow(0.1, 0.151, double.NaN, Over)]
    public void Of_AGap_IsJudgedByWhatWasGained(double training, double validation, double nullLoss, LearningFinding expected) =>
        Assert.AreEqual(expected, LearningVerdict.Of(Run(50, t => training, t => validation), nullLoss).Finding);

    [TestMethod]
    [DataRow(0.1, Over)]
    [DataRow(0.35, Balanced)]
    public void Of_AGapWithinTheNoise_IsNone(double zigzag, LearningFinding expected) =>
        Assert.AreEqual(expected, LearningVerdict.Of(Run(50, t => 0.4, t => 1 + (t % 2 == 0 ? zigzag : -zigzag)), 3).Finding);

    [TestMethod]
    [DataRow(0.501, Under)]
    [DataRow(0.499, Balanced)]
    public void Of_TrainingLoss_IsHighFromHalfTheNullModels(double training, LearningFinding expected) =>
        Assert.AreEqual(expected, LearningVerdict.Of(Run(50, t => training, t => training + 0.01), 1).Finding);

    [TestMethod]
    // From epoch 26, the best, on the training loss falls from 0.6 and the validation loss stays: more capacity was there and of no use.
    [DataRow(0.96, Under)]
    [DataRow(0.94, Balanced)]
    public void Of_HighLossThatFallsOnTrainingRowsAlone_IsNoUnderfitting(double share, LearningFinding expected) =>
        Assert.AreEqual(expected, LearningVerdict.Of(Run(50, t => t <= 25 ? 0.6 : 0.6 * (1 - ((1 - share) * (t - 25) / 24)), t => t == 25 ? 0.61 : 0.612), 1).Finding);

    [TestMethod]
    [DataRow(0.11, "is noise, or needs other inputs")]
    [DataRow(0.09, "little is left to gain")]
    public void Of_BalancedRun_SaysWhatIsLeft(double loss, string said) => Assert.Contains(said, LearningVerdict.Of(Run(50, t => loss, t => loss), 1).Sentence);

    [TestMethod]
    public void Of_WithoutValidation_SaysThatOverfittingCannotBeSeen()
    {
        Assert.AreEqual(Unjudged, LearningVerdict.Of(Run(50, t => 0.2, _ => double.NaN), 1).Finding);
        Assert.AreEqual(Under, LearningVerdict.Of(Run(50, t => 0.8, _ => double.NaN), 1).Finding);
        LearningVerdict falling = LearningVerdict.Of(Run(50, t => 1 - (0.01 * t), _ => double.NaN), 1);
        Assert.AreEqual(Improving, falling.Finding);
        Assert.Contains("the training loss fell", falling.Sentence);
    }

    [TestMethod]
    public void Of_SlowFall_AsksForAHigherRate()
    {
        Assert.Contains("raise the learning rate", LearningVerdict.Of(Run(50, t => 1 - (0.01 * t), t => 1 - (0.01 * t)), 1.5).Sentence);
        Assert.DoesNotContain("raise the learning rate", LearningVerdict.Of(Run(50, t => 1 / (1 + t), t => 1.0 / (1 + t)), 1.5).Sentence);
    }

    [TestMethod]
    public void Of_FallingWithAWideGap_NamesBoth()
    {
        LearningVerdict verdict = LearningVerdict.Of(Run(50, t => 0.1 - (0.001 * t), t => 0.8 - (0.005 * t)), 1);
        Assert.AreEqual(Improving, verdict.Finding);
        Assert.Contains("is overfitting already", verdict.Sentence);
    }

    [TestMethod]
    public void Of_LossesThatAreNoNumbers_AreLeftOut()
    {
        Assert.AreEqual(Balanced, LearningVerdict.Of(Run(50, t => 0.3, t => t == 7 ? double.PositiveInfinity : 0.31), 1).Finding);
        Assert.AreEqual(TooShort, LearningVerdict.Of(Run(50, t => t < 47 ? double.NaN : 0.3, t => 0.31), 1).Finding);
    }

    [TestMethod]
    public void Of_EveryFinding_IsOneSentence()
    {
        foreach (TrainingHistory history in new[] { Run(50, t => 0.3, t => 0.31), Run(50, t => 0.1, t => 0.5), Run(50, t => 0.8, t => 0.8), Run(2, t => 1, t => 1), Run(50, t => 1 - (0.01 * t), t => 0.5 + (0.01 * t)) })
            foreach (double nullLoss in new[] { 1, double.NaN })
                Assert.MatchesRegex(@"^[A-Z].*[^.]\.$", LearningVerdict.Of(history, nullLoss).Sentence);
    }

    private static TrainingHistory Run(int epochs, Func<int, double> training, Func<int, double> validation, TrainingEnd end = TrainingEnd.AllEpochs, int? kept = null)
    {
        EpochRecord[] records = [.. Enumerable.Range(0, epochs).Select(t => new EpochRecord(t + 1, training(t), training(t), validation(t), double.NaN, 0.01))];
        int best = records.Length == 0 ? 0 : records.Any(r => double.IsFinite(r.ValidationLoss)) ? records.MinBy(r => double.IsNaN(r.ValidationLoss) ? double.PositiveInfinity : r.ValidationLoss)!.Epoch : epochs;
        return new TrainingHistory(records, kept ?? best, end);
    }
}
