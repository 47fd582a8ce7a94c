using Microsoft.ML.Runtime;
using MLRegularization.Networks;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A multilayer perceptron for regression: learns the standardised label by squared error, and scores within the label's range.</summary>
/// <remarks>
/// | | |
/// |---|---|
/// | Machine learning task | Regression |
/// | Is normalization required? | No |
/// | Is caching required? | No |
/// | Required NuGet in addition to Microsoft.ML | MLRegularization.MLNet to train, none to load and score |
/// | Exportable to ONNX | Yes, by <see cref="MlpPredictionTransformer.SaveAsOnnx(Stream)"/> |
/// </remarks>
public sealed class RegularizedMlpRegressionTrainer : RegularizedMlpTrainerBase
{
    internal RegularizedMlpRegressionTrainer(IHostEnvironment environment, RegularizedMlpOptions options, Func<IEstimator<ITransformer>> twin)
        : base(environment, options, NetworkTask.Regression, twin)
    {
    }
    private protected override IEstimator<ITransformer> NewTrainer(IHostEnvironment environment, RegularizedMlpOptions options, Func<IEstimator<ITransformer>> twin)
        => new RegularizedMlpRegressionTrainer(environment, options, twin);
}
