using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>The lasso's whole path as a view.</summary>
public static class LassoWithOptions
{
    /// <summary>Fits 60 strengths and shows some of them.</summary>
    public static void Example()
    {
        #region LassoWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });

        var model = mlContext.Regression.Trainers.Lasso(new ElasticNetOptions
        {
            LabelColumnName = "progression", LambdaCount = 60, StopEarly = false, Repeats = 3, Selection = PathSelection.Lambda1Se,
        }).Fit(data);

        IDataView path = model.FitDetails().ToDataView(mlContext);
        foreach ((double lambda, bool chosen, int nonZeros, double error) in path.GetColumn<double>("Lambda").Zip(path.GetColumn<bool>("IsChosen"), path.GetColumn<int>("NonZeros"))
            .Zip(path.GetColumn<double>("MeanError"), (row, e) => (row.First, row.Second, row.Third, e)).Where((row, k) => k % 15 == 0 || row.Second))
            Console.WriteLine($"lambda {lambda,7:F3}: {nonZeros,2} features, held-out error {error:F0}{(chosen ? ", chosen" : "")}");
        // lambda  45.160:  0 features, held-out error 5931
        // lambda   8.109:  4 features, held-out error 3211, chosen
        // lambda   4.343:  5 features, held-out error 3084
        // lambda   0.418:  8 features, held-out error 3005
        // lambda   0.040: 10 features, held-out error 3006
        #endregion
    }
}
