using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Paths;

/// <summary>Losses at their edges: they converge, or stop with a reason and say so.</summary>
[TestClass]
public class GeneralizedEdgeTests
{
    [TestMethod]
    public void Fit_SeparableClasses_EndsWithAReasonAtEveryStrength()
    {
        double[,] x = new double[40, 2];
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) (x[i, 0], x[i, 1], y[i]) = (i - 19.5, Math.Sin(i), i >= 20 ? 1 : 0);
        RegularizationPath path = PathSolver.Fit(TrainingSet.FromRows(x, y), new PathOptions { Loss = LossKind.Logistic, Lambdas = [0.1, 1e-3, 1e-6, 1e-9, 0] });
        Assert.IsTrue(path.Points.Take(3).All(p => p.Certificate.Gap <= 1e-7));
        // Without a penalty no finite coefficients are best.
        PathPoint last = path.Points[^1];
        Assert.IsTrue(double.IsFinite(last[0]) && last.Loss < 1e-6);
        Assert.IsTrue(last.Certificate.Reason == StopReason.Converged || path.Warnings.Any(w => w.Contains("lambda 0", StringComparison.Ordinal)), string.Join("; ", path.Warnings));
    }

    [TestMethod]
    [DataRow(LossKind.Logistic), DataRow(LossKind.Poisson)]
    public void Fit_HugeOffsets_ConvergesOrSaysSo(LossKind loss)
    {
        double[,] x = new double[60, 3];
        double[] y = new double[60], offset = new double[60];
        for (int i = 0; i < 60; i++) (x[i, 0], x[i, 1], x[i, 2], y[i], offset[i]) = (Math.Sin(i), Math.Cos(3 * i), i % 7, i % 3 == 0 ? 1 : 0, i % 2 == 0 ? 30 : -30);
        RegularizationPath path = PathSolver.Fit(new TrainingSet(DenseColumns.FromRows(x), y, offset: offset), new PathOptions { Loss = loss, StopEarly = false, LambdaCount = 10 });
        foreach (PathPoint point in path.Points)
        {
            Assert.IsTrue(double.IsFinite(point.Intercept) && double.IsFinite(point.Loss));
            Assert.IsTrue(point.Certificate.Reason == StopReason.Converged || path.Warnings.Count > 0);
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic, 1.0, 1.0, "needs both classes")]
    [DataRow(LossKind.Logistic, 0.0, 2.0, "must be 0 or 1")]
    [DataRow(LossKind.Poisson, 1.0, -1.0, "counts must be finite and 0 or more")]
    [DataRow(LossKind.Poisson, 0.0, 0.0, "at least one positive")]
    public void Fit_WrongLabels_OneSentence(LossKind loss, double first, double rest, string expected)
    {
        double[] y = [.. Enumerable.Range(0, 12).Select(i => i == 0 ? first : rest)];
        double[,] x = new double[12, 1];
        for (int i = 0; i < 12; i++) x[i, 0] = i;
        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => PathSolver.Fit(TrainingSet.FromRows(x, y), new PathOptions { Loss = loss })).Message);
        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => CrossValidation.Run(TrainingSet.FromRows(x, y), new PathOptions { Loss = loss })).Message);
    }

    [TestMethod]
    public void Fit_RatesThatAreNoCounts_FitsWithAWord()
    {
        double[,] x = new double[20, 1];
        double[] y = new double[20];
        for (int i = 0; i < 20; i++) (x[i, 0], y[i]) = (i, 0.5 + (0.1 * i));
        RegularizationPath path = PathSolver.Fit(TrainingSet.FromRows(x, y), new PathOptions { Loss = LossKind.Poisson });
        Assert.IsTrue(path.Points.All(p => p.Certificate.Reason == StopReason.Converged));
        Assert.IsTrue(path.Warnings.Any(w => w.Contains("not a whole number", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(LossKind.Logistic), DataRow(LossKind.Poisson), DataRow(LossKind.Huber)]
    public void Fit_AnyLoss_SameBitsOnAnyNumberOfThreads(LossKind loss)
    {
        const int n = 5000, p = 12;
        Random random = new(4);
        double[,] x = new double[n, p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < p; j++) x[i, j] = random.NextDouble();
            y[i] = x[i, 0] + random.NextDouble() > 1 ? 1 : 0;
        }
        double[][] results = [.. new[] { 1, 2, 4 }.Select(t => PathSolver.Fit(TrainingSet.FromRows(x, y), new PathOptions { Loss = loss, Threads = t, LambdaCount = 20 }).Points.SelectMany(q => q.Values.Append(q.Intercept)).ToArray())];
        CollectionAssert.AreEqual(results[0], results[1]);
        CollectionAssert.AreEqual(results[0], results[2]);
    }

    [TestMethod]
    public void Fit_LeaveOneOutOfAnotherLoss_IsRefused()
        => Assert.Contains("squared loss", Assert.ThrowsExactly<ArgumentException>(() => LeaveOneOut.Run(TrainingSet.FromRows(new double[,] { { 1 }, { 2 }, { 4 } }, [0, 1, 1]), new PathOptions { Loss = LossKind.Logistic })).Message);
}
