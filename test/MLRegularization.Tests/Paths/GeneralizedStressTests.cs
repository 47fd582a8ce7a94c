using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Solvers;
using MLRegularization.Tests.Solvers;

namespace MLRegularization.Tests.Paths;

/// <summary>Problems that once did not end, ended far off, or had no finite gap: each strength must be solved, and in few steps.</summary>
[TestClass]
public class GeneralizedStressTests
{
    /// <summary>Newton steps at one strength; each has one model.</summary>
    private const int MostSteps = 60;

    private static double[] Normals(Random random, int count, double scale = 1)
        => [.. Enumerable.Range(0, count).Select(_ => scale * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    private static void AllSolved(double[][] x, double[] y, double[]? offset, PathOptions options, bool sparse, string what)
    {
        IColumnMatrix features = DenseColumns.FromColumns<double>(x);
        if (sparse) features = FamilyFixtureTests.Sparse(features);
        RegularizationPath path = PathSolver.Fit(new TrainingSet(features, y, offset: offset), options);
        foreach (PathPoint point in path.Points)
        {
            string where = $"{what}, lambda {point.Lambda}, {point.Certificate}";
            Assert.AreEqual(StopReason.Converged, point.Certificate.Reason, where);
            Assert.IsLessThanOrEqualTo(MostSteps, point.Certificate.Iterations, where);
            GlmProblem problem = new(options.Loss.ToString().ToLowerInvariant(), x, y, point.Lambda, options.Alpha)
            {
                Offset = offset is null ? null : [offset],
                Delta = options.HuberDelta,
                Standardize = options.Standardize,
                Intercept = options.Intercept,
            };
            (double objective, double violation) = GlmConditions.Check(problem, [point.Intercept], [point.ToDense(x.Length)]);
            Assert.IsLessThanOrEqualTo(1e-4, violation, where);
            Assert.AreEqual(objective, point.Certificate.Objective, 1e-9 * Math.Max(1, Math.Abs(objective)), where);
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic, false), DataRow(LossKind.Logistic, true), DataRow(LossKind.Poisson, false), DataRow(LossKind.Poisson, true), DataRow(LossKind.Huber, false), DataRow(LossKind.Huber, true)]
    public void Fit_ColumnsThatAllButRepeat_FewSteps(LossKind loss, bool sparse)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Random random = new(seed);
            const int n = 60, p = 24;
            double[][] x = new double[p][];
            for (int j = 0; j < p; j++)
            {
                double[] noise = Normals(random, n);
                x[j] = j % 3 == 2 ? [.. x[j - 1].Select((v, i) => v * (1 + (1e-8 * noise[i])))] : j % 3 == 1 ? noise : j > 3 ? [.. x[j - 2].Select((v, i) => v + x[1][i])] : noise;
            }
            double[] score = [.. Enumerable.Range(0, n).Select(i => x[0][i] - x[4][i])], extra = Normals(random, n);
            double[] y = [.. score.Select((s, i) => loss == LossKind.Huber ? s + extra[i] : loss == LossKind.Poisson ? Math.Floor(Math.Exp(0.7 * s + 0.5)) : s + extra[i] > 0.5 ? 1 : 0)];
            AllSolved(x, y, null, new PathOptions { Loss = loss, Alpha = seed % 2 == 0 ? 1 : 0.3, LambdaCount = 6, LambdaRatio = 1e-3, StopEarly = false }, sparse, $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic, 300.0), DataRow(LossKind.Logistic, 30.0), DataRow(LossKind.Poisson, 30.0), DataRow(LossKind.Poisson, 5.0), DataRow(LossKind.Huber, 300.0)]
    public void Fit_WideOffsets_FiniteGapAndNeverAboveTheNullModel(LossKind loss, double size)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Random random = new(seed);
            int n = random.Next(9, 70), p = random.Next(5, 30);
            double[][] x = [.. Enumerable.Range(0, p).Select(_ => Normals(random, n))];
            double[] offset = Normals(random, n, size), y = [.. Enumerable.Range(0, n).Select(i => (double)(i < 2 ? i : random.Next(2)))];
            if (loss == LossKind.Huber) y = Normals(random, n);
            PathOptions options = new() { Loss = loss, Alpha = seed % 3 == 0 ? 1 : 0.3, LambdaCount = 6, LambdaRatio = 1e-2, StopEarly = false };
            RegularizationPath path = PathSolver.Fit(new TrainingSet(DenseColumns.FromColumns<double>(x), y, offset: offset), options);
            foreach (PathPoint point in path.Points)
            {
                string where = $"seed {seed}, lambda {point.Lambda}, {point.Certificate}";
                Assert.IsTrue(double.IsFinite(point.Certificate.Gap), where);
                Assert.AreEqual(StopReason.Converged, point.Certificate.Reason, where);
                Assert.IsLessThanOrEqualTo(1e-9, point.Loss / path.NullLoss - 1, where);
            }
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic), DataRow(LossKind.Poisson), DataRow(LossKind.Huber)]
    public void Fit_UnstandardisedColumnsOfAllSizes_Solved(LossKind loss)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            Random random = new(seed);
            const int n = 80, p = 9;
            double[][] x = [.. Enumerable.Range(0, p).Select(j => Normals(random, n, Math.Pow(10, (j - 4) * 0.75)))];
            double[] y = [.. Enumerable.Range(0, n).Select(i => (double)(i < 2 ? i : x[4][i] + random.NextDouble() > 0.5 ? 1 : 0))];
            AllSolved(x, y, null, new PathOptions { Loss = loss, Alpha = 0.5, Standardize = false, LambdaCount = 8, LambdaRatio = 1e-8, StopEarly = false }, false, $"seed {seed}");
        }
    }
}
