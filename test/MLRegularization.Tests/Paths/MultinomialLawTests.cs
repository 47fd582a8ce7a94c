using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Solvers;
using MLRegularization.Tests.Solvers;

namespace MLRegularization.Tests.Paths;

/// <summary>Multinomial paths, checked against the conditions of a minimum in plain loops that know nothing of the solvers.</summary>
[TestClass]
public class MultinomialLawTests
{
    [TestMethod]
    public void Fit_RandomProblems_SatisfyTheirConditions()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            (TrainingSet data, PathOptions options, GlmProblem problem) = Problem(seed);
            string what = $"seed {seed}, {problem.Classes} classes, alpha {options.Alpha}, grouped {options.Grouped}, standardize {options.Standardize}, intercept {options.Intercept}, factors {options.PenaltyFactors is not null}, bounds {options.LowerBounds is not null} {options.UpperBounds is not null}, weights {data.Weights is not null}, offset {data.Offset is not null}, {data.Rows} x {data.Columns}, {data.Features.GetType().Name}";
            RegularizationPath path;
            try { path = PathSolver.Fit(data, options); } catch (Exception e) { throw new InvalidOperationException(what, e); }
            foreach (PathPoint point in path.Points)
            {
                Assert.AreEqual(StopReason.Converged, point.Certificate.Reason, $"{what}, lambda {point.Lambda}: {point.Certificate}");
                Assert.IsLessThanOrEqualTo(1e-7, point.Certificate.Gap, $"{what}, lambda {point.Lambda}");
                double[] dense = point.ToDense(data.Columns);
                (double objective, double violation) = GlmConditions.Check(problem with { Lambda = point.Lambda }, [.. point.Intercepts], [.. dense.Chunk(data.Columns)]);
                Assert.IsLessThanOrEqualTo(1e-6, violation, $"{what}, lambda {point.Lambda}");
                Assert.AreEqual(objective, point.Certificate.Objective, 1e-12 * Math.Max(1, objective), what);
                if (options.Intercept) Assert.AreEqual(0, point.Intercepts.Sum(), 1e-9 * (1 + point.Intercepts.Max(Math.Abs)), what);
            }
        }
    }

    [TestMethod]
    public void Run_SquaredErrorOfClasses_IsThatOfThePredictions()
    {
        (TrainingSet data, PathOptions options, _) = Problem(29);
        CrossValidation run = CrossValidation.Run(data, options, new CrossValidationOptions { FoldCount = 3, Measure = CrossValidationMeasure.SquaredError });
        Choice choice = run.Select(PathSelection.LambdaMin);
        double[] predicted = run.OutOfFoldPredictions(choice);
        double error = 0, total = 0;
        for (int i = 0; i < data.Rows; i++)
        {
            double weight = data.Weights?[i] ?? 1;
            for (int k = 0; k < predicted.Length / data.Rows; k++) error += weight * Math.Pow(predicted[(k * data.Rows) + i] - (data.Target[i] == k ? 1 : 0), 2);
            total += weight;
        }
        Assert.AreEqual(error / total, choice.Curve.MeanError[choice.Index], 1e-9);
    }

    [TestMethod]
    [DataRow(12, false), DataRow(12, true), DataRow(300, false)]
    public void Fit_AnyNumberOfThreads_SameBits(int columns, bool grouped)
    {
        const int rows = 5000;
        Random random = new(7);
        double[][] x = [.. Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextDouble()).ToArray())];
        double[] y = [.. Enumerable.Range(0, rows).Select(i => Math.Floor(((x[0][i] + x[columns - 1][i]) * 1.9) + (0.2 * random.NextDouble())))];
        TrainingSet data = new(DenseColumns.FromColumns<double>(x), y);
        double[] Coefficients(int threads) => [.. PathSolver.Fit(data, new PathOptions { Loss = LossKind.Multinomial, Grouped = grouped, LambdaCount = 4, LambdaRatio = 0.1, StopEarly = false, Threads = threads })
            .Points.SelectMany(p => p.Intercepts.Concat(p.ToDense(columns)))];
        double[] one = Coefficients(1);
        CollectionAssert.AreEqual(one, Coefficients(2));
        CollectionAssert.AreEqual(one, Coefficients(4));
    }

    private static (TrainingSet Data, PathOptions Options, GlmProblem Problem) Problem(int seed)
    {
        Random random = new(seed);
        int n = random.Next(15, 70), p = random.Next(1, 30), classes = random.Next(2, 6);
        double Number() => random.NextDouble() + random.NextDouble() - 1;
        double[][] x = [.. Enumerable.Range(0, p).Select(_ => new double[n])];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            double shared = Number();
            for (int j = 0; j < p; j++) x[j][i] = ((shared + Number()) * (1 + (j % 3))) + (j % 4);
            double score = (x[0][i] - (x[p / 2][i] * 0.7) + Number()) * 1.5;
            y[i] = i < classes ? i : Math.Clamp(Math.Floor(score + (0.5 * classes)), 0, classes - 1);
        }
        double[]? Maybe(int length, Func<double> value) => random.Next(3) == 0 ? [.. Enumerable.Range(0, length).Select(_ => value())] : null;
        bool grouped = seed % 4 == 3;
        PathOptions options = new()
        {
            Loss = LossKind.Multinomial,
            Grouped = grouped,
            Alpha = ((double[])[1, 1, 0.5, 0.1, 0])[random.Next(5)],
            Standardize = random.Next(3) > 0,
            Intercept = random.Next(4) > 0,
            LambdaCount = 8,
            LambdaRatio = 0.02,
            StopEarly = false,
            PenaltyFactors = Maybe(p, () => random.Next(5) == 0 && n > 4 * p * classes ? 0 : random.Next(9) == 0 ? double.PositiveInfinity : 0.2 + random.NextDouble()),
            LowerBounds = Maybe(p, () => -random.NextDouble()),
            UpperBounds = Maybe(p, () => random.Next(2) * random.NextDouble()),
        };
        double[]? weights = Maybe(n, () => 0.1 + random.NextDouble()), offset = Maybe(n * classes, Number);
        IColumnMatrix features = seed / 4 % 3 == 1
            ? new SparseColumns(n, [.. Enumerable.Range(0, p + 1).Select(j => (long)j * n)], [.. Enumerable.Range(0, p).SelectMany(_ => Enumerable.Range(0, n))], [.. x.SelectMany(c => c)])
            : DenseColumns.FromColumns<double>([.. x]);
        GlmProblem problem = new("multinomial", x, y, 0, options.Alpha)
        {
            Classes = classes,
            Weights = weights,
            Offset = offset is null ? null : [.. offset.Chunk(n)],
            Factors = options.PenaltyFactors?.ToArray(),
            Lower = options.LowerBounds?.ToArray(),
            Upper = options.UpperBounds?.ToArray(),
            Standardize = options.Standardize,
            Intercept = options.Intercept,
            Grouped = grouped,
        };
        return (new TrainingSet(features, y, weights, offset), options, problem);
    }
}
