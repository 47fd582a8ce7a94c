using MLRegularization.Comparisons;
using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Solvers;
using MLRegularization.Tests.Comparisons;

namespace MLRegularization.Tests.Paths;

/// <summary>Searches that begin at a model: the same answers, sooner.</summary>
[TestClass]
public class PathStartTests
{
    public static IEnumerable<object[]> Cases
        => from loss in Enum.GetValues<LossKind>() from sparse in (bool[])[false, true] from wide in (bool[])[false, true] select new object[] { loss, sparse, wide };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_FromAnyStart_SameCoefficients(LossKind loss, bool sparse, bool wide)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            (TrainingSet data, PathOptions options) = Problem(seed, loss, sparse, wide, dressed: true);
            PathPoint cold = PathSolver.Fit(data, options).Points[0];
            RandomProblem random = new(1000 + seed, 2, 2);
            int count = cold.Intercepts.Count * data.Columns;
            double[] answer = cold.ToDense(data.Columns);
            foreach (PathStart start in (PathStart[])
            [
                new(cold.Intercepts, answer),
                new([.. cold.Intercepts.Select(b => b + 0.1)], [.. answer.Select(b => b + (0.1 * random.Number()))]),
                new([.. cold.Intercepts.Select(b => -b)], [.. answer.Select(b => -b)]),
                new([.. cold.Intercepts], [.. Enumerable.Range(0, count).Select(_ => random.Number())]),
                new([.. cold.Intercepts.Select(_ => 1e6)], [.. Enumerable.Repeat(1e300, count)]),
            ])
            {
                options.Start = start;
                PathPoint warm = PathSolver.Fit(data, options).Points[0];
                string what = $"seed {seed}, alpha {options.Alpha}, {warm.Certificate} for {cold.Certificate}";
                Assert.AreEqual(StopReason.Converged, warm.Certificate.Reason, what);
                double[] found = warm.ToDense(data.Columns);
                for (int c = 0; c < count; c++) Assert.AreEqual(answer[c], found[c], 2e-6, $"{what}, coefficient {c}");
                for (int k = 0; k < cold.Intercepts.Count; k++) Assert.AreEqual(cold.Intercepts[k], warm.Intercepts[k], 2e-5, what);
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_FromItsAnswer_NeedsNoIterations(LossKind loss, bool sparse, bool wide)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            (TrainingSet data, PathOptions options) = Problem(seed, loss, sparse, wide, dressed: seed > 1);
            PathPoint cold = PathSolver.Fit(data, options).Points[0];
            options.Start = new PathStart(cold.Intercepts, cold.ToDense(data.Columns));
            PathPoint warm = PathSolver.Fit(data, options).Points[0];
            Assert.IsTrue(warm.Certificate.Iterations <= 1 && warm.Certificate.Iterations < Math.Max(1, cold.Certificate.Iterations), $"seed {seed}: {warm.Certificate} after {cold.Certificate}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_FromAModelOfFewerRows_TakesFewerIterations(LossKind loss, bool sparse, bool wide)
    {
        int less = 0, more = 0;
        for (int seed = 0; seed < 5; seed++)
        {
            (TrainingSet data, PathOptions options) = Problem(seed, loss, sparse, wide, dressed: false);
            PathPoint part = PathSolver.Fit(data.SelectRows([.. Enumerable.Range(0, data.Rows - 2)]), options).Points[0];
            more += PathSolver.Fit(data, options).Points[0].Certificate.Iterations;
            options.Start = new PathStart(part.Intercepts, part.ToDense(data.Columns));
            less += PathSolver.Fit(data, options).Points[0].Certificate.Iterations;
        }
        Assert.IsLessThan(more, less);
    }

    [TestMethod]
    [DataRow(LossKind.Squared), DataRow(LossKind.Logistic), DataRow(LossKind.Multinomial)]
    public void Fit_ColumnsFarFromZeroOrHuge_StartIsMeantOnTheirScale(LossKind loss)
    {
        RandomProblem problem = new(3, 60, 8);
        for (int i = 0; i < 60; i++) (problem.X[i, 0], problem.X[i, 1]) = (problem.X[i, 0] + 1e7, problem.X[i, 1] * 1e120);
        TrainingSet data = TrainingSet.FromRows(problem.X, Labels(problem.Y, loss));
        PathOptions options = new() { Loss = loss, Alpha = 0.5, Solver = loss == LossKind.Squared ? SolverKind.Residual : SolverKind.Automatic, Lambdas = [0.002] };
        PathPoint cold = PathSolver.Fit(data, options).Points[0];
        Assert.AreNotEqual(0, cold[0]);
        Assert.AreNotEqual(0, cold[1]);
        (options.Start, options.MaxIterations) = (new PathStart(cold.Intercepts, cold.ToDense(8)), 1);
        PathPoint warm = PathSolver.Fit(data, options).Points[0];
        Assert.IsLessThanOrEqualTo(1e-10, warm.Certificate.Gap, $"{warm.Certificate} after {cold.Certificate}");
    }

    [TestMethod]
    public void Fit_WholePath_StartsOnce()
    {
        foreach (LossKind loss in Enum.GetValues<LossKind>())
        {
            (TrainingSet data, PathOptions options) = Problem(1, loss, false, true, dressed: false);
            options.Lambdas = [0.3, 0.1, 0.05];
            RegularizationPath cold = PathSolver.Fit(data, options);
            options.Start = new PathStart(cold.Points[2].Intercepts, cold.Points[2].ToDense(data.Columns));
            RegularizationPath warm = PathSolver.Fit(data, options);
            for (int k = 0; k < 3; k++)
                for (int c = 0; c < data.Columns * warm.Points[k].Intercepts.Count; c++) Assert.AreEqual(cold.Points[k][c], warm.Points[k][c], 2e-6, $"{loss}, lambda {k}");
        }
    }

    // Where a search costs next to nothing, or walks whole paths from zero.
    [TestMethod]
    public void Start_WhereItIsNotUsed_ChangesNoBit()
    {
        RandomProblem problem = new(5, 60, 6);
        TrainingSet data = problem.Data;
        PathStart start = new([1], [1, 1, 1, 1, 1, 1]);
        double[] Bits(IEnumerable<PathPoint> points) => [.. points.SelectMany(p => p.ToDense(6).Append(p.Intercept).Append(p.Certificate.Iterations))];
        void AssertSame(Func<PathOptions, IEnumerable<PathPoint>> fit, PathOptions options, PathPoint? given = null)
        {
            double[] without = Bits(fit(options));
            options.Start = given is null ? start : new PathStart(given.Intercepts, given.ToDense(6));
            CollectionAssert.AreEqual(without, Bits(fit(options)));
        }
        AssertSame(o => PathSolver.Fit(data, o).Points, new PathOptions { Solver = SolverKind.Gram, Lambdas = [0.1] });
        AssertSame(o => PathSolver.Fit(data, o).Points, new PathOptions { Solver = SolverKind.Direct, Alpha = 0, Lambdas = [0.1] });
        AssertSame(o => CrossValidation.Run(data, o).Curves[0].Path.Points, new PathOptions { Solver = SolverKind.Residual, Lambdas = [0.1] });
        AssertSame(o => CrossValidation.Run(data, o).Curves[0].Path.Points, new PathOptions { Loss = LossKind.Huber, Lambdas = [0.1] });
        AssertSame(o => [ConstrainedFit.Run(data, NormKind.L1, 0.4, o).Point], new PathOptions { Loss = LossKind.Huber });
        SufficientStatistics rows = new(data.FeatureNames);
        rows.Add([.. problem.X.Cast<double>().Select(x => (float)x)], problem.Y, [], []);
        AssertSame(o => PathSolver.Fit(rows, o).Points, new PathOptions { Lambdas = [0.1] });

        // The answer of ridge, with more coefficients than rows: no lasso is near.
        foreach (LossKind loss in (LossKind[])[LossKind.Squared, LossKind.Logistic])
        {
            TrainingSet wide = TrainingSet.FromRows(new RandomProblem(6, 5, 6).X, [0, 1, 0, 1, 1]);
            SolverKind solver = loss == LossKind.Squared ? SolverKind.Residual : SolverKind.Automatic;
            PathPoint ridge = PathSolver.Fit(wide, new PathOptions { Loss = loss, Alpha = 0, Solver = solver, Lambdas = [0.02] }).Points[0];
            Assert.AreEqual(6, ridge.NonZeros);
            AssertSame(o => PathSolver.Fit(wide, o).Points, new PathOptions { Loss = loss, Solver = solver, Lambdas = [0.02] }, ridge);
        }


        PathOptions compared = new() { Lambdas = [0.1] };
        double[] Errors() => [.. Compared.Run(data, Compared.Linear(compared), new ComparisonOptions { FoldCount = 3 }).Models.Select(m => m.TestMean())];
        double[] expected = Errors();
        compared.Start = start;
        CollectionAssert.AreEqual(expected, Errors());
    }

    [TestMethod]
    public void Fit_StartThatDoesNotFit_IsRefused()
    {
        TrainingSet data = new RandomProblem(1, 20, 3).Data;
        void AssertRefused(PathStart start, string part, LossKind loss = LossKind.Squared)
        {
            TrainingSet own = new(data.Features, Labels(data.Target, loss));
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => PathSolver.Fit(own, new PathOptions { Loss = loss, Start = start })).Message, part);
        }
        AssertRefused(new PathStart([0], [1, 2]), "The start has 2 coefficients and 1 intercepts, and the model to be fitted 3 and 1");
        AssertRefused(new PathStart([0], [1, 2, 3]), "and the model to be fitted 9 and 3", LossKind.Multinomial);
        AssertRefused(new PathStart([], [1, 2, 3]), "0 intercepts");
        AssertRefused(new PathStart([0], [1, double.NaN, 3]), "The start's coefficient of 'x2' is NaN");
        AssertRefused(new PathStart([double.NegativeInfinity], [1, 2, 3]), "The start's intercept is -");
        AssertRefused(new PathStart(null!, [1, 2, 3]), "no intercepts or no coefficients");
    }

