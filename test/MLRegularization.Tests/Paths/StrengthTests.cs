using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Paths;

/// <summary>Other systems' numbers become ours and come back; where a fixture has their solution, ours at that strength is the same.</summary>
[TestClass]
public class StrengthTests
{
    [TestMethod]
    public void FromScikitLearn_EveryLinearFixture_IsTheStrengthItWasFittedAt()
    {
        FixtureTable cases = FixtureTable.Fixture("scikit_learn_cases.csv");
        foreach (string[] row in cases.Rows)
        {
            (TrainingSet data, PathOptions options) = cases.Case(row);
            double rows = data.Weights?.Sum() ?? data.Rows;
            double[] theirs = [.. cases.Cell(row, "estimator_alphas").Split(';').Select(FixtureTable.Number)];
            for (int k = 0; k < theirs.Length; k++)
            {
                Strength strength = cases.Cell(row, "estimator") switch
                {
                    "Ridge" => Strength.FromScikitLearnRidge(theirs[k], rows),
                    "Lasso" => Strength.FromScikitLearnElasticNet(theirs[k]),
                    _ => Strength.FromScikitLearnElasticNet(theirs[k], FixtureTable.Number(cases.Cell(row, "l1_ratio"))),
                };
                Assert.AreEqual(options.Lambdas![k], strength.Lambda, 1e-12 * strength.Lambda, cases.Cell(row, "case"));
                Assert.AreEqual(options.Alpha, strength.Alpha, 1e-12);
            }
        }
    }

    [TestMethod]
    public void FromScikitLearnLogistic_EveryFixture_HasItsCoefficients()
    {
        FixtureTable expected = FixtureTable.Fixture("scikit_learn_logistic.csv"), table = FixtureTable.Table("data/breast_cancer.csv");
        string[] names = [.. expected.Rows.Select(r => expected.Cell(r, "feature")).Distinct().Where(n => n != "(intercept)")];
        double[][] columns = [.. names.Select(n => Standardized(table.Numbers(n)))];
        TrainingSet data = new(DenseColumns.FromColumns<double>(columns), [.. table.Rows.Select(r => r[^1] == "malignant" ? 1.0 : 0)], featureNames: names);
        foreach (IGrouping<(string, string), string[]> model in expected.Rows.GroupBy(r => (expected.Cell(r, "l1_ratio"), expected.Cell(r, "c"))))
        {
            double ratio = FixtureTable.Number(model.Key.Item1), c = FixtureTable.Number(model.Key.Item2);
            Strength strength = Strength.FromScikitLearnLogistic(c, data.Rows, ratio);
            (double back, double backRatio) = strength.ToScikitLearnLogistic(data.Rows);
            Assert.AreEqual(c, back, 1e-12);
            Assert.AreEqual(ratio, backRatio, 1e-12);
            PathPoint point = PathSolver.Fit(data, new PathOptions { Loss = LossKind.Logistic, Standardize = false, Alpha = strength.Alpha, Lambdas = [strength.Lambda] }).Points[0];
            foreach (string[] row in model)
            {
                string feature = expected.Cell(row, "feature");
                double ours = feature == "(intercept)" ? point.Intercept : point[Array.IndexOf(names, feature)];
                Assert.AreEqual(FixtureTable.Number(expected.Cell(row, "coefficient")), ours, 1e-6, $"{model.Key}, {feature}");
            }
        }
    }

    [TestMethod]
    public void FromGlmnetGaussian_RawLabel_HasItsCoefficients()
    {
        FixtureTable cases = FixtureTable.Fixture("glmnet_cases.csv"), coefficients = FixtureTable.Fixture("glmnet_coefficients.csv");
        (TrainingSet data, PathOptions options) = cases.Case(cases.Rows.Single(r => cases.Cell(r, "case") == "diabetes_raw_y_alpha05"));
        double mean = data.Target.Average(), deviation = Math.Sqrt(data.Target.Average(y => (y - mean) * (y - mean)));
        foreach (double lambda in options.Lambdas!)
        {
            Strength strength = Strength.FromGlmnetGaussian(lambda, 0.5, deviation);
            (double back, double alpha) = strength.ToGlmnetGaussian(deviation);
            Assert.AreEqual(lambda, back, 1e-12 * lambda);
            Assert.AreEqual(0.5, alpha, 1e-12);
            PathPoint point = PathSolver.Fit(data, new PathOptions { Alpha = strength.Alpha, Lambdas = [strength.Lambda] }).Points[0];
            foreach (string[] r in coefficients.Rows.Where(r => coefficients.Cell(r, "case") == "diabetes_raw_y_alpha05" && FixtureTable.Number(coefficients.Cell(r, "lambda")) == lambda && coefficients.Cell(r, "feature") != "(intercept)"))
                Assert.AreEqual(FixtureTable.Number(coefficients.Cell(r, "coefficient")), point[data.FeatureNames.ToList().IndexOf(coefficients.Cell(r, "feature"))], 1e-6);
        }
    }

