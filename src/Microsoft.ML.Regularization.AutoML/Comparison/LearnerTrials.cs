using Microsoft.ML.Trainers.Regularization.Tuning;
using MLRegularization.Paths;
using MLRegularization.Tuning;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Trials of a learner of any kind: each setting is fitted to every inner fold and judged on the rows that it holds out.</summary>
/// <param name="learner">The learner.</param>
/// <param name="data">The outer fold.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="all">All training rows of the outer fold, which the best setting is fitted to.</param>
internal sealed class LearnerTrials(ComparisonLearner learner, FoldData data, TaskMetrics metrics, LearnerTask all) : ITunedTrials
{
    private static readonly int[] Whole = [1];

    public IReadOnlyList<int> Rungs => Whole;

    public string RungUnit => "setting";

    public IReadOnlyList<Folds> Folds => [data.Inner];

    public string Data => "";

    public string Settings => learner.Name;

    /// <summary>Why the first setting that could not be fitted could not; null: all could.</summary>
    public Exception? Fault { get; private set; }

    public TrialOutcome Run(TrialTask task, CancellationToken cancellation)
    {
        try
        {
            double[] errors = [.. Enumerable.Range(0, data.Inner.Count).Select(f => Error(task.Point, f, cancellation))];
            return TrialOutcome.Of(errors, [.. Enumerable.Range(0, data.Inner.Count).Select(f => (double)data.Inner.HeldOutRows(f).Length)]);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Fault ??= e;
            throw;
        }
        catch (Exception)
        {
            // What a trainer says when it is stopped is its own affair.
            throw new OperationCanceledException(cancellation);
        }
    }

    public IEstimator<ITransformer> TrainerOf(SearchPoint point, IReadOnlyList<(string Name, double Value)> found, CancellationToken cancellation = default) => learner.Tuned(all, point);

    public string Describe(IReadOnlyList<(string Name, double Value)> found) => "";

    private double Error(SearchPoint point, int fold, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using LearnerContext own = new(data.Seed, cancellation);
        ITransformer model = learner.Tuned(data.Task(own.Context, data.Inner.TrainingRows(fold).Length, cancellation), point).Fit(data.InnerTraining(fold));
        cancellation.ThrowIfCancellationRequested();
        return metrics.Error(own.Context, model.Transform(data.InnerHeldOut(fold)), data.LabelColumnName);
    }
}
