using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

[TestClass]
public sealed class KeptRowsTests
{
    [TestMethod]
    public void Keeping_Rows_AreTrainedOnByEveryFoldAndHeldOutByNone()
    {
        Folds plain = Folds.Random(20, 4, 3), folds = plain.Keeping([2, 7]);
        Assert.AreEqual(4, folds.Count);
        for (int fold = 0; fold < 4; fold++)
        {
            Assert.IsTrue(folds.Trains(fold, 2) && folds.Trains(fold, 7));
            CollectionAssert.AreEqual(plain.HeldOutRows(fold).Except([2, 7]).ToArray(), folds.HeldOutRows(fold));
        }
        Assert.Contains("ordered by time", Assert.ThrowsExactly<InvalidOperationException>(() => Folds.ByTime([1, 2, 3, 4], 2).Keeping([0])).Message);
    }

    [TestMethod]
    [DataRow(SolverKind.Gram), DataRow(SolverKind.Residual)]
    public void Run_KeptRows_CountInTrainingAlone(SolverKind solver)
    {
        const int rows = 40;
        double[,] x = new double[rows, 3];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < 3; j++) x[i, j] = Math.Sin((i * 1.7) + (j * 2.3));
        TrainingSet data = TrainingSet.FromRows(x, [.. Enumerable.Range(0, rows).Select(i => x[i, 0] - (2 * x[i, 2]) + Math.Cos(i * 0.9))]);
        Folds folds = Folds.Random(rows, 3, 5).Keeping([0, 1, 2, 3, 4]);
        PathOptions options = new() { Lambdas = [0.05], Tolerance = 1e-12, Solver = solver };
        CrossValidationCurve curve = CrossValidation.Run(data, options, new CrossValidationOptions { Folds = [folds] }).Curves[0];
        for (int fold = 0; fold < 3; fold++)
        {
            PathPoint point = PathSolver.Fit(data.SelectRows(folds.TrainingRows(fold)), options).Points[0];
            double error = folds.HeldOutRows(fold).Average(i => Math.Pow(data.Target[i] - point.Intercept - Enumerable.Range(0, 3).Sum(j => point[j] * x[i, j]), 2));
            Assert.AreEqual(error, curve.FoldErrors[fold][0], 1e-9);
        }
    }
}
