using Microsoft.ML.Runtime;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A multilayer perceptron for several classes: learns their probabilities, which are the score, by multinomial loss.</summary>
/// <remarks>
/// | | |
/// |---|---|
/// | Machine learning task | Multiclass classification |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | MLRegularization.MLNet to train, none to load and score |
/// | Exportable to ONNX | Yes, by <see cref="MlpPredictionTransformer.SaveAsOnnx(Stream)"/> |
/// </remarks>
public sealed class RegularizedMlpMulticlassTrainer : RegularizedMlpTrainerBase
{
    internal RegularizedMlpMulticlassTrainer(IHostEnvironment environment, RegularizedMlpOptions options, Func<IEstimator<ITransformer>> twin)
        : base(environment, options, NetworkTask.Multiclass, twin)
    {
    }
    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, RegularizedMlpOptions options, Func<IEstimator<ITransformer>> twin)
        => new RegularizedMlpMulticlassTrainer(environment, options, twin);
}
