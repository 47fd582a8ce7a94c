using MLRegularization.Losses;

namespace MLRegularization.Tests.Losses;

[TestClass]
public class MultinomialLossTests
{
    [TestMethod]
    public void EveryLength_EqualsThePlainTwin()
    {
        foreach (int classes in (int[])[2, 3, 7])
            for (int n = 1; n <= 256; n += n < 40 ? 1 : 13)
            {
                (double[] eta, double[] y, double[] omega) = Draw(n, classes, n, 5);
                MultinomialLoss loss = new(classes);
                foreach (double[] weights in (double[][])[omega, []])
                {
                    double[] slopes = new double[n * classes], curvatures = new double[n * classes], only = new double[n * classes], mean = new double[n * classes];
                    double value = loss.SlopesAndCurvatures(eta, y, weights, slopes, curvatures), sum = 0;
                    Assert.AreEqual(value, loss.Slopes(eta, y, weights, only));
                    Assert.AreEqual(value, loss.Value(eta, y, weights));
                    CollectionAssert.AreEqual(slopes, only);
                    loss.Mean(eta, mean);
                    for (int i = 0; i < n; i++)
                    {
                        double w = weights.Length > 0 ? weights[i] : 1.0 / n;
                        double[] p = Softmax([.. Enumerable.Range(0, classes).Select(k => eta[(k * n) + i])]);
                        sum -= w * Math.Log(p[(int)y[i]]);
                        for (int k = 0; k < classes; k++)
                        {
                            Assert.AreEqual(p[k], mean[(k * n) + i], 4e-15 * p[k]);
                            Assert.AreEqual(w * (p[k] - (y[i] == k ? 1 : 0)), slopes[(k * n) + i], 1e-15 * w);
                            Assert.AreEqual(w * p[k] * (1 - p[k]), curvatures[(k * n) + i], 1e-15 * w);
                        }
                    }
                    Assert.AreEqual(sum, value, 1e-14 * Math.Max(1, sum));
                }
            }
    }

    [TestMethod]
    public void Derivatives_EqualCentralDifferences()
    {
        const int n = 12, classes = 4;
        const double step = 1e-5;
        (double[] eta, double[] y, double[] omega) = Draw(n, classes, 1, 2);
        MultinomialLoss loss = new(classes);
        double[] slopes = new double[n * classes], curvatures = new double[n * classes], above = new double[n * classes], below = new double[n * classes];
        loss.SlopesAndCurvatures(eta, y, omega, slopes, curvatures);
        for (int i = 0; i < eta.Length; i++)
        {
            double[] moved = [.. eta];
            moved[i] += step;
            double up = loss.Slopes(moved, y, omega, above);
            moved[i] -= 2 * step;
            double down = loss.Slopes(moved, y, omega, below);
            Assert.AreEqual((up - down) / (2 * step), slopes[i], 1e-10);
            Assert.AreEqual((above[i] - below[i]) / (2 * step), curvatures[i], 1e-10);
        }
    }

    [TestMethod]
    public void Conjugate_AtTheSlopes_MeetsFenchelAndYoung_AndIsALimitElsewhere()
    {
        const int n = 50, classes = 3;
        (double[] eta, double[] y, double[] omega) = Draw(n, classes, 2, 25);
        MultinomialLoss loss = new(classes);
        double[] slopes = new double[n * classes];
        double value = loss.Slopes(eta, y, omega, slopes), product = slopes.Zip(eta, (u, h) => u * h).Sum();
        Assert.AreEqual(product, value + loss.Conjugate(slopes, y, omega), 1e-13);
        // Fenchel's inequality at other points, and equality only there.
        Random random = new(5);
        for (double t = 0; t <= 1; t += 0.125)
        {
            double[] scaled = [.. slopes.Select(u => t * u)];
            double conjugate = loss.Conjugate(scaled, y, omega);
            Assert.IsTrue(double.IsFinite(conjugate));
            for (int k = 0; k < 20; k++)
            {
                double[] other = [.. eta.Select(h => 20 * (random.NextDouble() - 0.5))];
                Assert.IsGreaterThanOrEqualTo(scaled.Zip(other, (u, h) => u * h).Sum() - 1e-12, loss.Value(other, y, omega) + conjugate);
            }
        }
        Assert.AreEqual(double.PositiveInfinity, loss.Conjugate([0.1, 0, 0], [1], []), "a row's slopes must have sum 0");
        Assert.AreEqual(double.PositiveInfinity, loss.Conjugate([0.6, -1.2, 0.6], [1], []), "a probability below 0");
        Assert.AreEqual(double.PositiveInfinity, loss.Conjugate([0, 0.1, 0, -0.1, 0, 0], [1, 0], [1, 0]), "a slope without weight");
    }

