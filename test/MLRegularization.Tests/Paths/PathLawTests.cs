using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>What must hold on any problem, checked in plain loops that know nothing of the solvers.</summary>
[TestClass]
public class PathLawTests
{
    [TestMethod]
    public void Fit_RandomProblems_SatisfyTheirConditions()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            (TrainingSet data, PathOptions options, double[,] x) = Problem(seed);
            RegularizationPath path = PathSolver.Fit(data, options);
            foreach (PathPoint point in path.Points)
            {
                Assert.IsLessThanOrEqualTo(1e-7, point.Certificate.Gap, $"seed {seed}");
                Assert.IsLessThanOrEqualTo(1e-6, Violation(data, options, x, point), $"seed {seed}, lambda {point.Lambda}, {path.Solver}, alpha {options.Alpha}, standardize {options.Standardize}, intercept {options.Intercept}, factors {options.PenaltyFactors is not null}, bounds {options.LowerBounds is not null} {options.UpperBounds is not null}, weights {data.Weights is not null}, offset {data.Offset is not null}, {data.Rows} x {data.Columns}");
            }
        }
    }

    [TestMethod]
    public void Fit_AnyNumberOfThreads_SameBits()
    {
        (TrainingSet data, _, _) = Problem(7);
        foreach (SolverKind solver in (SolverKind[])[SolverKind.Gram, SolverKind.Residual])
        {
            double[][] results = [.. new[] { 1, 2, 4 }.Select(t => PathSolver.Fit(data, new PathOptions { Solver = solver, Threads = t }).Points.SelectMany(p => p.Values.Append(p.Intercept)).ToArray())];
            CollectionAssert.AreEqual(results[0], results[1]);
            CollectionAssert.AreEqual(results[0], results[2]);
            double[][] errors = [.. new[] { 1, 2, 4 }.Select(t => CrossValidation.Run(data, new PathOptions { Solver = solver, Threads = t }, new CrossValidationOptions { FoldCount = 3 }).Curves[0].MeanError.ToArray())];
            CollectionAssert.AreEqual(errors[0], errors[1]);
            CollectionAssert.AreEqual(errors[0], errors[2]);
        }
    }

    [TestMethod]
    public void Fit_WeightTwo_EqualsRowTwice()
    {
        (TrainingSet data, _, double[,] x) = Problem(11);
        int n = data.Rows, p = data.Columns;
        double[,] twice = new double[n + 1, p];
        for (int i = 0; i <= n; i++)
            for (int j = 0; j < p; j++) twice[i, j] = x[Math.Min(i, n - 1), j];
        double[] weights = [.. Enumerable.Repeat(1.0, n - 1), 2];
        RegularizationPath a = PathSolver.Fit(new TrainingSet(data.Features, data.Target, weights));
        RegularizationPath b = PathSolver.Fit(TrainingSet.FromRows(twice, [.. data.Target, data.Target[^1]]), new PathOptions { Lambdas = [.. a.Points.Select(q => q.Lambda)] });
        AssertSame(a, b, p);
    }

    [TestMethod]
    public void Fit_WeightZero_EqualsRowLeftOut()
    {
        (TrainingSet data, _, double[,] x) = Problem(12);
        int n = data.Rows, p = data.Columns;
        double[,] fewer = new double[n - 1, p];
        for (int i = 0; i < n - 1; i++)
            for (int j = 0; j < p; j++) fewer[i, j] = x[i, j];
        foreach (SolverKind solver in (SolverKind[])[SolverKind.Gram, SolverKind.Residual])
        {
            RegularizationPath a = PathSolver.Fit(TrainingSet.FromRows(fewer, data.Target[..^1]), new PathOptions { Solver = solver });
            RegularizationPath b = PathSolver.Fit(new TrainingSet(data.Features, data.Target, [.. Enumerable.Repeat(1.0, n - 1), 0]), new PathOptions { Solver = solver, Lambdas = [.. a.Points.Select(q => q.Lambda)] });
            AssertSame(a, b, p);
        }
    }

    [TestMethod]
    public void Run_EveryFold_EqualsFitOnItsRowsAlone()
    {
        (TrainingSet data, _, double[,] x) = Problem(13);
        data = TrainingSet.FromRows(x, data.Target);
        Folds folds = Folds.Random(data.Rows, 3);
        foreach (SolverKind solver in (SolverKind[])[SolverKind.Gram, SolverKind.Residual])
        {
            CrossValidation cv = CrossValidation.Run(data, new PathOptions { Solver = solver }, new CrossValidationOptions { Folds = [folds] });
            for (int fold = 0; fold < 3; fold++)
            {
                int[] rows = folds.TrainingRows(fold);
                double[,] own = new double[rows.Length, data.Columns];
                for (int i = 0; i < rows.Length; i++)
                    for (int j = 0; j < data.Columns; j++) own[i, j] = x[rows[i], j];
                RegularizationPath alone = PathSolver.Fit(TrainingSet.FromRows(own, [.. rows.Select(i => data.Target[i])]), new PathOptions { Lambdas = [.. cv.Curves[0].Path.Points.Select(q => q.Lambda)] });
                for (int k = 0; k < alone.Points.Count; k++)
                {
                    double error = folds.HeldOutRows(fold).Average(i =>
                    {
                        double eta = alone.Points[k].Intercept;
                        for (int j = 0; j < data.Columns; j++) eta += alone.Points[k][j] * x[i, j];
                        return (data.Target[i] - eta) * (data.Target[i] - eta);
                    });
                    Assert.AreEqual(error, cv.Curves[0].FoldErrors[fold][k], 1e-8 * error);
                }
            }
        }
    }

    [TestMethod]
    public void Run_RandomProblems_OneStandardErrorIsNotTheSmallerLambda()
    {
        for (int seed = 20; seed < 40; seed++)
        {
            CrossValidation cv = CrossValidation.Run(Problem(seed).Data, null, new CrossValidationOptions { FoldCount = 4 });
            Assert.IsGreaterThanOrEqualTo(cv.Select(PathSelection.LambdaMin).Point.Lambda, cv.Select(PathSelection.Lambda1Se).Point.Lambda);
        }
    }

    [TestMethod]
    public void Fit_SparseAndSingleStorage_EqualDense()
    {
        (TrainingSet data, _, double[,] x) = Problem(14);
        int n = data.Rows, p = data.Columns;
        List<int> rows = [];
        List<double> values = [];
        List<long> starts = [0];
        float[] single = new float[n * p];
        for (int j = 0; j < p; j++)
        {
            for (int i = 0; i < n; i++)
            {
                x[i, j] = x[i, j] > 0.3 ? (float)x[i, j] : 0;
                single[(j * n) + i] = (float)x[i, j];
                if (x[i, j] == 0) continue;
                rows.Add(i);
                values.Add(x[i, j]);
            }
            starts.Add(rows.Count);
        }
        foreach (SolverKind solver in (SolverKind[])[SolverKind.Gram, SolverKind.Residual])
        {
            RegularizationPath dense = PathSolver.Fit(TrainingSet.FromRows(x, data.Target), new PathOptions { Solver = solver });
            PathOptions same = new() { Solver = solver, Lambdas = [.. dense.Points.Select(q => q.Lambda)] };
            AssertSame(dense, PathSolver.Fit(new TrainingSet(new SparseColumns(n, [.. starts], [.. rows], [.. values]), data.Target), same), p);
            AssertSame(dense, PathSolver.Fit(new TrainingSet(DenseColumns.FromColumns<float>(single, n, p), data.Target), same), p);
        }
    }

    [TestMethod]
    public void Fit_AtLambdaMax_AllZero_JustBelowNot()
    {
        (TrainingSet data, _, _) = Problem(15);
        RegularizationPath path = PathSolver.Fit(data);
        Assert.AreEqual(0, path.Points[0].NonZeros);
        Assert.AreEqual(1, PathSolver.Fit(data, new PathOptions { Lambdas = [path.LambdaMax * 0.9999] }).Points[0].NonZeros);
    }

    [TestMethod]
    public void Fit_DuplicateAndConstantColumns_ConvergesWithAWord()
    {
        (TrainingSet data, _, double[,] x) = Problem(16);
        double[,] wider = new double[data.Rows, 3];
        for (int i = 0; i < data.Rows; i++) (wider[i, 0], wider[i, 1], wider[i, 2]) = (x[i, 0], x[i, 0], 4.1);
        foreach (double alpha in (double[])[1, 0.5, 0])
        {
            RegularizationPath path = PathSolver.Fit(TrainingSet.FromRows(wider, data.Target), new PathOptions { Alpha = alpha, StopEarly = false });
            Assert.IsTrue(path.Points.All(q => q.Certificate.Gap <= 1e-7 && q[2] == 0));
            Assert.Contains("'x3' is constant", path.Warnings[0]);
        }
    }

    [TestMethod]
    public void Fit_Cancelled_Throws()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => PathSolver.Fit(Problem(17).Data, cancellation: source.Token));
    }

    private static void AssertSame(RegularizationPath a, RegularizationPath b, int p)
    {
        Assert.AreEqual(a.Points.Count, b.Points.Count);
        for (int k = 0; k < a.Points.Count; k++)
            for (int j = 0; j < p; j++) Assert.AreEqual(a.Points[k][j], b.Points[k][j], 1e-8 * Math.Max(1, Math.Abs(a.Points[k][j])), $"lambda {k}, feature {j}");
    }

    // Largest distance of −gradient from the subdifferential, in units of the label's deviation.
    private static double Violation(TrainingSet data, PathOptions options, double[,] x, PathPoint point)
    {
        int n = data.Rows;
        double total = 0, worst = 0, spread = 0;
        double[] residual = new double[n], w = data.Weights ?? [.. Enumerable.Repeat(1.0, n)];
        for (int i = 0; i < n; i++)
        {
            total += w[i];
            residual[i] = data.Target[i] - point.Intercept - (data.Offset?[i] ?? 0);
            spread = Math.Max(spread, Math.Abs(data.Target[i]));
            for (int j = 0; j < data.Columns; j++) residual[i] -= point[j] * x[i, j];
        }
        double level = 0;
        for (int i = 0; i < n; i++) level += w[i] * residual[i] / total;
        if (options.Intercept) worst = Math.Abs(level) / spread;
        for (int j = 0; j < data.Columns; j++)
        {
            double mean = 0, square = 0, slope = 0, b = point[j];
            for (int i = 0; i < n; i++) mean += w[i] * x[i, j] / total;
            for (int i = 0; i < n; i++) square += w[i] * (x[i, j] - mean) * (x[i, j] - mean) / total;
            double s = options.Standardize ? Math.Sqrt(square) : 1, f = options.PenaltyFactors?[j] ?? 1;
            for (int i = 0; i < n; i++) slope += w[i] * residual[i] * x[i, j] / total / s;
            double l1 = point.Lambda * options.Alpha * f, l2 = point.Lambda * (1 - options.Alpha) * f * b * s;
            double low = b > 0 ? l1 + l2 : b < 0 ? -l1 + l2 : -l1, high = b > 0 ? l1 + l2 : b < 0 ? -l1 + l2 : l1;
            if (options.LowerBounds is not null && b <= options.LowerBounds[j]) low = double.NegativeInfinity;
            if (options.UpperBounds is not null && b >= options.UpperBounds[j]) high = double.PositiveInfinity;
            worst = Math.Max(worst, Math.Max(low - slope, slope - high) / spread);
        }
        return worst;
    }

    private static (TrainingSet Data, PathOptions Options, double[,] X) Problem(int seed)
    {
        Random random = new(seed);
        int n = random.Next(5, 40), p = random.Next(1, 30);
        double[,] x = new double[n, p];
        double[] y = new double[n];
        double Number() => random.NextDouble() + random.NextDouble() - 1;
        for (int i = 0; i < n; i++)
        {
            double shared = Number();
            for (int j = 0; j < p; j++) x[i, j] = (shared + Number()) * (1 + (j % 3));
            y[i] = 3 + x[i, 0] - (x[i, p / 2] * 0.7) + Number();
        }
        double[]? Maybe(int length, Func<double> value) => random.Next(3) == 0 ? [.. Enumerable.Range(0, length).Select(_ => value())] : null;
        PathOptions options = new()
        {
            Alpha = ((double[])[1, 1, 0.5, 0.1, 0])[random.Next(5)],
            Standardize = random.Next(3) > 0,
            Intercept = random.Next(4) > 0,
            LambdaCount = 12,
            StopEarly = false,
            PenaltyFactors = Maybe(p, () => random.Next(5) == 0 && n > p + 2 ? 0 : 0.2 + random.NextDouble()),
            LowerBounds = Maybe(p, () => -random.NextDouble()),
            UpperBounds = Maybe(p, () => random.Next(2) * random.NextDouble()),
            Solver = ((SolverKind[])[SolverKind.Automatic, SolverKind.Gram, SolverKind.Residual])[random.Next(3)],
        };
        return (new TrainingSet(DenseColumns.FromRows(x), y, Maybe(n, () => 0.1 + random.NextDouble()), Maybe(n, Number)), options, x);
    }
}
