using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers;

[TestClass]
public class ElasticNetRegressionTests
{
    [TestMethod]
    public void Fit_InAChain_IsTheEnginesModel()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        var model = ml.Transforms.CopyColumns("X", "Features").Append(ml.Regression.Trainers.Lasso("Label", "X")).Fit(data);
        ElasticNetFitDetails details = model.LastTransformer.FitDetails();

        Tables.Row[] rows = Tables.Rows(300);
        double[,] x = new double[rows.Length, 6];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < 6; j++) x[i, j] = rows[i].Features[j];
        TrainingSet set = TrainingSet.FromRows(x, [.. rows.Select(r => (double)r.Label)]);
        RegularizationPath path = PathSolver.Fit(set, new PathOptions { Lambdas = [details.Lambda] });
        LinearRegressionModelParameters fitted = model.LastTransformer.Model;
        for (int j = 0; j < 6; j++) Assert.AreEqual(path.Points[0][j], fitted.Weights[j], 1e-5);
        Assert.AreEqual(path.Points[0].Intercept, fitted.Bias, 1e-5);
        Assert.IsTrue(details.Certificate.Gap <= 1e-7, details.Certificate.ToString());
        Assert.AreEqual(300, details.Rows);
    }

    [TestMethod]
    public void Fit_SavedAndLoaded_ScoresTheSame()
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        ITransformer model = ml.Regression.Trainers.ElasticNet().Fit(data);
        using MemoryStream file = new();
        ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(file, out _);
        CollectionAssert.AreEqual(Scores(model.Transform(data)), Scores(loaded.Transform(data)));
        Assert.IsTrue(ml.Regression.Evaluate(loaded.Transform(data)).RSquared > 0.8);
    }

    private static float[] Scores(IDataView data) => [.. data.GetColumn<float>("Score")];
}