    [TestMethod]
    public void FarPredictors_AndTies_AreExact()
    {
        MultinomialLoss loss = new(3);
        double[] slopes = new double[3], curvatures = new double[3];
        foreach (double far in (double[])[50, 800, 1e4, 1e300])
        {
            double e = Math.Exp(-far);
            Assert.AreEqual(2 * e, loss.SlopesAndCurvatures([far, 0, 0], [0], [], slopes, curvatures), 4e-15 * e);
            Assert.AreEqual(-2 * e, slopes[0], 4e-15 * e);
            Assert.AreEqual(2 * e, curvatures[0], 4e-15 * e);
            Assert.AreEqual(far, loss.SlopesAndCurvatures([far, 0, -far], [1], [], slopes, curvatures), 1e-15 * far);
            Assert.AreEqual(-1, slopes[1], 1e-15);
        }
        Assert.AreEqual(Math.Log(3), loss.SlopesAndCurvatures([7, 7, 7], [2], [], slopes, curvatures), 1e-15);
        Assert.AreEqual(2.0 / 9, curvatures[1], 1e-16);
    }

    [TestMethod]
    public void TwoClasses_EqualLogistic()
    {
        (double[] eta, double[] y, double[] omega) = PlainLoss.All[1].Draw(77, 9);
        double[] both = [.. eta.Select(_ => 0.0), .. eta], slopes = new double[154], curvatures = new double[154], one = new double[77], bent = new double[77];
        double value = new LogisticLoss().SlopesAndCurvatures(eta, y, omega, one, bent);
        Assert.AreEqual(value, new MultinomialLoss(2).SlopesAndCurvatures(both, y, omega, slopes, curvatures), 1e-15);
        for (int i = 0; i < 77; i++)
        {
            Assert.AreEqual(one[i], slopes[77 + i], 1e-17);
            Assert.AreEqual(bent[i], curvatures[i], 1e-17);
        }
    }

    [TestMethod]
    public void Null_HasNoSlopeLeft_AndSumZero()
    {
        const int n = 90, classes = 4;
        (double[] offset, double[] y, double[] omega) = Draw(n, classes, 3, 2);
        MultinomialLoss loss = new(classes);
        foreach (double[] weights in (double[][])[omega, []])
            foreach (double[] o in (double[][])[offset, [.. offset.Select(v => 40 * v)], []])
            {
                double[] slopes = new double[n * classes], eta = new double[n * classes];
                (double[] intercepts, double value) = loss.Null(y, weights, o);
                for (int i = 0; i < eta.Length; i++) eta[i] = intercepts[i / n] + (o.Length > 0 ? o[i] : 0);
                Assert.AreEqual(loss.Slopes(eta, y, weights, slopes), value, 1e-15);
                Assert.AreEqual(0, intercepts.Sum(), 1e-12);
                for (int k = 0; k < classes; k++) Assert.AreEqual(0, slopes.AsSpan(k * n, n).ToArray().Sum(), 3e-14);
            }
        Assert.IsTrue(double.IsFinite(loss.Null([0, 1, 2, 0], [], []).Value));
        Assert.AreEqual(Math.Log(2), new MultinomialLoss(3).Null([0, 1], [], []).Value, 1e-14);
        Assert.AreEqual(Math.Log(2), new MultinomialLoss(3).Null([0, 1], [], new double[6]).Value, 1e-14);
    }

    private static (double[] Eta, double[] Y, double[] Omega) Draw(int n, int classes, int seed, double spread)
    {
        Random random = new(seed);
        double[] eta = [.. Enumerable.Range(0, n * classes).Select(_ => spread * ((2 * random.NextDouble()) - 1))];
        double[] omega = [.. Enumerable.Range(0, n).Select(i => i % 9 == 5 ? 0 : 0.1 + random.NextDouble())];
        double sum = omega.Sum();
        return (eta, [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(classes))], [.. omega.Select(w => w / sum)]);
    }

    private static double[] Softmax(double[] eta)
    {
        double top = eta.Max(), sum = eta.Sum(h => Math.Exp(h - top));
        return [.. eta.Select(h => Math.Exp(h - top) / sum)];
    }
}
