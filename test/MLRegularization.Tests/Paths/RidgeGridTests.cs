using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Paths;

/// <summary>Where the grid of a ridge part ends.</summary>
[TestClass]
public sealed class RidgeGridTests
{
    [TestMethod]
    public void RatioFor_LabelOfALargeUnit_IsDividedByItsDeviation()
    {
        TrainingSet rows = Rows(1000);
        double deviation = Math.Sqrt(rows.Target.Average(y => y * y) - Math.Pow(rows.Target.Average(), 2));
        Assert.AreEqual(1e-4 / deviation, RidgeGrid.RatioFor(rows, LossKind.Squared, 0.5), 1e-15);
        Assert.AreEqual(1e-7 / deviation, RidgeGrid.RatioFor(rows, LossKind.Squared, 0), 1e-18);
        Assert.AreEqual(1e-4, RidgeGrid.RatioFor(rows, LossKind.Squared, 1));
        Assert.AreEqual(1e-4, RidgeGrid.RatioFor(Rows(0.001), LossKind.Squared, 0.5));
        Assert.AreEqual(1e-7, RidgeGrid.RatioFor(rows, LossKind.Poisson, 0));
        Assert.AreEqual(RidgeGrid.RatioFor(rows, LossKind.Squared, 0.5), RidgeGrid.RatioFor(Streamed(rows), 0.5), 1e-15);
    }

    [TestMethod]
    public void RatioFor_NearlyCollinearColumns_ReachesTheSmallestErrorOfRidge()
    {
        TrainingSet rows = Rows(1);
        PathOptions options = new() { Alpha = 0, LambdaRatio = RidgeGrid.RatioFor(rows, LossKind.Squared, 0) };
        Choice best = CrossValidation.Run(rows, options, new CrossValidationOptions { FoldCount = 5 }).Select(PathSelection.LambdaMin);
        Assert.IsTrue(best.Index > 0 && best.Index < best.Curve.Path.Points.Count - 1, $"{best.Index} of {best.Curve.Path.Points.Count}");
    }

    // The label is the small difference of two columns that are nearly the same.
    private static TrainingSet Rows(double unit)
    {
        double[,] x = new double[80, 2];
        double[] y = new double[80];
        for (int i = 0; i < 80; i++)
        {
            (x[i, 0], double apart) = (Math.Sin(i * 1.3), 0.1 * Math.Cos(i * 2.7));
            x[i, 1] = x[i, 0] + apart;
            y[i] = unit * ((20 * apart) + x[i, 0] + (2 * Math.Sin(i * 5.1)));
        }
        return TrainingSet.FromRows(x, y);
    }

    private static SufficientStatistics Streamed(TrainingSet rows)
    {
        SufficientStatistics statistics = new(rows.FeatureNames, foldCount: 0);
        double[] x = new double[2 * rows.Rows], column = new double[rows.Rows];
        for (int j = 0; j < 2; j++)
        {
            rows.Features.CopyCentered(j, 0, 0, column);
            for (int i = 0; i < rows.Rows; i++) x[(2 * i) + j] = column[i];
        }
        statistics.Add(x, rows.Target);
        return statistics;
    }
}
