using MLRegularization.Comparisons;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Comparisons;

/// <summary>λ = 0 where it has one solution, many, or none.</summary>
[TestClass]
public sealed class UnpenalizedTests
{
    private static CandidateFit Fit(double[,] x, double[] y, PathOptions? options = null, double[]? weights = null)
    {
        TrainingSet data = new(DenseColumns.FromRows(x), y, weights);
        return LinearCandidates.Unpenalized(options).Fit(new CandidateTask { Training = data, TrainingRows = [.. Enumerable.Range(0, y.Length)], Features = data.Features, Offset = null, Plan = FoldPlan.Random, InnerFolds = Folds.Random(y.Length, 2), InnerFeaturesFor = null, Seed = 1, Threads = 1 }, CancellationToken.None);
    }

    [TestMethod]
    public void Fit_MoreRowsThanFeatures_IsLeastSquares()
    {
        (double[,] x, double[] y) = Compared.Table(30, 3, 11);
        CandidateFit fit = Fit(x, y);
        Assert.IsNull(fit.Remark);
        for (int j = 0; j < 3; j++) Assert.AreEqual(0, Enumerable.Range(0, 30).Sum(i => (y[i] - fit.Predictions[i]) * x[i, j]), 1e-9);
        Assert.AreEqual(0, Enumerable.Range(0, 30).Sum(i => y[i] - fit.Predictions[i]), 1e-9);
    }

    // Two copies of one feature share its coefficient evenly in the solution of smallest norm, so that new rows with only one of them get half.
    [TestMethod]
    [DataRow(2)]
    [DataRow(80)]
    public void Fit_NoMoreRowsThanFeatures_IsTheSmallestThatFitsExactly(int copies)
    {
        double[,] x = new double[3, copies];
        double[] y = [1, 2, 6], weights = [1, 1, 0];
        for (int j = 0; j < copies; j++) (x[0, j], x[1, j], x[2, j]) = (1, 3, j == 0 ? 4 : 2);
        CandidateFit fit = Fit(x, y, null, weights);
        Assert.Contains("smallest norm", fit.Remark!);
        Assert.AreEqual(1, fit.Predictions[0], 1e-6);
        Assert.AreEqual(2, fit.Predictions[1], 1e-6);
        Assert.AreEqual(1.5 + (0.5 * 2 / copies), fit.Predictions[2], 1e-6);
    }

    [TestMethod]
    public void Fit_SeparableClasses_IsTheWeakestRidgeWithAWord()
    {
        (double[,] x, double[] y) = Compared.Table(40, 3, 12, 0);
        double[] classes = [.. y.Select(v => v > 5 ? 1.0 : 0)];
        CandidateFit fit = Fit(x, classes, new PathOptions { Loss = LossKind.Logistic });
        StringAssert.StartsWith(fit.Remark, "The features separate the classes");
        for (int i = 0; i < 40; i++) Assert.AreEqual(classes[i], fit.Predictions[i], 0.01);
        Assert.AreEqual(3, fit.NonZeros);
    }

    [TestMethod]
    public void Fit_ClassesThatOverlap_HasNoWord()
    {
        (double[,] x, double[] y) = Compared.Table(80, 3, 13, 3);
        double[] classes = [.. y.Select(v => v > 5 ? 1.0 : 0)];
        CandidateFit fit = Fit(x, classes, new PathOptions { Loss = LossKind.Logistic });
        Assert.IsNull(fit.Remark);
        for (int j = 0; j < 3; j++) Assert.AreEqual(0, Enumerable.Range(0, 80).Sum(i => (classes[i] - fit.Predictions[i]) * x[i, j]), 1e-4);
    }

    [TestMethod]
    public void Fit_CountsOfZeroSingledOut_EndsWithAWord()
    {
        double[,] x = new double[20, 1];
        double[] y = new double[20];
        for (int i = 0; i < 10; i++) (x[i, 0], y[i]) = (1, i % 4 + 1);
        CandidateFit fit = Fit(x, y, new PathOptions { Loss = LossKind.Poisson });
        StringAssert.StartsWith(fit.Remark, "The features single out rows whose count is 0");
        Assert.AreEqual(y.Take(10).Average(), fit.Predictions[0], 1e-3);
        Assert.AreEqual(0, fit.Predictions[15], 1e-3);
    }

    [TestMethod]
    public void Fit_FeatureLeftOut_StaysOut()
    {
        (double[,] x, double[] y) = Compared.Table(30, 3, 14);
        Assert.AreEqual(2, Fit(x, y, new PathOptions { PenaltyFactors = [1, double.PositiveInfinity, 0] }).NonZeros);
        Assert.AreEqual(2, Fit(x, y, new PathOptions { UpperBounds = [double.PositiveInfinity, double.PositiveInfinity, 0], LowerBounds = [double.NegativeInfinity, double.NegativeInfinity, 0] }).NonZeros);
    }
}
