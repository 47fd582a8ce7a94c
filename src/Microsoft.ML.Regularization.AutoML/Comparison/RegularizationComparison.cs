using MLRegularization.Comparisons;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Our learners and ML.NET's own on the same folds: first with the same penalty, then each with the best of its settings.</summary>
public sealed class RegularizationComparison
{
    internal RegularizationComparison(RegularizationComparisonOptions options) => Options = options;

    /// <summary>What was predicted.</summary>
    public required ComparisonTask Task { get; init; }

    /// <summary>Rows of the data.</summary>
    public required int Rows { get; init; }

    /// <summary>Each learner with the setting that was best on inner folds of the training rows; scores, gaps, times and sizes of every fold, and paired differences.</summary>
    public required Comparison Tuned { get; init; }

    /// <summary>Learners that could not be tuned, and why.</summary>
    public required IReadOnlyList<LeftOutLearner> LeftOut { get; init; }

    /// <summary>Learners with the same penalty; null where none could have it.</summary>
    public required Comparison? SameStrength { get; init; }

    /// <summary>Learners without an equivalent of that penalty, and why.</summary>
    public required IReadOnlyList<LeftOutLearner> WithoutStrength { get; init; }

    /// <summary>The strengths of that penalty, for each loss fold by fold.</summary>
    public required IReadOnlyList<(LossKind Loss, Strength Strength)> Strengths { get; init; }

    internal RegularizationComparisonOptions Options { get; }

    /// <summary>What it comes to, in a few sentences.</summary>
    public IReadOnlyList<string> Verdict => ComparisonWords.Verdict(this);

    /// <summary>The tables as text, for a window of fixed width.</summary>
    public override string ToString() => ComparisonText.Write(this);

    /// <summary>One self-contained HTML page, with pictures: no network, no script.</summary>
    /// <param name="title">Its heading; null (default): the label's name.</param>
    public string ToHtml(string? title = null) => ComparisonPage.Write(this, title);
}
