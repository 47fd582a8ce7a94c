using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

[TestClass]
public class LeaveOneOutTests
{
    [TestMethod]
    [DataRow(30, 6, false)]
    [DataRow(30, 6, true)]
    [DataRow(12, 20, false)]
    [DataRow(12, 20, true)]
    [DataRow(150, 70, false)]
    [DataRow(150, 70, true)]
    [DataRow(70, 90, false)]
    [DataRow(70, 90, true)]
    public void Run_EveryRow_EqualsRefitWithoutIt(int n, int p, bool weighted)
    {
        (double[,] x, double[] y, double[] w) = Problem(n, p);
        TrainingSet data = new(DenseColumns.FromRows(x), y, weighted ? w : null);
        PathOptions options = new() { Alpha = 0, Standardize = false, Lambdas = [3, 0.3, 0.01] };
        LeaveOneOut left = LeaveOneOut.Run(data, options);
        for (int row = 0; row < n; row++)
        {
            double[] without = [.. w.Select((v, i) => i == row ? 0 : weighted ? v : 1)];
            PathOptions plain = new() { Alpha = 0, Standardize = false, Lambdas = options.Lambdas, Solver = SolverKind.Gram };
            RegularizationPath path = PathSolver.Fit(data.WithWeights(without), plain);
            for (int k = 0; k < 3; k++)
            {
                double predicted = path.Points[k].Intercept;
                for (int j = 0; j < p; j++) predicted += path.Points[k][j] * x[row, j];
                Assert.AreEqual(y[row] - predicted, left.Residuals[k][row], 1e-10 * Math.Max(1, Math.Abs(y[row])));
            }
        }
    }

    [TestMethod]
    [DataRow(30, 6)]
    [DataRow(12, 20)]
    public void Run_RowsOfWeightZero_ArePredictedByTheFit(int n, int p)
    {
        (double[,] x, double[] y, double[] w) = Problem(n, p);
        w[3] = w[n - 1] = 0;
        LeaveOneOut left = LeaveOneOut.Run(new TrainingSet(DenseColumns.FromRows(x), y, w), new PathOptions { Lambdas = [3, 0.01] });
        for (int k = 0; k < 2; k++)
            foreach (int row in new[] { 3, n - 1 })
            {
                double predicted = left.Path.Points[k].Intercept;
                for (int j = 0; j < p; j++) predicted += left.Path.Points[k][j] * x[row, j];
                Assert.AreEqual(y[row] - predicted, left.Residuals[k][row], 1e-10 * Math.Max(1, Math.Abs(y[row])));
                Assert.IsTrue(double.IsFinite(left.MeanError[k]));
            }
    }

    [TestMethod]
    [DataRow(700, 30, false)]
    [DataRow(700, 30, true)]
    [DataRow(300, 500, false)]
    [DataRow(300, 500, true)]
    public void Run_AnyThreads_GivesTheSameBits(int n, int p, bool weighted)
    {
        (double[,] x, double[] y, double[] w) = Problem(n, p);
        TrainingSet data = new(DenseColumns.FromRows(x), y, weighted ? w : null);
        LeaveOneOut one = LeaveOneOut.Run(data, new PathOptions { Threads = 1 });
        foreach (int threads in new[] { 2, 4 })
        {
            LeaveOneOut other = LeaveOneOut.Run(data, new PathOptions { Threads = threads });
            for (int k = 0; k < one.Residuals.Count; k++)
            {
                CollectionAssert.AreEqual(one.Residuals[k].ToArray(), other.Residuals[k].ToArray());
                CollectionAssert.AreEqual(one.Path.Points[k].ToDense(p), other.Path.Points[k].ToDense(p));
                Assert.AreEqual(one.Path.Points[k].Certificate, other.Path.Points[k].Certificate);
            }
        }
    }

    [TestMethod]
    [DataRow(40, 7)]
    [DataRow(15, 30)]
    public void Fit_Direct_EqualsGram(int n, int p)
    {
        (double[,] x, double[] y, double[] w) = Problem(n, p);
        TrainingSet data = new(DenseColumns.FromRows(x), y, w);
        RegularizationPath direct = PathSolver.Fit(data, new PathOptions { Alpha = 0, Lambdas = [10, 1, 0.01], Solver = SolverKind.Direct });
        RegularizationPath gram = PathSolver.Fit(data, new PathOptions { Alpha = 0, Lambdas = [10, 1, 0.01], Solver = SolverKind.Gram });
        Assert.AreEqual(SolverKind.Direct, direct.Solver);
        for (int k = 0; k < 3; k++)
        {
            Assert.IsLessThan(1e-7, direct.Points[k].Certificate.Gap);
            Assert.AreEqual(gram.Points[k].DegreesOfFreedom, direct.Points[k].DegreesOfFreedom, 1e-8);
            for (int j = 0; j < p; j++) Assert.AreEqual(gram.Points[k][j], direct.Points[k][j], 1e-9);
        }
    }

    [TestMethod]
    public void Run_Bounds_SaysWhatIsNeeded()
    {
        (double[,] x, double[] y, _) = Problem(20, 3);
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => LeaveOneOut.Run(TrainingSet.FromRows(x, y), new PathOptions { Alpha = 0, LowerBounds = [0, 0, 0] }));
        Assert.Contains("without bounds", error.Message);
    }

    private static (double[,] X, double[] Y, double[] W) Problem(int n, int p)
    {
        Random random = new(n + p);
        double[,] x = new double[n, p];
        double[] y = new double[n], w = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < p; j++) x[i, j] = random.NextDouble() * (j + 1) + j;
            y[i] = 5 + x[i, 0] - (2 * x[i, p - 1]) + random.NextDouble();
            w[i] = 0.5 + random.NextDouble();
        }
        return (x, y, w);
    }
}
