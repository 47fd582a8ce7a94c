using MLRegularization.Losses;

namespace MLRegularization.Tests.Losses;

[TestClass]
public class NullModelTests
{
    [TestMethod]
    [DynamicData(nameof(LossTests.Losses), typeof(LossTests))]
    public void Null_IsTheMinimiserOverTheIntercept(string name)
    {
        PlainLoss plain = LossTests.Named(name);
        (double[] offset, double[] y, double[] omega) = plain.Draw(150, 8, 2);
        foreach (double[] weights in (double[][])[omega, []])
            foreach (double[] o in (double[][])[offset, []])
            {
                NullModel model = plain.Fast.Null(y, weights, o);
                double At(double b)
                {
                    double sum = 0;
                    for (int i = 0; i < y.Length; i++) sum += (weights.Length > 0 ? weights[i] : 1.0 / y.Length) * plain.Value(y[i], b + (o.Length > 0 ? o[i] : 0));
                    return sum;
                }
                Assert.AreEqual(At(model.Intercept), model.Value, 1e-14 * Math.Max(1, Math.Abs(model.Value)));
                // Ternary search of a convex function.
                double low = -20, high = 20;
                for (int k = 0; k < 300; k++)
                {
                    double a = low + ((high - low) / 3), b = high - ((high - low) / 3);
                    if (At(a) < At(b)) high = b;
                    else low = a;
                }
                Assert.AreEqual(low, model.Intercept, 1e-6);
                Assert.IsLessThanOrEqualTo(At(low) + 1e-14, model.Value);
                double[] slopes = new double[y.Length];
                plain.Fast.Slopes([.. y.Select((_, i) => model.Intercept + (o.Length > 0 ? o[i] : 0))], y, weights, slopes);
                Assert.AreEqual(0, slopes.Sum(), 1e-14);
                Assert.IsLessThanOrEqualTo(model.Value, plain.Fast.SaturatedValue(y, weights));
            }
    }

    [TestMethod]
    public void Null_OneClassOrNoCounts_IsClamped()
    {
        NullModel ones = new LogisticLoss().Null([1, 1, 1], [], []), zeros = new LogisticLoss().Null([0, 0], [], [3, -1]), none = new PoissonLoss().Null([0, 0], [], []);
        Assert.AreEqual(35, ones.Intercept);
        Assert.AreEqual(-38, zeros.Intercept);
        Assert.AreEqual(-35, none.Intercept);
        Assert.IsTrue(ones.Value is > 0 and < 1e-15 && none.Value is > 0 and < 1e-15);
        // Only rows with weight count.
        Assert.AreEqual(35, new LogisticLoss().Null([1, 1, 0], [0.5, 0.5, 0], []).Intercept);
    }

    [TestMethod]
    public void Null_HugeOffsets_StaysFinite()
    {
        double[] y = [0, 1, 1, 0];
        NullModel logistic = new LogisticLoss().Null(y, [], [-900, 900, 850, 100]);
        Assert.IsTrue(double.IsFinite(logistic.Intercept) && logistic.Value < 1e-20);
        NullModel poisson = new PoissonLoss().Null([3, 5], [], [800, 800]);
        Assert.AreEqual(Math.Log(4) - 800, poisson.Intercept, 1e-12);
        Assert.AreEqual(4 - (4 * Math.Log(4)), poisson.Value, 1e-10);
        Assert.AreEqual(2.5, new HuberLoss(1).Null([1e6, 2, 3, -1e6], [], []).Intercept, 1e-9);
        // A small delta leaves a stretch of best intercepts; the loss is what counts.
        Assert.AreEqual((0.5 * 10) - 0.125, new HuberLoss(0.5).Null([0, 20], [], []).Value, 1e-12);
    }

    [TestMethod]
    public void SaturatedValue_IsTheLossAtTheLabels()
    {
        double[] y = [0, 1, 2.5, 7];
        Assert.AreEqual(y.Average(c => c == 0 ? 0 : c - (c * Math.Log(c))), new PoissonLoss().SaturatedValue(y, []), 1e-14);
        Assert.AreEqual(0, new LogisticLoss().SaturatedValue([0, 1, 1], []));
        Assert.AreEqual(0, new SquaredLoss().SaturatedValue(y, []));
        Assert.AreEqual(0, new HuberLoss(2).SaturatedValue(y, []));
    }
}
