using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLRegularization.Samples.MLNet.MulticlassClassification;

/// <summary>Several classes by a regularised multilayer perceptron, as a trainer of ML.NET.</summary>
public static class RegularizedMlp
{
    /// <summary>Handwritten digits from 64 grey levels.</summary>
    public static void Example()
    {
        #region RegularizedMlp
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("digits.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 63), new("digit", DataKind.String, 64)], Separators = [','], HasHeader = true,
        });
        DataOperationsCatalog.TrainTestData split = mlContext.Data.TrainTestSplit(data, testFraction: 0.25);

        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", "digit")
            .Append(mlContext.MulticlassClassification.Trainers.RegularizedMlp(hiddenLayers: [128], numberOfEpochs: 32))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var model = pipeline.Fit(split.TrainSet);

        IDataView scored = model.Transform(split.TestSet);
        Console.WriteLine($"test set: accuracy {mlContext.MulticlassClassification.Evaluate(scored).MicroAccuracy:F2}");
        Console.WriteLine($"the first five are {string.Join(", ", scored.GetColumn<string>("Answer").Take(5))}");
        // test set: accuracy 0.97
        // the first five are 2, 0, 2, 3, 8
        #endregion
    }
}
