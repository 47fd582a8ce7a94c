using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>Ridge regression as a trainer of ML.NET.</summary>
public static class Ridge
{
    /// <summary>Six measurements that say nearly the same, sixteen rows: least squares fails, ridge does not.</summary>
    public static void Example()
    {
        #region Ridge
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("longley.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 5), new("Employed", DataKind.Single, 6)], Separators = [','], HasHeader = true,
        });

        var model = mlContext.Regression.Trainers.Ridge("Employed", lambda: 0.1).Fit(data);

        string[] names = [.. model.FitDetails().Path.FeatureNames];
        Console.WriteLine(string.Join(", ", names.Zip(model.Model.Weights, (name, weight) => $"{name} {weight:F3}")));
        Console.WriteLine($"R² {mlContext.Regression.Evaluate(model.Transform(data), "Employed").RSquared:F3}");
        // GNP_deflator 0.084, GNP 0.011, Unemployed -0.007, Armed_Forces -0.002, Population 0.120, Year 0.209
        // R² 0.980
        #endregion
    }
}
