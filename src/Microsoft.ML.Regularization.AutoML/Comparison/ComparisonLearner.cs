using MLRegularization.Comparisons;
using MLRegularization.Paths;
using MLRegularization.Tuning;
using Space = MLRegularization.Tuning.SearchSpace;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>A learner to be compared: what may be tried of it, and how it is made for some training rows.</summary>
public sealed class ComparisonLearner
{
    private static readonly Space Nothing = new("nothing", [], [new SearchPoint()]);

    /// <summary>A learner with a search space.</summary>
    /// <param name="name">Its name for people.</param>
    /// <param name="space">What may be tried of it, the learner's own defaults first; what is first may lie outside the limits of what is drawn.</param>
    /// <param name="tuned">Makes it with a setting; every setting that is tried is judged on the inner folds, and the best is fitted to all training rows.</param>
    public ComparisonLearner(string name, Space space, Func<LearnerTask, SearchPoint, IEstimator<ITransformer>> tuned)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(tuned);
        (Name, Space, Tuned) = (name, space, (task, point) => Made(tuned(task, point)));
    }

    /// <summary>A learner of which nothing is tuned.</summary>
    /// <param name="name">Its name for people.</param>
    /// <param name="make">Makes it.</param>
    public ComparisonLearner(string name, Func<LearnerTask, IEstimator<ITransformer>> make)
        : this(name, Nothing, (task, _) => make(task)) => ArgumentNullException.ThrowIfNull(make);

    /// <summary>Its name for people.</summary>
    public string Name { get; }

    /// <summary>What may be tried of it, its own defaults first.</summary>
    public Space Space { get; }

    /// <summary>Makes it with a setting.</summary>
    public Func<LearnerTask, SearchPoint, IEstimator<ITransformer>> Tuned { get; }

    /// <summary>Makes it at a strength in the terms of docs/objective.md, which applies to features of unit standard deviation; null (default): it has no equivalent.</summary>
    public Func<LearnerTask, Strength, IEstimator<ITransformer>>? AtStrength
    {
        get;
        init => field = value is null ? null : (task, strength) => Made(value(task, strength));
    }

    /// <summary>Why it has no equivalent, a sentence; null (default): nothing more is said.</summary>
    public string? WithoutStrength { get; init; }

    /// <summary>The loss beside which its penalty stands: strengths are chosen for each loss. Null (default): that of the task.</summary>
    public LossKind? Loss { get; init; }

    /// <summary>What kind of function it is. Default: linear.</summary>
    public CandidateFamily Family { get; init; }

    /// <summary>Whether its trials are those of TuneRegularization, whole paths or networks judged after more and more epochs; its setting is then theirs.</summary>
    internal bool IsOurs { get; init; }

    internal CandidateKind Kind { get; init; } = CandidateKind.Regularized;

    private static IEstimator<ITransformer> Made(IEstimator<ITransformer>? estimator) => estimator ?? throw new InvalidOperationException("it was made as null; return an estimator");
}
