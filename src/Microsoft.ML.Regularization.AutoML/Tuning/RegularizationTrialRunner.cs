using System.Diagnostics;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.Trainers.Regularization.Tuning;
using MLRegularization.Networks;
using MLRegularization.Numerics;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What a trial of <see cref="RegularizationTrialRunner"/> gives. Its Model is that of all rows where the trial was the best so far, else null.</summary>
public sealed class RegularizationTrialResult : TrialResult
{
    internal RegularizationTrialResult()
    {
    }

    /// <summary>The standard error of Metric over folds.</summary>
    public required double StandardError { get; init; }

    /// <summary>Whether it was run to its end.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>What was tried and found, in plain words.</summary>
    public required string Words { get; init; }
}

/// <summary>
/// Runs trials of AutoML's experiments: of a linear trainer one trial is one whole path per fold, on which λ is chosen; a network is judged after more and more epochs, and given up where it is not among
/// the best quarter so far. Metric is the mean over folds; the best so far is fitted to all rows. One runner is for one experiment.
/// </summary>
public sealed class RegularizationTrialRunner : ITrialRunner
{
    private const int Factor = 4;
    private const string PipelineName = "_pipeline_";

    private readonly TuningPlan plan;
    private readonly RegularizationMetric? metric;
    private readonly int threads;
    private readonly Func<Parameter, SearchPoint> pointOf;
    private readonly MemoryStorage storage = new();
    private readonly List<double>[] judged;
    private double least = double.PositiveInfinity;

    internal RegularizationTrialRunner(AutoCatalog catalog, TuningPlan plan, RegularizationMetric? metric, int? threads)
    {
        (this.plan, this.metric, this.threads) = (plan, metric, Parallelism.Threads(threads ?? 0));
        judged = [.. plan.Trials.Rungs.Select(_ => new List<double>())];
        SweepableEstimator swept;
        if (plan.Trainer is IRegularizedMlpTrainer network)
        {
            double rate = Cocktail.RateOf(network.Settings.Options, network.Settings.Task);
            SearchPoint Point(MlpSweepOptions sweep) => Cocktail.PointOf(sweep, network.Settings.Task, rate);
            swept = catalog.CreateSweepableEstimator((_, sweep) => plan.Trials.TrainerOf(Point(sweep), []), new SearchSpace<MlpSweepOptions>());
            pointOf = parameter => Point(parameter.AsType<MlpSweepOptions>());
        }
        else
        {
            swept = catalog.CreateSweepableEstimator((_, _) => plan.Trainer, new SearchSpace<PathSweepOptions>());
            pointOf = parameter => new SearchPoint((LinearSpace.Mixture, parameter.AsType<PathSweepOptions>().Alpha));
        }
        Pipeline = new EstimatorChain<ITransformer>().Append(swept);
    }

    /// <summary>What is swept, as a pipeline whose one estimator is the trainer.</summary>
    public SweepablePipeline Pipeline { get; }

    /// <summary>Runs a trial.</summary>
    /// <param name="settings">The trial, its parameters those of <see cref="Pipeline"/>.</param>
    /// <param name="ct">Stops within a second.</param>
    /// <exception cref="ArgumentException">The setting cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The experiment was stopped.</exception>
    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Stopwatch watch = Stopwatch.StartNew();
        Parameter parameter = settings.Parameter[PipelineName];
        SearchPoint point = pointOf(parameter[Pipeline.Estimators.Last().Key]);
        TrialOutcome outcome = null!;
        int rung = 0;
        for (bool goesOn = true; goesOn && rung < judged.Length; rung++)
        {
            outcome = plan.Trials.Run(new TrialTask(settings.TrialId, point, rung, threads, storage), ct);
            if (double.IsNaN(outcome.Mean)) throw new ArgumentException("Its error on rows held out is not a number.");
            judged[rung].Add(outcome.Mean);
            goesOn = judged[rung].Count(error => error < outcome.Mean) < (judged[rung].Count + Factor - 1) / Factor;
        }
        storage.DropCheckpoints(settings.TrialId);
        bool whole = rung == judged.Length, best = whole && outcome.Mean < least;
        if (best) least = outcome.Mean;
        // A network given up would else win by the error of fewer epochs.
        double loss = whole ? outcome.Mean : Math.Max(outcome.Mean, double.IsFinite(least) ? Math.BitIncrement(least) : outcome.Mean);
        string found = plan.Trials.Describe(outcome.Found);
        TrialResult result = new RegularizationTrialResult
        {
            TrialSettings = settings,
            Loss = loss,
            Metric = metric?.Signed(outcome.Mean) ?? outcome.Mean,
            StandardError = outcome.StandardError,
            IsComplete = whole,
            Words = found.Length > 0 ? $"{plan.Space.Describe(point)}, {found}" : plan.Space.Describe(point),
            Model = best ? plan.Refit(point, outcome.Found, ct) : null!,
        };
        result.DurationInMilliseconds = watch.Elapsed.TotalMilliseconds;
        return Task.FromResult(result);
    }

    /// <summary>Nothing to do: the experiment disposes of its runner after every trial.</summary>
    public void Dispose()
    {
    }
}
