using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Paths;

/// <summary>Rows that stream past are fitted as rows that are kept.</summary>
[TestClass]
public class SufficientStatisticsTests
{
    private sealed record Rows(double[,] X, double[] Y, double[]? Weights)
    {
        public int Count => Y.Length;

        public TrainingSet Kept => new(DenseColumns.FromRows(X), Y, Weights);
    }

    [TestMethod]
    [DataRow(500, 3, false, 0.0, 1.0)]
    [DataRow(5000, 12, true, 0.0, 1.0)]
    [DataRow(9000, 20, false, 1e6, 1.0)]
    [DataRow(4500, 33, true, 1e6, 1e4)]
    [DataRow(90, 40, false, 5.0, 1e6)]
    public void Run_AnyProblem_EqualsTheRouteWithRows(int n, int p, bool weighted, double mean, double scales)
    {
        Rows rows = Draw(n, p, weighted, mean, scales);
        double[] bounds = [.. Enumerable.Range(0, p).Select(j => j % 5 == 1 ? 0 : double.PositiveInfinity)], factors = [.. Enumerable.Range(0, p).Select(j => j == 2 ? 0 : 1 + (j % 3 * 0.5))];
        foreach ((double alpha, bool standardize, double[]? upper, double[]? by) in new[] { (1.0, true, null, null), (0.5, true, bounds, factors), (0.0, true, null, null), (1.0, scales != 1, null, factors) })
        {
            PathOptions options = new() { Alpha = alpha, Standardize = standardize, UpperBounds = upper, PenaltyFactors = by, LambdaCount = 30, Tolerance = 1e-10 };
            CrossValidation kept = CrossValidation.Run(rows.Kept, options, new CrossValidationOptions { Folds = [Folds.Hashed(n, 5, 3)] });
            CrossValidation streamed = CrossValidation.Run(Streamed(rows, 5, 1, 3), options);
            AssertSame(kept, streamed, rows, 1e-8);
        }
    }

    [TestMethod]
    public void Run_WithoutIntercept_EqualsTheRouteWithRows()
    {
        Rows rows = Draw(3000, 8, true, 3, 1);
        PathOptions options = new() { Intercept = false, LambdaCount = 30, Tolerance = 1e-10 };
        AssertSame(CrossValidation.Run(rows.Kept, options, new CrossValidationOptions { Folds = [Folds.Hashed(3000, 5, 3)] }), CrossValidation.Run(Streamed(rows, 5, 1, 3), options), rows, 1e-8);
    }

    [TestMethod]
    public void Run_SeveralAlphasAndRepeats_EqualsTheRouteWithRows()
    {
        Rows rows = Draw(1500, 6, false, 0, 1);
        PathOptions options = new() { LambdaCount = 20, Tolerance = 1e-10 };
        CrossValidation kept = CrossValidation.Run(rows.Kept, options, new CrossValidationOptions { Folds = [Folds.Hashed(1500, 4, 9), Folds.Hashed(1500, 4, 10)], Alphas = [0.2, 0.9] });
        CrossValidation streamed = CrossValidation.Run(Streamed(rows, 4, 2, 9), options, new CrossValidationOptions { Alphas = [0.2, 0.9] });
        AssertSame(kept, streamed, rows, 1e-8);
        foreach (PathSelection rule in Enum.GetValues<PathSelection>())
        {
            Choice a = kept.Select(rule), b = streamed.Select(rule);
            Assert.AreEqual((a.Curve.Path.Alpha, a.Index), (b.Curve.Path.Alpha, b.Index), rule.ToString());
        }
        Assert.AreEqual(9ul, streamed.Model().Facts.Seed);
    }

    [TestMethod]
    public void Run_GroupsOfRows_AreHeldOutTogether()
    {
        Rows rows = Draw(2000, 5, false, 0, 1);
        ulong[] groups = [.. Enumerable.Range(0, 2000).Select(i => (ulong)(i / 7))];
        SufficientStatistics streamed = new(rows.Kept.FeatureNames, 5, 1, 2);
        streamed.Add(Flat(rows), rows.Y, groups: groups);
        Folds folds = Folds.Hashed(groups, 5, 2);
        for (int i = 1; i < 2000; i++) Assert.IsTrue(groups[i] != groups[i - 1] || folds.FoldOf[i] == folds.FoldOf[i - 1]);
        PathOptions options = new() { LambdaCount = 20, Tolerance = 1e-10 };
        AssertSame(CrossValidation.Run(rows.Kept, options, new CrossValidationOptions { Folds = [folds] }), CrossValidation.Run(streamed, options), rows, 1e-8);
    }

