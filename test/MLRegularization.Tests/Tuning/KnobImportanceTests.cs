using MLRegularization.Networks;
using MLRegularization.Numerics;
using MLRegularization.Tuning;

namespace MLRegularization.Tests.Tuning;

[TestClass]
public sealed class KnobImportanceTests
{
    private static double Share(KnobImportance importance, string name) => importance.Knobs.Single(k => k.Name == name).Share;

    [TestMethod]
    public void Of_KnownMainEffects_OrderAndShares()
    {
        // Var(4a) : Var(b) = 16 : 1, and c and d do nothing.
        KnobImportance importance = KnobImportance.Of(Studies.Of(Studies.Numbers, 100, p => (4 * p.Find("a")!.Value) + p.Find("b")!.Value));
        CollectionAssert.AreEqual(new[] { "a", "b" }, importance.Knobs.Take(2).Select(k => k.Name).ToArray());
        Assert.AreEqual(16.0 / 17, Share(importance, "a"), 0.05);
        Assert.AreEqual(1.0 / 17, Share(importance, "b"), 0.04);
        Assert.IsLessThan(0.02, Share(importance, "c"));
        Assert.IsGreaterThan(0.9, importance.Explained);
        Assert.IsTrue(importance.Knobs[0].IsBeyondChance);
        Assert.IsTrue(importance.Knobs[1].IsBeyondChance);
        Assert.IsFalse(importance.Knobs.Single(k => k.Name == "c").IsBeyondChance);
        Assert.IsNull(importance.Reason);
        StringAssert.StartsWith(importance.Sentence, "By itself, a explains ");
    }

    [TestMethod]
    public void Of_AnInteractionAlone_LeavesMostToCombinations()
    {
        KnobImportance importance = KnobImportance.Of(Studies.Of(Studies.Numbers, 200, p => (p.Find("a") < 0.5) == (p.Find("b") < 0.5) ? 1 : 0));
        if (importance.Reason is null) Assert.IsLessThan(0.6, importance.Knobs.Sum(k => k.Share));
    }

