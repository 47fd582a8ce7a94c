using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>Problems that are the same said differently have the same answer; and no point near the answer is better.</summary>
[TestClass]
public class EquivalenceTests
{
    private static readonly double[] Strengths = [1, 0.3, 0.1, 0.03, 0.003];

    [TestMethod]
    [DataRow(40, 6, 1.0), DataRow(40, 6, 0.3), DataRow(15, 30, 0.7), DataRow(15, 30, 1.0)]
    public void Fit_AnySolution_HasTheObjectiveItClaimsAndNoNeighbourIsLower(int n, int p, double alpha)
    {
        (double[,] x, double[] y) = Table(n, p);
        RandomStream random = new(3);
        double[] weights = [.. y.Select(_ => 0.2 + random.NextUniform())], offset = [.. y.Select(_ => random.NextUniform())];
        TrainingSet data = new(DenseColumns.FromRows(x), y, weights, offset);
        foreach (bool standardize in (bool[])[true, false])
        {
            PathOptions options = new() { Alpha = alpha, Lambdas = Strengths, Standardize = standardize, PenaltyFactors = [.. Enumerable.Range(0, p).Select(j => 0.5 + (j % 3))] };
            foreach (PathPoint point in PathSolver.Fit(data, options).Points)
            {
                double[] beta = point.ToDense(p);
                double value = Objective.Of(x, data, options, point.Lambda, point.Intercept, beta);
                Assert.AreEqual(value, point.Certificate.Objective, 1e-9 * value);
                for (int trial = 0; trial < 30; trial++)
                {
                    double size = Math.Pow(10, -1 - (trial % 5));
                    double[] near = [.. beta.Select(b => trial % 2 == 0 || b != 0 ? b + (size * (random.NextUniform() - 0.5)) : b)];
                    Assert.IsLessThanOrEqualTo(Objective.Of(x, data, options, point.Lambda, point.Intercept + (size * (random.NextUniform() - 0.5)), near), value - (1e-7 * value));
                }
            }
        }
    }

    [TestMethod]
    public void Fit_PenaltyFactor_EqualsRescaledColumn()
    {
        (double[,] x, double[] y) = Table(30, 5);
        double[] factors = [1, 2, 0.25, 3, 1];
        RegularizationPath a = Fit(x, y, new PathOptions { Standardize = false, Lambdas = Strengths, PenaltyFactors = factors });
        RegularizationPath b = Fit(Map(x, (v, j) => v / factors[j]), y, new PathOptions { Standardize = false, Lambdas = Strengths });
        for (int k = 0; k < Strengths.Length; k++)
            for (int j = 0; j < 5; j++) Assert.AreEqual(a.Points[k][j], b.Points[k][j] / factors[j], 1e-8);
    }

    [TestMethod]
    [DataRow(1.0), DataRow(0.5), DataRow(0.0)]
    public void Fit_InfiniteFactor_EqualsColumnLeftOut(double alpha)
    {
        (double[,] x, double[] y) = Table(30, 5);
        RegularizationPath a = Fit(x, y, new PathOptions { Alpha = alpha, Lambdas = Strengths, PenaltyFactors = [1, 1, double.PositiveInfinity, 1, 1] });
        double[,] without = new double[30, 4];
        for (int i = 0; i < 30; i++)
            for (int j = 0; j < 4; j++) without[i, j] = x[i, j < 2 ? j : j + 1];
        RegularizationPath b = Fit(without, y, new PathOptions { Alpha = alpha, Lambdas = Strengths });
        for (int k = 0; k < Strengths.Length; k++)
        {
            Assert.AreEqual(0.0, a.Points[k][2]);
            for (int j = 0; j < 4; j++) Assert.AreEqual(b.Points[k][j], a.Points[k][j < 2 ? j : j + 1], 1e-8);
        }
    }

    [TestMethod]
    public void Fit_Offset_EqualsResponseLessOffset()
    {
        (double[,] x, double[] y) = Table(30, 5);
        double[] offset = [.. Enumerable.Range(0, 30).Select(i => Math.Sin(i))];
        RegularizationPath a = PathSolver.Fit(new TrainingSet(DenseColumns.FromRows(x), y, offset: offset), new PathOptions { Lambdas = Strengths });
        AssertSame(a, Fit(x, [.. y.Zip(offset, (v, o) => v - o)], new PathOptions { Lambdas = Strengths }), 5);
    }

    [TestMethod]
    public void Fit_ElasticNetOfManyColumns_EqualsFreshFitAtEachStrength()
    {
        // Enough non-zeros for the factor to be carried on as a preconditioner.
        (double[,] x, double[] y) = Table(700, 400);
        foreach (SolverKind solver in (SolverKind[])[SolverKind.Gram, SolverKind.Residual])
        {
            RegularizationPath path = Fit(x, y, new PathOptions { Alpha = 0.5, LambdaCount = 40, StopEarly = false, Solver = solver });
            Assert.IsGreaterThan(300, path.Points[^1].NonZeros);
            foreach (int k in (int[])[20, 30, 39])
            {
                PathPoint alone = Fit(x, y, new PathOptions { Alpha = 0.5, Lambdas = [path.Points[k].Lambda], Solver = solver }).Points[0];
                Assert.IsLessThanOrEqualTo(1e-9, path.Points[k].Certificate.Gap);
                for (int j = 0; j < 400; j++) Assert.AreEqual(alone[j], path.Points[k][j], 1e-7);
            }
        }
    }

    private static RegularizationPath Fit(double[,] x, double[] y, PathOptions options) => PathSolver.Fit(TrainingSet.FromRows(x, y), options);

    private static void AssertSame(RegularizationPath a, RegularizationPath b, int p)
    {
        for (int k = 0; k < a.Points.Count; k++)
            for (int j = 0; j < p; j++) Assert.AreEqual(a.Points[k][j], b.Points[k][j], 1e-8);
    }

    private static double[,] Map(double[,] x, Func<double, int, double> value)
    {
        double[,] result = new double[x.GetLength(0), x.GetLength(1)];
        for (int i = 0; i < result.GetLength(0); i++)
            for (int j = 0; j < result.GetLength(1); j++) result[i, j] = value(x[i, j], j);
        return result;
    }

    private static (double[,] X, double[] Y) Table(int n, int p)
    {
        RandomStream random = new((ulong)(n * p));
        double[,] x = new double[n, p];
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            double shared = random.NextUniform();
            for (int j = 0; j < p; j++)
            {
                x[i, j] = (random.NextUniform() + (0.5 * shared) - 0.7) * (1 + (j % 4));
                y[i] += j % 2 == 0 ? x[i, j] * ((j % 5) - 1.5) : 0;
            }
            y[i] += 3 * random.NextUniform();
        }
        return (x, y);
    }
}
