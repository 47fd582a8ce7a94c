using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>A strength that is given as a ratio to the largest.</summary>
[TestClass]
public sealed class LambdaRatioTests
{
    private static readonly double[] Ratios = [1, 0.3, 0.01, 1e-4, 0], Mixtures = [1, 0.5, 0];

    public static IEnumerable<object[]> Cases => LinearTask.All.SelectMany(t => Mixtures.Select(a => new object[] { t, a }));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void LambdaRatioToMax_IsThatShareOfTheLargestLambda(LinearTask task, double alpha)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Views.Of(ml, 200);
        foreach (double ratio in Ratios)
        {
            ElasticNetFitDetails own = task.Fit(ml, data, o => (o.LambdaRatioToMax, o.Alpha) = (ratio, alpha)).FitDetails();
            double largest = task.Fit(ml, data, o => (o.LambdaRatioToMax, o.Alpha) = (1, alpha)).FitDetails().Path.LambdaMax;
            ElasticNetFitDetails given = task.Fit(ml, data, o => (o.Lambda, o.Alpha) = (ratio * largest, alpha)).FitDetails();
            Assert.AreEqual(ratio * largest, own.Lambda, 1e-9 * largest);
            Assert.AreEqual(given.Point.Loss, own.Point.Loss, 1e-6 * given.Path.NullLoss);
            if (ratio == 1 && alpha > 0) Assert.AreEqual(0, own.Point.NonZeros);
            if (ratio == 0) Assert.AreEqual(own.Path.FeatureNames.Count * Math.Max(1, own.Classes.Count), own.Point.NonZeros);
            Assert.IsNull(own.CrossValidation);
        }
    }

    [TestMethod]
    public void LambdaRatioToMax_WithValidationRows_StaysGiven()
    {
        MLContext ml = new(seed: 1);
        ElasticNetFitDetails details = ml.Regression.Trainers.ElasticNet(new ElasticNetOptions { LambdaRatioToMax = 0.9 }).Fit(Views.Of(ml), Views.Of(ml, 50, seed: 2)).FitDetails();
        Assert.AreEqual(0.9 * details.Path.LambdaMax, details.Lambda, 1e-9);
    }

    [TestMethod]
    public void LambdaRatioToMax_OutOfRangeOrBesideAnother_SaysWhatToDo()
    {
        MLContext ml = new();
        (ElasticNetOptions Options, string Sentence)[] wrong =
        [
            (new() { LambdaRatioToMax = 1.5 }, "LambdaRatioToMax is 1.5; it must lie between 0 (no penalty) and 1 (no coefficient), or be null."),
            (new() { LambdaRatioToMax = 0.5, Lambda = 1 }, "Both Lambda and LambdaRatioToMax are given; give the strength itself, or its ratio to the largest."),
            (new() { LambdaRatioToMax = 0.5, Lambdas = [1] }, "Both LambdaRatioToMax and Lambdas are given; give the one strength, or what to choose from."),
            (new() { LambdaRatioToMax = 0.5, Alphas = [1] }, "Both LambdaRatioToMax and Alphas are given; give the one strength, or what to choose from."),
        ];
        foreach ((ElasticNetOptions options, string sentence) in wrong)
            Assert.AreEqual(sentence, Assert.ThrowsExactly<ArgumentException>(() => ml.Regression.Trainers.ElasticNet(options)).Message);
    }
}
