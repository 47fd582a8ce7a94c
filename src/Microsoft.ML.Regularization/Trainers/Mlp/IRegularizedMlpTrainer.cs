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

    /// <summary>Reads rows.</summary>
    /// <param name="data">The view.</param>
    /// <param name="training">For rows held out those that are learned from; null: these are they.</param>
    /// <param name="scope">The host's channels and cancellation.</param>
    TrainingRows Read(IDataView data, TrainingRows? training, FitScope scope);

    /// <summary>The same trainer under other options.</summary>
    /// <param name="change">Changes them.</param>
    /// <param name="cancellation">Stops its fits, beside the context.</param>
    IEstimator<ITransformer> With(Action<RegularizedMlpOptions> change, CancellationToken cancellation = default);
}
