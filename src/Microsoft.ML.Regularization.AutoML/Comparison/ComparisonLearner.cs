using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A learner to be compared: how it is made for some training rows.</summary>
public sealed class ComparisonLearner
{
    /// <summary>A learner.</summary>
    /// <param name="name">Its name for people.</param>
    /// <param name="tuned">Makes it with the setting of a trial; every trial is judged on the inner folds, and the best is fitted to all training rows.</param>
    public ComparisonLearner(string name, Func<LearnerTask, LearnerTrial, IEstimator<ITransformer>> tuned)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(tuned);
        Name = name;
        Tuned = tuned;
    }

    /// <summary>Its name for people.</summary>
    public string Name { get; }

    /// <summary>Makes it with the setting of a trial.</summary>
    public Func<LearnerTask, LearnerTrial, IEstimator<ITransformer>> Tuned { get; }

    /// <summary>Makes it at a strength in the terms of docs/objective.md, which applies to features of unit standard deviation; null (default): it has no equivalent.</summary>
    public Func<LearnerTask, Strength, IEstimator<ITransformer>>? AtStrength { get; init; }

    /// <summary>Why it has no equivalent, a sentence; null (default): nothing more is said.</summary>
    public string? WithoutStrength { get; init; }

    /// <summary>The loss beside which its penalty stands: strengths are chosen for each loss. Null (default): that of the task.</summary>
    public LossKind? Loss { get; init; }

    /// <summary>What kind of function it is. Default: linear.</summary>
    public CandidateFamily Family { get; init; }

    /// <summary>Whether it spends the budget inside its own Fit, on the inner folds: then it is made once, for trial 0.</summary>
    internal bool ChoosesItself { get; init; }

    internal CandidateKind Kind { get; init; } = CandidateKind.Regularized;
}
