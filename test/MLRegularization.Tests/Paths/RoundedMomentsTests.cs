using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Solvers;

namespace MLRegularization.Tests.Paths;

/// <summary>Tables large enough for single-precision products: what is claimed of them must hold on the data, in double.</summary>
[TestClass]
public class RoundedMomentsTests
{
    [TestMethod]
    [DataRow(20_000, 320, 0.0, false)]
    [DataRow(4_000, 720, 0.0, true)]
    [DataRow(4_000, 720, 0.9, false)]
    public void Fit_LargeTable_GapOnTheDataIsAsCertified(int n, int p, double common, bool weighted)
    {
        TrainingSet data = Table(n, p, common, weighted);
        RegularizationPath path = PathSolver.Fit(data, new PathOptions { StopEarly = false });
        double claimed = path.Points.Max(q => q.Certificate.Gap);
        Assert.IsLessThanOrEqualTo(1e-7, claimed);
        foreach (int k in (int[])[5, 15, 30, 32, 34, 50, 75, 98, 99])
        {
            Assert.AreEqual(StopReason.Converged, path.Points[k].Certificate.Reason);
            Assert.IsLessThanOrEqualTo(1e-7, RelativeGap(data, path.Points[k]), $"lambda {k}");
        }
    }

    [TestMethod]
    public void Fit_LargeTable_SameBitsOnAnyNumberOfThreads()
    {
        TrainingSet data = Table(4_000, 720, 0.3, false);
        double[][] results = [.. new[] { 1, 2, 4 }.Select(t => PathSolver.Fit(data, new PathOptions { Threads = t, LambdaCount = 20 }).Points.SelectMany(q => q.Values.Append(q.Intercept)).ToArray())];
        CollectionAssert.AreEqual(results[0], results[1]);
        CollectionAssert.AreEqual(results[0], results[2]);
    }

    // Every third coefficient is at work; columns share a part of their variance.
    private static TrainingSet Table(int n, int p, double common, bool weighted)
    {
        RandomStream random = new(5);
        double Noise() => random.NextUniform() + random.NextUniform() + random.NextUniform() - 1.5;
        float[] x = new float[n * p], shared = [.. Enumerable.Range(0, n).Select(_ => (float)Noise())];
        double[] y = [.. Enumerable.Range(0, n).Select(_ => 3 + (5 * Noise()))];
        for (int j = 0; j < p; j++)
            for (int i = 0; i < n; i++)
            {
                float value = (float)((Math.Sqrt(1 - common) * Noise()) + (Math.Sqrt(common) * shared[i]) + (j % 7));
                x[(j * n) + i] = value;
                if (j % 3 == 0) y[i] += value * ((j % 5) - 2) * 0.1;
            }
        double[]? weights = weighted ? [.. Enumerable.Range(0, n).Select(_ => random.NextUniform())] : null;
        return new TrainingSet(DenseColumns.FromColumns<float>(x, n, p), y, weights);
    }

    // Primal less dual over half the response's variance, in plain loops.
    private static double RelativeGap(TrainingSet data, PathPoint point)
    {
        DenseColumns<float> x = (DenseColumns<float>)data.Features;
        int n = data.Rows, p = data.Columns;
        double[] weights = data.Weights ?? [.. Enumerable.Repeat(1.0, n)], residual = [.. data.Target.Select(y => y - point.Intercept)];
        double total = weights.Sum(), mean = data.Target.Select((y, i) => weights[i] * y).Sum() / total;
        for (int k = 0; k < point.NonZeros; k++)
        {
            ReadOnlySpan<float> column = x.Column(point.Indices[k]);
            for (int i = 0; i < n; i++) residual[i] -= point.Values[k] * column[i];
        }
        double squares = 0, product = 0, variance = 0, penalty = 0, steepest = 0;
        for (int i = 0; i < n; i++)
        {
            double w = weights[i] / total, y = data.Target[i] - mean;
            squares += w * residual[i] * residual[i];
            product += w * residual[i] * y;
            variance += w * y * y;
        }
        double[] coefficients = point.ToDense(p);
        for (int j = 0; j < p; j++)
        {
            ReadOnlySpan<float> column = x.Column(j);
            double centre = 0, spread = 0, slope = 0;
            for (int i = 0; i < n; i++) centre += weights[i] / total * column[i];
            for (int i = 0; i < n; i++)
            {
                double v = column[i] - centre;
                spread += weights[i] / total * v * v;
                slope += weights[i] / total * v * residual[i];
            }
            penalty += point.Lambda * Math.Abs(coefficients[j]) * Math.Sqrt(spread);
            steepest = Math.Max(steepest, Math.Abs(slope) / Math.Sqrt(spread));
        }
        double t = Math.Min(1, point.Lambda / steepest);
        return ((0.5 * squares) + penalty - (t * product) + (0.5 * t * t * squares)) / (0.5 * variance);
    }
}
