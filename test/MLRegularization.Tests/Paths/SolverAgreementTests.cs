using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>All algorithms, storages and numbers of threads give one answer.</summary>
[TestClass]
public class SolverAgreementTests
{
    [TestMethod]
    public void Fit_GramAndResidual_SamePaths()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            RandomProblem problem = new(seed, 40, 10);
            (TrainingSet data, PathOptions options) = problem.Dressed();
            options.Solver = SolverKind.Gram;
            RegularizationPath gram = PathSolver.Fit(data, options);
            options.Solver = SolverKind.Residual;
            RegularizationPath residual = PathSolver.Fit(data, options);
            Assert.AreEqual(gram.LambdaMax, residual.LambdaMax, 1e-12 * gram.LambdaMax);
            AssertSame(gram.Points, residual.Points, 10, 1e-8, $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(90, 20)]
    [DataRow(30, 70)]
    public void Fit_Ridge_AllSolversAndStorages_SamePaths(int rows, int columns)
    {
        RandomProblem problem = new(7, rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) problem.X[i, j] = problem.X[i, j] > 0.2 ? (float)problem.X[i, j] : 0;
        double[] weights = problem.Numbers(rows, u => 0.1 + u);
        RegularizationPath? first = null;
        foreach (IColumnMatrix features in (IColumnMatrix[])[DenseColumns.FromRows(problem.X), Single(problem.X), Sparse(problem.X)])
            foreach (SolverKind solver in (SolverKind[])[SolverKind.Gram, SolverKind.Residual, SolverKind.Direct])
            {
                RegularizationPath path = PathSolver.Fit(new TrainingSet(features, problem.Y, weights), new PathOptions { Alpha = 0, Solver = solver, Lambdas = [10, 1, 0.1, 0.01] });
                Assert.AreEqual(solver, path.Solver);
                first ??= path;
                AssertSame(first.Points, path.Points, columns, 1e-8, $"{solver} on {features.GetType().Name}");
            }
    }

    [TestMethod]
    public void CrossValidate_RidgeOfManyColumns_EqualsDescentOnEveryFold()
    {
        RandomProblem problem = new(8, 30, 270);
        TrainingSet data = new(DenseColumns.FromRows(problem.X), problem.Y, problem.Numbers(30, u => u < 0.1 ? 0 : u), problem.Numbers(30, u => u));
        CrossValidation Run(SolverKind solver) => CrossValidation.Run(data, new PathOptions { Alpha = 0, Solver = solver, Lambdas = [10, 1, 0.1, 0.01] }, new CrossValidationOptions { FoldCount = 4 });
        CrossValidationCurve direct = Run(SolverKind.Automatic).Curves[0], residual = Run(SolverKind.Residual).Curves[0];
        for (int fold = 0; fold < 4; fold++)
            for (int k = 0; k < 4; k++) Assert.AreEqual(residual.FoldErrors[fold][k], direct.FoldErrors[fold][k], 1e-6 * residual.FoldErrors[fold][k]);
    }

    // Too many coordinates for a factor: descent alone finds them.
    [TestMethod]
    public void Fit_LogisticRidgeOfVeryManyColumns_SlopesAreThePenaltys()
    {
        RandomProblem problem = new(9, 20, 1100);
        double[] y = [.. problem.Y.Select(v => v > 3 ? 1.0 : 0)];
        PathPoint point = PathSolver.Fit(TrainingSet.FromRows(problem.X, y), new PathOptions { Loss = LossKind.Logistic, Alpha = 0, Standardize = false, Lambdas = [30, 3] }).Points[1];
        double[] eta = [.. Enumerable.Range(0, 20).Select(i => point.Intercept + Enumerable.Range(0, 1100).Sum(j => point[j] * problem.X[i, j]))];
        for (int j = 0; j < 1100; j++)
        {
            double slope = Enumerable.Range(0, 20).Sum(i => (y[i] - (1 / (1 + Math.Exp(-eta[i])))) * problem.X[i, j]) / 20;
            Assert.AreEqual(3 * point[j], slope, 1e-7);
        }
    }

