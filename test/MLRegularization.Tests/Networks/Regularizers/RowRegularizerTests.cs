using MLRegularization.Losses;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Preparation;
using MLRegularization.Tests.Networks.Training;

namespace MLRegularization.Tests.Networks.Regularizers;

/// <summary>What regularisers make of rows and labels when a batch is gathered.</summary>
[TestClass]
public sealed class RowRegularizerTests
{
    private static List<BatchRow> Epoch(RegularizationSpec spec, TrainingRows rows, ILoss loss, int epoch = 0, int batchSize = 64)
    {
        using Batches batches = new(rows, loss, batchSize, 5, RowRegularizer.RulesOf(spec, loss));
        return batches.Epoch(epoch);
    }

    private static double[] Labels(IEnumerable<BatchRow> rows) => [.. rows.OrderBy(r => r.Id).Select(r => r.Label)];

    [TestMethod]
    public void LabelSmoothing_TwoClasses_HalfOfEpsilon()
    {
        TrainingRows rows = Batches.Numbered(90, 1, label: i => i % 2);
        foreach (BatchRow row in Epoch([new LabelSmoothing(0.1)], rows, new LogisticLoss())) Assert.AreEqual(row.Id % 2 == 0 ? 0.05 : 0.95, row.Label, 1e-15);
    }

    [TestMethod]
    public void LabelSmoothing_ManyClasses_EvenlyOverAll()
    {
        foreach (BatchRow row in Epoch([new LabelSmoothing(0.2)], Batches.Numbered(90, 1, label: i => i % 4), new MultinomialLoss(4)))
            for (int k = 0; k < 4; k++) Assert.AreEqual(k == row.Id % 4 ? 0.85 : 0.05, row.Soft[k], 1e-15);
    }

    [TestMethod]
    public void TargetNoise_ManyRows_NormalAndNewInEveryEpoch()
    {
        const int n = 4000;
        TrainingRows rows = Batches.Numbered(n, 1, label: _ => 10);
        double[] first = Labels(Epoch([new TargetNoise(0.5)], rows, new SquaredLoss())), second = Labels(Epoch([new TargetNoise(0.5)], rows, new SquaredLoss(), epoch: 1));
        Assert.AreEqual(10, first.Average(), 5 * 0.5 / Math.Sqrt(n));
        Assert.AreEqual(0.25, first.Average(y => Math.Pow(y - 10, 2)), 5 * 0.25 * Math.Sqrt(2.0 / n));
        Assert.AreEqual(0, first.Zip(second, (a, b) => (a - 10) * (b - 10)).Average(), 5 * 0.25 / Math.Sqrt(n));
    }

