using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Data;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A linear trainer of any task, taken apart for those who fit many paths to the same rows.</summary>
internal interface IElasticNetTrainer
{
    /// <summary>What its messages go to.</summary>
    IHost Host { get; }

    ElasticNetSettings Settings { get; }

    TrainingColumns Columns { get; }

    /// <summary>Reads rows, all of them held.</summary>
    /// <param name="data">The view.</param>
    /// <param name="training">For rows held out those that are learned from; null: these are they.</param>
    /// <param name="scope">The host's channels and cancellation.</param>
    TrainingRows Read(IDataView data, TrainingRows? training, FitScope scope);

    /// <summary>The transformer of a point of a path.</summary>
    /// <param name="point">The point.</param>
    /// <param name="rows">The rows that were learned from.</param>
    /// <param name="schema">The columns of their view.</param>
    ITransformer TransformerOf(PathPoint point, TrainingRows rows, DataViewSchema schema);

    /// <summary>The same trainer under other options.</summary>
    /// <param name="change">Changes them.</param>
    /// <param name="cancellation">Stops its fits, beside the context.</param>
    IEstimator<ITransformer> With(Action<ElasticNetOptions> change, CancellationToken cancellation = default);
}