    // Of 20 searches in which b, c and d do nothing.
    [TestMethod]
    public void Of_KnobsThatDoNothing_AreHardlyEverNamed()
    {
        int named = 0;
        for (int search = 0; search < 20; search++)
        {
            int k = 0;
            KnobImportance importance = KnobImportance.Of(Studies.Of(Studies.Numbers, 30, p => p.Find("a")!.Value + CounterNoise.Uniform(CounterNoise.Key((ulong)search, k++, 98, 0))));
            named += importance.Knobs.Any(knob => knob.Name != "a" && knob.IsBeyondChance) ? 1 : 0;
        }
        Assert.IsLessThanOrEqualTo(3, named);
    }

    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(3)]
    public void Of_NoiseAlone_SaysThatNothingCanBeToldOrNamesNoKnob(int seed)
    {
        int k = 0;
        KnobImportance importance = KnobImportance.Of(Studies.Of(Studies.Numbers, 40, _ => CounterNoise.Uniform(CounterNoise.Key((ulong)seed, k++, 99, 0))));
        Assert.IsTrue(importance.Reason is not null || !importance.Knobs.Any(k => k.IsBeyondChance), importance.Sentence);
    }

    [TestMethod]
    public void Of_TrialsInAnotherOrder_SameBits()
    {
        Study study = Studies.Of(Studies.Numbers, 60, p => p.Find("a")!.Value * p.Find("b")!.Value);
        Study turned = Studies.Of(study.Space, [1], "path", [.. study.Trials.Reverse().Select((t, k) => t with { Number = k })]);
        CollectionAssert.AreEqual(KnobImportance.Of(study).Knobs.ToArray(), KnobImportance.Of(turned).Knobs.ToArray());
    }

    [TestMethod]
    [DataRow(1e12), DataRow(1e-12), DataRow(1e300)]
    public void Of_HugeAndTinyErrors_SameShares(double size)
    {
        static double Error(SearchPoint p) => p.Find("a")!.Value + (0.2 * p.Find("d")!.Value);
        KnobImportance plain = KnobImportance.Of(Studies.Of(Studies.Numbers, 50, Error)), scaled = KnobImportance.Of(Studies.Of(Studies.Numbers, 50, p => size * Error(p)));
        Assert.AreEqual(Share(plain, "a"), Share(scaled, "a"), 0.01);
    }

    [TestMethod]
    public void Of_OneTrialFarOff_DoesNotDecide()
    {
        static double Error(SearchPoint p) => (4 * p.Find("a")!.Value) + p.Find("b")!.Value;
        Study study = Studies.Of(Studies.Numbers, 60, p => Error(p));
        Study wild = Studies.Of(study.Space, [1], "path", [.. study.Trials.Select(t => t.Number == 17 ? t with { Mean = 1e9 } : t)]);
        Assert.AreEqual("a", KnobImportance.Of(wild).Knobs[0].Name);
        Assert.IsGreaterThan(0.5, KnobImportance.Of(wild).Knobs[0].Share);
    }

    [TestMethod]
    public void Of_TooFewOrEqualOrUnrelatedTrials_SaysWhy()
    {
        string Reason(int trials, Func<SearchPoint, double> error)
        {
            KnobImportance importance = KnobImportance.Of(Studies.Of(Studies.Numbers, trials, error));
            Assert.IsEmpty(importance.Knobs);
            Assert.AreEqual(importance.Reason, importance.Sentence);
            return importance.Reason!;
        }
        Assert.AreEqual("9 trials are too few to tell what matters; give at least 10, better 30.", Reason(9, p => p.Find("a")!.Value));
        Assert.AreEqual("All trials did equally well.", Reason(20, _ => 3));
        SearchSpace one = new("one-1", [new RangeDimension("a", "a", 0, 1)], [new SearchPoint(("a", 0.5))]);
        Assert.AreEqual("Only one thing was searched, so there is nothing to compare it with.", KnobImportance.Of(Studies.Of(one, 20, p => p.Find("a")!.Value)).Reason);
        Assert.AreEqual("0 trials are too few to tell what matters; give at least 10, better 30.", KnobImportance.Of(Studies.Of(one, [1], "path", [Studies.Failed(one, 0)])).Reason);
    }

    [TestMethod]
    public void Of_NetworksGivenUpEarly_ComparesAllAtTheFirstRung()
    {
        SearchSpace space = NetworkSpace.Cocktail(NetworkTask.Binary);
        Study study = Studies.Networks(space, 60, p => (p.Find("dropout")!.Value * 4) + (p.Find("skip")!.Value * 0.5), failEvery: 9);
        KnobImportance importance = KnobImportance.Of(study);
        // A failure at the second rung was judged at the first.
        Assert.AreEqual(study.Trials.Count(t => t.State != TrialState.Failed || t.Curve is not null), importance.Trials);
        Assert.AreEqual(6, importance.Rung);
        Assert.AreEqual("dropout", importance.Knobs[0].Name);
        Assert.AreEqual("skip", importance.Knobs[1].Name);
        Assert.IsTrue(importance.Knobs.Skip(2).All(k => !k.IsBeyondChance), string.Join(", ", importance.Knobs));
        Assert.Contains("of the variance of the error after 6 epochs; none of the others explains more", importance.Sentence);
    }

    // What hangs on a switch has no part in what the switch itself does.
    [TestMethod]
    public void Of_ASwitchWithAKnobUnderIt_TheSwitchHasItsEffect()
    {
        SearchSpace space = new("under-1", [new SwitchDimension("s", "stirred"), new RangeDimension("r", "rate", 0, 1) { Under = "s" }], [new SearchPoint(("s", 0))]);
        KnobImportance importance = KnobImportance.Of(Studies.Of(space, 80, p => p.Find("s")!.Value));
        Assert.AreEqual("s", importance.Knobs[0].Name);
        Assert.IsGreaterThan(0.8, importance.Knobs[0].Share);
    }

    [TestMethod]
    public void Of_WholePaths_MeasuresStrengthAgainstMixture()
    {
        KnobImportance importance = KnobImportance.Of(Studies.Paths(5));
        CollectionAssert.AreEqual(new[] { LinearSpace.Strength, LinearSpace.Mixture }, importance.Knobs.Select(k => k.Name).ToArray());
        Assert.IsTrue(double.IsNaN(importance.Explained));
        Assert.IsInRange(0.9, 1.0, importance.Knobs[0].Share);
        StringAssert.StartsWith(importance.Sentence, "λ explains ");
    }

    // Its twin looks at every point of the grid.
    [TestMethod]
    public void Variances_SmallTrees_AreThoseOfTheWholeTable()
    {
        int[] distinct = [3, 4, 2];
        RandomStream random = new(3);
        int[][] codes = [.. Enumerable.Range(0, 40).Select(_ => distinct.Select(random.NextBelow).ToArray())];
        double[] errors = [.. codes.Select(c => c[0] + (c[1] * c[2]) + (0.3 * random.NextNormal()))];
        KnobGrid grid = KnobGrid.Of(codes, errors, distinct);
        for (int t = 0; t < 10; t++)
        {
            RegressionTree tree = new(grid, [.. Enumerable.Range(0, 40).Select(_ => random.NextBelow(40))], random);
            Assert.IsGreaterThan(3, tree.Leaves.Count);
            double[] variances = tree.Variances(), twin = Twin(grid, tree, distinct);
            for (int d = 0; d <= distinct.Length; d++) Assert.AreEqual(twin[d], variances[d], 1e-12);
        }
    }

    private static double[] Twin(KnobGrid grid, RegressionTree tree, int[] distinct)
    {
        List<(int[] Codes, double Weight, double Value)> all = [];
        for (int a = 0; a < distinct[0]; a++)
            for (int b = 0; b < distinct[1]; b++)
                for (int c = 0; c < distinct[2]; c++)
                {
                    int[] codes = [a, b, c];
                    double Share(int d) => grid.Codes.Count(row => row[d] == codes[d]) / (double)grid.Codes.Length;
                    all.Add((codes, Share(0) * Share(1) * Share(2), tree.Predict(codes)));
                }
        double mean = all.Sum(p => p.Weight * p.Value);
        IEnumerable<double> main = Enumerable.Range(0, distinct.Length).Select(d => all.GroupBy(p => p.Codes[d]).Sum(g => g.Sum(p => p.Weight) * Math.Pow((g.Sum(p => p.Weight * p.Value) / g.Sum(p => p.Weight)) - mean, 2)));
        return [.. main, all.Sum(p => p.Weight * Math.Pow(p.Value - mean, 2))];
    }
}
