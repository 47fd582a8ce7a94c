using MLRegularization.Diagnosis;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Diagnosis;

/// <summary>The belief that a strength stands for.</summary>
[TestClass]
public sealed class PriorTests
{
    [TestMethod]
    [DataRow("squared", 1.0)]
    [DataRow("squared", 0.0)]
    [DataRow("squared", 0.3)]
    [DataRow("logistic", 0.6)]
    [DataRow("poisson", 0.6)]
    public void Prior_TimesLikelihood_IsThePenalisedObjectiveButForAConstant(string loss, double alpha)
    {
        RandomColumns random = new(1);
        int n = 30;
        double[] weights = [.. random.Weights(n).Select(w => 3 * w)];
        double[][] x = PlainSvd.Standardize(random.Columns(n, 3), null, true);
        double[] y = [.. Enumerable.Range(0, n).Select(i => loss == "squared" ? 2 * random.Normal() : loss == "logistic" ? i % 2 : i % 4)];
        double lambda = 0.07, total = weights.Sum(), variance = loss == "squared" ? 1.9 : double.NaN;
        double[] factors = [1, 0.4, 2];
        Prior prior = Prior.Of(loss, lambda, alpha, total, variance)!;
        double? first = null;
        for (int trial = 0; trial < 20; trial++)
        {
            double[] b = [.. Enumerable.Range(0, 3).Select(_ => 2 * random.Normal())];
            double likelihood = 0, objective = 0;
            for (int i = 0; i < n; i++)
            {
                double eta = 0.3 + b.Select((v, j) => v * x[j][i]).Sum();
                // −log densities as the textbooks have them.
                likelihood -= weights[i] * (loss switch
                {
                    "squared" => (-0.5 * Math.Log(2 * Math.PI * variance)) - ((y[i] - eta) * (y[i] - eta) / (2 * variance)),
                    "logistic" => Math.Log(y[i] == 1 ? 1 / (1 + Math.Exp(-eta)) : 1 - (1 / (1 + Math.Exp(-eta)))),
                    _ => (y[i] * eta) - Math.Exp(eta) - Enumerable.Range(1, (int)y[i]).Sum(k => Math.Log(k)),
                });
                objective += weights[i] / total * (loss switch { "squared" => 0.5 * (y[i] - eta) * (y[i] - eta), "logistic" => Math.Log(1 + Math.Exp(eta)) - (y[i] * eta), _ => Math.Exp(eta) - (y[i] * eta) });
            }
            for (int j = 0; j < 3; j++) objective += lambda * factors[j] * ((alpha * Math.Abs(b[j])) + (0.5 * (1 - alpha) * b[j] * b[j]));
            double posterior = likelihood + b.Select((v, j) => prior.NegativeLogDensity(v, factors[j])).Sum(), scaled = total / (loss == "squared" ? variance : 1) * objective;
            first ??= posterior - scaled;
            Assert.AreEqual(first.Value, posterior - scaled, 1e-9 * Math.Abs(posterior));
        }
    }

    [TestMethod]
    public void Prior_OneShape_HasTheTextbookScales()
    {
        Prior laplace = Prior.Of("squared", 0.5, 1, 200, 9)!, normal = Prior.Of("squared", 0.5, 0, 200, 9)!;
        Assert.AreEqual(9 / (200 * 0.5), laplace.LaplaceScale, 1e-15);
        Assert.AreEqual(double.PositiveInfinity, laplace.NormalDeviation);
        Assert.AreEqual(3 / Math.Sqrt(200 * 0.5), normal.NormalDeviation, 1e-15);
        Assert.AreEqual(0.09 * Math.Log(2), laplace.SizeBelow(0.5), 1e-15);
        Assert.AreEqual(0.3 * 0.6744897501960817, normal.SizeBelow(0.5), 1e-6);
        Assert.AreEqual(0.3 * 1.959963984540054, normal.SizeBelow(0.95), 1e-5);
        Assert.AreEqual(1 / (200 * 0.5), Prior.Of("logistic", 0.5, 1, 200, double.NaN)!.LaplaceScale, 1e-15);
    }

    [TestMethod]
    public void SizeBelow_ProductOfBoth_IsWhatDrawingsShow()
    {
        Prior prior = new(0.8, 1.3, 1, true, false);
        // Laplace draws kept with the normal density's share of its peak.
        Random random = new(2);
        List<double> kept = [];
        while (kept.Count < 200_000)
        {
            double size = -0.8 * Math.Log(1 - random.NextDouble());
            if (random.NextDouble() < Math.Exp(-0.5 * size * size / 1.3 / 1.3)) kept.Add(size);
        }
        kept.Sort();
        Assert.AreEqual(kept[kept.Count / 2], prior.SizeBelow(0.5), 0.01);
        Assert.AreEqual(kept[kept.Count * 95 / 100], prior.SizeBelow(0.95), 0.02);
    }

    [TestMethod]
    [DataRow(1.0, "the Laplace scale is 9 times as large")]
    [DataRow(0.0, "the normal deviation is 3 times as large")]
    [DataRow(0.5, "the Laplace scale is 9 times and the normal deviation 3 times as large")]
    public void Prior_OfNoisierCounts_WidensThePartsItHas(double alpha, string expected) =>
        Assert.AreEqual(expected, Prior.Of("poisson", 0.1, alpha, 50, double.NaN)!.Widened(9));

    [TestMethod]
    public void Prior_WithoutPenaltyNoiseOrLikelihood_IsNone()
    {
        Assert.IsNull(Prior.Of("squared", 0, 1, 100, 1));
        Assert.IsNull(Prior.Of("squared", 1, 1, 100, 0));
        Assert.IsNull(Prior.Of("huber", 1, 1, 100, 1));
    }

    [TestMethod]
    public void Sentences_Lasso_SayItInWords()
    {
        string first = Prior.Of("squared", 0.02, 1, 100, 6.2)!.Sentences(0.02, "sales", "regression")[0];
        Assert.AreEqual("λ = 0.02 stands for the belief, before seeing the data, that a feature's effect per standard deviation follows a Laplace distribution of scale 3.1 about 0, in units of 'sales': half of all effects are smaller than 2.15 in size, 95 % are smaller than 9.29.", first);
    }

    [TestMethod]
    public void Diagnoser_WholeFit_TakesNoiseFromRowsHeldOut()
    {
        double[][] x = new RandomColumns(3).Columns(100, 4);
        TrainingSet data = new(DenseColumns.FromColumns(x), [.. x[0].Zip(x[2], (a, b) => (10 * a) + b)], [.. Enumerable.Range(0, 100).Select(i => 1.0 + (i % 2))]);
        CrossValidation validation = CrossValidation.Run(data);
        Choice choice = validation.Select(PathSelection.Lambda1Se);
        Prior prior = Diagnoser.Of(validation, choice, data).Prior!;
        Assert.AreEqual(choice.Curve.MeanError[choice.Index] / (150 * choice.Point.Lambda), prior.LaplaceScale, 1e-12 * prior.LaplaceScale);
    }
}
