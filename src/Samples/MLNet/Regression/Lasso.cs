using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>The lasso as a trainer of ML.NET: a sparse model whose strength nobody had to guess, saved for any ML.NET program.</summary>
public static class Lasso
{
    /// <summary>Fits, evaluates, shows the coefficients that are not zero, saves and loads.</summary>
    public static void Example()
    {
        string file = Path.GetTempFileName();
        #region Lasso
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });
        DataOperationsCatalog.TrainTestData split = mlContext.Data.TrainTestSplit(data, testFraction: 0.25);

        var model = mlContext.Regression.Trainers.Lasso("progression").Fit(split.TrainSet);             // lambda by ten-fold cross-validation

        RegressionMetrics metrics = mlContext.Regression.Evaluate(model.Transform(split.TestSet), "progression");
        ElasticNetFitDetails details = model.FitDetails();
        Console.WriteLine($"lambda {details.Lambda:F2}, error on rows held out {details.Curve!.MeanError[details.Index]:F0} ± {details.Curve.StandardError[details.Index]:F0}, R² on the test set {metrics.RSquared:F2}");
        for (int j = 0; j < 10; j++)
            if (model.Model.Weights[j] != 0) Console.WriteLine($"{details.Path.FeatureNames[j],-4} {model.Model.Weights[j],8:F3}");

        mlContext.Model.Save(model, data.Schema, file);
        ITransformer loaded = mlContext.Model.Load(file, out _);                                        // needs Microsoft.ML and nothing else
        Console.WriteLine(loaded is RegressionPredictionTransformer<LinearRegressionModelParameters>);
        // lambda 1.04, error on rows held out 2861 ± 171, R² on the test set 0.40
        // sex   -18.811
        // bmi     5.493
        // bp      1.153
        // s1     -0.112
        // s3     -0.917
        // s5     44.746
        // s6      0.327
        // True
        #endregion
        File.Delete(file);
    }
}
