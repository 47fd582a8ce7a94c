using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;

namespace MLRegularization.Samples.MLNet;

/// <summary>A trainer of ours at the end of a chain of ML.NET.</summary>
public static class Quickstart
{
    /// <summary>Fits a chain, saves it, and shows how the fit went.</summary>
    public static void Example()
    {
        string file = Path.GetTempFileName();
        #region Quickstart
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });

        var pipeline = mlContext.Transforms.ReplaceMissingValues("Features").Append(mlContext.Regression.Trainers.Lasso("progression"));
        var model = pipeline.Fit(data);                         // the strength by ten-fold cross-validation, the model of all rows
        mlContext.Model.Save(model, data.Schema, file);         // loads on stock ML.NET

        ElasticNetFitDetails details = model.LastTransformer.FitDetails();
        Console.WriteLine($"lambda {details.Lambda:F2}: {details.Point.NonZeros} of 10 features, error on rows held out {details.Curve!.MeanError[details.Index]:F0} ± {details.Curve.StandardError[details.Index]:F0}");
        // lambda 1.09: 7 of 10 features, error on rows held out 2984 ± 144
        #endregion
        File.Delete(file);
    }
}
