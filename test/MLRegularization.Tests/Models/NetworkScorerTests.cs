using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Preparation;

namespace MLRegularization.Tests.Models;

/// <summary>Rows scored where they lie, against the model that takes matrices.</summary>
[TestClass]
public sealed class NetworkScorerTests
{
    [TestMethod]
    [DataRow(ScalingKind.Robust, true, 1)]
    [DataRow(ScalingKind.Standard, false, 2)]
    [DataRow(ScalingKind.None, true, 0)]
    public void Score_AnyScaling_HasTheModelsBits(ScalingKind scaling, bool clip, int threads)
    {
        (NetworkModel model, double[,] x) = Fitted(scaling, clip, 150);
        float[] features = [.. x.Cast<double>().Select(v => (float)v)], scores = new float[150];
        new NetworkScorer(model).Score(features, scores, threads);
        double[] expected = model.Predict(TrainingSet.FromRows(x, new double[150]).Features);
        for (int i = 0; i < 150; i++) Assert.AreEqual((float)expected[i], scores[i]);
        float[] alone = new float[1];
        new NetworkScorer(model).Score(features.AsMemory(4 * 3, 3), alone);
        Assert.AreEqual(scores[4], alone[0]);
    }

    [TestMethod]
    public void Score_MissingNumber_IsNaNUnlessTheColumnWasConstant()
    {
        (NetworkModel model, _) = Fitted(ScalingKind.Robust, true, 60);
        float[] scores = new float[3];
        new NetworkScorer(model).Score(new[] { 0.1f, 1, 5, float.NaN, 1, 5, 0.1f, 1, float.NaN }, scores);
        CollectionAssert.AreEqual(new[] { false, true, false }, scores.Select(float.IsNaN).ToArray());
    }

    [TestMethod]
    public void Score_WrongLengths_OneSentence()
    {
        (NetworkModel model, _) = Fitted(ScalingKind.Robust, true, 60);
        Assert.AreEqual("There are 4 features and 1 scores; give 3 and 1 for each row. (Parameter 'scores')",
            Assert.ThrowsExactly<ArgumentException>(() => new NetworkScorer(model).Score(new float[4], new float[1])).Message);
    }

    // Two columns that speak and one that is constant.
    private static (NetworkModel Model, double[,] X) Fitted(ScalingKind scaling, bool clip, int rows)
    {
        double[,] x = new double[rows, 3];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            (x[i, 0], x[i, 1], x[i, 2]) = ((float)Math.Sin(i), (float)(3 * Math.Cos(2.3 * i)), 5);
            y[i] = x[i, 0] - x[i, 1];
        }
        MlpOptions options = new() { Network = NetworkSpec.Of(Activation.Mish, 12), Epochs = 3, Threads = 1, Inputs = new NetworkInputOptions { Scaling = scaling, SmoothClip = clip } };
        return (new MlpTrainer(options).Fit(MlpData.Of(TrainingSet.FromRows(x, y)), NetworkTask.Regression).Model, x);
    }
}
