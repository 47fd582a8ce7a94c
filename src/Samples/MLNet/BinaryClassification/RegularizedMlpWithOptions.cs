using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Matrices;
using MLRegularization.Networks;

namespace MLRegularization.Samples.MLNet.BinaryClassification;

/// <summary>A network whose probabilities count: its epoch is chosen by the log loss.</summary>
public static class RegularizedMlpWithOptions
{
    /// <summary>Balanced classes, an L1 penalty, and the chain cross-validated.</summary>
    public static void Example()
    {
        #region RegularizedMlpWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("breast_cancer.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 29), new("diagnosis", DataKind.String, 30)], Separators = [','], HasHeader = true,
        });

        var pipeline = mlContext.Transforms.Conversion.MapValue("Malignant", [new("malignant", true), new KeyValuePair<string, bool>("benign", false)], "diagnosis")
            .Append(mlContext.BinaryClassification.Trainers.RegularizedMlp(new RegularizedMlpOptions
            {
                LabelColumnName = "Malignant",
                HiddenLayers = [32],
                L1 = 1e-3,
                ClassWeights = ClassWeights.Balanced,
                Metric = NetworkMetric.Loss,
                NumberOfEpochs = 30,
            }));

        var folds = mlContext.BinaryClassification.CrossValidate(data, pipeline, numberOfFolds: 3, labelColumnName: "Malignant");
        Console.WriteLine($"log loss of three folds {folds.Average(fold => fold.Metrics.LogLoss):F2}");
        // log loss of three folds 0.14
        #endregion
    }
}
