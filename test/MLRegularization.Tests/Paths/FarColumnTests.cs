using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>Columns with means huge beside their spread, and columns that are constant on some rows only.</summary>
[TestClass]
public class FarColumnTests
{
    [TestMethod]
    [DataRow(1.0, SolverKind.Gram), DataRow(1.0, SolverKind.Residual), DataRow(0.3, SolverKind.Residual), DataRow(0.0, SolverKind.Direct), DataRow(0.0, SolverKind.Residual)]
    public void Fit_ColumnFarFromZero_EqualsThatColumnMovedThere(double alpha, SolverKind solver)
    {
        PathOptions options = new() { Alpha = alpha, Solver = solver, Lambdas = [0.5, 0.1] };
        RegularizationPath near = PathSolver.Fit(Table(0), options);
        foreach (double far in (double[])[1e7, 1e9])
        {
            RegularizationPath path = PathSolver.Fit(Table(far), options);
            for (int k = 0; k < 2; k++)
            {
                Assert.IsLessThanOrEqualTo(1e-7, path.Points[k].Certificate.Gap);
                // The column's own values are rounded to 1e-7 of their spread at 1e9.
                for (int j = 0; j < 2; j++) Assert.AreEqual(near.Points[k][j], path.Points[k][j], 1e-6 * Math.Abs(near.Points[k][j]), $"at {far}");
                Assert.AreEqual(near.Points[k].Intercept - (far * path.Points[k][0]), path.Points[k].Intercept, 1e-6 * Math.Abs(far), $"at {far}");
            }
            double[] errors = [.. CrossValidation.Run(Table(far), options, new CrossValidationOptions { FoldCount = 3 }).Curves[0].MeanError];
            double[] expected = [.. CrossValidation.Run(Table(0), options, new CrossValidationOptions { FoldCount = 3 }).Curves[0].MeanError];
            for (int k = 0; k < 2; k++) Assert.AreEqual(expected[k], errors[k], 1e-6 * expected[k]);
        }
    }

    [TestMethod]
    [DataRow(LossKind.Logistic), DataRow(LossKind.Poisson)]
    public void Fit_ColumnFarFromZeroInAnotherLoss_EqualsThatColumnMovedThere(LossKind loss)
    {
        TrainingSet With(double far) => Table(far).WithTarget([.. Enumerable.Range(0, 10).Select(i => i % 3 == 0 ? 1.0 : 0)]);
        PathOptions options = new() { Loss = loss, Lambdas = [0.05, 0.01] };
        RegularizationPath near = PathSolver.Fit(With(0), options), path = PathSolver.Fit(With(1e9), options);
        for (int k = 0; k < 2; k++)
            for (int j = 0; j < 2; j++) Assert.AreEqual(near.Points[k][j], path.Points[k][j], 1e-5 * (Math.Abs(near.Points[k][j]) + 1e-3));
    }

    [TestMethod]
    public void LeaveOneOut_ColumnFarFromZero_EqualsThatColumnMovedThere()
    {
        LeaveOneOut near = LeaveOneOut.Run(Table(0), new PathOptions { Lambdas = [0.1] }), far = LeaveOneOut.Run(Table(1e8), new PathOptions { Lambdas = [0.1] });
        for (int i = 0; i < 10; i++) Assert.AreEqual(near.Residuals[0][i], far.Residuals[0][i], 1e-6);
    }

    [TestMethod]
    [DataRow(SolverKind.Gram), DataRow(SolverKind.Residual), DataRow(SolverKind.Direct)]
    public void Fit_NoInterceptAndConstantColumn_SameForEverySolver(SolverKind solver)
    {
        double[,] x = { { 2, 1 }, { 2, 2 }, { 2, 3 }, { 2, 5 } };
        PathPoint point = PathSolver.Fit(TrainingSet.FromRows(x, [1, 2, 2, 4]), new PathOptions { Alpha = 0, Lambdas = [0.1], Intercept = false, Solver = solver }).Points[0];
        Assert.AreEqual(0, point[0]);
        Assert.AreEqual(0.7774, point[1], 1e-4);
        Assert.IsLessThanOrEqualTo(1e-7, point.Certificate.Gap);
    }

    [TestMethod]
    [DataRow(SolverKind.Gram), DataRow(SolverKind.Residual)]
    public void Run_ColumnConstantOnTrainingRows_HasNoPartInThatFold(SolverKind solver)
    {
        // The second column varies in row 1 alone, which fold 0 holds out.
        double[,] x = new double[12, 2], alone = new double[11, 1];
        double[] y = [.. Enumerable.Range(0, 12).Select(i => (double)(i * i))];
        for (int i = 0; i < 12; i++) (x[i, 0], x[i, 1]) = (i, i == 0 ? 1 : 0);
        for (int i = 1; i < 12; i++) alone[i - 1, 0] = i;
        PathOptions options = new() { Alpha = 0, Lambdas = [0.1], Solver = solver };
        CrossValidationCurve curve = CrossValidation.Run(TrainingSet.FromRows(x, y), options, new CrossValidationOptions { Folds = [Folds.Given([0, .. Enumerable.Repeat(1, 11)])] }).Curves[0];
        double error = PathSolver.Fit(TrainingSet.FromRows(alone, y[1..]), options).Points[0].Intercept;
        Assert.AreEqual(error * error, curve.FoldErrors[0][0], 1e-6 * error * error);
    }

    [TestMethod]
    [DataRow(SolverKind.Gram), DataRow(SolverKind.Residual)]
    public void Run_FoldWithoutWeight_CountsForNothing(SolverKind solver)
    {
        TrainingSet data = new(DenseColumns.FromRows(new double[,] { { 1 }, { 2 }, { 3 }, { 5 }, { 1 }, { 7 } }), [1, 2, 2, 4, 1, 6], [0, 0, 1, 1, 1, 1]);
        CrossValidation cv = CrossValidation.Run(data, new PathOptions { Solver = solver }, new CrossValidationOptions { Folds = [Folds.Given([0, 0, 1, 1, 2, 2])] });
        Assert.IsTrue(cv.Curves[0].MeanError.All(double.IsFinite) && cv.Curves[0].StandardError.All(double.IsFinite));
        Assert.IsGreaterThanOrEqualTo(cv.Select(PathSelection.LambdaMin).Point.Lambda, cv.Select(PathSelection.Lambda1Se).Point.Lambda);
    }

    private static TrainingSet Table(double far)
    {
        double[,] x = new double[10, 2];
        double[] y = new double[10];
        for (int i = 0; i < 10; i++) (x[i, 0], x[i, 1], y[i]) = (far + (0.125 * i), i * i % 7, i + (i * i % 7));
        return TrainingSet.FromRows(x, y);
    }
}
