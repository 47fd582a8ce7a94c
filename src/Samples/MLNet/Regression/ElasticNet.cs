using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>Elastic net as the last step of a chain of ML.NET.</summary>
public static class ElasticNet
{
    /// <summary>Adds missing-value stand-ins and squares of features before the trainer, and cross-validates the whole chain.</summary>
    public static void Example()
    {
        #region ElasticNet
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Measured", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });

        // Squares may enter too.
        var pipeline = mlContext.Transforms.ReplaceMissingValues("Measured")
            .Append(mlContext.Transforms.Expression("Squares", "x => x * x", "Measured"))
            .Append(mlContext.Transforms.Concatenate("Features", "Measured", "Squares"))
            .Append(mlContext.Regression.Trainers.ElasticNet("progression", alpha: 0.5));

        var model = pipeline.Fit(data);
        Console.WriteLine($"{model.LastTransformer.Model.Weights.Count(w => w != 0)} of 20 features, lambda {model.LastTransformer.FitDetails().Lambda:F2}");

        // Five folds around the chain: within each the strength is chosen anew, so the error is honest.
        double[] errors = [.. mlContext.Regression.CrossValidate(data, pipeline, numberOfFolds: 5, labelColumnName: "progression").Select(fold => fold.Metrics.RootMeanSquaredError)];
        Console.WriteLine($"root mean squared error {errors.Average():F1}");
        // 19 of 20 features, lambda 0.01
        // root mean squared error 54.6
        #endregion
    }
}
