namespace MLRegularization.Tests.Losses;

[TestClass]
public class LossTests
{
    public static IEnumerable<object[]> Losses => PlainLoss.All.Select(l => new object[] { l.Name });

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void EveryLength_EqualsThePlainTwin(string name)
    {
        PlainLoss plain = Named(name);
        for (int n = 1; n <= 256; n++)
        {
            (double[] eta, double[] y, double[] omega) = plain.Draw(n, n);
            foreach (double[] weights in (double[][])[omega, []])
            {
                // Guards at both ends must survive.
                double[] slopes = [.. Enumerable.Repeat(double.NaN, n + 2)], curvatures = [.. slopes], only = [.. slopes], mean = [.. slopes];
                double value = plain.Fast.SlopesAndCurvatures(eta, y, weights, slopes.AsSpan(1, n), curvatures.AsSpan(1, n));
                Assert.AreEqual(value, plain.Fast.Slopes(eta, y, weights, only.AsSpan(1, n)));
                Assert.AreEqual(value, plain.Fast.Value(eta, y, weights), 1e-15 * n);
                plain.Fast.Mean(eta, mean.AsSpan(1, n));
                CollectionAssert.AreEqual(slopes, only);
                foreach (double[] guarded in (double[][])[slopes, curvatures, mean])
                    Assert.IsTrue(double.IsNaN(guarded[0]) && double.IsNaN(guarded[^1]));
                double sum = 0, dual = 0;
                for (int i = 0; i < n; i++)
                {
                    double w = weights.Length > 0 ? weights[i] : 1.0 / n;
                    sum += w * plain.Value(y[i], eta[i]);
                    if (w > 0) dual += w * plain.Conjugate(y[i], slopes[i + 1] / w);
                    Same(w * plain.Slope(y[i], eta[i]), slopes[i + 1], w);
                    Same(w * plain.Curvature(y[i], eta[i]), curvatures[i + 1], w);
                    Same(plain.Mean(eta[i]), mean[i + 1], 1);
                }
                Assert.AreEqual(sum, value, 1e-14 * Math.Max(1, Math.Abs(sum)));
                Assert.AreEqual(dual, plain.Fast.Conjugate(slopes.AsSpan(1, n), y, weights), 1e-13 * Math.Max(1, Math.Abs(dual)));
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void Derivatives_EqualCentralDifferences(string name)
    {
        PlainLoss plain = Named(name);
        (double[] eta, double[] y, double[] omega) = plain.Draw(60, 3);
        int n = eta.Length;
        double[] slopes = new double[n], curvatures = new double[n], above = new double[n], below = new double[n];
        plain.Fast.SlopesAndCurvatures(eta, y, omega, slopes, curvatures);
        const double step = 1e-5;
        for (int i = 0; i < n; i++)
        {
            // The kink of Huber's slope has no difference quotient.
            if (name == "huber" && Math.Abs(Math.Abs(eta[i] - y[i]) - 0.75) < 2 * step) continue;
            double[] moved = [.. eta];
            moved[i] += step;
            double up = plain.Fast.Slopes(moved, y, omega, above);
            moved[i] -= 2 * step;
            double down = plain.Fast.Slopes(moved, y, omega, below);
            Assert.AreEqual((up - down) / (2 * step), slopes[i], 1e-9);
            Assert.AreEqual((above[i] - below[i]) / (2 * step), curvatures[i], 1e-8);
            if (omega[i] > 0) Assert.IsLessThanOrEqualTo(omega[i] * plain.Fast.CurvatureBound * (1 + 1e-15), curvatures[i]);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void Conjugate_IsTheLargestDifference(string name)
    {
        PlainLoss plain = Named(name);
        double[] slope = new double[1];
        foreach (double y in (double[])[0, 1, 3])
        {
            if (name == "logistic" && y > 1) continue;
            for (double eta = -3; eta <= 3; eta += 0.37)
            {
                plain.Fast.Slopes([eta], [y], [], slope);
                foreach (double t in (double[])[1, 0.6, 0])
                {
                    double best = double.NegativeInfinity;
                    for (double h = -40; h <= 40; h += 1e-3) best = Math.Max(best, (t * slope[0] * h) - plain.Value(y, h));
                    Assert.AreEqual(best, plain.Fast.Conjugate([t * slope[0]], [y], []), 1e-5, $"{name} y {y} eta {eta} t {t}");
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void Conjugate_AtTheSlopes_MeetsFenchelAndYoung(string name)
    {
        PlainLoss plain = Named(name);
        (double[] eta, double[] y, double[] omega) = plain.Draw(500, 4, 30);
        double[] slopes = new double[eta.Length];
        double value = plain.Fast.Slopes(eta, y, omega, slopes), product = 0, size = 0;
        for (int i = 0; i < eta.Length; i++)
        {
            product += slopes[i] * eta[i];
            size += Math.Abs(slopes[i] * eta[i]);
        }
        Assert.AreEqual(product, value + plain.Fast.Conjugate(slopes, y, omega), 1e-14 * Math.Max(1, size));
        for (double t = 0; t <= 1; t += 0.125)
            Assert.IsTrue(double.IsFinite(plain.Fast.Conjugate([.. slopes.Select(u => t * u)], y, omega)), $"{t}");
    }

    [TestMethod]
    public void Conjugate_OutsideItsDomain_IsInfinite()
    {
        PlainLoss logistic = Named("logistic"), poisson = Named("poisson"), huber = Named("huber"), squared = Named("squared");
        Assert.AreEqual(double.PositiveInfinity, logistic.Fast.Conjugate([0.1, 0.01], [0, 1], []));
        Assert.AreEqual(double.PositiveInfinity, logistic.Fast.Conjugate([0.51, -0.1], [0, 1], []));
        Assert.AreEqual(double.PositiveInfinity, poisson.Fast.Conjugate([-2.01], [2], []));
        Assert.AreEqual(0, poisson.Fast.Conjugate([-2], [2], []));
        Assert.AreEqual(double.PositiveInfinity, huber.Fast.Conjugate([0.76], [2], []));
        foreach (PlainLoss plain in PlainLoss.All)
        {
            // A row without weight can have no slope.
            Assert.AreEqual(double.PositiveInfinity, plain.Fast.Conjugate([0, 1e-3], [1, 0], [1, 0]), plain.Name);
            Assert.IsTrue(double.IsFinite(plain.Fast.Conjugate([0, 0], [1, 0], [1, 0])), plain.Name);
        }
        Assert.IsTrue(double.IsFinite(squared.Fast.Conjugate([1e9], [2], [])));
    }

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void FarPredictors_GiveNoNaN(string name)
    {
        PlainLoss plain = Named(name);
        double[] slopes = new double[1], curvatures = new double[1], mean = new double[1];
        foreach (double eta in (double[])[-1e300, -1e4, -800, -745, -40, 0, 40, 700, 800, 1e4, 1e300])
            foreach (double y in (double[])[0, 1])
            {
                if (name == "squared" && Math.Abs(eta) == 1e300) continue;
                double value = plain.Fast.SlopesAndCurvatures([eta], [y], [], slopes, curvatures);
                plain.Fast.Mean([eta], mean);
                double v = plain.Value(y, eta), s = plain.Slope(y, eta), c = plain.Curvature(y, eta);
                Same(v, value, Math.Abs(v));
                Same(s, slopes[0], Math.Abs(s));
                Same(c, curvatures[0], Math.Abs(c));
                Same(plain.Mean(eta), mean[0], Math.Abs(plain.Mean(eta)));
                Assert.IsFalse(double.IsNaN(value) || double.IsNaN(slopes[0]) || double.IsNaN(curvatures[0]), $"{eta}");
                if (double.IsFinite(slopes[0])) Assert.IsFalse(double.IsNaN(plain.Fast.Conjugate(slopes, [y], [])));
                // A row without weight counts for nothing even where its loss overflows.
                double without = plain.Fast.SlopesAndCurvatures([eta, 0.5], [y, 1], [0, 1], new double[2], new double[2]);
                Assert.AreEqual(plain.Value(1, 0.5), without, 1e-15);
            }
    }

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void Weights_EqualRepeatedRows(string name)
    {
        PlainLoss plain = Named(name);
        (double[] eta, double[] y, _) = plain.Draw(40, 6);
        int[] times = [.. Enumerable.Range(0, 40).Select(i => i * 7 % 5)];
        double total = times.Sum();
        double[] omega = [.. times.Select(t => t / total)], slopes = new double[40];
        double[] manyEta = Repeat(eta, times), manyY = Repeat(y, times), manySlopes = new double[manyY.Length];
        Assert.AreEqual(plain.Fast.Slopes(manyEta, manyY, [], manySlopes), plain.Fast.Slopes(eta, y, omega, slopes), 1e-13);
        Assert.AreEqual(manySlopes.Sum(), slopes.Sum(), 1e-13);
        Assert.AreEqual(plain.Fast.Conjugate(manySlopes, manyY, []), plain.Fast.Conjugate(slopes, y, omega), 1e-13);
        Assert.AreEqual(plain.Fast.SaturatedValue(manyY, []), plain.Fast.SaturatedValue(y, omega), 1e-13);
        Assert.AreEqual(plain.Fast.Null(manyY, [], []).Intercept, plain.Fast.Null(y, omega, []).Intercept, 1e-12);
    }

    internal static PlainLoss Named(string name) => PlainLoss.All.Single(l => l.Name == name);

    private static double[] Repeat(double[] values, int[] times) => [.. values.SelectMany((v, i) => Enumerable.Repeat(v, times[i]))];

    private static void Same(double expected, double actual, double scale)
    {
        if (double.IsInfinity(expected)) Assert.AreEqual(expected, actual);
        else Assert.AreEqual(expected, actual, Math.Max(1e-15 * scale, 4e-15 * Math.Abs(expected)) + double.Epsilon);
    }
}