    private static (TrainingSet Data, PathOptions Options) Problem(int seed, LossKind loss, bool sparse, bool wide, bool dressed)
    {
        RandomProblem problem = new(seed, wide ? 40 : 90, wide ? 70 : 12);
        if (sparse)
            for (int i = 0; i < problem.Rows; i++)
                for (int j = 0; j < problem.Columns; j++) problem.X[i, j] = (i + j) % 3 == 0 ? problem.X[i, j] : 0;
        IColumnMatrix features = sparse ? Sparse(problem.X) : DenseColumns.FromRows(problem.X);
        double[] y = Labels(problem.Y, loss);
        (TrainingSet all, PathOptions options) = problem.Dressed();
        if (!dressed) options = new PathOptions();
        // With a ridge part there is one answer, and its digits follow from the gap.
        options.Alpha = options.Alpha == 1 ? 0.7 : options.Alpha;
        options.Loss = loss;
        options.Solver = loss == LossKind.Squared ? SolverKind.Residual : SolverKind.Automatic;
        options.Grouped = loss == LossKind.Multinomial && seed % 2 == 1;
        options.Lambdas = [0.05 * Math.Min(10, 1 / Math.Max(options.Alpha, 0.1))];
        options.Tolerance = 1e-10;
        return (dressed && loss != LossKind.Multinomial ? new TrainingSet(features, y, all.Weights, all.Offset) : new TrainingSet(features, y), options);
    }

    private static double[] Labels(double[] y, LossKind loss)
    {
        double[] order = [.. y.Order()];
        double Third(double v) => v > order[y.Length * 2 / 3] ? 2 : v > order[y.Length / 3] ? 1 : 0;
        return loss switch
        {
            LossKind.Logistic => [.. y.Select(v => Math.Min(1, Third(v)))],
            LossKind.Multinomial => [.. y.Select(Third)],
            LossKind.Poisson => [.. y.Select(v => Math.Max(0, Math.Floor(v)))],
            _ => y,
        };
    }

    private static SparseColumns Sparse(double[,] x)
    {
        int n = x.GetLength(0), p = x.GetLength(1);
        int[][] rows = [.. Enumerable.Range(0, p).Select(j => Enumerable.Range(0, n).Where(i => x[i, j] != 0).ToArray())];
        long[] starts = [.. Enumerable.Range(0, p + 1).Select(j => rows.Take(j).Sum(r => (long)r.Length))];
        return new SparseColumns(n, starts, [.. rows.SelectMany(r => r)], [.. rows.SelectMany((r, j) => r.Select(i => x[i, j]))]);
    }
}
