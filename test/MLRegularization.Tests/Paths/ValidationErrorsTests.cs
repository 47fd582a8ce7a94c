using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

[TestClass]
public class ValidationErrorsTests
{
    [TestMethod]
    public void Of_SquaredLoss_IsTheMeanSquareOfEveryStrength()
    {
        TrainingSet train = Rows(40, shift: 0), held = Rows(15, shift: 1000);
        PathOptions options = new();
        RegularizationPath path = PathSolver.Fit(train, options);
        double[] errors = ValidationErrors.Of(path, held, options);
        for (int k = 0; k < errors.Length; k++)
        {
            double sum = 0, total = 0;
            for (int i = 0; i < held.Rows; i++)
            {
                double eta = path.Points[k].Intercept + Enumerable.Range(0, 3).Sum(j => path.Points[k][j] * X(i + 1000, j));
                sum += held.Weights![i] * Math.Pow(held.Target[i] - eta, 2);
                total += held.Weights[i];
            }
            Assert.AreEqual(sum / total, errors[k], 1e-12 * (1 + errors[k]));
        }
    }

    [TestMethod]
    public void Of_RowsOfOneClassByAuc_IsRefused()
    {
        TrainingSet train = Rows(40, 0).WithTarget([.. Enumerable.Range(0, 40).Select(i => (double)(i % 2))]), held = Rows(15, 9).WithTarget([.. Enumerable.Repeat(1.0, 15)]);
        PathOptions options = new() { Loss = LossKind.Logistic };
        RegularizationPath path = PathSolver.Fit(train, options);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ValidationErrors.Of(path, held, options, CrossValidationMeasure.Auc)).Message, "all of one class");
    }

    [TestMethod]
    public void Of_AClassThatThePathDoesNotKnow_IsRefused()
    {
        TrainingSet train = Rows(40, 0).WithTarget([.. Enumerable.Range(0, 40).Select(i => (double)(i % 3))]);
        TrainingSet held = Rows(15, 9).WithTarget([.. Enumerable.Range(0, 15).Select(i => (double)(i % 4))]);
        PathOptions options = new() { Loss = LossKind.Multinomial };
        RegularizationPath path = PathSolver.Fit(train, options);
        ArgumentException refusal = Assert.ThrowsExactly<ArgumentException>(() => ValidationErrors.Of(path, held, options));
        StringAssert.Contains(refusal.Message, "class 3");
        // Fewer classes than the path has are no mistake.
        Assert.IsTrue(ValidationErrors.Of(path, held.WithTarget([.. held.Target.Select(_ => 1.0)]), options).All(double.IsFinite));
    }

    [TestMethod]
    public void Of_RowsOfFewerClasses_CountByTheWeightsOfThosePresent()
    {
        TrainingSet train = Rows(60, 0).WithTarget([.. Enumerable.Range(0, 60).Select(i => (double)(i % 3))]);
        PathOptions options = new() { Loss = LossKind.Multinomial, ClassWeights = ClassWeights.Given(1, 2, 5), Lambdas = [0.01] };
        RegularizationPath path = PathSolver.Fit(train, options);
        TrainingSet held = Rows(15, 9), first = held.WithTarget(new double[15]), two = held.WithTarget([.. Enumerable.Range(0, 15).Select(i => (double)(i % 2))]);
        Assert.IsTrue(double.IsFinite(ValidationErrors.Of(path, first, options)[0]));
        double weighted = ValidationErrors.Of(path, two, options)[0];
        options.ClassWeights = null;
        Assert.AreEqual(ValidationErrors.Of(path, two.WithWeights([.. Enumerable.Range(0, 15).Select(i => two.Weights![i] * (1 + (i % 2)))]), options)[0], weighted, 1e-12);
    }

    [TestMethod]
    public void Of_OtherColumns_IsRefused()
    {
        PathOptions options = new();
        RegularizationPath path = PathSolver.Fit(Rows(40, 0), options);
        TrainingSet other = TrainingSet.FromRows(new double[2, 2], [1, 2]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ValidationErrors.Of(path, other, options)).Message, "2 columns and the path 3");
    }

    private static double X(int i, int j) => Math.Sin((i * 1.7) + (j * 2.3)) + (0.1 * j);

    private static TrainingSet Rows(int count, int shift)
    {
        double[,] x = new double[count, 3];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < 3; j++) x[i, j] = X(i + shift, j);
        return TrainingSet.FromRows(x, [.. Enumerable.Range(shift, count).Select(i => (2 * X(i, 0)) - X(i, 2) + Math.Cos(i * 0.9))]).WithWeights([.. Enumerable.Range(0, count).Select(i => 1.0 + (i % 2))]);
    }
}
