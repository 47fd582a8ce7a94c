using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Comparisons;

/// <summary>What part a candidate plays in the verdict.</summary>
public enum CandidateKind
{
    /// <summary>Knows no feature: what every other has to beat.</summary>
    Null,

    /// <summary>Fits its training rows as well as it can.</summary>
    Unregularized,

    /// <summary>Is kept from that by a penalty or the like.</summary>
    Regularized,
}

/// <summary>What kind of function of the features a candidate is.</summary>
public enum CandidateFamily
{
    /// <summary>A weighted sum of features, and what a link makes of it.</summary>
    Linear,

    /// <summary>A network: effects may bend, and depend on each other.</summary>
    Network,

    /// <summary>Trees, or curves made of their steps.</summary>
    Trees,
}

/// <summary>A model to be compared: whatever can be fitted to some rows and predict others.</summary>
public interface ICandidate
{
    /// <summary>Its name for people.</summary>
    string Name { get; }

    /// <summary>Its part in the verdict.</summary>
    CandidateKind Kind { get; }

    /// <summary>What kind of function it is: the verdict weighs a penalty against none within a family. Default: linear.</summary>
    CandidateFamily Family => CandidateFamily.Linear;

    /// <summary>Fits the training rows of one fold. What it chooses for itself it chooses on those rows alone.</summary>
    /// <param name="task">The fold.</param>
    /// <param name="cancellation">Stops within a second.</param>
    /// <exception cref="ArgumentException">The rows cannot be fitted.</exception>
    CandidateFit Fit(CandidateTask task, CancellationToken cancellation);
}

/// <summary>One fold as a candidate sees it: labels of the training rows, and of the others the features only.</summary>
public sealed class CandidateTask
{
    internal CandidateTask()
    {
    }

    /// <summary>The rows to learn from, alone.</summary>
    public required TrainingSet Training { get; init; }

    /// <summary>Which rows of the table those are, ascending.</summary>
    public required IReadOnlyList<int> TrainingRows { get; init; }

    /// <summary>The features of all rows of the table, prepared by what the training rows teach.</summary>
    public required IColumnMatrix Features { get; init; }

    /// <summary>Known parts of the linear predictor of all rows of the table; null: 0.</summary>
    public required double[]? Offset { get; init; }

    /// <summary>How rows of the table are divided: what must stay together there, must do so in what a candidate holds out for itself.</summary>
    public required FoldPlan Plan { get; init; }

    /// <summary>The training rows divided for choices made inside, the same for every candidate.</summary>
    public required Folds InnerFolds { get; init; }

    /// <summary>The features of the training rows, prepared by what some of them teach; null: they are the same whatever teaches them.</summary>
    public required Func<IReadOnlyList<int>, IColumnMatrix>? InnerFeaturesFor { get; init; }

    /// <summary>Seed of whatever is random in a candidate.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Threads to use at most.</summary>
    public required int Threads { get; init; }
}

/// <summary>A candidate fitted to one fold.</summary>
/// <param name="Predictions">Mean responses of all rows of the table; of several classes probabilities, class after class.</param>
/// <param name="NonZeros">Coefficients or weights that are not 0, without intercepts.</param>
public sealed record CandidateFit(double[] Predictions, int NonZeros)
{
    /// <summary>What was chosen inside, by name.</summary>
    public IReadOnlyList<(string Name, double Value)> Chosen { get; init; } = [];

    /// <summary>A sentence on what the user should know of this fit, the same one in every fold it is true of; null: nothing.</summary>
    public string? Remark { get; init; }
}
