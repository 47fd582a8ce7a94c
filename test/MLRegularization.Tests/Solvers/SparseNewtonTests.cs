using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Solvers;

/// <summary>Sparse tables large enough for packed columns: answers meet their conditions in plain loops, whatever the penalty.</summary>
[TestClass]
public sealed class SparseNewtonTests
{
    private const int Rows = 500, Columns = 700;

    // Rare and common columns of counts, one constant, one that repeats, and labels that a few of them say.
    private static (SparseColumns X, double[][] Dense, double[] Score) Table(int seed, int rows = Rows, int columns = Columns, int perColumn = 12)
    {
        Random random = new(seed);
        double[][] dense = [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
        for (int j = 0; j < columns; j++)
        {
            if (j == 7) continue;
            int count = perColumn * (j % 50 == 0 ? 10 : 1);
            for (int k = 0; k < count; k++) dense[j][random.Next(rows)] += 1 + random.Next(3);
        }
        dense[columns - 1] = [.. dense[0].Select(v => 2 * v)];
        List<long> pointers = [0];
        List<int> indices = [];
        List<double> values = [];
        foreach (double[] column in dense)
        {
            for (int i = 0; i < rows; i++)
            {
                if (column[i] == 0) continue;
                indices.Add(i);
                values.Add(column[i]);
            }
            pointers.Add(indices.Count);
        }
        double[] score = [.. Enumerable.Range(0, rows).Select(i => (0.6 * dense[0][i]) - (0.5 * dense[50][i]) + (0.4 * dense[100][i]) + Enumerable.Range(0, 40).Sum(j => (j % 2 == 0 ? 1 : -1) * dense[j][i]) + (2 * random.NextDouble()) - 1)];
        return (new SparseColumns(rows, [.. pointers], [.. indices], [.. values]), dense, score);
    }

    private static double[] Labels(LossKind loss, double[] score) => [.. score.Select(s => loss == LossKind.Logistic ? s > 0.3 ? 1.0 : 0 : loss == LossKind.Poisson ? Math.Floor(Math.Exp(Math.Min(3, 0.4 * s) + 0.5)) : s)];

    [TestMethod]
    [DataRow(LossKind.Logistic, 1.0, true, "")]
    [DataRow(LossKind.Logistic, 0.5, true, "weights")]
    [DataRow(LossKind.Logistic, 1.0, false, "bounds")]
    [DataRow(LossKind.Logistic, 0.7, true, "factors offset")]
    [DataRow(LossKind.Logistic, 0.0, true, "weights")]
    [DataRow(LossKind.Logistic, 1.0, true, "no intercept")]
    [DataRow(LossKind.Poisson, 1.0, true, "weights bounds")]
    [DataRow(LossKind.Poisson, 0.4, false, "offset")]
    [DataRow(LossKind.Huber, 1.0, true, "factors")]
    [DataRow(LossKind.Huber, 0.5, true, "weights no intercept")]
    public void Fit_ManySparseColumns_MeetsConditionsInPlainLoops(LossKind loss, double alpha, bool standardize, string what)
    {
        (SparseColumns x, double[][] dense, double[] score) = Table(3);
        double[] y = Labels(loss, score);
        bool Has(string word) => what.Contains(word, StringComparison.Ordinal);
        double[]? weights = Has("weights") ? [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 4))] : null, offset = Has("offset") ? [.. Enumerable.Range(0, Rows).Select(i => 0.1 * (i % 5))] : null;
        double[]? factors = Has("factors") ? [.. Enumerable.Range(0, Columns).Select(j => j == 3 ? 0 : j == 50 ? double.PositiveInfinity : 1 + (0.5 * (j % 3)))] : null;
        double[]? lower = Has("bounds") ? [.. Enumerable.Range(0, Columns).Select(j => j % 2 == 0 ? 0 : -0.2)] : null, upper = Has("bounds") ? [.. Enumerable.Range(0, Columns).Select(_ => 0.25)] : null;
        PathOptions options = new()
        {
            Loss = loss, Alpha = alpha, Standardize = standardize, Intercept = !Has("no intercept"), PenaltyFactors = factors, LowerBounds = lower, UpperBounds = upper,
            LambdaCount = 8, LambdaRatio = alpha == 0 ? 1e-3 : 0.02, StopEarly = false, Tolerance = 1e-12,
        };
        RegularizationPath path = PathSolver.Fit(new TrainingSet(x, y, weights, offset), options);
        Assert.HasCount(8, path.Points);
        foreach (PathPoint point in path.Points)
        {
            Assert.AreEqual(StopReason.Converged, point.Certificate.Reason, point.ToString());
            GlmProblem problem = new(loss.ToString().ToLowerInvariant(), dense, y, point.Lambda, alpha)
            {
                Weights = weights, Offset = offset is null ? null : [offset], Factors = factors, Lower = lower, Upper = upper, Standardize = standardize, Intercept = options.Intercept, Delta = options.HuberDelta,
            };
            (double objective, double violation) = GlmConditions.Check(problem, [point.Intercept], [point.ToDense(Columns)]);
            Assert.IsLessThanOrEqualTo(1e-5, violation, $"lambda {point.Lambda}: {point.Certificate}");
            Assert.AreEqual(objective, point.Certificate.Objective, 1e-11 * Math.Max(1, objective));
        }
        Assert.IsGreaterThan(20, path.Points[^1].NonZeros);
    }

    [TestMethod]
    public void Fit_ManySparseColumns_SameBitsAtAnyNumberOfThreads()
    {
        (SparseColumns x, _, double[] score) = Table(5, rows: 9000, columns: 900, perColumn: 60);
        TrainingSet data = new(x, Labels(LossKind.Logistic, score));
        PathPoint[] ends = [.. new[] { 1, 2, 3 }.Select(threads => PathSolver.Fit(data, new PathOptions { Loss = LossKind.Logistic, LambdaCount = 6, StopEarly = false, Threads = threads }).Points[^1])];
        Assert.IsGreaterThan(100, ends[0].NonZeros);
        foreach (PathPoint end in ends[1..])
        {
            CollectionAssert.AreEqual(ends[0].Values.ToArray(), end.Values.ToArray());
            Assert.AreEqual(ends[0].Certificate, end.Certificate);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void CrossValidation_LargeTable_CurveHoldsBesideTightFolds(bool sparse)
    {
        (SparseColumns x, double[][] dense, double[] score) = Table(4);
        TrainingSet data = new(sparse ? x : DenseColumns.FromColumns<double>(dense), Labels(LossKind.Logistic, score));
        CrossValidation Run(double? tolerance) => CrossValidation.Run(data, new PathOptions { Loss = LossKind.Logistic, LambdaCount = 30 }, new CrossValidationOptions { FoldCount = 4, FoldTolerance = tolerance });
        CrossValidationCurve loose = Run(null).Curves[0], tight = Run(1e-9).Curves[0], exact = Run(1e-12).Curves[0];
        Assert.AreEqual(exact.MinIndex, loose.MinIndex);
        for (int k = 0; k < exact.MeanError.Count; k++)
        {
            Assert.AreEqual(exact.MeanError[k], loose.MeanError[k], 2e-4 * exact.MeanError[k], $"strength {k}");
            Assert.AreEqual(exact.MeanError[k], tight.MeanError[k], 1e-6 * exact.MeanError[k], $"strength {k}");
        }
        // The path of all rows is what it always is.
        CollectionAssert.AreEqual(exact.Path.Points[^1].Values.ToArray(), loose.Path.Points[^1].Values.ToArray());
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void CrossValidation_FoldToleranceOutOfRange_SaysSo(double tolerance)
    {
        TrainingSet data = new(Table(4).X, new double[Rows]);
        ArgumentException refused = Assert.ThrowsExactly<ArgumentException>(() => CrossValidation.Run(data, null, new CrossValidationOptions { FoldTolerance = tolerance }));
        StringAssert.StartsWith(refused.Message, "The tolerance of folds is ");
    }
}
