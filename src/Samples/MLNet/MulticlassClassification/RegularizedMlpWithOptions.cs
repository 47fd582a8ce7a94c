using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Regularizers;

namespace MLRegularization.Samples.MLNet.MulticlassClassification;

/// <summary>A small network with norms, mixed rows and averaged weights.</summary>
public static class RegularizedMlpWithOptions
{
    /// <summary>Wines by their grower.</summary>
    public static void Example()
    {
        #region RegularizedMlpWithOptions
        MLContext mlContext = new(seed: 1);
        IDataView data = mlContext.Data.LoadFromTextFile(DataFile.Of("wine.csv"), new TextLoader.Options
        {
            Columns = [new("Features", DataKind.Single, 0, 12), new("cultivar", DataKind.String, 13)], Separators = [','], HasHeader = true,
        });

        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", "cultivar")
            .Append(mlContext.MulticlassClassification.Trainers.RegularizedMlp(new RegularizedMlpOptions
            {
                Network = NetworkSpec.Of(Activation.Gelu, 24, 24),
                Regularization = [new BatchNorm(), new Dropout(0.1), new Mixup(0.2), new WeightDecay(0.02)],
                BatchSize = 32,
                NumberOfEpochs = 40,
            }));
        var model = pipeline.Fit(data);

        EpochRecord best = model.LastTransformer.FitDetails().History.Best!;
        Console.WriteLine($"of the rows that chose the epoch {best.ValidationError:P0} are wrong");
        Console.WriteLine($"{model.LastTransformer.Model.Network.Layers.Count} layers, the norms folded into their weights");
        // of the rows that chose the epoch 0 % are wrong
        // 3 layers, the norms folded into their weights
        #endregion
    }
}
