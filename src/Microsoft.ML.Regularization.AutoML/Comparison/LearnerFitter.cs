using System.Diagnostics;
using MLRegularization.Paths;

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
        => Fit(learner, task => learner.AtStrength!(task, strength), [], null, Stopwatch.GetTimestamp());

    /// <summary>Tries a learner's settings on the inner folds and fits the best one.</summary>
    public FittedLearner FitTuned(ComparisonLearner learner)
    {
        long started = Stopwatch.GetTimestamp();
        (int best, int failed) = learner.ChoosesItself || options.Trials == 1 ? (0, 0) : Choose(learner);
        LearnerTrial trial = new(best);
        string? remark = failed > 0 ? $"{failed} of {options.Trials} settings could not be fitted" : null;
        return Fit(learner, task => learner.Tuned(task, trial), trial.Chosen, remark, started);
    }

    /// <summary>The strength of a ridge penalty that cross-validation on the inner folds chooses.</summary>
    public Strength ChooseStrength(LossKind loss)
    {
        using LearnerContext own = new(data.Seed, cancellation);
        return OwnLearners.ChosenRidge(loss, data.Task(own.Context, data.TrainingRows), data.Training);
    }

    private FittedLearner Fit(ComparisonLearner learner, Func<LearnerTask, IEstimator<ITransformer>> make, IReadOnlyList<(string Name, double Value)> chosen, string? remark, long started)
    {
        using LearnerContext own = new(data.Seed, cancellation, message => warn($"{learner.Name}: {message}"));
        ITransformer model = make(data.Task(own.Context, data.TrainingRows)).Fit(data.Training);
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        return FittedLearner.Of(own.Context, model, data, metrics, options.LabelColumnName, time, chosen, remark);
    }

    // A setting that cannot be fitted loses; only when all are so, or none could, does the learner fail.
    private (int Best, int Failed) Choose(ComparisonLearner learner)
    {
        int best = -1, failed = 0;
        double score = double.NaN;
        Exception? fault = null;
        for (int t = 0; t < options.Trials; t++)
        {
            try
            {
                double found = Enumerable.Range(0, data.Inner.Count).Select(f => Score(learner, t, f)).ToArray().Average();
                if (best < 0 || metrics.IsBetter(found, score)) (best, score) = (t, found);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested && !LearnerFault.IsMissing(e))
            {
                fault = e;
                failed++;
            }
        }
        return best < 0 ? throw fault! : (best, failed);
    }

    private double Score(ComparisonLearner learner, int trial, int fold)
    {
        cancellation.ThrowIfCancellationRequested();
        using LearnerContext own = new(data.Seed, cancellation);
        LearnerTask task = data.Task(own.Context, data.Inner.TrainingRows(fold).Length);
        ITransformer model = learner.Tuned(task, new LearnerTrial(trial)).Fit(data.InnerTraining(fold));
        return metrics.Evaluate(own.Context, model.Transform(data.InnerHeldOut(fold)), options.LabelColumnName)[0];
    }
}
