using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>Ridge regression whose strength is chosen on a validation set instead of by cross-validation.</summary>
public static class RidgeWithOptions
{
    /// <summary>Fits on one view and chooses on another.</summary>
    public static void Example()
    {
        #region RidgeWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });
        DataOperationsCatalog.TrainTestData split = mlContext.Data.TrainTestSplit(data, testFraction: 0.3);

        ElasticNetRegressionTrainer trainer = mlContext.Regression.Trainers.Ridge(new ElasticNetOptions
        {
            LabelColumnName = "progression", Lambdas = [100, 30, 10, 3, 1, 0.3, 0.1], MissingFeatures = MissingFeatures.SkipRow,
        });
        ElasticNetFitDetails details = trainer.Fit(split.TrainSet, split.TestSet).FitDetails();

        for (int k = 0; k < details.Path.Points.Count; k++)
            Console.WriteLine($"lambda {details.Path.Points[k].Lambda,5}: error on the validation set {details.ValidationErrors![k]:F0}{(k == details.Index ? ", chosen" : "")}");
        // lambda   100: error on the validation set 5831
        // lambda    30: error on the validation set 5513
        // lambda    10: error on the validation set 4904
        // lambda     3: error on the validation set 4070
        // lambda     1: error on the validation set 3573
        // lambda   0.3: error on the validation set 3372
        // lambda   0.1: error on the validation set 3330, chosen
        #endregion
    }
}
