using Microsoft.ML.Trainers.Regularization.Tuning;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Fits learners to one outer fold: at a strength that all have, or with the setting that is best on the inner folds.</summary>
/// <param name="data">The fold.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="options">The user's options.</param>
/// <param name="warn">Told what learners warn of, with their names.</param>
/// <param name="cancellation">Stops within the learner.</param>
internal sealed class LearnerFitter(FoldData data, TaskMetrics metrics, RegularizationComparisonOptions options, Action<string> warn, CancellationToken cancellation)
{
    /// <summary>Fits a learner at a strength.</summary>
    public FittedLearner FitAt(ComparisonLearner learner, Strength strength)
        => Fit(learner, (task, _) => new LearnerSearch(learner.AtStrength!(task, strength), new SearchPoint(), 0, null));

    /// <summary>Tries a learner's settings on the inner folds and fits the best one.</summary>
    public FittedLearner FitTuned(ComparisonLearner learner) => Fit(learner, (task, context) =>
    {
        ITunedTrials trials = learner.IsOurs ? OwnTrials.Of(learner.Tuned(task, learner.Space.First[0]), data, metrics, context, cancellation) : new LearnerTrials(learner, data, metrics, task);
        return LearnerSearch.Run(learner, trials, options, (ulong)data.Seed, cancellation);
    });

    /// <summary>The strength of a ridge penalty that cross-validation on the inner folds chooses.</summary>
    public Strength ChooseStrength(LossKind loss)
    {
        using LearnerContext own = new(data.Seed, cancellation);
        return OwnLearners.ChosenRidge(loss, data.Task(own.Context, data.TrainingRows, cancellation), data, cancellation);
    }

    private FittedLearner Fit(ComparisonLearner learner, Func<LearnerTask, MLContext, LearnerSearch> search)
    {
        long started = options.Clock.GetTimestamp();
        using LearnerContext own = new(data.Seed, cancellation);
        LearnerSearch found = search(data.Task(own.Context, data.TrainingRows, cancellation), own.Context);
        own.Warn = message => warn($"{learner.Name}: {message}");
        ITransformer model = found.Trainer.Fit(data.Training);
        return FittedLearner.Of(own.Context, model, data, metrics, options.Clock.GetElapsedTime(started), found);
    }
}
