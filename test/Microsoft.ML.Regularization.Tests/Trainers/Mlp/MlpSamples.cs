using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Networks;

namespace Microsoft.ML.Regularization.Tests.Trainers.Mlp;

/// <summary>Small networks of the three tasks, fitted in a moment.</summary>
internal static class MlpSamples
{
    /// <summary>Few epochs of few units; every task learns something.</summary>
    public static RegularizedMlpOptions Options(string label = "Label", Action<RegularizedMlpOptions>? change = null)
    {
        RegularizedMlpOptions options = new() { LabelColumnName = label, HiddenLayers = [16, 8], NumberOfEpochs = 12, BatchSize = 32, NumberOfThreads = 1 };
        change?.Invoke(options);
        return options;
    }

    /// <summary>A chain that trains one task on <see cref="Tables"/>; several classes are a key made of texts.</summary>
    public static IEstimator<TransformerChain<MlpPredictionTransformer>> Trainer(MLContext ml, NetworkTask task, Action<RegularizedMlpOptions>? change = null) => task switch
    {
        NetworkTask.Regression => new EstimatorChain<ITransformer>().Append(ml.Regression.Trainers.RegularizedMlp(Options("Label", change))),
        NetworkTask.Binary => new EstimatorChain<ITransformer>().Append(ml.BinaryClassification.Trainers.RegularizedMlp(Options("IsLarge", change))),
        _ => ml.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(ml.MulticlassClassification.Trainers.RegularizedMlp(Options("Key", change))),
    };

    /// <summary>Trains one task and saves it; returns what it scores.</summary>
    public static float[] Save(NetworkTask task, Stream file, Action<RegularizedMlpOptions>? change = null)
    {
        MLContext ml = new(seed: 1);
        IDataView data = Tables.View(ml);
        ITransformer model = Trainer(ml, task, change).Fit(data);
        ml.Model.Save(model, data.Schema, file);
        return Scores(model.Transform(data));
    }

    /// <summary>All scores, row after row.</summary>
    public static float[] Scores(IDataView scored)
        => scored.Schema["Score"].Type is VectorDataViewType ? [.. scored.GetColumn<float[]>("Score").SelectMany(s => s)] : [.. scored.GetColumn<float>("Score")];
}
