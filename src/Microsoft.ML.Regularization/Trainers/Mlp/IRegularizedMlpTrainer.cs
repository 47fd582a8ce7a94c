using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A trainer of networks of any task, taken apart for those who train many on the same rows.</summary>
internal interface IRegularizedMlpTrainer
{
    /// <summary>What its messages go to.</summary>
    IHost Host { get; }

    RegularizedMlpSettings Settings { get; }

    TrainingColumns Columns { get; }

    /// <summary>The same trainer under other options.</summary>
    IEstimator<ITransformer> With(Action<RegularizedMlpOptions> change);
}
