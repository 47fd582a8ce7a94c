using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Models;

[TestClass]
public sealed class LinearModelTests
{
    [TestMethod]
    [DataRow(LossKind.Squared, "regression", "squared")]
    [DataRow(LossKind.Huber, "regression", "huber")]
    [DataRow(LossKind.Logistic, "binary", "logistic")]
    [DataRow(LossKind.Poisson, "count", "poisson")]
    public void Predict_EveryLoss_IsTheInverseLinkOfTheLinearPredictor(LossKind loss, string task, string name)
    {
        TrainingSet data = Table(loss);
        LinearModel model = CrossValidation.Run(data, new PathOptions { Loss = loss, LambdaCount = 20 }).Model(label: "y");
        Assert.AreEqual(task, model.Facts.Task);
        Assert.AreEqual(name, model.Facts.Loss);
        CollectionAssert.AreEqual(loss == LossKind.Logistic ? new[] { "0", "1" } : [], model.Facts.Classes.ToArray());
        double[] eta = model.LinearPredictor(data.Features), mean = model.Predict(data.Features);
        for (int i = 0; i < eta.Length; i++)
        {
            double expected = loss switch { LossKind.Logistic => 1 / (1 + Math.Exp(-eta[i])), LossKind.Poisson => Math.Exp(eta[i]), _ => eta[i] };
            Assert.AreEqual(expected, mean[i], 1e-12 * Math.Abs(expected));
        }
        Assert.AreEqual(mean[0], model.Predict([Math.Sin(0), Math.Cos(0)]), 1e-12);
        CollectionAssert.AreEqual(mean, model.Mean(eta));
    }

    [TestMethod]
    [DataRow(LossKind.Logistic)]
    [DataRow(LossKind.Poisson)]
    public void OutOfFoldPredictions_OtherLoss_AreMeansNearTheResponses(LossKind loss)
    {
        TrainingSet data = Table(loss);
        CrossValidation run = CrossValidation.Run(data, new PathOptions { Loss = loss, LambdaCount = 20 });
        double[] predicted = run.OutOfFoldPredictions(run.Select(PathSelection.LambdaMin));
        foreach (double mean in predicted) Assert.IsTrue(mean > 0 && (loss == LossKind.Poisson || mean < 1));
        Assert.AreEqual(data.Target.Average(), predicted.Average(), 0.05 * data.Target.Average());
    }

    [TestMethod]
    public void Run_LogisticLoss_SpreadsEveryClassOverTheFolds()
    {
        TrainingSet data = Table(LossKind.Logistic);
        Folds folds = CrossValidation.Run(data, new PathOptions { Loss = LossKind.Logistic, LambdaCount = 5 }, new CrossValidationOptions { FoldCount = 4, Seed = 3 }).Folds[0];
        CollectionAssert.AreEqual(Folds.Stratified([.. data.Target.Select(y => (int)y)], 4, 3).FoldOf.ToArray(), folds.FoldOf.ToArray());
    }

    [TestMethod]
    public void Run_FoldTrainedOnOneClass_SaysWhichAndWhatToDo()
    {
        TrainingSet data = Table(LossKind.Logistic);
        Folds folds = Folds.Given([.. data.Target.Select(y => (int)y)]);
        string message = Assert.ThrowsExactly<ArgumentException>(() => CrossValidation.Run(data, new PathOptions { Loss = LossKind.Logistic }, new CrossValidationOptions { Folds = [folds] })).Message;
        Assert.Contains("fold 1 is trained on has the same label", message);
    }

    [TestMethod]
    public void Select_InformationCriterion_IsDevianceAndPrice()
    {
        FixtureTable table = FixtureTable.Fixture("glmnet_families_cases.csv");
        (TrainingSet data, PathOptions options) = table.Case(table.Rows.First(r => table.Cell(r, "family") == "binomial"));
        options.Lambdas = null;
        CrossValidation run = CrossValidation.Run(data, options);
        PathPoint best = run.Curves[0].Path.Points.MinBy(p => (2 * data.Rows * p.Loss) + (Math.Log(data.Rows) * p.DegreesOfFreedom))!;
        Assert.AreEqual(best.Lambda, run.Select(PathSelection.Bic).Point.Lambda);
    }

    private static TrainingSet Table(LossKind loss)
    {
        const int rows = 80;
        double[][] x = [[.. Enumerable.Range(0, rows).Select(i => Math.Sin(1.3 * i))], [.. Enumerable.Range(0, rows).Select(i => Math.Cos(2.1 * i))]];
        double[] y = [.. Enumerable.Range(0, rows).Select(i => x[0][i] - (0.5 * x[1][i]) + Math.Sin(11.7 * i))];
        if (loss == LossKind.Logistic) y = [.. y.Select(v => v > 0.3 ? 1.0 : 0)];
        if (loss == LossKind.Poisson) y = [.. y.Select(v => Math.Floor(Math.Exp(v) * 2))];
        return new TrainingSet(DenseColumns.FromColumns<double>(x), y);
    }
}
