using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Samples.MLNet.Regression;

/// <summary>A network regularised by a list of what regularises it, its epoch chosen on a validation set.</summary>
public static class RegularizedMlpWithOptions
{
    /// <summary>Compares a plain network with a regularised one.</summary>
    public static void Example()
    {
        #region RegularizedMlpWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("diabetes.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 9), new("progression", DataKind.Single, 10)], Separators = [','], HasHeader = true,
        });
        DataOperationsCatalog.TrainTestData split = mlContext.Data.TrainTestSplit(data, testFraction: 0.25);

        foreach (RegularizationSpec members in (RegularizationSpec[])[[], [new Dropout(0.3), new WeightDecay(0.1), new MaxNorm(2)]])
        {
            RegularizedMlpOptions options = new()
            {
                LabelColumnName = "progression",
                Preset = MlpPreset.Plain.Name,
                Network = NetworkSpec.Of(Activation.Relu, 128, 128),
                Regularization = members,
                NumberOfEpochs = 60,
                BatchSize = 32,
            };
            MlpFitDetails details = mlContext.Regression.Trainers.RegularizedMlp(options).Fit(split.TrainSet, split.TestSet).FitDetails();
            EpochRecord last = details.History.Epochs[^1];
            Console.WriteLine($"{members.Count} members: in the end the validation loss is {last.ValidationLoss / last.TrainingLoss:F0} times the training loss");
        }
        // 0 members: in the end the validation loss is 23 times the training loss
        // 3 members: in the end the validation loss is 2 times the training loss
        #endregion
    }
}