    [TestMethod]
    public void Run_DescentAlone_EqualsActiveSetSteps()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            RandomProblem problem = new(100 + seed, 40, 10);
            (TrainingSet data, PathOptions options) = problem.Dressed();
            AssertSame(Walk(data, options, true), Walk(data, options, false), 10, 1e-7, $"seed {seed}, {options.Solver}, alpha {options.Alpha}");
        }
    }

    // Wide and long enough for several blocks of everything that is cut into blocks.
    [TestMethod]
    [DataRow(700, 70, 1.0, SolverKind.Gram)]
    [DataRow(150, 400, 0.5, SolverKind.Residual)]
    [DataRow(400, 300, 0.0, SolverKind.Direct)]
    [DataRow(300, 400, 0.0, SolverKind.Direct)]
    public void Fit_ManyBlocks_SameBitsOnAnyNumberOfThreads(int rows, int columns, double alpha, SolverKind solver)
    {
        TrainingSet data = new RandomProblem(8, rows, columns).Data;
        double[] Bits(int threads)
        {
            RegularizationPath path = PathSolver.Fit(data, new PathOptions { Alpha = alpha, Solver = solver, Threads = threads, LambdaCount = 6, StopEarly = false });
            Assert.AreEqual(solver, path.Solver);
            return [.. path.Points.SelectMany(p => p.Values.Append(p.Intercept).Append(p.Certificate.Gap).Append(p.Certificate.Objective))];
        }
        double[] one = Bits(1);
        CollectionAssert.AreEqual(one, Bits(2));
        CollectionAssert.AreEqual(one, Bits(4));
    }

    [TestMethod]
    [DataRow(300, 40)]
    [DataRow(280, 300)]
    public void Run_LeaveOneOut_SameBitsOnAnyNumberOfThreads(int rows, int columns)
    {
        TrainingSet data = new RandomProblem(9, rows, columns).Data;
        double[] Bits(int threads) => [.. LeaveOneOut.Run(data, new PathOptions { Alpha = 0, Threads = threads, Lambdas = [1, 0.1] }).Residuals.SelectMany(r => r)];
        double[] one = Bits(1);
        CollectionAssert.AreEqual(one, Bits(2));
        CollectionAssert.AreEqual(one, Bits(4));
    }

    private static List<PathPoint> Walk(TrainingSet data, PathOptions options, bool exactSteps)
    {
        PathSettings settings = PathSettings.From(options, data) with { ExactSteps = exactSteps };
        PathProblem Problem() => options.Solver == SolverKind.Gram
            ? ProblemBuilder.FromMoments(ProblemBuilder.Gather(data, settings, null, 1, CancellationToken.None)[0], settings)
            : ProblemBuilder.FromData(data, settings);
        double[] grid = PathRunner.Grid(settings, Problem().LambdaMax(CancellationToken.None), data.Rows, data.Columns);
        return PathRunner.Run(Problem(), settings, grid, false, null, null, CancellationToken.None).Points;
    }

    // Digits: solved coordinates violate their condition by 1e-10 of the response's deviation at most, and the smallest eigenvalue
    // of what is compared is above 0.01 (with the ridge part, for more columns than rows); descent stops at a sweep's violations.
    private static void AssertSame(IReadOnlyList<PathPoint> a, IReadOnlyList<PathPoint> b, int columns, double digits, string message)
    {
        Assert.HasCount(a.Count, b, message);
        for (int k = 0; k < a.Count; k++)
        {
            Assert.AreEqual(a[k].Intercept, b[k].Intercept, 10 * digits, $"{message}, intercept, lambda {k}");
            for (int j = 0; j < columns; j++) Assert.AreEqual(a[k][j], b[k][j], digits, $"{message}, feature {j}, lambda {k}");
        }
    }

    private static DenseColumns<float> Single(double[,] x)
        => DenseColumns.FromRows<float>([.. x.Cast<double>().Select(v => (float)v)], x.GetLength(0), x.GetLength(1));

    private static SparseColumns Sparse(double[,] x)
    {
        List<int> rows = [];
        List<double> values = [];
        List<long> starts = [0];
        for (int j = 0; j < x.GetLength(1); j++)
        {
            for (int i = 0; i < x.GetLength(0); i++)
            {
                if (x[i, j] == 0) continue;
                rows.Add(i);
                values.Add(x[i, j]);
            }
            starts.Add(rows.Count);
        }
        return new SparseColumns(x.GetLength(0), [.. starts], [.. rows], [.. values]);
    }
}
