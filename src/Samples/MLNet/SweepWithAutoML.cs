using Microsoft.ML;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;

namespace MLRegularization.Samples.MLNet;

/// <summary>A regularised trainer beside ML.NET's own, under a tuner of AutoML.</summary>
public static class SweepWithAutoML
{
    /// <summary>Sweeps mixtures and strengths of an elastic net beside the trees of ML.NET.</summary>
    public static void Example()
    {
        #region SweepWithAutoML
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });
        DataOperationsCatalog.TrainTestData split = mlContext.Data.TrainTestSplit(data, testFraction: 0.25);

        SweepablePipeline trees = mlContext.Auto().Regression("progression", useLbfgsPoissonRegression: false, useSdca: false, useLgbm: false);
        SweepablePipeline pipeline = mlContext.Transforms.NormalizeMinMax("Features").Append([mlContext.Auto().SweepableElasticNet("progression"), .. trees.Estimators.Values]);

        TrialResult best = mlContext.Auto().CreateExperiment().SetPipeline(pipeline).SetDataset(split.TrainSet, split.TestSet)
            .SetRegressionMetric(RegressionMetric.MeanSquaredError, "progression").SetRandomSearchTuner(seed: 1).SetMaxModelToExplore(20).Run();

        Console.WriteLine($"the best of 20 trials has a mean squared error of {best.Metric:F0} on rows held out");
        // the best of 20 trials has a mean squared error of 3395 on rows held out
        #endregion
    }
}
