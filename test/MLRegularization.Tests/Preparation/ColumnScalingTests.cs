using FsCheck;
using FsCheck.Fluent;
using MLRegularization.Matrices;
using MLRegularization.Preparation;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Preparation;

/// <summary>Scales by hand, beside scikit-learn's, and against a brute-force twin.</summary>
[TestClass]
public sealed class ColumnScalingTests
{
    private static ColumnScaling Learn(double[] column, ScalingKind kind = ScalingKind.Robust, bool clipped = false, int[]? rows = null, double[]? weights = null)
        => ColumnScaling.Learn(DenseColumns.FromColumns<double>([column]), kind, clipped, rows, weights);

    [TestMethod]
    [DataRow(new double[] { 5, 1, 4, 2, 3 }, 3.0, 0.5)] // quartiles 2 and 4
    [DataRow(new double[] { 4, 3, 2, 1 }, 2.5, 1 / 1.5)] // quartiles 1.75 and 3.25
    [DataRow(new double[] { 1, 9 }, 5.0, 0.25)] // quartiles 3 and 7
    [DataRow(new double[] { 0, 0, 0, 0, 10, 0, 0, 0, 0 }, 0.0, 0.2)] // half are equal: 2 / range
    [DataRow(new double[] { 7, 7, 7 }, 7.0, 0.0)]
    [DataRow(new double[] { 7 }, 7.0, 0.0)]
    public void Robust_SmallColumns_ByHand(double[] column, double median, double factor)
    {
        ColumnScaling scaling = Learn(column);
        Assert.AreEqual(median, scaling.Centers[0], 1e-15);
        Assert.AreEqual(factor, scaling.Factors[0], 1e-15);
    }

    [TestMethod]
    public void Scale_RobustThenClip_ByHand()
    {
        ColumnScaling scaling = Learn([1, 2, 3, 4, 5], clipped: true);
        Assert.AreEqual(0, scaling.Scale(0, 3));
        Assert.AreEqual(1 / Math.Sqrt(1 + (1.0 / 9)), scaling.Scale(0, 5), 1e-15); // z = 1
        Assert.AreEqual(-3 / Math.Sqrt(2), scaling.Scale(0, -3), 1e-15); // z = −3
    }

    [TestMethod]
    public void Scale_ConstantColumn_ZeroEverywhere()
    {
        foreach (ScalingKind kind in new[] { ScalingKind.Robust, ScalingKind.Standard })
        {
            ColumnScaling scaling = Learn([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], kind);
            Assert.AreEqual(0.1, scaling.Centers[0]);
            foreach (double value in new[] { 0.1, -5, 1e300 }) Assert.AreEqual(0, scaling.Scale(0, value));
            Assert.AreEqual(0.1, scaling.Unscale(0, 0));
        }
    }

    [TestMethod]
    public void Learn_ScikitLearn_SameCentresAndWidths()
    {
        FixtureTable fixture = FixtureTable.Fixture("scikit_learn_scaling.csv");
        int equalQuartiles = 0;
        foreach (IGrouping<string, string[]> data in fixture.Rows.GroupBy(r => fixture.Cell(r, "data")))
        {
            FixtureTable table = FixtureTable.Table(data.Key);
            foreach (string[] row in data)
            {
                double[] column = table.Numbers(fixture.Cell(row, "column"));
                double Expected(string name) => FixtureTable.Number(fixture.Cell(row, name));
                ColumnScaling robust = Learn(column), standard = Learn(column, ScalingKind.Standard);
                double width = Expected("width"), range = Expected("greatest") - Expected("least"), size = Math.Max(Math.Abs(Expected("greatest")), Math.Abs(Expected("least")));
                Assert.AreEqual(Expected("median"), robust.Centers[0], 1e-15 * size);
                double factor = width > 0 ? 1 / width : range > 0 ? 2 / range : 0;
                Assert.AreEqual(factor, robust.Factors[0], 1e-12 * factor);
                if (width == 0) equalQuartiles++;
                Assert.AreEqual(Expected("mean"), standard.Centers[0], 1e-14 * size);
                double deviation = Expected("deviation");
                Assert.AreEqual(deviation, range == 0 ? 0 : 1 / standard.Factors[0], 1e-11 * (deviation + (1e-3 * size)));
            }
        }
        Assert.IsGreaterThan(5, equalQuartiles);
    }

    // The twin: rows repeated as often as they weigh, sorted, and neighbours interpolated.
    private static (double Median, double Factor) Twin(IEnumerable<double> repeated)
    {
        double[] sorted = [.. repeated.Order()];
        double At(double share)
        {
            double place = share * (sorted.Length - 1);
            int low = (int)Math.Floor(place), high = (int)Math.Ceiling(place);
            return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
        }
        double width = At(0.75) - At(0.25), range = sorted[^1] - sorted[0];
        return (At(0.5), width > 0 ? 1 / width : range > 0 ? 2 / range : 0);
    }

    [TestMethod]
    public void Robust_WeightsAndRows_SameAsRepeatedRows()
    {
        Gen<(double[] Column, int[] Weights)> cases = Gen.Choose(1, 30).SelectMany(n =>
            Law.Eighths(-2, 2).ArrayOf(n).SelectMany(column => Gen.Choose(0, 4).ArrayOf(n).Select(weights => (column, weights))));
        Law.Holds(cases, c =>
        {
            (double[] column, int[] weights) = c;
            weights[0] = 1; // the smallest weight is one row
            double[] repeated = [.. column.SelectMany((x, i) => Enumerable.Repeat(x, weights[i]))];
            (double median, double factor) = Twin(repeated);
            double[] asDoubles = [.. weights.Select(w => (double)w)];
            int[] rows = [.. Enumerable.Range(0, column.Length).Where(i => weights[i] > 0)];
            foreach (ColumnScaling scaling in new[]
            {
                Learn(repeated), Learn(column, weights: asDoubles), Learn(column, weights: [.. asDoubles.Select(w => 0.1 * w)]), Learn(column, rows: rows, weights: asDoubles),
                Learn(column, rows: [.. weights.SelectMany((w, i) => Enumerable.Repeat(i, w))]),
            })
            {
                Assert.AreEqual(median, scaling.Centers[0], 1e-15);
                Assert.AreEqual(factor, scaling.Factors[0], 1e-12 * factor);
            }
        });
    }

