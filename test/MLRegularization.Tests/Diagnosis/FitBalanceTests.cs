using MLRegularization.Diagnosis;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Tests.Diagnosis;

/// <summary>Ends of a path are called under- and overfitted where the curves show it, and only there.</summary>
[TestClass]
public sealed class FitBalanceTests
{
    private static readonly double[] lambdas = [10, 5, 2, 1, 0.5, 0.2, 0.1], ones = [1, 1, 1, 1, 1, 1, 1];

    [TestMethod]
    public void Of_CurveWithBothEnds_NamesBoth()
    {
        FitBalance found = FitBalance.Of(lambdas, [20, 15, 11, 9, 7, 5, 3], [21, 17, 13, 12, 12.5, 14, 18], ones, 3)!;
        Assert.AreEqual(5, found.UnderfittedFrom);
        Assert.AreEqual(0.2, found.OverfittedTo);
        Assert.IsTrue(found.IsUnderfitted(5) && !found.IsUnderfitted(2) && found.IsOverfitted(0.1) && !found.IsOverfitted(0.5));
        string[] sentences = [.. found.Sentences("deviance")];
        Assert.AreEqual("At the chosen λ the deviance is 9 on the training rows and 12 ± 1 on rows held out: the gap of 3, 25 % of the latter, is what the fit owes to rows it has seen.", sentences[0]);
        Assert.StartsWith("Underfitted: from λ = 5 up", sentences[1]);
        Assert.StartsWith("Overfitted: from λ = 0.2 down", sentences[2]);
    }

    [TestMethod]
    public void Of_FlatWeakEnd_OverfitsNowhere()
    {
        FitBalance found = FitBalance.Of(lambdas, [20, 15, 11, 9, 9, 9, 9], [21, 17, 13, 12, 12.1, 12.2, 12.3], ones, 2)!;
        Assert.IsTrue(double.IsNaN(found.OverfittedTo));
        Assert.IsTrue(found.Sentences("deviance").Any(s => s.StartsWith("Nothing overfits", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Of_NothingToLearn_UnderfitsNowhere()
    {
        // The strongest penalty is the best: the training error falls all the same.
        FitBalance found = FitBalance.Of(lambdas, [20, 19, 18, 15, 12, 8, 4], [20, 20.5, 21.5, 23, 26, 30, 40], ones, 0)!;
        Assert.IsTrue(double.IsNaN(found.UnderfittedFrom));
        Assert.AreEqual(2, found.OverfittedTo);
    }

    [TestMethod]
    public void Of_WideErrors_NamesNeither()
    {
        FitBalance found = FitBalance.Of(lambdas, [20, 15, 11, 9, 7, 5, 3], [21, 17, 13, 12, 12.5, 14, 18], [.. ones.Select(_ => 10.0)], 3)!;
        Assert.IsTrue(double.IsNaN(found.UnderfittedFrom) && double.IsNaN(found.OverfittedTo));
    }

    [TestMethod]
    public void Of_ChosenAtAnEnd_SaysThatItFitsBadly()
    {
        double[] training = [20, 15, 11, 9, 7, 5, 3], heldOut = [21, 17, 13, 12, 12.5, 14, 18];
        Assert.IsTrue(FitBalance.Of(lambdas, training, heldOut, ones, 0)!.Sentences("deviance").Any(s => s.Contains("itself underfits")));
        Assert.IsTrue(FitBalance.Of(lambdas, training, heldOut, ones, 6)!.Sentences("deviance").Any(s => s.Contains("itself overfits")));
    }

    [TestMethod]
    public void Of_UnknownTrainingError_IsNone() => Assert.IsNull(FitBalance.Of(lambdas, [.. ones.Select(_ => double.NaN)], ones, ones, 3));

    [TestMethod]
    [DataRow(LossKind.Squared, CrossValidationMeasure.Deviance)]
    [DataRow(LossKind.Logistic, CrossValidationMeasure.Deviance)]
    [DataRow(LossKind.Logistic, CrossValidationMeasure.Accuracy)]
    [DataRow(LossKind.Logistic, CrossValidationMeasure.Auc)]
    [DataRow(LossKind.Logistic, CrossValidationMeasure.SquaredError)]
    [DataRow(LossKind.Poisson, CrossValidationMeasure.Deviance)]
    public void TrainingError_AnyMeasure_IsTheHeldOutErrorOfRowsLearnedFrom(LossKind loss, CrossValidationMeasure measure)
    {
        RandomColumns random = new(5);
        double[][] x = random.Columns(80, 4);
        double[] y = [.. x[0].Select((v, i) => loss switch { LossKind.Squared => v + random.Normal(), LossKind.Logistic => (10 * v) + random.Normal() > 0 ? 1 : 0, _ => Math.Floor(2 * Math.Exp(v)) })];
        double[] weights = [.. Enumerable.Range(0, 80).Select(i => 1.0 + (i % 3))];
        TrainingSet data = new(DenseColumns.FromColumns(x), y, weights, [.. x[1].Select(v => 0.1 * v)]);
        PathOptions options = new() { Loss = loss, LambdaCount = 6, StopEarly = false };
        CrossValidation run = CrossValidation.Run(data, options, new CrossValidationOptions { Measure = measure, FoldCount = 4 });
        // The same rows twice, each half trained on the other: its held-out error is the training error.
        TrainingSet twice = new(DenseColumns.FromColumns<double>([.. x.Select(c => (double[])[.. c, .. c])]), [.. y, .. y], [.. weights, .. weights], [.. data.Offset!, .. data.Offset!]);
        options.Lambdas = [.. run.Curves[0].Path.Points.Select(p => p.Lambda)];
        CrossValidation halves = CrossValidation.Run(twice, options, new CrossValidationOptions { Measure = measure, Folds = [Folds.Given([.. Enumerable.Range(0, 160).Select(i => i / 80)])] });
        for (int k = 0; k < 6; k++) Assert.AreEqual(halves.Curves[0].MeanError[k], run.Curves[0].TrainingError[k], 1e-5 * (1 + run.Curves[0].TrainingError[k]));
    }
}