    // Row i has numbers 1000 i + j and label i: on any mixture the label is still what its numbers say.
    [TestMethod]
    public void Mixup_Numbers_LabelsMixedLikeInputs()
    {
        List<BatchRow> rows = Epoch([new Mixup(0.4)], Batches.Numbered(500, 35, codes: 3), new SquaredLoss());
        foreach (BatchRow row in rows)
        {
            for (int j = 0; j < 35; j++) Assert.AreEqual((1000 * row.Label) + j, row.Numbers[j], 0.2);
            int[] others = [.. row.Codes.Select((code, c) => (code - c) / 10).Where(id => id != row.Id).Distinct()];
            Assert.IsLessThanOrEqualTo(1, others.Length);
        }
        Assert.IsTrue(rows.Count(r => Math.Abs(r.Label - r.Id) > 1) > 250);
        // A mean of n independent draws, of a variance no larger than that of the labels.
        Assert.AreEqual(249.5, rows.Average(r => r.Label), 5 * 500 / Math.Sqrt(12 * 500));
        // Codes are the other row's with the probability of its share: ½ in the mean.
        Assert.AreEqual(0.5, rows.Average(r => r.Codes.Select((code, c) => (code - c) / 10 == r.Id ? 1.0 : 0).Average()), 5 * Math.Sqrt(0.25 / 500));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void MixupAndCutMix_Classes_DistributionsKeepTheWeightedShares(bool cut)
    {
        const int n = 3000;
        TrainingRows rows = Batches.Numbered(n, 4, label: i => i % 3, weights: [.. Enumerable.Range(0, n).Select(i => i % 3 == 2 ? 4.0 : 1)]);
        List<BatchRow> seen = Epoch([cut ? new CutMix(1) : new Mixup(1)], rows, new MultinomialLoss(3), batchSize: n);
        foreach (BatchRow row in seen)
        {
            Assert.AreEqual(1, row.Soft.Sum(), 1e-12);
            Assert.IsTrue(row.Soft.All(s => s is >= 0 and <= 1));
            Assert.AreEqual(row.Id % 3, row.Label);
        }
        double[] shares = [.. Enumerable.Range(0, 3).Select(k => seen.Sum(r => r.Weight * r.Soft[k]))];
        for (int k = 0; k < 3; k++) Assert.AreEqual(k == 2 ? 4.0 / 6 : 1.0 / 6, shares[k], 5 * 0.5 / Math.Sqrt(n));
        Assert.IsTrue(seen.Count(r => r.Soft.Count(s => s > 0.01) == 2) > n / 3);
    }

    private static TrainingRows Grouped(int n, Func<int, double> label)
    {
        TrainingRows plain = Batches.Numbered(n, 40, codes: 2);
        return new TrainingRows(new NetworkInputs(n, plain.Inputs.Numbers, plain.Inputs.Codes, [.. Enumerable.Range(0, 40).Select(j => j / 5)]), [.. Enumerable.Range(0, n).Select(label)]);
    }

    // 40 numbers in 8 variables of 5, and 2 codes.
    [TestMethod]
    public void CutMix_Variables_MoveWholeAndTakeTheirShareOfTheLabel()
    {
        const int n = 2000;
        List<BatchRow> rows = Epoch([new CutMix(0.5)], Grouped(n, i => i), new SquaredLoss());
        List<double> taken = [];
        foreach (BatchRow row in rows)
        {
            int[] from = [.. Enumerable.Range(0, 8).Select(v => (int)row.Numbers[5 * v] / 1000), .. row.Codes.Select((code, c) => (code - c) / 10)];
            for (int j = 0; j < 40; j++) Assert.AreEqual((1000f * from[j / 5]) + j, row.Numbers[j]);
            Assert.IsLessThanOrEqualTo(1, from.Where(id => id != row.Id).Distinct().Count());
            Assert.AreEqual(from.Average(), row.Label, 1e-9);
            taken.Add(from.Count(id => id != row.Id) / 10.0);
        }
        // None in half of the rows and in 1 of 11 of the others: a share that is uniform makes every number from 0 to 10 equally likely.
        double none = 0.5 + (0.5 / 11);
        Assert.AreEqual(none, taken.Count(t => t == 0) / (double)n, 5 * Math.Sqrt(none * (1 - none) / n));
        for (int k = 1; k <= 10; k++) Assert.AreEqual(0.5 / 11, taken.Count(t => t == k / 10.0) / (double)n, 5 * Math.Sqrt(0.5 / 11 / n));
    }

    [TestMethod]
    public void CutOut_Variables_ZeroAsAWholeAndTheLabelStays()
    {
        const int n = 3000;
        List<BatchRow> rows = Epoch([new CutOut(0.3, 0.5)], Grouped(n, i => i + 1), new SquaredLoss());
        List<int> zeros = [];
        foreach (BatchRow row in rows.Where(r => r.Id > 0)) // row 0 has zeros of its own
        {
            Assert.AreEqual(row.Id + 1, row.Label);
            for (int j = 0; j < 40; j++) Assert.AreEqual(row.Numbers[j / 5 * 5] == 0 ? 0 : (1000f * row.Id) + j, row.Numbers[j]);
            for (int c = 0; c < 2; c++) Assert.IsTrue(row.Codes[c] == 0 || row.Codes[c] == (10 * row.Id) + c);
            zeros.Add(Enumerable.Range(0, 8).Count(v => row.Numbers[5 * v] == 0) + row.Codes.Count(c => c == 0));
        }
        Assert.AreEqual(0.15, zeros.Average() / 10, 5 * 0.17 / Math.Sqrt(n));
        Assert.AreEqual(0.5 + (0.5 * Math.Pow(0.7, 10)), zeros.Count(z => z == 0) / (double)zeros.Count, 5 * 0.5 / Math.Sqrt(n));
    }

    private static readonly RegularizationSpec Everything = [new LabelSmoothing(0.1), new CutOut(), new CutMix(), new Mixup()];

    [TestMethod]
    public void Rules_AnyBatchSizeAndEpochOrder_SameRows()
    {
        TrainingRows rows = Batches.Numbered(211, 37, codes: 2, label: i => i % 3);
        string[] Contents(int batchSize, params int[] epochs)
        {
            MultinomialLoss loss = new(3);
            using Batches batches = new(rows, loss, batchSize, 5, RowRegularizer.RulesOf(Everything, loss));
            return [.. epochs.Select(e => batches.Epoch(e)).Last().OrderBy(r => r.Id).Select(r => r.Content)];
        }
        string[] expected = Contents(10, 0, 1, 2);
        CollectionAssert.AreEqual(expected, Contents(10, 2));
        CollectionAssert.AreEqual(expected, Contents(97, 7, 2));
        CollectionAssert.AreNotEqual(expected, Contents(10, 3));
    }

    [TestMethod]
    public void Rules_AllTogether_DistributionsWithAFloor()
    {
        foreach (BatchRow row in Epoch(Everything, Batches.Numbered(500, 6, label: i => i % 3), new MultinomialLoss(3)))
        {
            Assert.AreEqual(1, row.Soft.Sum(), 1e-12);
            Assert.IsTrue(row.Soft.All(s => s >= (0.1 / 3) - 1e-12));
        }
        foreach (BatchRow row in Epoch(Everything, Batches.Numbered(500, 6, label: i => i % 2), new LogisticLoss())) Assert.IsTrue(row.Label is >= 0.05 - 1e-12 and <= 0.95 + 1e-12);
    }

    [TestMethod]
    public void Rules_NothingGiven_LabelsStaySure()
        => Assert.IsTrue(Epoch(RegularizationSpec.None, Batches.Numbered(10, 1, label: i => i % 3), new MultinomialLoss(3)).All(r => r.Soft.Length == 0));

    [TestMethod]
    public void RulesOf_WrongTask_OneSentence()
    {
        Assert.Contains("Label smoothing is for classes", Assert.ThrowsExactly<ArgumentException>(() => RowRegularizer.RulesOf([new LabelSmoothing()], new SquaredLoss())).Message);
        Assert.Contains("the target has classes", Assert.ThrowsExactly<ArgumentException>(() => RowRegularizer.RulesOf([new TargetNoise(1)], new MultinomialLoss(3))).Message);
        Assert.Contains("counts negative", Assert.ThrowsExactly<ArgumentException>(() => RowRegularizer.RulesOf([new TargetNoise(1)], new PoissonLoss())).Message);
    }

    [TestMethod]
    public void Problem_NumbersOutOfRange_NamedWithTheirLimits()
    {
        (Regularizer Wrong, string Value)[] cases =
        [
            (new LabelSmoothing(1), "1;"), (new LabelSmoothing(double.NaN), "NaN"), (new TargetNoise(-0.5), "-0.5"), (new TargetNoise(double.PositiveInfinity), "is"), (new Mixup(0), "0;"),
            (new Mixup(double.PositiveInfinity), "above 0"), (new CutMix(1.5), "1.5"), (new CutOut(-0.1), "-0.1"), (new CutOut(0.2, 2), "2;"), (new AdversarialRows(-1), "-1"),
            (new AdversarialRows(1e39), "1E+39"), (new AdversarialRows(0.1, 3), "3;"),
        ];
        foreach ((Regularizer wrong, string value) in cases)
        {
            string message = Assert.ThrowsExactly<ArgumentException>(() => RegularizationSpec.Of([wrong]).Check(1)).Message;
            Assert.Contains(value, message);
            Assert.Contains("must be", message);
        }
    }

    [TestMethod]
    public void ToString_AllOfThem_PlainWords()
    {
        RegularizationSpec spec = [new LabelSmoothing(0.1), new TargetNoise(0.2), new Mixup(0.4), new CutMix(0.25), new CutOut(0.2, 0.75), new AdversarialRows(0.05)];
        Assert.AreEqual("Label smoothing: 10 % of each label is spread evenly over all classes. Noise of 0.2 standard deviations on the target. "
            + "Mixup: each training row and its label are mixed with another row's, by a share from Beta(0.4, 0.4). "
            + "CutMix: in 25 % of the training rows a random share of the columns, and as much of the label, is another row's. "
            + "CutOut: in 75 % of the training rows 20 % of the columns are blanked out. "
            + "Adversarial rows: 50 % of the training rows are moved by 0.05 to where the loss is larger.", spec.ToString());
    }
}
