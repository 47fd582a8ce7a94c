using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>Elastic net whose mix is chosen with the strength, with penalties and bounds by the features' names.</summary>
public static class ElasticNetWithOptions
{
    /// <summary>Chooses between three mixes, never penalises bmi, and lets bp only raise the prediction.</summary>
    public static void Example()
    {
        #region ElasticNetWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });

        ElasticNetOptions options = new()
        {
            LabelColumnName = "progression",
            Alphas = [0.1, 0.5, 1],                                             // chosen on the same folds as the strength
            Selection = PathSelection.Lambda1Se,                                // the largest strength within a standard error of the best
            FoldCount = 5,
            PenaltyFactors = new Dictionary<string, double> { ["bmi"] = 0 },    // 0: never penalised
            LowerBounds = new Dictionary<string, double> { ["bp"] = 0 },        // may only raise the prediction
        };
        ElasticNetFitDetails details = mlContext.Regression.Trainers.ElasticNet(options).Fit(data).FitDetails();

        Console.WriteLine($"alpha {details.Alpha}, lambda {details.Lambda:F2}: {details.Point.NonZeros} features");
        Console.WriteLine($"held-out error {details.Curve!.MeanError[details.Index]:F0} ± {details.Curve.StandardError[details.Index]:F0}; solved: {details.Certificate.Gap <= options.Tolerance}");
        // alpha 0.1, lambda 0.85: 10 features
        // held-out error 3173 ± 132; solved: True
        #endregion
    }
}
