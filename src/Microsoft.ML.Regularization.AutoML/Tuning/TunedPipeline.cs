using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Networks;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>A pipeline taken apart: what stands before the trainer that is tuned, and what stands behind it.</summary>
internal sealed class TunedPipeline
{
    private readonly (IEstimator<ITransformer> Estimator, TransformerScope Scope)[] before, after;

    /// <summary>Finds the one regularised trainer.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="seed">The trainer's seed where it has none of its own.</param>
    /// <exception cref="ArgumentException">There is none, or more than one.</exception>
    public TunedPipeline(IEstimator<ITransformer> pipeline, int seed)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        (IEstimator<ITransformer> Estimator, TransformerScope Scope)[] all = [.. ChainInternals.EstimatorsOf(pipeline)];
        int[] places = [.. Enumerable.Range(0, all.Length).Where(k => all[k].Estimator is IElasticNetTrainer or IRegularizedMlpTrainer)];
        if (places.Length == 0) throw new ArgumentException("The pipeline has no trainer that can be tuned; append one, such as ElasticNet or RegularizedMlp of mlContext.Regression.Trainers.", nameof(pipeline));
        if (places.Length > 1) throw new ArgumentException($"The pipeline has {places.Length} trainers that can be tuned, and one is tuned at a time; leave the others out.", nameof(pipeline));
        (before, Trainer, after) = (all[..places[0]], Seeded(all[places[0]].Estimator, seed), all[(places[0] + 1)..]);
    }

    /// <summary>The trainer: an <see cref="IElasticNetTrainer"/> or an <see cref="IRegularizedMlpTrainer"/>.</summary>
    public IEstimator<ITransformer> Trainer { get; }

    /// <summary>What the trainer predicts; a count is a regression.</summary>
    public NetworkTask Task => Trainer switch
    {
        IElasticNetTrainer linear => linear.Settings.Loss switch { LossKind.Logistic => NetworkTask.Binary, LossKind.Multinomial => NetworkTask.Multiclass, _ => NetworkTask.Regression },
        _ => ((IRegularizedMlpTrainer)Trainer).Settings.Task,
    };

    /// <summary>The names of what stands before the trainer, by which a study knows its pipeline again.</summary>
    public string Steps => string.Join(", ", before.Select(e => e.Estimator.GetType().Name));

    /// <summary>Learns what stands before the trainer.</summary>
    public ITransformer Prepare(IDataView rows) => Chain(before).Fit(rows);

    /// <summary>Fits the whole pipeline with another trainer in the place of its own.</summary>
    public ITransformer Fit(IEstimator<ITransformer> trainer, IDataView rows) => Chain([.. before, (trainer, TransformerScope.Everything), .. after]).Fit(rows);

    private static IEstimator<ITransformer> Seeded(IEstimator<ITransformer> trainer, int seed) => trainer switch
    {
        IElasticNetTrainer { Settings.Options.Seed: null } linear => linear.With(o => o.Seed = seed),
        IRegularizedMlpTrainer { Settings.Options.Seed: null } network => network.With(o => o.Seed = seed),
        _ => trainer,
    };

    private static EstimatorChain<ITransformer> Chain((IEstimator<ITransformer> Estimator, TransformerScope Scope)[] estimators)
        => estimators.Aggregate(new EstimatorChain<ITransformer>(), (chain, next) => chain.Append(next.Estimator, next.Scope));
}