    [TestMethod]
    public void FromAnyForm_AnyCoefficients_IsTheSamePenalty()
    {
        double[] w = [0.3, -1.2, 0, 2];
        double l1 = w.Sum(Math.Abs), squares = w.Sum(b => b * b);
        const double n = 50;
        double Ours(Strength s) => s.Lambda * ((s.Alpha * l1) + (0.5 * (1 - s.Alpha) * squares));
        Assert.AreEqual((0.1 * l1) + (0.2 * squares), Ours(Strength.FromKeras(0.1, 0.2)), 1e-12);
        Assert.AreEqual(0.5 * 0.3 * squares, Ours(Strength.FromPyTorchWeightDecay(0.3)), 1e-12);
        Assert.AreEqual(((2 * l1) + (0.5 * 3 * squares)) / n, Ours(Strength.FromMLNetLbfgs(2, 3, n)), 1e-12);
        Assert.AreEqual((0.5 * 0.1 * squares) + (0.4 * 0.1 * l1), Ours(Strength.FromMLNetSdcaLogistic(0.4, 0.1)), 1e-12);
        Assert.AreEqual(0.5 * ((0.5 * 0.1 * squares) + (0.4 * 0.1 * l1)), Ours(Strength.FromMLNetSdcaRegression(0.4, 0.1)), 1e-12);
        Assert.AreEqual(0.5 * 0.09 * squares, Ours(Strength.FromMLNetOls(0.3)), 1e-12);
    }

    [TestMethod]
    public void To_AfterFrom_ComesBack()
    {
        Assert.AreEqual((0.1, 0.2), Strength.FromKeras(0.1, 0.2).ToKeras());
        Assert.AreEqual(0.3, Strength.FromPyTorchWeightDecay(0.3).ToPyTorchWeightDecay());
        Assert.AreEqual(7, Strength.FromScikitLearnRidge(7, 50).ToScikitLearnRidge(50), 1e-12);
        Assert.AreEqual((0.5, 0.2), Strength.FromScikitLearnElasticNet(0.5, 0.2).ToScikitLearnElasticNet());
        (double l1, double l2) = Strength.FromMLNetLbfgs(2, 3, 50).ToMLNetLbfgs(50);
        Assert.AreEqual(5, l1 + l2, 1e-12);
        (l1, l2) = Strength.FromMLNetSdcaLogistic(0.4, 0.1).ToMLNetSdcaLogistic();
        Assert.AreEqual(0.4, l1, 1e-12);
        Assert.AreEqual(0.1, l2, 1e-12);
        (l1, l2) = Strength.FromMLNetSdcaRegression(0.4, 0.1).ToMLNetSdcaRegression();
        Assert.AreEqual(0.4, l1, 1e-12);
        Assert.AreEqual(0.1, l2, 1e-12);
        Assert.AreEqual(0.3, Strength.FromMLNetOls(0.3).ToMLNetOls(), 1e-12);
    }

    [TestMethod]
    public void To_WhatASystemCannotSay_OneSentence()
    {
        Assert.Contains("no L1 part", Assert.ThrowsExactly<InvalidOperationException>(() => Strength.From(1, 0.5).ToPyTorchWeightDecay()).Message);
        Assert.Contains("need an L2 above 0", Assert.ThrowsExactly<InvalidOperationException>(() => Strength.From(1, 1).ToMLNetSdcaLogistic()).Message);
        Assert.Contains("C would be infinite", Assert.ThrowsExactly<InvalidOperationException>(() => Strength.From(0, 1).ToScikitLearnLogistic(10)).Message);
        Assert.Contains("must be 0 or more", Assert.ThrowsExactly<ArgumentException>(() => Strength.FromPyTorchWeightDecay(-1)).Message);
        Assert.Contains("above 0", Assert.ThrowsExactly<ArgumentException>(() => Strength.FromScikitLearnLogistic(0, 10)).Message);
        Assert.Contains("between 0 (ridge) and 1", Assert.ThrowsExactly<ArgumentException>(() => Strength.From(1, 2)).Message);
    }

    private static double[] Standardized(double[] values)
    {
        double mean = values.Average(), deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => (v - mean) / deviation)];
    }
}
