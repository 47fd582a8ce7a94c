using MLRegularization.Diagnosis;
using MLRegularization.Matrices;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Diagnosis;

/// <summary>Condition numbers and variance inflation against plain twins.</summary>
[TestClass]
public sealed class CollinearityTests
{
    [TestMethod]
    [DataRow(40, 1, true)]
    [DataRow(40, 2, true)]
    [DataRow(40, 2, false)]
    [DataRow(60, 9, true)]
    [DataRow(60, 9, false)]
    [DataRow(30, 29, true)]
    [DataRow(30, 30, false)]
    [DataRow(200, 70, true)]
    public void ConditionNumber_AnyShape_IsThatOfPlainSingularValues(int rows, int columns, bool intercept)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            RandomColumns random = new(seed);
            double[][] x = random.Columns(rows, columns);
            // One that is close to the sum of two.
            if (columns > 2) x[^1] = [.. x[0].Zip(x[1], (a, b) => a + b + (0.01 * random.Normal()))];
            if (seed % 2 == 1)
                foreach (double[] column in x)
                    for (int i = 0; i < rows; i++) if (i * 31 % 5 < 3) column[i] = 0;
            double[]? weights = seed % 4 < 2 || columns > 20 ? null : random.Weights(rows);
            double[] plain = PlainSvd.SingularValues(PlainSvd.Standardize(x, weights, intercept));
            Conditioning found = Collinearity.Of(RandomColumns.Table(x, weights, sparse: seed % 2 == 1), intercept).Conditioning!;
            // Products square the condition number: of the smallest eigenvalue so many digits are rounding.
            double condition = plain[0] / plain[^1], rounding = 1e-14 * condition * condition;
            Assert.AreEqual(1, found.ConditionNumber / condition, 1e-10 + rounding);
            Assert.AreEqual(columns, found.Columns);
            foreach (double ridge in new[] { 1e-6, 0.1, 3 })
                Assert.AreEqual(1, found.WithRidge(ridge) / Math.Sqrt(((plain[0] * plain[0]) + ridge) / ((plain[^1] * plain[^1]) + ridge)), 1e-10 + rounding);
        }
    }

    [TestMethod]
    [DataRow(20, 50, true)]
    [DataRow(20, 20, true)]
    [DataRow(20, 21, false)]
    [DataRow(3, 400, true)]
    public void ConditionNumber_NoMoreRowsThanColumns_IsInfiniteAndRidgeIsKnown(int rows, int columns, bool intercept)
    {
        RandomColumns random = new(rows);
        double[][] x = random.Columns(rows, columns);
        double[]? weights = columns == 50 ? random.Weights(rows) : null;
        double[] plain = PlainSvd.SingularValues(PlainSvd.Standardize(x, weights, intercept));
        Collinearity found = Collinearity.Of(RandomColumns.Table(x, weights), intercept);
        Assert.AreEqual(double.PositiveInfinity, found.Conditioning!.ConditionNumber);
        // Without an intercept the penalty's standard deviations are not these columns' root mean squares.
        if (intercept) Assert.AreEqual(Math.Sqrt(((plain[0] * plain[0]) + 0.3) / 0.3), found.WithRidge(0.3), 1e-9);
        else Assert.AreEqual(double.NaN, found.WithRidge(0.3));
        Assert.IsEmpty(found.InflationFactors);
    }

    [TestMethod]
    public void ConditionNumber_Weights_AreRepeatedRows()
    {
        double[][] x = new RandomColumns(3).Columns(30, 5);
        int[] times = [.. Enumerable.Range(0, 30).Select(i => i % 4)];
        double[][] repeated = [.. x.Select(c => c.SelectMany((v, i) => Enumerable.Repeat(v, times[i])).ToArray())];
        Conditioning weighted = Collinearity.Of(RandomColumns.Table(x, [.. times.Select(t => (double)t)])).Conditioning!, plain = Collinearity.Of(RandomColumns.Table(repeated)).Conditioning!;
        Assert.AreEqual(plain.ConditionNumber, weighted.ConditionNumber, 1e-10 * plain.ConditionNumber);
    }

    [TestMethod]
    public void ConditionNumber_UnitsAndShifts_ChangeNothing()
    {
        double[][] x = new RandomColumns(4).Columns(50, 6);
        double[][] moved = [.. x.Select((c, j) => c.Select(v => (v * Math.Pow(10, (j * 7) - 15)) + (j % 2 == 0 ? 1e6 * Math.Pow(10, (j * 7) - 15) : 0)).ToArray())];
        double[][] extreme = [.. x.Select((c, j) => c.Select(v => v * (j % 2 == 0 ? 1e200 : 1e-200)).ToArray())];
        double expected = Collinearity.Of(RandomColumns.Table(x)).Conditioning!.ConditionNumber;
        Assert.AreEqual(expected, Collinearity.Of(RandomColumns.Table(moved)).Conditioning!.ConditionNumber, 1e-7 * expected);
        Assert.AreEqual(expected, Collinearity.Of(RandomColumns.Table(extreme)).Conditioning!.ConditionNumber, 1e-10 * expected);
    }

    [TestMethod]
    public void ConditionNumber_BeyondDoublePrecision_IsALowerBound()
    {
        double[][] x = new RandomColumns(5).Columns(80, 4);
        x[3] = [.. x[0].Select((v, i) => v + (3e-8 * x[1][i] * x[1][i]))];
        Conditioning found = Collinearity.Of(RandomColumns.Table(x)).Conditioning!;
        Assert.IsTrue(found.IsLowerBound);
        double[] plain = PlainSvd.SingularValues(PlainSvd.Standardize(x, null, true));
        Assert.IsLessThanOrEqualTo(plain[0] / plain[^1], found.ConditionNumber);
        Assert.IsGreaterThanOrEqualTo(0.99e6, found.ConditionNumber);
    }

    [TestMethod]
    public void Inflation_AnyTable_IsThatOfPlainRegressions()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            RandomColumns random = new(seed);
            int rows = 20 + random.Below(40), columns = 1 + random.Below(15);
            double[][] x = random.Columns(rows, columns);
            if (columns > 3) x[2] = [.. x[0].Zip(x[3], (a, b) => a - b + (0.003 * random.Normal()))];
            double[]? weights = seed % 2 == 0 ? null : random.Weights(rows);
            bool intercept = seed % 3 > 0;
            double[] plain = PlainSvd.Inflation(PlainSvd.Standardize(x, weights, intercept));
            IReadOnlyList<InflationFactor> found = Collinearity.Of(RandomColumns.Table(x, weights), intercept).InflationFactors;
            Assert.HasCount(columns, found);
            foreach (InflationFactor factor in found)
                Assert.AreEqual(1, factor.Value / plain[int.Parse(factor.Column[1..], System.Globalization.CultureInfo.InvariantCulture) - 1], 1e-10 + (1e-13 * plain.Max()));
            CollectionAssert.AreEqual(found.OrderByDescending(f => f.Value).ToArray(), found.ToArray());
        }
    }

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(false, true)]
    [DataRow(false, false)]
    [DataRow(true, false)]
    public void WithRidge_PenaltiesThatDiffer_IsThatOfThePenalisedEquations(bool standardize, bool intercept)
    {
        double[][] x = new RandomColumns(6).Columns(60, 5);
        double[] factors = [1, 0, 2, double.PositiveInfinity, 0.5];
        Collinearity found = Collinearity.Of(RandomColumns.Table(x), intercept, standardize, factors);
        Assert.IsTrue(double.IsNaN(found.RidgeFactor));
        Assert.AreEqual(4, found.Conditioning!.Columns);
        // A ridge term is as many rows more, with √(s f) of the column's penalised unit on the diagonal.
        int[] used = [0, 1, 2, 4];
        double[][] unit = PlainSvd.Standardize([.. used.Select(j => x[j])], null, intercept);
        double[][] rows = [.. used.Select((j, k) =>
        {
            double mean = x[j].Average(), deviation = Math.Sqrt(x[j].Average(v => (v - mean) * (v - mean))), size = intercept ? deviation : Math.Sqrt(x[j].Average(v => v * v));
            double[] more = new double[4];
            more[k] = Math.Sqrt(0.2 * factors[j]) * (standardize ? deviation : 1) / size;
            return (double[])[.. unit[k], .. more];
        })];
        double[] plain = PlainSvd.SingularValues(rows);
        Assert.AreEqual(1, found.WithRidge(0.2) / (plain[0] / plain[^1]), 1e-9);
    }

    [TestMethod]
    public void Of_ConstantColumns_LeftOutAndNamed()
    {
        double[][] x = [.. new RandomColumns(7).Columns(40, 3), [.. Enumerable.Repeat(5.0, 40)]];
        Collinearity found = Collinearity.Of(RandomColumns.Table(x, names: ["a", "b", "c", "same"]));
        Assert.AreEqual(3, found.Conditioning!.Columns);
        CollectionAssert.AreEqual(new[] { "same" }, found.ConstantColumns.ToArray());
        Assert.IsNotNull(Collinearity.Of(RandomColumns.Table([x[3]])).NotWorkedOut);
    }

    [TestMethod]
    public void Of_LevelsOfTextColumns_OneOfEachIsLeftOut()
    {
        RandomColumns random = new(8);
        Table table = new([new NumericColumn("a", random.Column(60)), Texts("town", 60, i => i % 3), Texts("kind", 60, i => i * i % 5 % 2)]);
        TableEncoding encoding = TableEncoder.Learn(table);
        TrainingSet data = new(TableEncoder.Encode(encoding, table).Features, random.Column(60), null, null, encoding.FeatureNames());
        Collinearity found = Collinearity.Of(data, encoding: encoding);
        CollectionAssert.AreEqual(new[] { "town", "kind" }, found.TextColumns.ToArray());
        Assert.AreEqual(4, found.Conditioning!.Columns);
        Assert.IsLessThan(10, found.Conditioning.ConditionNumber);
        Assert.IsEmpty(found.Combinations);
        // Without an intercept the levels of one text column take its place.
        Assert.AreEqual(5, Collinearity.Of(data, false, encoding: encoding).Conditioning!.Columns);
        // Unknown to be levels, they are found to be combinations.
        Assert.AreEqual(0, Collinearity.Of(data).Conditioning!.Smallest);
    }

    [TestMethod]
    public void Of_TooLarge_SaysSoAtOnce()
    {
        TrainingSet data = new(new SparseColumns(5000, new long[5001], [], []), new double[5000]);
        Collinearity found = Collinearity.Of(data);
        Assert.IsNull(found.Conditioning);
        Assert.Contains("5,000 features", found.NotWorkedOut!);
    }

    [TestMethod]
    public void Of_AnyThreads_GivesTheSameBits()
    {
        TrainingSet data = RandomColumns.Table(new RandomColumns(9).Columns(300, 90));
        Collinearity one = Collinearity.Of(data, threads: 1), four = Collinearity.Of(data, threads: 4);
        Assert.AreEqual(one.Conditioning, four.Conditioning);
        CollectionAssert.AreEqual(one.InflationFactors.ToArray(), four.InflationFactors.ToArray());
    }

    private static TextColumn Texts(string name, int rows, Func<int, int> code)
    {
        int[] codes = [.. Enumerable.Range(0, rows).Select(code)];
        return new TextColumn(name, codes, [.. Enumerable.Range(0, codes.Max() + 1).Select(k => $"level{k}")]);
    }
}