    [TestMethod]
    public void Fit_RowsCutDifferently_HasTheSameBits()
    {
        Rows rows = Draw(9000, 7, true, 2, 1);
        double[] x = Flat(rows);
        RegularizationPath[] paths = [.. new[] { 9000, 4097, 333, 1 }.Select(block =>
        {
            SufficientStatistics streamed = new(rows.Kept.FeatureNames, threads: block % 3);
            for (int from = 0; from < rows.Count; from += block)
            {
                int count = Math.Min(block, rows.Count - from);
                streamed.Add(x.AsSpan(from * 7, count * 7), rows.Y.AsSpan(from, count), rows.Weights.AsSpan(from, count));
            }
            return PathSolver.Fit(streamed);
        })];
        foreach (RegularizationPath path in paths)
            for (int k = 0; k < path.Points.Count; k++) CollectionAssert.AreEqual((double[])paths[0].Points[k].Values, (double[])path.Points[k].Values);
    }

    [TestMethod]
    public void Fit_FloatRows_EqualsTheSameInDouble()
    {
        Rows rows = Draw(700, 4, false, 1, 1);
        float[] narrow = [.. Flat(rows).Select(v => (float)v)];
        SufficientStatistics single = new(rows.Kept.FeatureNames), twice = new(rows.Kept.FeatureNames);
        single.Add(narrow, rows.Y);
        twice.Add([.. narrow.Select(v => (double)v)], rows.Y);
        Assert.AreEqual(PathSolver.Fit(single).Points[^1].Values[0], PathSolver.Fit(twice).Points[^1].Values[0]);
    }

    [TestMethod]
    public void Fit_ConstantColumnsAndRowsAddedLater_ArePathsOfAllRows()
    {
        Rows rows = Draw(600, 4, false, 0, 1);
        for (int i = 0; i < 600; i++) rows.X[i, 1] = 0.1;
        SufficientStatistics streamed = Streamed(rows, 0, 1, 1);
        RegularizationPath path = PathSolver.Fit(streamed);
        StringAssert.Contains(path.Warnings[0], "constant (0.1)");
        Assert.AreEqual(0.0, path.Points[^1][1]);
        streamed.Add(Flat(rows), rows.Y);
        RegularizationPath twice = PathSolver.Fit(streamed);
        Assert.AreEqual(1200, twice.Rows);
        Assert.AreEqual(path.Points[^1][0], twice.Points[^1][0], 1e-9);
    }

    [TestMethod]
    public void Of_ValidationRows_EqualsTheRouteWithRows()
    {
        Rows rows = Draw(800, 5, true, 10, 1), held = Draw(300, 5, true, 10, 1, seed: 8);
        PathOptions options = new();
        RegularizationPath path = PathSolver.Fit(rows.Kept, options);
        double[] kept = ValidationErrors.Of(path, held.Kept, options), streamed = ValidationErrors.Of(path, Streamed(held, 0, 1, 1), options);
        for (int k = 0; k < kept.Length; k++) Assert.AreEqual(kept[k], streamed[k], 1e-10 * kept[k]);
    }

