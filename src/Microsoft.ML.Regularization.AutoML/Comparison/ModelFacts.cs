using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using MLRegularization.Models;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What a fitted chain tells of itself, whoever has fitted it.</summary>
internal static class ModelFacts
{
    /// <summary>Coefficients or weights that are not 0, without intercepts; null for a model that has none.</summary>
    public static int? NonZeros(ITransformer model) => Models(model).Select(Count).LastOrDefault(c => c is not null);

    /// <summary>The share of L1 and the strength of our linear learners; null for others.</summary>
    public static IReadOnlyList<(string Name, double Value)>? Choice(ITransformer model)
        => Models(model).Select(FitDetailsOf.Find<ElasticNetFitDetails>).LastOrDefault(d => d is not null) is { } details ? [("alpha", details.Alpha), ("lambda", details.Lambda)] : null;

    private static IEnumerable<object> Models(ITransformer model) => model switch
    {
        IEnumerable<ITransformer> chain => chain.SelectMany(Models),
        IPredictionTransformer<object> predictor => [predictor.Model],
        _ => [],
    };

    private static int? Count(object model) => model switch
    {
        LinearModelParameters linear => linear.Weights.Count(w => w != 0),
        CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> calibrated => calibrated.SubModel.Weights.Count(w => w != 0),
        MaximumEntropyModelParameters classes => Count(classes),
        MlpModelParameters network => network.Network.Layers.Sum(l => l.Weights.Count(w => w != 0)),
        _ => null,
    };

    private static int Count(MaximumEntropyModelParameters model)
    {
        VBuffer<float>[]? weights = null;
        model.GetWeights(ref weights, out _);
        return weights.Sum(w => w.DenseValues().Count(v => v != 0));
    }
}
