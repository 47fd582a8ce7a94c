using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLRegularization.Samples.MLNet.BinaryClassification;

/// <summary>Logistic regression of two classes as a trainer of ML.NET.</summary>
public static class ElasticNetLogisticRegression
{
    /// <summary>Tumours from thirty measurements.</summary>
    public static void Example()
    {
        #region ElasticNetLogisticRegression
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("breast_cancer.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 29), new("diagnosis", DataKind.String, 30)], Separators = [','], HasHeader = true,
        });
        DataOperationsCatalog.TrainTestData split = mlContext.Data.TrainTestSplit(data, testFraction: 0.25);

        var pipeline = mlContext.Transforms.Conversion.MapValue("Malignant", [new("malignant", true), new KeyValuePair<string, bool>("benign", false)], "diagnosis")
            .Append(mlContext.BinaryClassification.Trainers.ElasticNetLogisticRegression("Malignant"));
        var model = pipeline.Fit(split.TrainSet);

        CalibratedBinaryClassificationMetrics metrics = mlContext.BinaryClassification.Evaluate(model.Transform(split.TestSet), "Malignant");
        Console.WriteLine($"{model.LastTransformer.Model.SubModel.Weights.Count(w => w != 0)} of 30 measurements");
        Console.WriteLine($"test set: accuracy {metrics.Accuracy:F2}, AUC {metrics.AreaUnderRocCurve:F2}, log loss {metrics.LogLoss:F2}");
        // 25 of 30 measurements
        // test set: accuracy 0.96, AUC 0.99, log loss 0.13
        #endregion
    }
}
