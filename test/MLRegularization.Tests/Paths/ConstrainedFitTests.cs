using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>The constrained forms: the norm is kept, the multiplier comes back, and nothing inside the ball is better.</summary>
[TestClass]
public class ConstrainedFitTests
{
    [TestMethod]
    [DataRow(NormKind.L1, LossKind.Squared), DataRow(NormKind.L2, LossKind.Squared), DataRow(NormKind.L1, LossKind.Logistic), DataRow(NormKind.L2, LossKind.Poisson)]
    public void Run_NormOfAPenalisedFit_GivesItsStrengthBack(NormKind kind, LossKind loss)
    {
        (double[,] x, TrainingSet data) = Table(loss, 60, 8);
        foreach (double share in (double[])[0.5, 0.1, 0.01])
        {
            double alpha = kind == NormKind.L1 ? 1 : 0, lambda = share * PathSolver.Fit(data, new PathOptions { Loss = loss, LambdaCount = 1 }).LambdaMax;
            PathPoint penalised = PathSolver.Fit(data, new PathOptions { Loss = loss, Alpha = alpha, Lambdas = [lambda] }).Points[0];
            double radius = Norm(x, penalised, kind);
            ConstrainedFit fit = ConstrainedFit.Run(data, kind, radius, new PathOptions { Loss = loss });
            Assert.AreEqual(radius, fit.Norm, 1e-9 * radius);
            Assert.AreEqual(lambda, fit.Multiplier, 1e-6 * lambda, $"{kind}, {loss}, {share}");
            for (int j = 0; j < 8; j++) Assert.AreEqual(penalised[j], fit.Point[j], 1e-6);
        }
    }

    [TestMethod]
    [DataRow(NormKind.L1), DataRow(NormKind.L2)]
    public void Run_AnyRadius_NoPointOfTheBallHasLessLoss(NormKind kind)
    {
        (double[,] x, TrainingSet data) = Table(LossKind.Squared, 40, 5);
        RandomStream random = new(6);
        foreach (double radius in (double[])[0.05, 0.4, 1.5])
        {
            ConstrainedFit fit = ConstrainedFit.Run(data, kind, radius);
            Assert.IsLessThanOrEqualTo(radius * (1 + 1e-9), fit.Norm);
            Assert.IsLessThanOrEqualTo(1e-7, fit.Point.Certificate.Gap);
            double best = Loss(x, data, fit.Point.Intercept, fit.Point.ToDense(5));
            for (int trial = 0; trial < 200; trial++)
            {
                double[] near = [.. fit.Point.ToDense(5).Select(b => b + (Math.Pow(10, -(trial % 4)) * (random.NextUniform() - 0.5)))];
                double shrink = Math.Min(1, radius / NormOf(x, near, kind));
                for (int j = 0; j < 5; j++) near[j] *= shrink;
                double level = Enumerable.Range(0, 40).Average(i => data.Target[i] - Enumerable.Range(0, 5).Sum(j => x[i, j] * near[j]));
                Assert.IsLessThanOrEqualTo(Loss(x, data, level, near), best - 1e-9);
            }
        }
    }

    [TestMethod]
    [DataRow(NormKind.L1), DataRow(NormKind.L2)]
    public void Run_WideRadius_IsTheFitWithoutPenalty(NormKind kind)
    {
        (_, TrainingSet data) = Table(LossKind.Squared, 40, 5);
        ConstrainedFit fit = ConstrainedFit.Run(data, kind, 1e6);
        PathPoint free = PathSolver.Fit(data, new PathOptions { Lambdas = [0] }).Points[0];
        Assert.AreEqual(0, fit.Multiplier);
        for (int j = 0; j < 5; j++) Assert.AreEqual(free[j], fit.Point[j], 1e-8);
    }

    [TestMethod]
    public void Run_RadiusZeroOrBad_NothingOrOneSentence()
    {
        (_, TrainingSet data) = Table(LossKind.Squared, 40, 5);
        Assert.AreEqual(0, ConstrainedFit.Run(data, NormKind.L1, 0).Point.NonZeros);
        Assert.Contains("no finite strength", Assert.ThrowsExactly<ArgumentException>(() => ConstrainedFit.Run(data, NormKind.L2, 0)).Message);
        Assert.Contains("must be 0 or more", Assert.ThrowsExactly<ArgumentException>(() => ConstrainedFit.Run(data, NormKind.L1, -1)).Message);
    }

    private static double Norm(double[,] x, PathPoint point, NormKind kind) => NormOf(x, point.ToDense(x.GetLength(1)), kind);

    private static double NormOf(double[,] x, double[] beta, NormKind kind)
    {
        double sum = 0;
        for (int j = 0; j < beta.Length; j++)
        {
            double mean = Enumerable.Range(0, x.GetLength(0)).Average(i => x[i, j]), deviation = Math.Sqrt(Enumerable.Range(0, x.GetLength(0)).Average(i => (x[i, j] - mean) * (x[i, j] - mean)));
            sum += kind == NormKind.L1 ? Math.Abs(beta[j] * deviation) : beta[j] * deviation * beta[j] * deviation;
        }
        return kind == NormKind.L1 ? sum : Math.Sqrt(sum);
    }

    private static double Loss(double[,] x, TrainingSet data, double intercept, double[] beta)
        => Enumerable.Range(0, data.Rows).Average(i => 0.5 * Math.Pow(data.Target[i] - intercept - Enumerable.Range(0, beta.Length).Sum(j => x[i, j] * beta[j]), 2));

    private static (double[,] X, TrainingSet Data) Table(LossKind loss, int n, int p)
    {
        RandomStream random = new((ulong)(n + p));
        double[,] x = new double[n, p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < p; j++) x[i, j] = (random.NextUniform() - 0.5) * (1 + (j % 3));
            double score = x[i, 0] - (0.8 * x[i, 1]) + (0.5 * x[i, 2]) + random.NextUniform() - 0.5;
            y[i] = loss switch { LossKind.Squared => score, LossKind.Poisson => Math.Floor(2 * Math.Exp(score)), _ => score > 0 ? 1 : 0 };
        }
        return (x, TrainingSet.FromRows(x, y));
    }
}
