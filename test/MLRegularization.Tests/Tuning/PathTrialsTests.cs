using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

[TestClass]
public sealed class PathTrialsTests
{
    private static TrainingSet Data(double unit = 1, int rows = 80, int columns = 6, bool binary = false)
    {
        RandomStream random = new(5);
        double[] x = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextNormal())];
        double[] y = [.. Enumerable.Range(0, rows).Select(i => x[i * columns] - (0.5 * x[(i * columns) + 1]) + (0.5 * random.NextNormal()))];
        return TrainingSet.FromRows(x, [.. y.Select(v => binary ? v > 0 ? 1 : 0 : unit * v)]);
    }

    private static TrialOutcome Run(PathTrials trials, double alpha, int threads = 1) => trials.Run(new TrialTask(0, new SearchPoint(("alpha", alpha)), 0, threads, new MemoryStorage()), CancellationToken.None);

    [TestMethod]
    public void Strength_AsARatio_IsNothingAtOneAndNoPenaltyAtNone()
    {
        TrainingSet data = Data();
        double most = PathSolver.Fit(data).LambdaMax;
        int NonZeros(double ratio) => PathSolver.Fit(data, new PathOptions { Lambdas = [LinearSpace.Lambda(new SearchPoint(("alpha", 1), ("lambdaRatio", ratio)), most)] }).Points[0].NonZeros;
        Assert.AreEqual(0, NonZeros(1));
        Assert.AreEqual(1, NonZeros(0.99));
        Assert.AreEqual(6, NonZeros(0));
        SearchPoint[] drawn = [.. Enumerable.Range(1, 1000).Select(k => LinearSpace.Strengths().Point(1, k))];
        double[] ratios = [.. drawn.Select(p => p.Find("lambdaRatio")!.Value)];
        Assert.IsTrue(ratios.All(r => r == 0 || r is >= 1e-4 and <= 1));
        Assert.IsInRange(20, 100, ratios.Count(r => r == 0));
    }

    [TestMethod]
    public void Paths_Space_BeginsWithTheKnownMixtures()
    {
        SearchSpace space = LinearSpace.Paths();
        CollectionAssert.AreEquivalent(new[] { 0, 0.1, 0.5, 0.9, 0.95, 1 }, space.First.Select(p => p.Find("alpha")!.Value).ToArray());
        Assert.AreEqual(1, space.First[0].Find("alpha"));
        Assert.IsNull(space.Size);
        Assert.AreEqual(2, LinearSpace.Paths([0.5, 1, 0.5]).Size);
        Assert.AreEqual("α 0.5", space.Describe(space.First[1]));
    }

    [TestMethod]
    [DataRow(1.0), DataRow(0.3)]
    public void Run_OneTrial_IsAWholeCrossValidatedPath(double alpha)
    {
        TrainingSet data = Data();
        TrialOutcome outcome = Run(new PathTrials(data, new PathOptions { LambdaRatio = 1e-3, LambdaCount = 30 }, new CrossValidationOptions { FoldCount = 5 }), alpha);
        CrossValidationCurve curve = CrossValidation.Run(data, new PathOptions { Alpha = alpha, LambdaRatio = 1e-3, LambdaCount = 30 }, new CrossValidationOptions { FoldCount = 5 }).Curves[0];
        int points = curve.Path.Points.Count;
        CollectionAssert.AreEqual(curve.MeanError.ToArray(), outcome.Curve!.Mean.Take(points).ToArray());
        Assert.AreEqual(1, outcome.Curve.Ratios[0], 1e-12);
        // None comes last.
        Assert.AreEqual(points + 1, outcome.Curve.At.Count);
        Assert.AreEqual(0, outcome.Curve.At[^1]);
        Assert.AreEqual(outcome.Curve.Mean.Min(), outcome.Mean);
        Assert.AreEqual(outcome.Mean, outcome.Scores.Average(), 1e-12);
        Assert.AreEqual(outcome.Curve.At[outcome.Curve.Chosen], outcome.Found.First(f => f.Name == "lambda").Value);
    }

    [TestMethod]
    public void Run_ALabelInAnotherUnit_HasTheSameRatios()
    {
        TrialOutcome one = Run(new PathTrials(Data()), 1), thousand = Run(new PathTrials(Data(1024)), 1);
        Assert.AreEqual(one.Curve!.Chosen, thousand.Curve!.Chosen);
        for (int k = 0; k < one.Curve.At.Count; k++) Assert.AreEqual(one.Curve.Ratios[k], thousand.Curve.Ratios[k], 1e-9);
        Assert.AreEqual(1024 * 1024 * one.Mean, thousand.Mean, 1e-3 * thousand.Mean);
    }

    [TestMethod]
    public void Run_ARidge_ReachesTheSmallestStrengthOfALasso()
    {
        PathTrials trials = new(Data(), new PathOptions { StopEarly = false });
        double Least(double alpha) => Run(trials, alpha).Curve!.At[^2];
        // The label's deviation is above 1 here.
        Assert.IsInRange(Least(1) / 2, Least(1) * (1 + 1e-9), Least(0));
        Assert.AreEqual(Least(0), Least(0.5), 1e-9 * Least(0));
    }

    [TestMethod]
    public void Run_OneStandardError_PicksALargerStrength()
    {
        TrialOutcome least = Run(new PathTrials(Data()), 1), simpler = Run(new PathTrials(Data(), rule: PathSelection.Lambda1Se), 1);
        Assert.IsGreaterThan(least.Found[0].Value, simpler.Found[0].Value);
        Assert.IsLessThanOrEqualTo(least.Mean + least.StandardError, simpler.Mean);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new PathTrials(Data(), rule: PathSelection.Bic)).Message, "give LambdaMin or Lambda1Se");
    }

    [TestMethod]
    public void Run_MoreColumnsThanRows_HasNoPathWithoutAPenalty()
        => Assert.IsGreaterThan(0, Run(new PathTrials(Data(rows: 20, columns: 40), validation: new CrossValidationOptions { FoldCount = 4 }), 1).Curve!.At[^1]);

    [TestMethod]
    public void Study_OfPaths_RepeatsItselfAndRefitsTheBestOnAllRows()
    {
        string? told = null;
        foreach (int parallel in new[] { 1, 2, 4 })
        {
            PathTrials trials = new(Data(binary: true), new PathOptions { Loss = LossKind.Logistic, LambdaCount = 20 }, new CrossValidationOptions { FoldCount = 4 });
            Study study = Study.Run(LinearSpace.Paths(), trials, new StudyOptions { Trials = 9, Parallel = parallel, Threads = 2 });
            string own = FakeRunner.Told(study);
            Assert.AreEqual(told ?? own, own);
            told = own;
            (CrossValidation run, Choice choice) = trials.Refit(study.Best!);
            Assert.AreEqual(study.Best!.Mean, choice.Curve.MeanError[choice.Index]);
            Assert.AreEqual(study.Best.Curve!.At[study.Best.Curve.Chosen], choice.Point.Lambda);
            Assert.HasCount(9, study.Trials);
        }
    }

    [TestMethod]
    public void Data_OneValueOrFoldDiffers_DigestDiffers()
    {
        TrainingSet data = Data();
        string[] digests =
        [
            new PathTrials(data).Data, new PathTrials(Data(1.001)).Data, new PathTrials(data.WithWeights([.. Enumerable.Repeat(1.0, 80)])).Data,
            new PathTrials(data, validation: new CrossValidationOptions { FoldCount = 5 }).Data, new PathTrials(data, validation: new CrossValidationOptions { Seed = 2 }).Data,
            new PathTrials(data, new PathOptions { PenaltyFactors = [1, 1, 1, 1, 1, 0] }).Data, new PathTrials(data, new PathOptions { LowerBounds = [0, 0, 0, 0, 0, 0] }).Data,
        ];
        Assert.HasCount(digests.Length, digests.Distinct());
        Assert.AreEqual(digests[0], new PathTrials(Data()).Data);
    }
}
