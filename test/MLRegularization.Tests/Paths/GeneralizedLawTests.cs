using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Paths;

/// <summary>Paths of every loss, checked against the conditions of a minimum in plain loops that know nothing of the solvers.</summary>
[TestClass]
public class GeneralizedLawTests
{
    [TestMethod]
    public void Fit_RandomProblems_SatisfyTheirConditions()
    {
        int unconverged = 0, strengths = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            (TrainingSet data, PathOptions options, double[,] x) = Problem(seed);
            string what = $"seed {seed}, {options.Loss}, alpha {options.Alpha}, standardize {options.Standardize}, intercept {options.Intercept}, factors {options.PenaltyFactors is not null}, bounds {options.LowerBounds is not null} {options.UpperBounds is not null}, weights {data.Weights is not null}, class weights {options.ClassWeights?.Name}, offset {data.Offset is not null}, {data.Rows} x {data.Columns}";
            RegularizationPath path;
            try { path = PathSolver.Fit(data, options); } catch (Exception e) { throw new InvalidOperationException(what, e); }
            foreach (PathPoint point in path.Points)
            {
                strengths++;
                if (point.Certificate.Reason != StopReason.Converged) unconverged++;
                Assert.IsLessThanOrEqualTo(1e-7, point.Certificate.Gap, $"{what}, lambda {point.Lambda}");
                Assert.IsLessThanOrEqualTo(1e-6 * Math.Max(1, path.LambdaMax * Math.Max(options.Alpha, 0.001)), Violation(data, options, x, point), $"{what}, lambda {point.Lambda}");
            }
        }
        Assert.AreEqual(0, unconverged, $"of {strengths}");
    }

    private static double Violation(TrainingSet data, PathOptions options, double[,] x, PathPoint point)
    {
        int n = data.Rows;
        double total = 0, worst = 0;
        double[] u = new double[n], w = data.Weights ?? [.. Enumerable.Repeat(1.0, n)];
        if (options.ClassWeights?.Of(data) is IReadOnlyList<double> byClass) w = [.. w.Select((v, i) => v * byClass[(int)data.Target[i]])];
        for (int i = 0; i < n; i++)
        {
            double eta = point.Intercept + (data.Offset?[i] ?? 0), y = data.Target[i];
            for (int j = 0; j < data.Columns; j++) eta += point[j] * x[i, j];
            u[i] = w[i] * (options.Loss switch
            {
                LossKind.Logistic => (1 / (1 + Math.Exp(-eta))) - y,
                LossKind.Poisson => Math.Exp(eta) - y,
                LossKind.Huber => Math.Clamp(eta - y, -options.HuberDelta, options.HuberDelta),
                _ => eta - y,
            });
            total += w[i];
        }
        if (options.Intercept) worst = Math.Abs(u.Sum()) / total;
        for (int j = 0; j < data.Columns; j++)
        {
            double mean = 0, square = 0, slope = 0, b = point[j];
            for (int i = 0; i < n; i++) mean += w[i] * x[i, j] / total;
            for (int i = 0; i < n; i++) square += w[i] * (x[i, j] - mean) * (x[i, j] - mean) / total;
            double s = options.Standardize ? Math.Sqrt(square) : 1, f = options.PenaltyFactors?[j] ?? 1;
            for (int i = 0; i < n; i++) slope -= u[i] * x[i, j] / total / s;
            double l1 = point.Lambda * options.Alpha * f, l2 = point.Lambda * (1 - options.Alpha) * f * b * s;
            double low = b > 0 ? l1 + l2 : b < 0 ? -l1 + l2 : -l1, high = b > 0 ? l1 + l2 : b < 0 ? -l1 + l2 : l1;
            if (options.LowerBounds is not null && b <= options.LowerBounds[j]) low = double.NegativeInfinity;
            if (options.UpperBounds is not null && b >= options.UpperBounds[j]) high = double.PositiveInfinity;
            worst = Math.Max(worst, Math.Max(low - slope, slope - high));
        }
        return worst;
    }

    private static (TrainingSet Data, PathOptions Options, double[,] X) Problem(int seed)
    {
        Random random = new(seed);
        int n = random.Next(12, 60), p = random.Next(1, 40);
        LossKind loss = ((LossKind[])[LossKind.Logistic, LossKind.Poisson, LossKind.Huber])[seed % 3];
        double[,] x = new double[n, p];
        double[] y = new double[n];
        double Number() => random.NextDouble() + random.NextDouble() - 1;
        for (int i = 0; i < n; i++)
        {
            double shared = Number();
            for (int j = 0; j < p; j++) x[i, j] = ((shared + Number()) * (1 + (j % 3))) + (j % 4);
            double score = x[i, 0] - (x[i, p / 2] * 0.7) + Number();
            y[i] = loss switch
            {
                LossKind.Logistic => i < 2 ? i : random.NextDouble() < 1 / (1 + Math.Exp(-score)) ? 1 : 0,
                LossKind.Poisson => i == 0 ? 1 : Math.Floor(Math.Exp(0.5 * score) * 2 * random.NextDouble()),
                _ => score + (random.Next(8) == 0 ? 20 : 0),
            };
        }
        double[]? Maybe(int length, Func<double> value) => random.Next(3) == 0 ? [.. Enumerable.Range(0, length).Select(_ => value())] : null;
        PathOptions options = new()
        {
            Loss = loss,
            HuberDelta = 0.5 + random.NextDouble(),
            Alpha = ((double[])[1, 1, 0.5, 0.1, 0])[random.Next(5)],
            Standardize = random.Next(3) > 0,
            Intercept = random.Next(4) > 0,
            LambdaCount = 10,
            LambdaRatio = 0.02,
            StopEarly = false,
            PenaltyFactors = Maybe(p, () => random.Next(5) == 0 && n > 4 * p ? 0 : 0.2 + random.NextDouble()),
            LowerBounds = Maybe(p, () => -random.NextDouble()),
            UpperBounds = Maybe(p, () => random.Next(2) * random.NextDouble()),
        };
        IColumnMatrix features = (seed / 3 % 3) switch
        {
            0 => DenseColumns.FromRows(x),
            1 => new SparseColumns(n, [.. Enumerable.Range(0, p + 1).Select(j => (long)j * n)], [.. Enumerable.Range(0, p).SelectMany(_ => Enumerable.Range(0, n))], [.. Enumerable.Range(0, p * n).Select(k => x[k % n, k / n])]),
            _ => DenseColumns.FromRows(x),
        };
        double[]? weights = Maybe(n, () => 0.1 + random.NextDouble()), offset = Maybe(n, Number);
        if (loss == LossKind.Logistic && random.Next(2) == 0)
            options.ClassWeights = random.Next(2) == 0 ? ClassWeights.Balanced : ClassWeights.Given(0.2 + random.NextDouble(), 1 + (4 * random.NextDouble()));
        return (new TrainingSet(features, y, weights, offset), options, x);
    }
}
