using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLRegularization.Samples.MLNet.MulticlassClassification;

/// <summary>Maximum entropy (multinomial logistic) regression as a trainer of ML.NET.</summary>
public static class ElasticNetMaximumEntropy
{
    private sealed class Flower
    {
        [VectorType(4)]
        public float[] Features { get; init; } = [];
        public string Species { get; init; } = "";
    }

    private sealed class Prediction
    {
        public string Answer { get; init; } = "";
        public float[] Score { get; init; } = [];
    }

    /// <summary>Names in, names out: labels become keys, keys become names again.</summary>
    public static void Example()
    {
        #region ElasticNetMaximumEntropy
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("iris.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 3), new("Species", DataKind.String, 4)], Separators = [','], HasHeader = true,
        });

        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", "Species")
            .Append(mlContext.MulticlassClassification.Trainers.ElasticNetMaximumEntropy())
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));

        ITransformer model = pipeline.Fit(data);
        using PredictionEngine<Flower, Prediction> engine = mlContext.Model.CreatePredictionEngine<Flower, Prediction>(model);
        Prediction prediction = engine.Predict(new Flower { Features = [6.2f, 2.8f, 4.9f, 1.7f] });
        Console.WriteLine($"{prediction.Answer}: {string.Join(", ", prediction.Score.Select(p => $"{p:F2}"))}");
        Console.WriteLine($"accuracy on five folds {mlContext.MulticlassClassification.CrossValidate(data, pipeline).Average(fold => fold.Metrics.MicroAccuracy):F2}");
        // virginica: 0.00, 0.36, 0.64
        // accuracy on five folds 0.97
        #endregion
    }
}