    [TestMethod]
    public void Standard_WeightsAndRows_SameAsRepeatedRows()
    {
        double[] column = [1e6, 1e6 + 1, 1e6 + 5, 1e6 - 3], weights = [2, 0, 1, 3];
        double[] repeated = [1e6, 1e6, 1e6 + 5, 1e6 - 3, 1e6 - 3, 1e6 - 3];
        double mean = repeated.Average(), deviation = Math.Sqrt(repeated.Average(x => (x - mean) * (x - mean)));
        foreach (ColumnScaling scaling in new[] { Learn(column, ScalingKind.Standard, weights: weights), Learn(repeated, ScalingKind.Standard), Learn(column, ScalingKind.Standard, rows: [0, 0, 2, 3, 3, 3]) })
        {
            Assert.AreEqual(mean, scaling.Centers[0], 1e-9);
            Assert.AreEqual(1 / deviation, scaling.Factors[0], 1e-12);
        }
    }

    [TestMethod]
    [DataRow(ScalingKind.Robust)]
    [DataRow(ScalingKind.Standard)]
    public void Learn_LargestAndSmallestDoubles_FiniteAndInOrder(ScalingKind kind)
    {
        foreach (double[] column in new double[][] { [-1.7e308, 0, 1.7e308], [0, 5e-324, 1e-323], [1.7e308, 1.7e308, 1.6e308], [1e-310, 2e-310, 3e-310] })
        {
            ColumnScaling scaling = Learn(column, kind, clipped: true);
            Assert.IsTrue(double.IsFinite(scaling.Centers[0]) && double.IsFinite(scaling.Factors[0]));
            double[] scaled = [.. column.Order().Select(x => scaling.Scale(0, x))];
            Assert.IsTrue(scaled.All(z => z is >= -3 and <= 3));
            for (int i = 1; i < scaled.Length; i++) Assert.IsGreaterThanOrEqualTo(scaled[i - 1], scaled[i]);
        }
    }

    [TestMethod]
    public void Unscale_WhatWasScaled_IsThere()
        => Law.Holds(Law.Eighths(-100, 100), x =>
        {
            foreach (bool clipped in new[] { false, true })
                foreach (ScalingKind kind in Enum.GetValues<ScalingKind>())
                {
                    ColumnScaling scaling = Learn([1, 2, 30, 4, 50], kind, clipped);
                    Assert.AreEqual(x, scaling.Unscale(0, scaling.Scale(0, x)), 1e-9 * (1 + Math.Abs(x)));
                }
        }, 200);

    [TestMethod]
    public void SmoothClip_AnyNumber_OddInOrderAndWithinThree()
    {
        double last = -3;
        foreach (double x in new[] { double.NegativeInfinity, -1e300, -1e9, -10, -1, -1e-12, 0, 1e-12, 0.5, 3, 100, 9.9e8, 1.1e9, 1e155, double.MaxValue, double.PositiveInfinity })
        {
            double z = SmoothClip.Of(x);
            Assert.IsTrue(z is >= -3 and <= 3);
            Assert.AreEqual(-z, SmoothClip.Of(-x));
            Assert.IsGreaterThanOrEqualTo(last, z);
            last = z;
        }
        Assert.AreEqual(1e-12, SmoothClip.Of(1e-12));
        Assert.AreEqual(3 / Math.Sqrt(2), SmoothClip.Of(3), 1e-15);
        Assert.AreEqual(double.PositiveInfinity, SmoothClip.Inverse(3));
        Assert.AreEqual(double.NegativeInfinity, SmoothClip.Inverse(-3));
    }

    [TestMethod]
    public void Learn_BadWeights_OneSentence()
    {
        Assert.Contains("2 weights for 3 rows", Assert.ThrowsExactly<ArgumentException>(() => Learn([1, 2, 3], weights: [1, 1])).Message);
        Assert.Contains("weight of row 2 is -1", Assert.ThrowsExactly<ArgumentException>(() => Learn([1, 2, 3], weights: [1, -1, 1])).Message);
        Assert.Contains("weight of row 3 is NaN", Assert.ThrowsExactly<ArgumentException>(() => Learn([1, 2, 3], weights: [1, 1, double.NaN])).Message);
        Assert.Contains("no row with a positive weight", Assert.ThrowsExactly<ArgumentException>(() => Learn([1, 2, 3], rows: [0], weights: [0, 1, 1])).Message);
        Assert.Contains("no row with a positive weight", Assert.ThrowsExactly<ArgumentException>(() => Learn([1, 2, 3], rows: [])).Message);
    }

    [TestMethod]
    public void Describe_EveryKind_PlainWords()
    {
        Assert.AreEqual("Numbers are measured from their median, in widths of their middle half, and bent smoothly so that none is beyond ±3. 1 of 1 inputs is constant in the training rows and plays no part.",
            Learn([4, 4], clipped: true).Describe());
        Assert.AreEqual("Numbers are measured from their mean, in standard deviations.", Learn([1, 2], ScalingKind.Standard).Describe());
        Assert.AreEqual("Numbers are taken as they are and bent smoothly so that none is beyond ±3.", Learn([1, 2], ScalingKind.None, clipped: true).Describe());
    }
}
