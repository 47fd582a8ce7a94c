using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Tests.Networks;

/// <summary>A run that begins with the weights of another.</summary>
[TestClass]
public sealed class MlpStartTests
{
    [TestMethod]
    public void Fit_BegunWithAnother_StartsWhereItEndedAndKeepsItsScales()
    {
        MlpOptions options = Options(8, 30);
        MlpFit first = new MlpTrainer(options).Fit(Data(0), NetworkTask.Regression);
        options = Options(8, 1);
        options.LearningRate = 1e-9;
        MlpFit again = new MlpTrainer(options).Fit(Data(0), NetworkTask.Regression, start: first), anew = new MlpTrainer(options).Fit(Data(0), NetworkTask.Regression);
        Assert.AreEqual(first.History.Best!.ValidationLoss, again.History.Best!.ValidationLoss, 0.2 * first.History.Best.ValidationLoss); // running means of the norm move on
        Assert.IsLessThan(anew.History.Best!.ValidationLoss / 4, again.History.Best.ValidationLoss);
        MlpFit moved = new MlpTrainer(options).Fit(Data(10), NetworkTask.Regression, start: first);
        Assert.AreEqual(first.Model.Target!.Mean, moved.Model.Target!.Mean);
        Assert.AreEqual(first.Model.Target.Least, moved.Model.Target.Least);
        Assert.IsGreaterThan(first.Model.Target.Greatest, moved.Model.Target.Greatest);
        Assert.AreSame(first.Model.Encoding, moved.Model.Encoding);
    }

    [TestMethod]
    public void Fit_BegunWithAnotherNetworkTaskOrClasses_OneSentence()
    {
        MlpFit first = new MlpTrainer(Options(8, 1)).Fit(Data(0), NetworkTask.Regression);
        Assert.AreEqual("The network has 'hidden1.weight' of 3 × 9, and the fit to begin with has one of 3 × 8; give the same columns, layers, norms and skip connections, or begin anew.",
            Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(Options(9, 1)).Fit(Data(0), NetworkTask.Regression, start: first)).Message);
        MlpData classes = Labelled("a", "b"), others = Labelled("a", "c");
        Assert.AreEqual("The fit to begin with is of the task regression, and this is Multiclass; give one of the same, or begin anew. (Parameter 'start')",
            Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(Options(8, 1)).Fit(classes, NetworkTask.Multiclass, start: first)).Message);
        MlpFit two = new MlpTrainer(Options(8, 1)).Fit(classes, NetworkTask.Multiclass);
        Assert.AreEqual("The fit to begin with knows the classes a, b, and these data have a, c; give the same, or begin anew. (Parameter 'start')",
            Assert.ThrowsExactly<ArgumentException>(() => new MlpTrainer(Options(8, 1)).Fit(others, NetworkTask.Multiclass, start: two)).Message);
    }

    private static MlpOptions Options(int width, int epochs)
        => new() { Network = NetworkSpec.Of(Activation.Silu, width) with { Regularization = [new BatchNorm()] }, Epochs = epochs, BatchSize = 16, Threads = 1 };

    private static MlpData Labelled(params string[] names)
    {
        (double[,] x, double[] y) = Rows(0);
        return MlpData.Of(TrainingSet.FromRows(x, [.. y.Select(v => v > 0 ? 1.0 : 0)])).Named("label", names);
    }

    private static MlpData Data(double shift)
    {
        (double[,] x, double[] y) = Rows(shift);
        return MlpData.Of(TrainingSet.FromRows(x, y));
    }

    private static (double[,] X, double[] Y) Rows(double shift)
    {
        double[,] x = new double[120, 3];
        double[] y = new double[120];
        for (int i = 0; i < 120; i++)
        {
            (x[i, 0], x[i, 1], x[i, 2]) = (Math.Sin(i), Math.Cos(2.3 * i), Math.Sin(1.7 * i));
            y[i] = (2 * x[i, 0]) - x[i, 1] + (x[i, 2] * x[i, 2]) + shift;
        }
        return (x, y);
    }
}
