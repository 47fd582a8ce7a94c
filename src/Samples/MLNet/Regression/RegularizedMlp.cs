using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>A regularised multilayer perceptron as a trainer of ML.NET.</summary>
public static class RegularizedMlp
{
    /// <summary>Fits, says what the learning curves show, saves and loads.</summary>
    public static void Example()
    {
        string file = Path.GetTempFileName();
        #region RegularizedMlp
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });
        DataOperationsCatalog.TrainTestData split = mlContext.Data.TrainTestSplit(data, testFraction: 0.25);

        // Features are scaled inside; a fifth of the rows chooses the epoch.
        var model = mlContext.Regression.Trainers.RegularizedMlp("progression", hiddenLayers: [64, 64], dropout: 0.2, weightDecay: 0.05, numberOfEpochs: 64).Fit(split.TrainSet);

        Console.WriteLine($"R² on the test set {mlContext.Regression.Evaluate(model.Transform(split.TestSet), "progression").RSquared:F2}");
        Console.WriteLine($"{model.FitDetails().History.Epochs.Count} epochs, {model.FitDetails().ValidationRows.Count} rows chose among them");

        mlContext.Model.Save(model, data.Schema, file);
        ITransformer loaded = mlContext.Model.Load(file, out _);        // stock transformers of ML.NET: needs Microsoft.ML and nothing else
        Console.WriteLine($"R² of the loaded model {mlContext.Regression.Evaluate(loaded.Transform(split.TestSet), "progression").RSquared:F2}");
        // R² on the test set 0.39
        // 64 epochs, 65 rows chose among them
        // R² of the loaded model 0.39
        #endregion
        File.Delete(file);
    }
}
