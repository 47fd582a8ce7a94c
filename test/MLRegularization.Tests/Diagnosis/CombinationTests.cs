using MLRegularization.Diagnosis;
using MLRegularization.Matrices;

namespace MLRegularization.Tests.Diagnosis;

/// <summary>Planted combinations are found and told truly; where there are none, none is told.</summary>
[TestClass]
public sealed class CombinationTests
{
    [TestMethod]
    public void Find_PlantedSum_IsNamedInWholeNumbers()
    {
        Combination found = Collinearity.Of(Planted((a, b, c, _) => a + b + c)).Combinations.Single();
        Assert.AreEqual("'total' = 'a' + 'b' + 'c', exactly.", found.Sentence);
        Assert.AreEqual(0, Collinearity.Of(Planted((a, b, c, _) => a + b + c)).Conditioning!.Smallest);
    }

    [TestMethod]
    public void Find_PlantedNearlySum_SaysHowNear()
    {
        TrainingSet data = Planted((a, b, c, noise) => (1.5 * a) - b + (0.25 * c) + 7 + (0.004 * noise));
        Combination found = Collinearity.Of(data).Combinations.Single();
        Assert.AreEqual("total", found.Column);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, found.Terms.Select(t => t.Column).ToArray());
        Assert.AreEqual(1.5, found.Terms[0].Coefficient, 0.005);
        Assert.AreEqual(-1, found.Terms[1].Coefficient, 0.005);
        Assert.AreEqual(7, found.Constant, 0.05);
        Assert.AreEqual(Missed(data, found), found.Share, 1e-3 * found.Share);
        Assert.Contains(" % of its spread.", found.Sentence);
    }

    [TestMethod]
    public void Find_DifferenceOfColumnsThatMoveTogether_IsFound()
    {
        RandomColumns random = new(1);
        double[] a = random.Column(120, 50, 10), gap = random.Column(120, 0, 0.5), b = [.. a.Zip(gap, (x, g) => x - g)];
        Collinearity found = Collinearity.Of(RandomColumns.Table([a, b, random.Column(120), gap], names: ["high", "low", "other", "range"]));
        Assert.Contains(found.Combinations.Single().Sentence, (string[])["'high' = 'low' + 'range', exactly.", "'low' = 'high' − 'range', exactly."]);
        Assert.Contains("'high' and 'low' correlate by 0.99", found.Correlated.Single().Sentence);
    }

    [TestMethod]
    public void Find_PercentagesOfAWhole_SumToIt()
    {
        RandomColumns random = new(2);
        double[][] x = [.. Enumerable.Range(0, 5).Select(_ => random.Column(90, 10).Select(Math.Abs).ToArray())];
        for (int i = 0; i < 90; i++)
        {
            double sum = x.Sum(c => c[i]);
            foreach (double[] c in x) c[i] *= 100 / sum;
        }
        Combination found = Collinearity.Of(RandomColumns.Table(x)).Combinations.Single();
        Assert.IsTrue(found.IsExact);
        Assert.AreEqual(100, found.Constant, 1e-9);
        Assert.IsTrue(found.Terms.All(t => t.Coefficient == -1));
    }

    [TestMethod]
    public void Find_SeveralCombinations_AreEachFound()
    {
        RandomColumns random = new(3);
        double[][] x = random.Columns(200, 12);
        x[4] = [.. x[0].Select(v => (2.54 * v) - 3)];
        x[7] = [.. x[1].Zip(x[2], (a, b) => (8 * a) - (0.5 * b))];
        x[11] = [.. x[3].Zip(x[5], (a, b) => a + (100 * b))];
        Collinearity found = Collinearity.Of(RandomColumns.Table(x));
        string[] sentences = [.. found.Combinations.Select(c => c.Sentence)];
        Assert.HasCount(3, sentences);
        Assert.Contains("'x5' = 2.54·'x1' − 3, exactly.", sentences);
        Assert.IsEmpty(found.Correlated);
        Assert.AreEqual(3, found.DependentColumns);
    }

    [TestMethod]
    public void Find_IndependentColumns_NoFalseAlarm()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            RandomColumns random = new(seed);
            int rows = 3 + random.Below(60), columns = 2 + random.Below(40);
            Collinearity found = Collinearity.Of(RandomColumns.Table(seed % 4 > 0 ? random.Columns(rows, columns) : [.. Enumerable.Range(0, columns).Select(_ => random.Column(rows))],
                seed % 3 == 0 ? random.Weights(rows) : null), seed % 4 > 0);
            Assert.IsEmpty(found.Combinations, $"{rows} × {columns}: {string.Join(" ", found.Combinations.Select(c => c.Sentence))}");
            Assert.IsEmpty(found.Correlated, $"{rows} × {columns}: {string.Join(" ", found.Correlated.Select(c => c.Sentence))}");
        }
    }

    [TestMethod]
    public void Find_RandomCombinations_EverySentenceIsTrue()
    {
        int told = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            RandomColumns random = new(1000 + seed);
            int rows = 40 + random.Below(100), columns = 4 + random.Below(12);
            double[][] x = random.Columns(rows, columns);
            for (int k = 0; k < 1 + random.Below(3); k++)
            {
                int target = random.Below(columns), a = random.Below(columns), b = random.Below(columns);
                double noise = Math.Pow(10, -random.Below(8)), spread = x[a].Max() - x[a].Min();
                if (target != a && target != b) x[target] = [.. x[a].Zip(x[b], (u, v) => (1.7 * u) - v + (0.1 * noise * spread * random.Normal()))];
            }
            TrainingSet data = RandomColumns.Table(x, seed % 2 == 0 ? null : random.Weights(rows));
            bool intercept = seed % 3 > 0;
            foreach (Combination combination in Collinearity.Of(data, intercept).Combinations)
            {
                double missed = Missed(data, combination, intercept);
                Assert.IsLessThanOrEqualTo((combination.Share * 1.0001) + 1e-10, missed, combination.Sentence);
                if (combination.IsExact) Assert.IsLessThan(1e-8, missed);
                told++;
            }
        }
        Assert.IsGreaterThan(100, told);
    }

    [TestMethod]
    public void Correlated_ManyThatMoveTogether_AreOneSentence()
    {
        RandomColumns random = new(4);
        double[] common = random.Column(100);
        double[][] x = [.. Enumerable.Range(0, 20).Select(_ => common.Select(c => c + (0.08 * random.Normal())).ToArray()), .. random.Columns(100, 3)];
        CorrelatedColumns found = Collinearity.Of(RandomColumns.Table(x)).Correlated.Single();
        Assert.HasCount(20, found.Columns);
        Assert.StartsWith("20 columns move together ('x", found.Sentence);
    }

    [TestMethod]
    public void Correlated_ColumnsThatSayTheSame_AreToldOnceAndHideNothing()
    {
        RandomColumns random = new(7);
        double[][] x = [.. Enumerable.Range(0, 9).Select(_ => random.Column(80, 3))];
        x[3] = x[5] = x[1];
        x[6] = [.. x[2].Select(v => v)];
        x[8] = [.. x[0].Zip(x[1], (a, b) => a + b)];
        Collinearity found = Collinearity.Of(RandomColumns.Table(x));
        CollectionAssert.AreEqual(new[] { "'x9' = 'x1' + 'x2', exactly.", "'x7' holds the same values as 'x3'." }, found.Combinations.Select(c => c.Sentence).ToArray());
        Assert.AreEqual("3 columns ('x2', 'x4' and 'x6') say the same: they correlate by exactly 1 in size.", found.Correlated.Single().Sentence);
        Assert.AreEqual(4, found.DependentColumns);
    }

    [TestMethod]
    public void Correlated_MoreColumnsThanRows_PairsAreStillFound()
    {
        RandomColumns random = new(5);
        double[][] x = random.Columns(30, 100);
        x[60] = [.. x[7].Select(v => -250 * v)];
        x[61] = [.. x[8].Select(v => v + (0.0005 * random.Normal()))];
        Collinearity found = Collinearity.Of(RandomColumns.Table(x));
        Assert.AreEqual("'x61' = −250·'x8', exactly.", found.Combinations.Single().Sentence);
        CollectionAssert.AreEquivalent(new[] { "x9", "x62" }, found.Correlated.Single().Columns.ToArray());
    }

    [TestMethod]
    public void Find_ExtremeAndFarColumns_AreTheSameSentence()
    {
        RandomColumns random = new(6);
        double[] a = [.. random.Column(80, 1.7e9, 100).Select(v => Math.Round(v * 4) / 4)], b = [.. a.Select(v => (v - 1.7e9) * 1e-210)];
        Combination found = Collinearity.Of(RandomColumns.Table([a, b, random.Column(80)])).Combinations.Single();
        Assert.IsLessThan(1e-8, found.Share, found.Sentence);
    }

    private static TrainingSet Planted(Func<double, double, double, double, double> total)
    {
        RandomColumns random = new(11);
        double[] a = random.Column(150, 3, 1), b = random.Column(150, 0, 2), c = random.Column(150, -1, 0.5), noise = random.Column(150);
        return RandomColumns.Table([a, random.Column(150), b, c, [.. Enumerable.Range(0, 150).Select(i => total(a[i], b[i], c[i], noise[i]))]], names: ["a", "other", "b", "c", "total"]);
    }

    // Worked out on the data in plain loops: the root mean square that is missed over the standard deviation.
    private static double Missed(TrainingSet data, Combination combination, bool intercept = true)
    {
        double[] Values(string name)
        {
            double[] column = new double[data.Rows];
            data.Features.CopyCentered(data.FeatureNames.ToList().IndexOf(name), 0, 0, column);
            return column;
        }
        double[] left = Values(combination.Column), weights = data.Weights ?? [.. Enumerable.Repeat(1.0, data.Rows)];
        double[][] terms = [.. combination.Terms.Select(t => Values(t.Column))];
        double total = weights.Sum(), mean = intercept ? left.Select((v, i) => weights[i] * v).Sum() / total : 0, spread = 0, missed = 0;
        for (int i = 0; i < left.Length; i++)
        {
            double rest = left[i] - combination.Constant - combination.Terms.Select((t, k) => t.Coefficient * terms[k][i]).Sum();
            missed += weights[i] * rest * rest / total;
            spread += weights[i] * (left[i] - mean) * (left[i] - mean) / total;
        }
        return Math.Sqrt(missed / spread);
    }
}
