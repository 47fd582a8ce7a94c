using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>Poisson regression as a trainer of ML.NET: for counts, and for any number that effects multiply.</summary>
public static class RegularizedPoisson
{
    /// <summary>A score is an expected count: the exponential of the linear predictor.</summary>
    public static void Example()
    {
        #region RegularizedPoisson
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });

        var model = mlContext.Regression.Trainers.RegularizedPoisson("progression", alpha: 1).Fit(data);

        float[] scores = [.. model.Transform(data).GetColumn<float>("Score").Take(2)], labels = [.. data.GetColumn<float>("progression").Take(2)];
        Console.WriteLine($"expected {scores[0]:F0} and {scores[1]:F0}, seen {labels[0]} and {labels[1]}");
        Console.WriteLine($"each unit of bmi multiplies the expectation by {Math.Exp(model.Model.Weights[2]):F3}");
        // expected 205 and 77, seen 151 and 75
        // each unit of bmi multiplies the expectation by 1.033
        #endregion
    }
}