    [TestMethod]
    public void Run_WhatOnlyRowsCanGive_IsRefused()
    {
        Rows rows = Draw(100, 3, false, 0, 1);
        SufficientStatistics streamed = Streamed(rows, 5, 1, 1);
        Refused(() => PathSolver.Fit(streamed, new PathOptions { Loss = LossKind.Poisson }), "only squared loss");
        Refused(() => PathSolver.Fit(streamed, new PathOptions { Solver = SolverKind.Residual }), "Gram matrix");
        Refused(() => CrossValidation.Run(streamed, null, new CrossValidationOptions { Folds = [Folds.Random(100, 5)] }), "streamed past");
        Refused(() => CrossValidation.Run(Streamed(rows, 0, 1, 1)), "without folds");
        Refused(() => streamed.Add(new double[3], [double.NaN]), "target of row 101");
        Refused(() => streamed.Add([1.0, double.NaN, 1.0], [1.0]), "Column 'x2' of row 101");
        Refused(() => streamed.Add([1e200, 0.0, 1.0], [1.0]), "Column 'x1' of row 101");
        Refused(() => streamed.Add([1.0f, 0f], [1.0]), "2 feature values");
        Refused(() => streamed.Add(new double[3], [1.0], [-1.0]), "weight of row 101");
        Assert.AreEqual(100, streamed.Rows);
        CrossValidation validation = CrossValidation.Run(streamed);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => validation.OutOfFoldPredictions(validation.Select(PathSelection.LambdaMin))).Message, "has no rows");
        SufficientStatistics level = new(["a"]);
        level.Add([1.0, 2.0], [0.3, 0.3]);
        Refused(() => PathSolver.Fit(level), "constant (0.3)");
        Refused(() => PathSolver.Fit(new SufficientStatistics(["a"])), "No row");
    }

    private static void Refused(Action action, string part) => StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(action).Message, part);

    private static void AssertSame(CrossValidation kept, CrossValidation streamed, Rows rows, double tolerance)
    {
        Assert.AreEqual(kept.Curves.Count, streamed.Curves.Count);
        for (int c = 0; c < kept.Curves.Count; c++)
        {
            RegularizationPath a = kept.Curves[c].Path, b = streamed.Curves[c].Path;
            Assert.AreEqual(a.Points.Count, b.Points.Count);
            Assert.AreEqual(a.LambdaMax, b.LambdaMax, tolerance * a.LambdaMax);
            Assert.AreEqual(a.NullLoss, b.NullLoss, tolerance * a.NullLoss);
            // In units of predictions, which columns of any scale have in common.
            double[] spread = Spread(rows);
            for (int k = 0; k < a.Points.Count; k++)
            {
                double[] left = a.Points[k].ToDense(spread.Length), right = b.Points[k].ToDense(spread.Length);
                double size = left.Select((v, j) => Math.Abs(v) * spread[j]).Max();
                for (int j = 0; j < left.Length; j++) Assert.AreEqual(left[j] * spread[j], right[j] * spread[j], tolerance * size, $"strength {k}, column {j}");
                Assert.AreEqual(a.Points[k].Loss, b.Points[k].Loss, tolerance * a.NullLoss);
                Assert.AreEqual(kept.Curves[c].MeanError[k], streamed.Curves[c].MeanError[k], tolerance * kept.Curves[c].MeanError[k]);
                Assert.AreEqual(kept.Curves[c].StandardError[k], streamed.Curves[c].StandardError[k], tolerance * kept.Curves[c].MeanError[k]);
                Assert.AreEqual(StopReason.Converged, b.Points[k].Certificate.Reason);
            }
            Assert.AreEqual(kept.Curves[c].MinIndex, streamed.Curves[c].MinIndex);
        }
    }

    private static double[] Spread(Rows rows) => [.. Enumerable.Range(0, rows.X.GetLength(1)).Select(j =>
    {
        double[] column = [.. Enumerable.Range(0, rows.Count).Select(i => rows.X[i, j])];
        double mean = column.Average();
        return Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
    })];

    private static SufficientStatistics Streamed(Rows rows, int folds, int repeats, ulong seed)
    {
        SufficientStatistics streamed = new(rows.Kept.FeatureNames, folds, repeats, seed, threads: 2);
        streamed.Add(Flat(rows), rows.Y, rows.Weights);
        return streamed;
    }

    private static double[] Flat(Rows rows) => [.. rows.X.Cast<double>()];

    // Columns whose scales run from 1/scales to scales, correlated, about a common mean.
    private static Rows Draw(int n, int p, bool weighted, double mean, double scales, ulong seed = 1)
    {
        RandomStream random = new(seed + (ulong)(n + p));
        double[,] x = new double[n, p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            double common = random.NextUniform();
            for (int j = 0; j < p; j++)
            {
                double own = common + random.NextUniform() - 1;
                x[i, j] = mean + (own * Math.Pow(scales, (2.0 * j / p) - 1));
                y[i] += j % 3 == 0 ? own : 0;
            }
            y[i] += mean + random.NextUniform();
        }
        return new Rows(x, y, weighted ? [.. Enumerable.Range(0, n).Select(_ => random.NextUniform() * random.NextBelow(3))] : null);
    }
}
