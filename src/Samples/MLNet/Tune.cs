using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;

namespace MLRegularization.Samples.MLNet;

/// <summary>Tuning in one call.</summary>
public static class Tune
{
    /// <summary>Chooses mixture and strength of an elastic net, and fits it to all rows.</summary>
    public static void Example()
    {
        #region Tune
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });

        var pipeline = mlContext.Transforms.NormalizeMinMax("Features").Append(mlContext.Regression.Trainers.ElasticNet("progression"));
        RegularizationTuningResult tuned = mlContext.Regression.TuneRegularization(pipeline, data);

        Console.WriteLine(tuned);
        foreach (RegularizationTrial trial in tuned.Trials) Console.WriteLine($"{trial.Mean:F0} ± {trial.StandardError:F0}  {trial.Words}");
        Console.WriteLine($"R² of the model of all rows {mlContext.Regression.Evaluate(tuned.Model.Transform(data), "progression").RSquared:F2}");
        // α 1, λ 0.827 (0.0183 of λmax), 8 coefficients: Deviance 2991 ± 177 on rows held out, the best of 6 trials.
        // 2991 ± 177  α 1, λ 0.827 (0.0183 of λmax), 8 coefficients
        // 3000 ± 178  α 0.5, λ 0.0919 (0.00102 of λmax), 10 coefficients
        // 2996 ± 178  α 0.9, λ 0.303 (0.00603 of λmax), 8 coefficients
        // 3001 ± 177  α 0.1, λ 0.0703 (0.000156 of λmax), 10 coefficients
        // 2994 ± 177  α 0.95, λ 0.494 (0.0104 of λmax), 8 coefficients
        // 3001 ± 177  α 0, λ 0.0628 (1.39E-06 of λmax), 10 coefficients
        // R² of the model of all rows 0.51
        #endregion
    }
}
