using System.Diagnostics;
using Microsoft.ML.AutoML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
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
/// the best quarter so far. Metric is the mean over folds; the best so far is fitted to all rows. A trial that fails does not end the experiment, not even the first, as AutoML would have it: until one
/// is complete, its Loss is the largest number and its Words say why. One runner is for one experiment.
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
    private AutoMLExperiment? owner;

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
    /// <exception cref="InvalidOperationException">The setting cannot be fitted, and another was complete before.</exception>
    /// <exception cref="OperationCanceledException">The experiment or the context was stopped.</exception>
    public Task<TrialResult> RunAsync(TrialSettings settings, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using FitScope scope = new(plan.Host, "trial", ct);
        Stopwatch watch = Stopwatch.StartNew();
        SearchPoint point = pointOf(settings.Parameter[PipelineName][Pipeline.Estimators.Last().Key]);
        TrialResult result;
        try
        {
            result = Run(settings, point, scope.Cancellation);
        }
        catch (Exception e) when (scope.Cancellation.IsCancellationRequested)
        {
            // Estimators and metrics may have wrapped it.
            throw new OperationCanceledException(e.Message, e, scope.Cancellation);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            storage.DropCheckpoints(settings.TrialId);
            string failure = $"Trial {settings.TrialId} ({plan.Space.Describe(point)}) failed: {StudyRun.Failure(e)}";
            scope.Channel.Warning(MessageSensitivity.None, failure);
            if (double.IsFinite(least)) throw new InvalidOperationException(failure, e);
            result = new RegularizationTrialResult { TrialSettings = settings, Loss = double.MaxValue, Metric = double.NaN, StandardError = double.NaN, IsComplete = false, Words = failure };
        }
        result.DurationInMilliseconds = watch.Elapsed.TotalMilliseconds;
        return Task.FromResult(result);
    }

    /// <summary>Nothing to do: the experiment disposes of its runner after every trial.</summary>
    public void Dispose()
    {
    }

    /// <summary>Takes it for an experiment: what it knows of the best so far is of no use to another.</summary>
    internal void Claim(AutoMLExperiment experiment)
    {
        if ((owner ??= experiment) != experiment) throw new InvalidOperationException("The runner was set in another experiment, whose best trial it knows; create one of its own for this experiment.");
    }

    private RegularizationTrialResult Run(TrialSettings settings, SearchPoint point, CancellationToken cancellation)
    {
        TrialOutcome outcome = null!;
        int rung = 0;
        for (bool goesOn = true; goesOn && rung < judged.Length; rung++)
        {
            outcome = plan.Trials.Run(new TrialTask(settings.TrialId, point, rung, threads, storage), cancellation);
            if (!double.IsFinite(outcome.Mean)) throw new ArgumentException(StudyRun.NoError);
            judged[rung].Add(outcome.Mean);
            goesOn = judged[rung].Count(error => error < outcome.Mean) < (judged[rung].Count + Factor - 1) / Factor;
        }
        storage.DropCheckpoints(settings.TrialId);
        bool whole = rung == judged.Length, best = whole && outcome.Mean < least;
        ITransformer? model = best ? plan.Refit(point, outcome.Found, cancellation) : null;
        if (best) least = outcome.Mean;
        // A network given up would else win by the error of fewer epochs.
        double loss = whole ? outcome.Mean : Math.Max(outcome.Mean, double.IsFinite(least) ? Math.BitIncrement(least) : outcome.Mean);
        string found = plan.Trials.Describe(outcome.Found);
        return new RegularizationTrialResult
        {
            TrialSettings = settings,
            Loss = loss,
            Metric = metric?.Signed(outcome.Mean) ?? outcome.Mean,
            StandardError = outcome.StandardError,
            IsComplete = whole,
            Words = found.Length > 0 ? $"{plan.Space.Describe(point)}, {found}" : plan.Space.Describe(point),
            Model = model!,
        };
    }
}
