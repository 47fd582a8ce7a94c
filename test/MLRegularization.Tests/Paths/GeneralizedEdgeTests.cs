using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Solvers;
using MLRegularization.Tests.Fixtures;

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
    [DataRow(LossKind.Logistic), DataRow(LossKind.Multinomial)]
    public void Fit_SeparatedClassesWithoutAPenalty_SaysWhyTheyHaveNoAnswer(LossKind loss)
    {
        // The tumours of the example table are told apart by their thirty measurements together.
        FixtureTable table = FixtureTable.Table("data/breast_cancer.csv");
        string[] names = File.ReadLines(Path.Combine(FixtureTable.Root, "data/breast_cancer.csv")).First().Split(',')[..^1];
        double[] y = [.. table.Rows.Select(r => r[^1] == "malignant" ? 1.0 : 0)];
        TrainingSet data = new(DenseColumns.FromColumns<double>([.. names.Select(table.Numbers)]), y, featureNames: names);
        RegularizationPath path = PathSolver.Fit(data, new PathOptions { Loss = loss, Lambdas = [0.01, 0] });
        Assert.AreEqual(StopReason.Converged, path.Points[0].Certificate.Reason);
        Assert.IsTrue(path.Points[1].Certificate.Reason != StopReason.Converged && path.Points[1].ExplainedDeviance > 0.99, path.Points[1].Certificate.ToString());
        Assert.IsTrue(path.Warnings.Any(w => w.Contains("tell the classes apart", StringComparison.Ordinal) && w.Contains("use larger lambdas", StringComparison.Ordinal)), string.Join("; ", path.Warnings));
    }

    [TestMethod]
    [DataRow(0.0, 1.0), DataRow(1e-9, 0.0)]
    public void Fit_SeparatedClassesWhoseGapCloses_SaysThatTheyHaveNoAnswer(double lambda, double factor)
    {
        double[,] x = new double[120, 2];
        double[] y = new double[120];
        for (int i = 0; i < 120; i++) (x[i, 0], x[i, 1], y[i]) = (Math.Sin(i), Math.Cos(5 * i), Math.Sin(i) < -0.5 ? 0 : Math.Sin(i) < 0.5 ? 1 : 2);
        PathOptions options = new() { Loss = LossKind.Multinomial, Lambdas = [lambda], PenaltyFactors = [factor, 1] };
        RegularizationPath path = PathSolver.Fit(TrainingSet.FromRows(x, y), options);
        Assert.AreEqual(StopReason.Converged, path.Points[0].Certificate.Reason);
        Assert.IsTrue(path.Warnings.Any(w => w.Contains("tell the classes apart", StringComparison.Ordinal)), string.Join("; ", path.Warnings));
        // With a penalty there is an answer, however good the fit.
        options.Lambdas = [1e-9];
        options.PenaltyFactors = null;
        Assert.IsFalse(PathSolver.Fit(TrainingSet.FromRows(x, y), options).Warnings.Any(w => w.Contains("tell the classes apart", StringComparison.Ordinal)));
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
    public void Fit_OffsetsThatAreNoLogOdds_SaysSo()
    {
        double[,] x = new double[60, 1];
        double[] y = new double[60], offset = new double[60];
        for (int i = 0; i < 60; i++) (x[i, 0], y[i], offset[i]) = (Math.Sin(i), i % 3 == 0 ? 1 : 0, i % 50);
        RegularizationPath path = PathSolver.Fit(new TrainingSet(DenseColumns.FromRows(x), y, offset: offset), new PathOptions { Loss = LossKind.Logistic, Lambdas = [0.1] });
        Assert.Contains("The offsets run from 0 to 49, a factor of e^49 between odds; an offset is a known part of the log-odds", path.Warnings[0]);
        foreach (LossKind loss in new[] { LossKind.Logistic, LossKind.Poisson })
        {
            TrainingSet data = new(DenseColumns.FromRows(x), y, offset: [.. Enumerable.Repeat(1e300, 60)]);
            Assert.Contains("offset of row 1 is 1E+300", Assert.ThrowsExactly<ArgumentException>(() => PathSolver.Fit(data, new PathOptions { Loss = loss })).Message);
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic, 1e3), DataRow(LossKind.Logistic, 1e6), DataRow(LossKind.Poisson, 1e3), DataRow(LossKind.Poisson, 1e6)]
    public void Fit_AbsurdOffsets_FiniteFitOrOneSentence(LossKind loss, double size)
    {
        foreach (bool alternating in new[] { false, true })
            foreach (bool intercept in new[] { true, false })
            {
                double[,] x = new double[60, 3];
                double[] y = new double[60], offset = new double[60];
                for (int i = 0; i < 60; i++) (x[i, 0], x[i, 1], x[i, 2], y[i], offset[i]) = (Math.Sin(i), Math.Cos(3 * i), i % 7, i % 3 == 0 ? 1 : 0, alternating && i % 2 == 0 ? -size : size);
                RegularizationPath path;
                try
                {
                    path = PathSolver.Fit(new TrainingSet(DenseColumns.FromRows(x), y, offset: offset), new PathOptions { Loss = loss, Intercept = intercept, StopEarly = false, LambdaCount = 10 });
                }
                catch (ArgumentException e)
                {
                    Assert.IsTrue(loss == LossKind.Poisson && e.Message.Contains("offset", StringComparison.Ordinal), e.Message);
                    continue;
                }
                foreach (PathPoint point in path.Points)
                {
                    string where = $"alternating {alternating}, intercept {intercept}, lambda {point.Lambda}, {point.Certificate}, warnings {string.Join(' ', path.Warnings)}";
                    Assert.IsTrue(double.IsFinite(point.Intercept) && double.IsFinite(point.Loss) && double.IsFinite(point.Lambda) && point.Values.All(double.IsFinite), where);
                    Assert.IsTrue(point.Certificate.Reason == StopReason.Converged || path.Warnings.Count > 0, where);
                    Assert.IsLessThan(1000, point.Certificate.Iterations, where);
                }
            }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic), DataRow(LossKind.Poisson), DataRow(LossKind.Huber)]
    public void Fit_MoreColumnsThanRowsDownToNoPenalty_EndsWithAReason(LossKind loss)
    {
        const int n = 30, p = 60;
        Random random = new(5);
        double[,] x = new double[n, p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < p; j++) x[i, j] = random.NextDouble() - 0.5;
            y[i] = i % 2;
        }
        foreach (double alpha in new[] { 0, 0.5, 1 })
        {
            RegularizationPath path = PathSolver.Fit(TrainingSet.FromRows(x, y), new PathOptions { Loss = loss, Alpha = alpha, Lambdas = [0.1, 1e-2, 1e-4, 1e-6, 1e-9, 0] });
            foreach (PathPoint point in path.Points)
            {
                string where = $"alpha {alpha}, lambda {point.Lambda}, {point.Certificate}";
                Assert.IsTrue(double.IsFinite(point.Intercept) && point.Values.All(double.IsFinite), where);
                Assert.IsTrue(point.Lambda < 1e-5 || point.Certificate.Reason == StopReason.Converged, where);
                Assert.IsTrue(point.Certificate.Reason == StopReason.Converged || path.Warnings.Any(w => w.Contains("larger lambdas", StringComparison.Ordinal)), where);
                Assert.IsLessThan(1000, point.Certificate.Iterations, where);
            }
            Assert.IsLessThan(1e-3, path.Points[^1].Loss + (loss == LossKind.Poisson ? -0.5 : 0));
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic, "All 6 labels with weight are 0; a binary model needs both classes")]
    [DataRow(LossKind.Poisson, "All counts with weight are 0")]
    public void Fit_WeightsWithoutAClass_OneSentence(LossKind loss, string expected)
    {
        double[,] x = new double[12, 1];
        double[] y = new double[12], weights = new double[12];
        for (int i = 0; i < 12; i++) (x[i, 0], y[i], weights[i]) = (i, i % 2, 1 - (i % 2));
        TrainingSet data = TrainingSet.FromRows(x, y).WithWeights(weights);
        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => PathSolver.Fit(data, new PathOptions { Loss = loss })).Message);
        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => CrossValidation.Run(data, new PathOptions { Loss = loss })).Message);
    }

    [TestMethod]
    [DataRow(LossKind.Logistic), DataRow(LossKind.Poisson)]
    public void Run_FoldThatHoldsAClass_OneSentence(LossKind loss)
    {
        double[,] x = new double[30, 1];
        double[] y = new double[30];
        for (int i = 0; i < 30; i++) (x[i, 0], y[i]) = (i * i % 7, i < 10 ? 1 : 0);
        TrainingSet data = TrainingSet.FromRows(x, y);
        foreach (Folds folds in new[] { Folds.Given([.. y.Select((v, i) => v > 0 ? 2 : i % 2)]), Folds.Grouped([.. y.Select((v, i) => v > 0 ? 99 : i % 4)], 3) })
        {
            string message = Assert.ThrowsExactly<ArgumentException>(() => CrossValidation.Run(data, new PathOptions { Loss = loss }, new CrossValidationOptions { Folds = [folds] })).Message;
            Assert.Contains("has the same label, from which nothing can be learned; use fewer folds, or folds that leave other labels", message);
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
