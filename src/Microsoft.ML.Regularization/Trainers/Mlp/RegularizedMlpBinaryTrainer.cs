using Microsoft.ML.Runtime;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A multilayer perceptron for two classes: learns log-odds by logistic loss; they are the score, and its probability needs no calibration.</summary>
/// <remarks>
/// | | |
/// |---|---|
/// | Machine learning task | Binary classification |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | MLRegularization.MLNet to train, none to load and score |
/// | Exportable to ONNX | Yes, by <see cref="MlpPredictionTransformer.SaveAsOnnx(Stream)"/> |
/// </remarks>
public sealed class RegularizedMlpBinaryTrainer : RegularizedMlpTrainerBase
{
    internal RegularizedMlpBinaryTrainer(IHostEnvironment environment, RegularizedMlpOptions options, Func<IEstimator<ITransformer>> twin)
        : base(environment, options, NetworkTask.Binary, twin)
    {
    }
    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, RegularizedMlpOptions options, Func<IEstimator<ITransformer>> twin)
        => new RegularizedMlpBinaryTrainer(environment, options, twin);
}
